"""进驻人员: the chief representative and liaisons of every body, and the couriers of the hall."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse

from miluo.integrated_window import services
from miluo.integrated_window.conditions import WINDOW_BODIES
from miluo.integrated_window.models import ChiefRepresentative
from miluo.integrated_window.models.people import LIAISON_ROLES, SCOPES, Term
from miluo.integrated_window.selectors.people import Resident, courier_warning, couriers_on, residents
from miluo.integrated_window.selectors.standing import standings
from miluo.integrated_window.views.parts import shown
from onewindow.accounts import masks
from onewindow.accounts.access import actor_on, permission
from onewindow.web.acting import typed
from onewindow.web.parts import AMBER, GREEN, Acts, Cell, Form, Input, Page, codes_of, day, options, row, table, told, whole
from onewindow.words.actor import Actor
from onewindow.worktime import clock


@permission("window.read")
def people(request: HttpRequest) -> HttpResponse:
    """Who stands for whom; a body registers its own people, the bureau the couriers."""
    acts: Acts = {
        "appoint": (services.appoint_chief, lambda: _chief(request)),
        "end_chief": (services.end_chief, lambda: {"last_day": day(request, "last_day", "最后一日")}),
        "liaison": (services.name_liaison, lambda: {**typed(request, "role", "name", "post", "phone"), "starts_on": _start(request)}),
        "end_liaison": (
            services.end_liaison,
            lambda: {"liaison": whole(request, "liaison", "人员"), "last_day": day(request, "last_day", "最后一日")},
        ),
        "courier": (services.appoint_courier, lambda: {**typed(request, "account", "name", "phone"), "starts_on": _start(request)}),
        "end_courier": (
            services.end_courier,
            lambda: {"courier": whole(request, "courier", "人员"), "last_day": day(request, "last_day", "最后一日")},
        ),
    }
    return shown(request, lambda: _page(request), acts, back="people")


def _page(request: HttpRequest) -> Page:
    actor, today = actor_on(request), clock.today()
    found = residents(today)
    header = ("单位", "首席代表", "任期", "授权范围", "分管领导和联络员", "是否完整")
    bodies = table("bodies", "进驻单位人员", header, [_resident(each) for each in found], "还没有进驻单位。")
    couriers = [row(masks.name(each.name), masks.phone(each.phone), each.starts_on) for each in couriers_on(today)]
    carriers = table("couriers", "物料流转员", ("姓名", "联系电话", "起"), couriers, "还没有物料流转员。")
    warning = courier_warning(today)
    clauses = ("onewindow-3-2-4-chief", "onewindow-4-1-liaison", "onewindow-3-1-1-1-couriers")
    return Page("进驻人员", (bodies, carriers), tuple(_forms(actor, found)), (warning,) if warning else (), clauses=clauses)


def _resident(each: Resident) -> Any:
    chief = each.chief
    liaisons = "；".join(f"{who.get_role_display()}{masks.name(who.name)}（{who.post}）" for who in each.liaisons)
    return row(
        each.organisation.short_name,
        f"{masks.name(chief.name)}（{chief.post}）" if chief else "没有",
        _term(chief) if chief else "",
        _scope(chief) if chief else "",
        liaisons or "没有",
        Cell("；".join(each.lacks) if each.lacks else "完整", tag=AMBER if each.lacks else GREEN),
    )


def _forms(actor: Actor, found: list[Resident]) -> Iterable[Form]:
    start, last = Input("starts_on", "起", "day", value=clock.today().isoformat()), Input("last_day", "最后一日", "day")
    if actor.may("window.propose"):
        own = next((each for each in found if each.organisation.key == actor.organisation), None)
        yield from _body_forms(actor, own, start, last)
    if actor.may("window.confirm") and actor.organisation in WINDOW_BODIES:
        fields = (Input("account", "账号"), Input("name", "姓名", longest=30), Input("phone", "联系电话", longest=30, optional=True), start)
        yield Form("courier", "设置物料流转员", fields, "登记", "onewindow-3-1-1-1-couriers")
        there = tuple((str(each.pk), masks.name(each.name)) for each in couriers_on(clock.today()) if each.ends_on is None)
        yield Form("end_courier", "物料流转员离任", (Input("courier", "人员", "choice", there), last), "登记")


def _body_forms(actor: Actor, own: Resident | None, start: Input, last: Input) -> Iterable[Form]:
    items = tuple(
        (each.code, f"{each.title}（{each.code}）") for each in standings(clock.today()) if each.organisation == actor.organisation
    )
    if own is None or own.chief is None:
        fields = (
            Input("name", "姓名", longest=30),
            Input("post", "职务", longest=60),
            Input("phone", "联系电话", longest=30, optional=True),
            Input("account", "账号", optional=True, help="首席代表在本平台的登录账号"),
            Input("document", "授权文件", longest=120),
            start,
            Input("scope", "授权范围", "choice", options(SCOPES), value="whole"),
            Input("codes", "列明的事项", "ticks", items, optional=True),
        )
        yield Form("appoint", "明确首席代表", fields, "登记", "onewindow-3-2-4-chief", "每个单位同一时间只有一名。")
    else:
        yield Form("end_chief", "首席代表卸任", (last,), "登记", "onewindow-3-2-4-chief")
    named = (
        Input("role", "角色", "choice", options(LIAISON_ROLES)),
        Input("name", "姓名", longest=30),
        Input("post", "职务", longest=60),
        Input("phone", "联系电话", longest=30),
        start,
    )
    yield Form("liaison", "登记分管领导和联络员", named, "登记", "onewindow-4-1-liaison")
    if own and own.liaisons:
        there = tuple((str(each.pk), f"{each.get_role_display()}{masks.name(each.name)}") for each in own.liaisons if each.ends_on is None)
        yield Form("end_liaison", "不再对接", (Input("liaison", "人员", "choice", there), last), "登记")


def _chief(request: HttpRequest) -> dict[str, Any]:
    names = ("name", "post", "phone", "account", "document", "scope")
    return {**typed(request, *names), "starts_on": _start(request), "codes": codes_of(request)}


def _start(request: HttpRequest) -> Any:
    return day(request, "starts_on", "起")


def _term(each: Term) -> str:
    return f"{told(each.starts_on)}起" + (f"至{told(each.ends_on)}" if each.ends_on else "")


def _scope(chief: ChiefRepresentative) -> str:
    return chief.get_scope_display() + (f"（{'、'.join(chief.codes)}）" if chief.codes else "")
