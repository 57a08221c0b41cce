"""The doors of the document's own registers (汨政办函〔2023〕32号), each with an item or a body of its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from miluo.integrated_window import services
from miluo.integrated_window.models import ChiefRepresentative, Courier, Letter, Liaison, NegativeItem, OnlineItem, PositiveItem, ThemeState
from miluo.integrated_window.selectors.people import chief_on
from miluo.integrated_window.tests import office
from miluo.integrated_window.tests.office import NOW, PDF, chief, clerk, letter
from miluo.integrated_window.themes import themes
from onewindow.accounts.models import User
from onewindow.items.selectors import contents_on
from onewindow.organisations.models import Organisation
from onewindow.web.workbook import Sheet, workbook
from onewindow.words.actor import Actor
from tests.kill.tables import Arguments
from tests.kill.world import World, before

BUREAU, OFFICE, SUPERVISOR = (
    replace(each, id=f"u-{place}") for place, each in enumerate((office.BUREAU, office.OFFICE, office.SUPERVISOR))
)
CRITICISM = {"kind": "criticism", "ground": "slowness", "organisation": "forestry", "facts": "逾期未提交清单"}
LIABILITY = {**CRITICISM, "kind": "liability", "ground": "", "consequence": "造成群众集中投诉"}


def unit(body: str = "forestry") -> Actor:
    return replace(office.unit(body), id=f"u-{body}"[:32])


def fresh() -> tuple[str, str]:
    """An item of the window that no list and no letter names: its code and its body."""
    used = {*PositiveItem.objects.values_list("code", flat=True), *NegativeItem.objects.values_list("code", flat=True)}
    letters = set(Letter.objects.values_list("items__code", flat=True))
    for _, content in contents_on(NOW.date()):
        if content.presence == "综合窗口" and content.handling == "promise" and content.code not in used | letters:
            return content.code, content.organisation
    raise LookupError("no item is left")


def proposed() -> str:
    code, body = fresh()
    services.propose(codes=(code,), by=unit(body), at=NOW)
    return code


def confirmed() -> str:
    code = proposed()
    services.confirm(codes=(code,), by=BUREAU, at=NOW)
    return code


def without_chief() -> str:
    """A body that has no chief representative."""
    held = ChiefRepresentative.objects.values("organisation")
    return Organisation.objects.filter(kind="department").exclude(pk__in=held).order_by("id")[0].key


@before(services.propose, told="already_listed")
def _propose(world: World) -> Arguments:
    code, body = fresh()
    return {"codes": (code,), "by": unit(body), "at": NOW}


@before(services.confirm, told="wrong_state")
def _confirm(world: World) -> Arguments:
    return {"codes": (proposed(),), "by": BUREAU, "at": NOW}


@before(services.activate, told="wrong_state")
def _activate(world: World) -> Arguments:
    code, body = fresh()
    if chief_on(body, NOW.date()) is None:
        chief(body)
    letter((code,), organisation=body)
    services.propose(codes=(code,), by=unit(body), at=NOW)
    services.confirm(codes=(code,), by=BUREAU, at=NOW)
    return {"codes": (code,), "by": BUREAU, "at": NOW}


@before(services.reject, told="not_listed")
def _reject(world: World) -> Arguments:
    return {"code": proposed(), "reason": "请先核对名称", "by": BUREAU, "at": NOW}


@before(services.remove, told="not_listed")
def _remove(world: World) -> Arguments:
    return {"code": confirmed(), "reason": "改为不进驻", "by": BUREAU, "at": NOW}


@before(services.list_online, told="already_listed")
def _list_online(world: World) -> Arguments:
    code, body = fresh()
    return {"code": code, "implementation_code": f"{code}-{OnlineItem.objects.count():02}", "by": unit(body), "at": NOW}


@before(services.remove_online, told="not_listed")
def _remove_online(world: World) -> Arguments:
    listed = _list_online(world)
    services.list_online(**listed)
    return {"implementation_code": listed["implementation_code"], "reason": "已经合并", "by": listed["by"], "at": NOW}


@before(services.list_negative, told="already_listed")
def _list_negative(world: World) -> Arguments:
    code, body = fresh()
    why = {"place": "演示办公楼", "contact": "12345", "reason_kind": "other", "reason": "登记窗口另有规定"}
    return {"code": code, **why, "statement_name": "情况说明.pdf", "content": PDF, "by": unit(body), "at": NOW}


@before(services.approve_negative, told="wrong_state")
def _approve_negative(world: World) -> Arguments:
    listed = _list_negative(world)
    services.list_negative(**listed)
    return {"code": listed["code"], "by": BUREAU, "at": NOW}


@before(services.remove_negative, told="not_listed")
def _remove_negative(world: World) -> Arguments:
    return {"code": _approve_negative(world)["code"], "reason": "已经具备条件", "by": BUREAU, "at": NOW}


@before(services.import_list)
def _import(world: World) -> Arguments:
    code, body = fresh()
    name = Organisation.objects.get(key=body).name
    header = ("序号", "单位名称", "事项编码", "事项名称", "事项类型", "办件类型", "服务对象", "备注")
    rows = [("1", name, code, "", "", "承诺件", "", "")]
    return {"kind": "positive", "name": "清单.xlsx", "content": workbook([Sheet("清单", header, rows, ())]), "by": unit(body), "at": NOW}


@before(services.draw_up)
def _draw_up(world: World) -> Arguments:
    code, body = fresh()
    return {"starts_on": date(2023, 6, 1), "item_count": 1, "items": [{"code": code}], "by": unit(body), "at": NOW}


@before(services.sign, told="wrong_state")
def _sign(world: World) -> Arguments:
    drawn = _draw_up(world)
    number = services.draw_up(**drawn).number
    seal = {"signer": "演示局长", "sealed_on": date(2023, 5, 30)}
    services.sign(number=number, party="principal", **seal, by=drawn["by"], at=NOW)
    return {"number": number, "party": "agent", **seal, "by": BUREAU, "at": NOW}


@before(services.revoke, told="wrong_state")
def _revoke(world: World) -> Arguments:
    code, body = fresh()
    return {"number": letter((code,), organisation=body), "reason": "事项调整", "from_day": NOW.date(), "by": unit(body), "at": NOW}


@before(services.appoint_chief, told="has_chief")
def _appoint_chief(world: World) -> Arguments:
    said = {"name": "演示首席", "post": "股长", "phone": "", "account": "", "document": "演示授权文件"}
    return {**said, "starts_on": date(2023, 5, 10), "by": unit(without_chief()), "at": NOW}


@before(services.end_chief, told="no_chief")
def _end_chief(world: World) -> Arguments:
    body = without_chief()
    chief(body)
    return {"last_day": date(2023, 6, 30), "by": unit(body), "at": NOW}


@before(services.name_liaison)
def _name_liaison(world: World) -> Arguments:
    said = {"role": "staff", "name": "演示联络", "post": "科员", "phone": "13800000000"}
    return {**said, "starts_on": date(2023, 5, 10), "by": unit(), "at": NOW}


@before(services.end_liaison, told="unknown_liaison")
def _end_liaison(world: World) -> Arguments:
    services.name_liaison(**_name_liaison(world))
    return {"liaison": Liaison.objects.latest("id").pk, "last_day": date(2023, 6, 30), "by": unit(), "at": NOW}


@before(services.appoint_courier, told="already_courier")
def _appoint_courier(world: World) -> Arguments:
    account = clerk(f"demo-courier-{User.objects.count()}").username
    return {"account": account, "name": "演示流转", "phone": "", "starts_on": NOW.date(), "by": BUREAU, "at": NOW}


@before(services.end_courier, told="unknown_courier")
def _end_courier(world: World) -> Arguments:
    services.appoint_courier(**_appoint_courier(world))
    return {"courier": Courier.objects.latest("id").pk, "last_day": date(2023, 6, 30), "by": BUREAU, "at": NOW}


@before(services.hold_training)
def _hold_training(world: World) -> Arguments:
    code, body = fresh()
    usernames = [clerk(f"demo-trainee-{User.objects.count()}").username]
    said = {"held_on": date(2023, 5, 30), "title": "受理培训", "trainer_post": "股长"}
    return {**said, "codes": [code], "usernames": usernames, "by": unit(body), "at": NOW}


@before(services.enter)
def _enter(world: World) -> Arguments:
    values = {"kind": "printer", "quantity": "2", "place": "大厅", "state": "in_use"}
    return {"name": "equipment", "values": values, "by": BUREAU, "at": NOW}


@before(services.strike, told="unknown_row")
def _strike(world: World) -> Arguments:
    row = int(services.enter(**_enter(world)).number)
    return {"name": "equipment", "row": row, "reason": "报废", "by": BUREAU, "at": NOW}


@before(services.put_online, told="wrong_state")
def _put_online(world: World) -> Arguments:
    shown = set(ThemeState.objects.exclude(online_from=None).values_list("theme", flat=True))
    theme = next(each.key for each in themes(NOW.date()) if each.key not in shown)
    return {"theme": theme, "online_from": NOW.date(), "by": BUREAU, "at": NOW}


@before(services.take_offline, told="wrong_state")
def _take_offline(world: World) -> Arguments:
    shown = _put_online(world)
    services.put_online(**shown)
    return {"theme": shown["theme"], "reason": "表单调整", "by": BUREAU, "at": NOW}


@before(services.name_owner)
def _name_owner(world: World) -> Arguments:
    return {"theme": "certificates", "organisation": "disabled-federation", "by": BUREAU, "at": NOW}


@before(services.record_check)
def _record_check(world: World) -> Arguments:
    said = {"field": "presence", "organisation": "forestry", "finding": "首席代表未到岗"}
    return {**said, "found_on": NOW.date(), "due_on": date(2023, 6, 15), "by": SUPERVISOR, "at": NOW}


@before(services.close_check, told="wrong_state")
def _close_check(world: World) -> Arguments:
    number = services.record_check(**_record_check(world)).number
    return {"number": number, "follow_up": "已到岗", "by": SUPERVISOR, "at": NOW}


@before(services.propose_sanction)
def _propose_sanction(world: World) -> Arguments:
    return {**CRITICISM, "by": SUPERVISOR, "at": NOW}


@before(services.decide_sanction, told="wrong_state")
def _decide_sanction(world: World) -> Arguments:
    number = services.propose_sanction(**_propose_sanction(world)).number
    return {"number": number, "decision": "予以通报批评", "by": OFFICE, "at": NOW}


@before(services.dismiss_sanction, told="wrong_state")
def _dismiss_sanction(world: World) -> Arguments:
    return {**_decide_sanction(world), "decision": "情节轻微，不予处理"}


@before(services.refer_sanction, told="wrong_state")
def _refer_sanction(world: World) -> Arguments:
    number = services.propose_sanction(**LIABILITY, by=SUPERVISOR, at=NOW).number
    return {"number": number, "to": "discipline", "decision": "移送处理", "by": OFFICE, "at": NOW}
