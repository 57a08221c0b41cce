"""演示数据: the integrated window as it stands in September, everything through the doors; a second load changes nothing.

Most items are open. Of two bodies something is lacking, so that the pages have something to say: one letter bears one seal, one body has
named no chief representative.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from miluo.demonstration import actor, moment
from miluo.integrated_window import services
from miluo.integrated_window.conditions import AT_WINDOW, OUTSIDE, Standing
from miluo.integrated_window.figures import listed
from miluo.integrated_window.models import Letter
from miluo.integrated_window.natures import INSTANT
from miluo.integrated_window.selectors.standing import standings
from onewindow.accounts import services as accounts
from onewindow.accounts.actors import actor_of
from onewindow.accounts.models import User
from onewindow.items.selectors import content_of, version_required
from onewindow.organisations.models import Organisation
from onewindow.words.actor import Actor

MARK = "演示数据"
BEGAN = date(2023, 5, 15)
OPENED = date(2023, 6, 1)
LIAISON, KEEPER, OFFICER, COURIERS = "jinzhu", "zongguan", "shengai", ("wuliao", "wuliao2")
PEOPLE = (  # username, name, role, organisation
    (LIAISON, "演示进驻联络员", "resident-liaison", "forestry"),
    (KEEPER, "演示综窗管理员", "window-manager", "approval-service"),
    (OFFICER, "演示审改办人员", "reform-officer", "approval-reform-office"),
    (COURIERS[0], "演示物料流转员一", "courier", "approval-service"),
    (COURIERS[1], "演示物料流转员二", "courier", "approval-service"),
)
INITIALLED, WITHOUT_CHIEF = "meteorology", "tobacco"
CHIEF_ACCOUNTS = {"commerce-grain": "shouxi", "city-management": "chengguansx", "health": "weijiansx"}
ONLINE_BODIES = 20  # of so many bodies every item is wholly online
ONLINE_THEMES = ("employment", "marriage", "after-death", "enterprise-hiring", "policy-benefits", "land-use", "financing")
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def load(*, by: Actor, at: datetime) -> None:
    """Fill the registers, once."""
    if Letter.objects.exists():
        return
    items = standings(BEGAN)
    bodies = list(dict.fromkeys(item.organisation for item in items))
    _grant_liaison(bodies, by=by)
    for body in bodies:
        _enter(body, [item for item in items if item.organisation == body])
    _activate([item for item in items if item.presence == AT_WINDOW])
    _online(items, bodies[:ONLINE_BODIES])
    _training(items)
    _couriers()
    _registers()
    _themes()
    _oversight()


def _as(body: str, on: date) -> Actor:
    return actor_of(User.objects.get(username=LIAISON), on=on, organisation=body)


def _grant_liaison(bodies: list[str], *, by: Actor) -> None:
    """One demonstration account stands for the liaisons of every body; it acts for one of them at a time."""
    user = User.objects.get(username=LIAISON)
    there = set(user.grants.values_list("organisation__key", flat=True))
    for body in Organisation.objects.filter(key__in=set(bodies) - there):
        accounts.grant(user=user, role="resident-liaison", organisation=body, valid_from=BEGAN, by=by, at=moment(BEGAN, 9))


def _enter(body: str, items: list[Standing]) -> None:
    """The people of a body, its letter, its proposals, and what it keeps out of the hall."""
    liaison, at = _as(body, BEGAN), moment(BEGAN)
    if body != WITHOUT_CHIEF:
        account = CHIEF_ACCOUNTS.get(body, "")
        given = {"name": "演示首席代表", "post": "政务服务股负责人", "phone": "13800000000", "document": f"首席代表授权书（{MARK}）"}
        services.appoint_chief(**given, account=account, starts_on=BEGAN, by=liaison, at=at)
    for role, name, post in (("deputy", "演示分管领导", "党组成员"), ("staff", "演示联络员", "政务服务股工作人员")):
        services.name_liaison(role=role, name=name, post=post, phone="13800000000", starts_on=BEGAN, by=liaison, at=at)
    at_window = [item for item in items if item.presence == AT_WINDOW]
    if at_window:
        _letter(body, at_window)
        services.propose(codes=tuple(item.code for item in at_window), by=liaison, at=at)
    for item in items:
        if item.presence == OUTSIDE:
            _keep_out(item, liaison)


def _letter(body: str, items: list[Standing]) -> None:
    liaison, at = _as(body, BEGAN), moment(BEGAN, 11)
    lines = [{"code": item.code, "decides": item.handling == INSTANT} for item in items]
    number = services.draw_up(starts_on=OPENED, item_count=len(lines), items=lines, by=liaison, at=at).number
    services.sign(number=number, party="principal", signer="演示负责人", sealed_on=BEGAN, by=liaison, at=at)
    if body != INITIALLED:
        services.sign(
            number=number,
            party="agent",
            signer="演示中心负责人",
            sealed_on=date(2023, 5, 22),
            by=actor(KEEPER, OPENED),
            at=moment(date(2023, 5, 22)),
        )


def _keep_out(item: Standing, liaison: Actor) -> None:
    content = content_of(version_required(item.key, OPENED))
    given: dict[str, Any] = {
        "place": content.places[0].title,
        "contact": "12345",
        "reason_kind": "other",
        "reason": content.presence_reason,
    }
    name = f"情况说明（{MARK}）.pdf"
    services.list_negative(code=item.code, **given, statement_name=name, content=PDF, by=liaison, at=moment(BEGAN))
    services.approve_negative(code=item.code, by=actor(KEEPER, OPENED), at=moment(date(2023, 5, 24)))


def _activate(items: list[Standing]) -> None:
    keeper = actor(KEEPER, OPENED)
    services.confirm(codes=tuple(item.code for item in items), by=keeper, at=moment(date(2023, 5, 25)))
    ready = [item.code for item in items if item.organisation not in {INITIALLED, WITHOUT_CHIEF}]
    services.activate(codes=tuple(ready), by=keeper, at=moment(OPENED))


def _online(items: list[Standing], bodies: list[str]) -> None:
    for item in items:
        if item.organisation in bodies and item.presence == AT_WINDOW:
            code = f"{item.code}-01"
            services.list_online(code=item.code, implementation_code=code, by=_as(item.organisation, OPENED), at=moment(OPENED, 14))


def _training(items: list[Standing]) -> None:
    for place, body in enumerate(("forestry", "city-management", "agriculture-rural", "health", "public-security")):
        codes = tuple(item.code for item in items if item.organisation == body and item.presence == AT_WINDOW)
        clerks = ("zongchuang", "zongchuang2") if place < 3 else ("zongchuang",)
        held_on = date(2023, 6, 5 + place)
        given = {"title": f"综合窗口事项受理培训（{MARK}）", "trainer_post": "政务服务股负责人"}
        services.hold_training(held_on=held_on, **given, codes=codes, usernames=clerks, by=_as(body, held_on), at=moment(held_on))


def _couriers() -> None:
    for username in COURIERS:
        given = {"name": "演示物料流转员", "phone": "13800000000"}
        services.appoint_courier(account=username, **given, starts_on=OPENED, by=actor(KEEPER, OPENED), at=moment(OPENED))


def _registers() -> None:
    keeper, at = actor(KEEPER, OPENED), moment(OPENED, 15)
    lines: list[tuple[str, dict[str, str]]] = [
        ("equipment", {"kind": kind, "quantity": "6", "place": "政务服务大厅", "state": "in_use"})
        for kind in listed("equipment", OPENED)
        if kind != "tablet"
    ]
    lines += [("readiness", {"part": part, "ready": "yes", "note": MARK}) for part in listed("readiness", OPENED)]
    lines += [
        ("posts", {"year": "2023", "title": "综窗人员", "needed": "8", "approved": "8", "filled": "7", "document": f"演示计划（{MARK}）"}),
        ("budget", {"year": "2023", "purpose": "hall", "title": f"大厅“一窗受理”改造（{MARK}）", "amount_cny": "1200000.00"}),
        ("budget", {"year": "2023", "purpose": "hardware", "title": f"办公设备添置（{MARK}）", "amount_cny": "350000.00"}),
        (
            "interfaces",
            {"aspect": "acceptance", "title": f"“一网通办”受理系统对接（{MARK}）", "organisation": "approval-service", "state": "testing"},
        ),
        (
            "interfaces",
            {
                "aspect": "certificates",
                "title": f"电子证照本地索引（{MARK}）",
                "organisation": "digital-government-office",
                "state": "planned",
            },
        ),
        (
            "promotion",
            {
                "held_on": "2023-05-20",
                "subject_kind": "one-thing",
                "channel": "new",
                "title": f"小程序使用介绍（{MARK}）",
                "organisation": "media-centre",
            },
        ),
    ]
    for name, values in lines:
        services.enter(name=name, values=values, by=keeper, at=at)


def _themes() -> None:
    on = date(2023, 8, 1)
    for theme in ONLINE_THEMES:
        services.put_online(theme=theme, online_from=on, by=actor(KEEPER, on), at=moment(on))


def _oversight() -> None:
    on = date(2023, 9, 11)
    inspector = actor("jiancha", on)
    given: dict[str, Any] = {"organisation": INITIALLED, "found_on": date(2023, 9, 8), "due_on": date(2023, 9, 20)}
    services.record_check(field="presence", finding=f"授权委托书仍为草签，事项没有启用（{MARK}）", **given, by=inspector, at=moment(on))
    facts = f"授权委托书草拟三个多月未完成签章（{MARK}）"
    services.propose_sanction(kind="criticism", ground="slowness", organisation=INITIALLED, facts=facts, by=inspector, at=moment(on, 11))
