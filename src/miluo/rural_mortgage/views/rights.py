"""产权登记簿: the rights that a registrar keeps, one right on any day, what stands against it and who leases it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from miluo.rural_mortgage import services
from miluo.rural_mortgage.kinds import APPLICANT_KINDS, BUSINESS_KINDS, FLAGS, LANDS, RIGHT_KINDS
from miluo.rural_mortgage.models import Right
from miluo.rural_mortgage.selectors.lists import SHOWN, rights_for
from miluo.rural_mortgage.selectors.mortgages import standing_on
from miluo.rural_mortgage.selectors.rights import flags_on, state_on
from miluo.rural_mortgage.views.parts import decimal, link, shown, ticked, yes
from onewindow.accounts.access import actor_on, permission
from onewindow.web.acting import typed
from onewindow.web.parts import AMBER, GREEN, Acts, Cell, Form, Input, Page, day, options, row, table
from onewindow.words.actor import Actor
from onewindow.words.days import said
from onewindow.words.refused import Refused
from onewindow.worktime import clock


@permission("rights.read")
def rights(request: HttpRequest) -> HttpResponse:
    """The rights of this registrar; a bank lists none and searches with a purpose."""
    acts: Acts = {"enter": (services.enter_right, lambda: _entered(request))}
    return shown(request, lambda: _list(actor_on(request)), acts, back="rights")


@permission("rights.read")
def right(request: HttpRequest, right: int) -> HttpResponse:
    """One right as it was on a day (``?on=``). Raises Refused (404) for one that the desk may not list."""
    found = rights_for(actor_on(request)).filter(pk=right).first()
    if found is None:
        raise Refused("没有这项产权", code="unknown_right", field="right", status=404)
    return shown(request, lambda: _page(found, request), _acts(request, found.number), back="right", right=str(right))


def _entered(request: HttpRequest) -> dict[str, Any]:
    land = {**typed(request, "kind", "land", "town", "village", "place", "issuer", "attachments", "derived_from")}
    ticks = {name: ticked(request, name) for name in ("house", "collective")}
    return {
        **typed(request, "number"),
        "land": {**land, **ticks},
        "holding": _holding(request),
        "starts_on": day(request, "starts_on", "起始日期"),
    }


def _holding(request: HttpRequest) -> dict[str, Any]:
    found: dict[str, Any] = {
        **typed(request, "holder_kind", "business_kind", "holder_name", "holder_number"),
        "area_mu": decimal(request, "area_mu", "面积"),
        **{name: ticked(request, name) for name in ("contractor_consents", "filed")},
    }
    for name, label in (("ends_on", "期限止"), ("fees_paid_until", "流转费缴至")):
        if request.POST.get(name, "").strip():
            found[name] = day(request, name, label)
    return found


def _acts(request: HttpRequest, number: str) -> Acts:
    of = {"number": number}
    return {
        "flag": (
            services.raise_flag,
            lambda: {**of, **typed(request, "kind", "body", "document"), "starts_on": day(request, "starts_on", "起始日期")},
        ),
        "lift": (services.lift_flag, lambda: {**of, **typed(request, "kind", "document"), "ends_on": day(request, "ends_on", "解除日期")}),
        "lease": (
            services.enter_lease,
            lambda: {
                **of,
                **typed(request, "lessee", "contract"),
                "starts_on": day(request, "starts_on", "起始日期"),
                "ends_on": day(request, "ends_on", "终止日期"),
            },
        ),
        "change": (
            services.record_change,
            lambda: {
                **of,
                "holding": _holding(request),
                **typed(request, "because"),
                "starts_on": day(request, "starts_on", "变动日期"),
            },
        ),
    }


def _list(by: Actor) -> Page:
    today = clock.today()
    rows = [_row(each, today) for each in rights_for(by).prefetch_related("flags")[:SHOWN]]
    header = ("权证号", "权利类型", "坐落", "权利人", "状态")
    forms = (_entry(),) if by.may("rights.maintain") else ()
    intro = "银行查询须写明目的和事由，请到“查询”办理。" if by.may("mortgages.lend") else "变动只增加记载，此前任何一日的状态都可以查询。"
    clauses = ("mortgage-2", "mortgage-16")
    return Page("产权登记簿", (table("rights", "产权", header, rows, "没有列出的产权"),), forms, intro=intro, clauses=clauses)


def _row(each: Right, today: date) -> Any:
    state = state_on(each.number, today)
    flags = flags_on(each, today)
    standing = Cell(flags[0].title, tag=AMBER) if flags else Cell(standing_on(each, today) or "无抵押", tag=GREEN)
    holder = state.shown_holder if state else ""
    return row(link(each.number, "right", each.pk), each.kind_title, f"{each.town}{each.village}{each.place}", holder, standing)


def _entry() -> Form:
    inputs = (
        Input("number", "权证号"),
        Input("kind", "权利类型", "choice", options(RIGHT_KINDS)),
        Input("land", "土地类别", "choice", options(LANDS)),
        Input("town", "镇"),
        Input("village", "村（社区）"),
        Input("place", "坐落"),
        Input("issuer", "发证机关"),
        Input("attachments", "地上建筑物和附着物", optional=True),
        Input("derived_from", "流转自（承包经营权的权证号）", optional=True),
        Input("house", "房屋", "ticks", yes("含房屋所有权"), optional=True),
        Input("collective", "集体", "ticks", yes("农村集体所有"), optional=True),
        Input("starts_on", "起始日期", "day"),
        *_held(),
    )
    return Form("enter", "录入产权", inputs, "录入", "mortgage-2")


def _held() -> tuple[Input, ...]:
    return (
        Input("holder_kind", "权利人类别", "choice", options(APPLICANT_KINDS)),
        Input("business_kind", "经营主体类别", "choice", options(BUSINESS_KINDS), optional=True),
        Input("holder_name", "权利人"),
        Input("holder_number", "权利人证件号码"),
        Input("area_mu", "面积（亩）", "money"),
        Input("ends_on", "承包期或者流转期止", "day", optional=True),
        Input("fees_paid_until", "流转费缴至", "day", optional=True),
        Input("contractor_consents", "承包方", "ticks", yes("土地承包方同意抵押"), optional=True),
        Input("filed", "备案", "ticks", yes("已向发包方备案"), optional=True),
    )


def _page(of: Right, request: HttpRequest) -> Page:
    by, on = actor_on(request), _asked(request)
    state = state_on(of.number, on)
    facts = (
        ("权利", f"{of.kind_title}，{of.get_proof_display()}，{of.issuer}"),
        ("坐落", f"{of.town}{of.village}{of.place}（{of.get_land_display()}）"),
        (f"{said(on)}的权利人", state.shown_holder if state else "当日还没有记载"),
        ("面积", f"{state.area_mu.normalize():f}亩" if state else ""),
        ("承包期或者流转期止", said(state.ends_on) if state and state.ends_on else "没有期限"),
        (f"{said(on)}的抵押", standing_on(of, on) or "无"),
    )
    states = [
        row(each.starts_on, each.shown_holder, f"{each.area_mu.normalize():f}", each.ends_on, each.because) for each in of.states.all()
    ]
    flags = [
        row(flag.title, flag.starts_on, flag.ends_on or Cell("未解除", tag=AMBER), flag.body, flag.document) for flag in of.flags.all()
    ]
    leases = [row(each.contract, each.shown_lessee, each.starts_on, each.ends_on) for each in of.leases.all()]
    return Page(
        f"产权 {of.number}",
        (
            table("states", "历次记载", ("起始日期", "权利人", "面积（亩）", "期限止", "事由"), states, "没有记载"),
            table("flags", "争议、征收公告和其他限制", ("情形", "起始日期", "解除日期", "机关", "文书"), flags, "没有"),
            table("leases", "出租", ("合同", "承租人", "起始日期", "终止日期"), leases, "没有"),
        ),
        _forms() if by.may("rights.maintain") else (),
        facts=facts,
        back=("产权登记簿", reverse("rural_mortgage:rights")),
        filters=(Input("on", "查看日期（年-月-日）"),),
    )


def _asked(request: HttpRequest) -> date:
    try:
        return date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return clock.today()


def _forms() -> tuple[Form, ...]:
    flag = (
        Input("kind", "情形", "choice", options(FLAGS)),
        Input("starts_on", "起始日期", "day"),
        Input("body", "作出机关"),
        Input("document", "依据文书"),
    )
    lift = (Input("kind", "情形", "choice", options(FLAGS)), Input("ends_on", "解除日期", "day"), Input("document", "解除依据"))
    lease = (
        Input("lessee", "承租人"),
        Input("contract", "租赁合同编号"),
        Input("starts_on", "起始日期", "day"),
        Input("ends_on", "终止日期", "day"),
    )
    change = (Input("starts_on", "变动日期", "day"), Input("because", "事由"), *_held())
    return (
        Form("flag", "记载限制", flag, "记载并提示", "mortgage-21", danger=True),
        Form("lift", "解除限制", lift, "解除", "mortgage-21"),
        Form("lease", "登记出租", lease, "登记", "mortgage-13"),
        Form("change", "记载变动", change, "记载", "mortgage-31"),
    )
