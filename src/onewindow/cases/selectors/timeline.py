"""The life of a case in sentences that the applicant understands: one for every event of its chain."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from onewindow.accounts.roles import ROLES
from onewindow.accounts.selectors import names_of
from onewindow.cases.conventions import SAMPLE_EVERY
from onewindow.cases.life import CHANNELS, SPECIAL_PROCEDURES, STEPS
from onewindow.cases.models import Case, FactChange
from onewindow.cases.offices import office_names
from onewindow.cases.plan import Plan
from onewindow.cases.snapshots import plan_of
from onewindow.trail.models import Event
from onewindow.trail.selectors import events_of
from onewindow.words.actor import SYSTEM

_URGED = {"applicant": "申请人", "window": "窗口", "supervisor": "监察人员"}


@dataclass(frozen=True, slots=True)
class TimelineLine:
    """One event: when, what in Chinese, whose office and post, the paper made, the state reached. ``who`` has no name, but where
    one acted in another's stead (委托): then both are named.
    """

    at: datetime
    kind: str
    text: str
    who: str
    paper: str
    state: str


def timeline(case: Case) -> list[TimelineLine]:
    """Every event of a case, the first one first; papers stand in the line of the act that made them."""
    plan = plan_of(case.snapshot_id)
    events = [event for event in events_of(case.subject) if event.kind in _SENTENCES]
    offices = office_names({plan.review.organisation}.union(*map(_named, events)))
    changes = {(change.fact, change.at): change for change in case.fact_changes.all()} if any(_is_fact(event) for event in events) else {}
    names = names_of({account for event in events if event.content.get("for") for account in (event.actor, event.content["for"])})
    return [_line(event, case, plan, offices, changes, names) for event in events]


def _line(
    event: Event,
    case: Case,
    plan: Plan,
    offices: Mapping[str, str],
    changes: Mapping[tuple[str, datetime], FactChange],
    names: Mapping[str, str],
) -> TimelineLine:
    body = {**event.content, "offices": offices}
    if _is_fact(event):  # the values are in their row, which can be erased, and not in the event
        body["change"] = changes.get((body["fact"], event.at))
    if event.kind == "case.withdrawn":
        body["words"] = case.withdrawn_because
    text = _SENTENCES[event.kind](body, event, plan)
    return TimelineLine(event.at, event.kind, text, _who(event, offices, names), str(body.get("paper", "")), event.to_state)


def _named(event: Event) -> set[str]:
    """The organisations that the sentence of an event names."""
    body = event.content
    return {event.organisation, str(body.get("organisation", "")), *body.get("organisations", ())}


def _is_fact(event: Event) -> bool:
    return event.kind == "case.fact_corrected"


def _who(event: Event, offices: Mapping[str, str], names: Mapping[str, str]) -> str:
    if event.actor == SYSTEM.id:
        return "系统"
    if not event.organisation:
        return "申请人"
    posts = "、".join(ROLES[role].title for role in event.roles.split(",") if role in ROLES)
    post, principal = f"{offices[event.organisation]} {posts}".strip(), event.content.get("for")
    return f"{post} {names.get(event.actor, '')}（受{names.get(principal, '同事')}委托）" if principal else post


def _submitted(body: Mapping[str, Any], event: Event, plan: Plan) -> str:
    return f"提交了“{plan.title}”申请，窗口应在{_day(body['due'])}前受理或者告知补正"


def _accepted(body: Mapping[str, Any], event: Event, plan: Plan) -> str:
    return f"予以受理，{body['offices'].get(body['organisation'], body['organisation'])}应在{_day(body['due'])}前作出决定"


def _deemed(body: Mapping[str, Any], event: Event, plan: Plan) -> str:
    return f"窗口逾期未告知补正，自{_day(body['accepted_on'])}收到材料之日起视为受理，应在{_day(body['due'])}前作出决定"


def _asked(body: Mapping[str, Any], event: Event, plan: Plan) -> str:
    return f"一次性告知需要补正{_items(body, plan)}，请在{_day(body['reply_by'])}前补正，受理期限停止计算"


def _corrected(body: Mapping[str, Any], event: Event, plan: Plan) -> str:
    done = [f"“{plan.ask.get(fact, fact)}”" for fact in body["changed"]]
    done += [_material(plan, key) for key in body["materials"]]
    return f"补正了{'、'.join(done) or '申请内容'}，受理期限恢复计算"


def _not_accepted(body: Mapping[str, Any], event: Event, plan: Plan) -> str:
    where = f"，可向{body['where_to_go']}提出" if body.get("where_to_go") else ""
    return f"不予受理：{event.reason}{where}"


def _fact(body: Mapping[str, Any], event: Event, plan: Plan) -> str:
    title = plan.ask.get(body["fact"], body["fact"])
    change = body["change"]
    values = f"由{_value(change.before)}更正为{_value(change.after)}" if change else "作了更正"
    return f"依据证据将“{title}”{values}：{event.reason}"


def _unverified(body: Mapping[str, Any], event: Event, plan: Plan) -> str:
    facts = "、".join(f"“{plan.ask.get(name, name)}”" for name in body["facts"])
    return f"{facts}没有一致的部门数据可以核验，按一般程序由人员办理"


def _decided(body: Mapping[str, Any], event: Event, plan: Plan) -> str:
    if body["outcome"] == "granted":
        return f"决定给予奖励，合计{_money(body['total_cny'])}元"
    outcome = {"refused": "决定不予奖励", "approved": "决定予以核准", "denied": "决定不予核准"}[body["outcome"]]
    return f"{outcome}{f'：{event.reason}' if event.reason else ''}"


def _published(body: Mapping[str, Any], event: Event, plan: Plan) -> str:
    return f"奖励结果自{_day(body['published_on'])}起公示"


def _payment(text: str) -> Callable[[Mapping[str, Any], Event, Plan], str]:
    return lambda body, event, plan: (
        f"款项{_money(body['amount'])}元于{_day(body['on'])}{text}{f'：{event.reason}' if event.reason else ''}"
    )


def _corrected_at_once(body: Mapping[str, Any], event: Event, plan: Plan) -> str:
    return f"当场更正了{'、'.join(f'“{plan.ask.get(name, name)}”' for name in body['changed'])}"


def _undertaken(body: Mapping[str, Any], event: Event, plan: Plan) -> str:
    titles, day = "、".join(_material(plan, key) for key in body["materials"]), _day(body["due"])
    if body["kind"] == "deferred":
        return f"容缺受理：承诺在{day}前补齐{titles}"
    return f"告知承诺：以承诺代替{titles}，{day}前核查"


def _settled(body: Mapping[str, Any], event: Event, plan: Plan) -> str:
    titles = "、".join(_material(plan, key) for key in body["materials"])
    if body["kind"] == "deferred":
        return f"容缺的{titles}{'已补齐' if body['kept'] else '逾期未补齐'}"
    return f"核查告知承诺（{titles}）：{'属实' if body['kept'] else '不属实'}"


def _transferred(body: Mapping[str, Any], event: Event, plan: Plan) -> str:
    to = body["offices"].get(body["organisation"], body["organisation"]) if "organisation" in body else "同事"
    return f"{STEPS[body['step']]}环节转办{to}：{event.reason}"


def _special(body: Mapping[str, Any], event: Event, plan: Plan) -> str:
    does = "办理期限自次日起停止计算" if body["stops"] else "办理期限继续计算"
    return f"启动{SPECIAL_PROCEDURES[body['kind']]}，预计{body['days']}个工作日，{does}"


def _special_ended(body: Mapping[str, Any], event: Event, plan: Plan) -> str:
    return f"{SPECIAL_PROCEDURES[body['kind']]}结束{'，办理期限自次日起继续计算' if body['stopped'] else ''}{_until(body)}"


def _version_moved(body: Mapping[str, Any], event: Event, plan: Plan) -> str:
    agreed = "经申请人同意，" if body["consented"] else ""
    return f"{agreed}由第{body['old_version']}版改为按第{body['new_version']}版办理{_falls_due(body)}：{event.reason}"


def _recounted(body: Mapping[str, Any], event: Event, plan: Plan) -> str:
    before, after = _day(body["before"]), _day(body["after"])
    changed = f"届满日期由{before}改为{after}" if before != after else f"届满日期确定为{after}"
    return f"按{body['notice']}重算期限，{STEPS[body['step']]}环节{changed}"


def _falls_due(body: Mapping[str, Any]) -> str:
    return f"，{_day(body['due'])}届满" if body.get("due") else ""


def _until(body: Mapping[str, Any]) -> str:
    return f"，应在{_day(body['due'])}前作出决定" if body.get("due") else ""


def _consulted(body: Mapping[str, Any], event: Event, plan: Plan) -> str:
    names = "、".join(body["offices"].get(key, key) for key in body["organisations"])
    return f"征求{names}的意见，应在{_day(body['due'])}前答复"


def _answered(body: Mapping[str, Any], event: Event, plan: Plan) -> str:
    done = "签署加签意见" if body["kind"] == "cosign" else "答复征求的意见"
    return f"{done}：{'同意' if body['agrees'] else '不同意'}"


def _plain(text: str) -> Callable[[Mapping[str, Any], Event, Plan], str]:
    return lambda body, event, plan: text


def _with_reason(text: str) -> Callable[[Mapping[str, Any], Event, Plan], str]:
    return lambda body, event, plan: f"{text}：{event.reason}" if event.reason else text


_SENTENCES: dict[str, Callable[[Mapping[str, Any], Event, Plan], str]] = {
    "case.submitted": _submitted,
    "case.unverified": _unverified,
    "case.drawn": _plain(f"申报事实与部门数据一致；随机抽查（每{SAMPLE_EVERY}件抽1件）抽中，由人员核查"),
    "case.verified": _plain("申报事实与部门数据逐项核对一致，即申即享"),
    "case.accepted": _accepted,
    "case.deemed_accepted": _deemed,
    "case.correction_asked": _asked,
    "case.correction_saved": _plain("保存了补正内容，尚未提交"),
    "case.corrected": _corrected,
    "case.attached": lambda body, event, plan: f"上传了{_material(plan, body['material'])}",
    "case.not_accepted": _not_accepted,
    "case.corrected_at_window": lambda body, event, plan: (
        f"当场更正了{'、'.join(f'“{plan.ask.get(name, name)}”' for name in body['changed'])}"
    ),
    "case.undertaken": _undertaken,
    "case.undertaking_settled": _settled,
    "case.pushed_to_body": _with_reason("按承诺件推送审批单位"),
    "case.sent_back": _with_reason("退回预审"),
    "case.taken_back": lambda body, event, plan: f"撤回到{STEPS[body['step']]}环节：{event.reason}",
    "case.transferred": _transferred,
    "case.reassigned": lambda body, event, plan: f"{STEPS[body['step']]}环节移交给同事办理：{event.reason}",
    "case.urged": lambda body, event, plan: f"{_URGED[body['side']]}催办{f'：{event.reason}' if event.reason else ''}",
    "case.special_begun": _special,
    "case.special_ended": _special_ended,
    "case.prolonged": lambda body, event, plan: f"办理期限延长{body['days']}{plan.review.within.unit.label}{_until(body)}：{event.reason}",
    "case.consulted": _consulted,
    "case.cosign_asked": lambda body, event, plan: f"请本单位另一名人员加签，应在{_day(body['due'])}前签署",
    "case.consultation_answered": _answered,
    "case.consultation_withdrawn": _with_reason("撤回了征求意见"),
    "case.taken": lambda body, event, plan: f"开始办理（{STEPS[body['step']]}）",
    "case.released": lambda body, event, plan: f"放回待办队列（{STEPS[body['step']]}）",
    "case.returned": _with_reason("退回窗口"),
    "case.forwarded": _with_reason("再次转交审核"),
    "case.fact_corrected": _fact,
    "case.decided": _decided,
    "case.published": _published,
    "case.paid": _payment("拨付到登记的收款账户"),
    "case.payment_failed": _payment("被银行退回，没有付成"),
    "case.payment_returned": _payment("被退汇"),
    "case.handed_over": lambda body, event, plan: f"纸质材料{len(body['lines'])}项由物料流转员移交审批单位",
    "case.hand_over_confirmed": _plain("审批单位清点材料无误"),
    "case.hand_over_differs": _with_reason("审批单位清点材料与清单不符，停止流转"),
    "case.hand_over_mended": _with_reason("窗口补齐移交的材料"),
    "case.served": lambda body, event, plan: f"已送达，送达日期{_day(body['served_on'])}",
    "case.archived": _plain("归档"),
    "case.prereviewed": _with_reason("预审通过，开始审核"),
    "case.produced": lambda body, event, plan: f"审批结果已印制并扫描上传（{body['document_number']}）",
    "case.pushed": _plain("审批结果已推送出件窗口"),
    "case.issued": lambda body, event, plan: f"决定书已送达（{CHANNELS[body['channel']]}）",
    "case.rated": _plain("作出评价，办件办结"),
    "case.closed": _plain("办结"),
    "case.withdrawn": lambda body, event, plan: f"撤回申请：{body['words']}" if body["words"] else "撤回申请",
    "case.terminated": _with_reason("终止办理"),
    "case.version_asked": lambda body, event, plan: f"事项已改为第{body['new_version']}版，是否改用须经申请人同意：{event.reason}",
    "case.version_declined": _plain("申请人不同意改用新版本，按原版本办理"),
    "case.version_question_withdrawn": _plain("不再征求改用新版本的意见，按原版本办理"),
    "case.version_moved": _version_moved,
    "case.version_undone": lambda body, event, plan: f"撤销改用，恢复按第{body['old_version']}版办理{_falls_due(body)}：{event.reason}",
    "case.due_recounted": _recounted,
    "paper.revoked": lambda body, event, plan: f"撤销了{body['title']}（{body['paper']}）",
}


def _items(body: Mapping[str, Any], plan: Plan) -> str:
    titles = [
        _material(plan, item["key"]) if item["kind"] == "material" else f"“{plan.ask.get(item['key'], item['key'])}”"
        for item in body["items"]
    ]
    return "、".join(titles)


def _material(plan: Plan, key: str) -> str:
    """The title of a material, or its key where the version to which the case was moved no longer has it."""
    return next((each.title for each in plan.materials if each.key == key), key)


def _day(text: str) -> str:
    year, month, day = text[:10].split("-")
    return f"{year}年{int(month)}月{int(day)}日"


def _money(text: str) -> str:
    return f"{Decimal(text):,.2f}"


def _value(value: Any) -> str:
    return {None: "未填写", True: "是", False: "否"}.get(value, str(value)) if not isinstance(value, list) else "、".join(map(str, value))
