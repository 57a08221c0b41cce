"""Whether an item is open and why not: every condition with its state and its clause; and the whole at a glance."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from miluo.integrated_window.conditions import AT_WINDOW, IN_ZONE, Standing
from miluo.integrated_window.natures import HANDLINGS, NATURES
from miluo.integrated_window.selectors.overview import is_open, overview
from miluo.integrated_window.selectors.people import coverage, residents
from miluo.integrated_window.selectors.standing import conditions_of, standing, standings
from miluo.integrated_window.views.parts import link
from onewindow.accounts.access import permission
from onewindow.web.parts import AMBER, GREEN, RED, Cell, Input, Page, code, context, row, table
from onewindow.web.sources import cited
from onewindow.worktime import clock

PAGE = "integrated_window/page.html"


@permission("window.read")
def front(request: HttpRequest) -> HttpResponse:
    """概况."""
    on = clock.today()
    found = overview(on)
    figures = (
        ("综合窗口事项已开办", f"{found.open_items}/{found.at_window}"),
        ("专区事项", found.in_zones),
        ("不进驻事项", found.outside),
        ("有效的授权委托书", found.letters),
        ("进驻人员完整的单位", f"{found.complete}/{found.bodies}"),
        ("已上线主题", f"{found.online}/{found.themes}"),
    )
    bodies: dict[str, list[Standing]] = {}
    for item in standings(on):
        bodies.setdefault(item.body, []).append(item)
    lacks = {body.organisation.short_name: body.lacks for body in residents(on)}
    lines = [
        row(
            body,
            Cell(len(items), end=True),
            Cell(sum(is_open(item, on) for item in items), end=True),
            Cell("；".join(lacks[body]) if lacks[body] else "完整", tag=AMBER if lacks[body] else GREEN),
        )
        for body, items in bodies.items()
    ]
    listing = table("bodies", "进驻单位", ("单位", "事项", "已开办", "进驻人员"), lines, "还没有事项。")
    page = Page("综合窗口", (listing,), figures=figures, warnings=found.warnings, clauses=("onewindow-1-model", "onewindow-5-1-lead"))
    return render(request, PAGE, context(request, page))


@permission("window.read")
def items(request: HttpRequest) -> HttpResponse:
    """Every item, with what keeps it from opening."""
    on, words, state = clock.today(), request.GET.get("q", "").split(), request.GET.get("state", "")
    found = [item for item in standings(on) if all(word in f"{item.title}{item.body}{item.code}" for word in words)]
    if state:
        found = [item for item in found if is_open(item, on) == (state == "open")]
    lines = [
        row(
            item.body,
            link(item.title, "item", item.key),
            code(item.code),
            HANDLINGS.get(item.handling, ""),
            _where(item),
            _state(item, on),
            "；".join(each.title for each in conditions_of(item, on) if not each.met),
        )
        for item in found
    ]
    header = ("单位", "事项", "编码", "办件类型", "进驻", "状态", "没有满足的条件")
    listing = table("items", f"共{len(found)}个事项", header, lines, "没有符合条件的事项。")
    filters = (Input("q", "事项、单位或者编码"), Input("state", "状态", options=(("open", "已开办"), ("closed", "未开办"))))
    page = Page("事项开办情况", (listing,), filters=filters, intro="编码以ML开头的为内部编码，省平台的实施编码导入后更换。")
    return render(request, PAGE, context(request, page))


@permission("window.read")
def item(request: HttpRequest, key: str) -> HttpResponse:
    """为什么没有开办: every condition, met or not, with what would be right and the clause."""
    on = clock.today()
    found = standing(key, on)
    lines = [
        row(
            each.title,
            Cell("满足" if each.met else "不满足", tag=GREEN if each.met else RED),
            each.said,
            "" if each.met else each.expected,
            _basis(each.clause),
        )
        for each in conditions_of(found, on)
    ]
    listing = table("conditions", "开办条件", ("条件", "结果", "现状", "应当怎样", "依据"), lines, "")
    (trained,) = coverage([found.code], on)
    facts = (
        ("单位", found.body),
        ("事项编码", f"{found.code}（内部编码）" if found.code.startswith("ML-") else found.code),
        ("事项类型", NATURES.get(found.kind, "")),
        ("办件类型", HANDLINGS.get(found.handling, "")),
        ("受理地点", _where(found)),
        ("当场办结", "已授权" if found.power else "没有授权"),
        ("窗口人员培训", f"{trained.trained}/{trained.clerks}人（{trained.share}）" if trained.clerks else "没有窗口人员"),
        ("结论", "已开办" if is_open(found, on) else "没有开办"),
    )
    page = Page(found.title, (listing,), facts=facts, back=("事项开办情况", reverse("integrated_window:items")))
    return render(request, PAGE, context(request, page))


def _where(item: Standing) -> str:
    if item.presence == IN_ZONE:
        return f"{item.zone_title}专区"
    return "综合窗口" if item.presence == AT_WINDOW else item.presence or "未安排"


def _state(item: Standing, on: date) -> Cell:
    opened = is_open(item, on)
    return Cell("已开办" if opened else "未开办", tag=GREEN if opened else AMBER)


def _basis(clause: str) -> Cell:
    basis = cited(clause)
    return Cell(basis.words, basis.url or "")
