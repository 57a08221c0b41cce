"""The plain registers, training, themes and the assessment of staff."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from miluo.integrated_window import services
from miluo.integrated_window.conditions import WINDOW_BODIES
from miluo.integrated_window.models import ThemeState, Training
from miluo.integrated_window.plain_registers import REGISTERS, Column, Register, register
from miluo.integrated_window.selectors.assessment import assessed
from miluo.integrated_window.selectors.overview import register_warnings, window_warnings
from miluo.integrated_window.selectors.people import clerks_on, coverage
from miluo.integrated_window.selectors.standing import standings
from miluo.integrated_window.themes import OPEN_OWNER, Theme, themes
from miluo.integrated_window.views.parts import link, shown
from onewindow.accounts.access import actor_on, permission
from onewindow.organisations.models import Organisation
from onewindow.web.acting import typed
from onewindow.web.parts import AMBER, GREEN, Acts, Cell, Form, Input, Page, Table, codes_of, context, day, row, table, told, whole
from onewindow.words.actor import Actor
from onewindow.words.refused import Refused
from onewindow.worktime import clock

PAGE = "integrated_window/page.html"
_KINDS = {"text": "text", "whole": "whole", "money": "money", "day": "day", "choice": "choice", "yes_no": "choice", "body": "choice"}


@permission("window.read")
def front(request: HttpRequest) -> HttpResponse:
    """Every plain register, how many lines it has and what it warns of."""
    on = clock.today()
    lines = []
    for each in REGISTERS.values():
        warned = register_warnings(each, on)
        count = each.lines.count()
        state = Cell("；".join(warned) or "没有需要处理的", tag=AMBER if warned else GREEN)
        lines.append(row(link(each.title, "register", each.key), Cell(count, end=True), state))
    listing = table("registers", "保障登记", ("登记", "行数", "提示"), lines, "")
    page = Page("保障登记", (listing,), warnings=tuple(window_warnings(on)), clauses=("onewindow-5-1-lead", "onewindow-5-2-equipment"))
    return render(request, PAGE, context(request, page))


@permission("window.read")
def one(request: HttpRequest, name: str) -> HttpResponse:
    """One plain register: its lines, and for the bureau the form of a new one."""
    found = register(name)
    acts: Acts = {
        "enter": (services.enter, lambda: {"name": name, "values": typed(request, *(each.name for each in found.columns))}),
        "strike": (services.strike, lambda: {"name": name, "row": whole(request, "row", "行"), **typed(request, "reason")}),
    }
    return shown(request, lambda: _page(request, found), acts, back="register", name=name)


@permission("window.read")
def training(request: HttpRequest) -> HttpResponse:
    """业务培训: what was held, and how far each item is covered."""
    acts: Acts = {"hold": (services.hold_training, lambda: _held(request))}
    return shown(request, lambda: _training_page(request), acts, back="training")


@permission("window.read")
def theme_list(request: HttpRequest) -> HttpResponse:
    """主题场景: the ten, who leads them, and which are online."""
    acts: Acts = {
        "online": (services.put_online, lambda: {**typed(request, "theme"), "online_from": day(request, "online_from", "上线日期")}),
        "offline": (services.take_offline, lambda: typed(request, "theme", "reason")),
        "owner": (services.name_owner, lambda: typed(request, "theme", "organisation")),
    }
    return shown(request, lambda: _themes_page(request), acts, back="themes")


@permission("window.read")
def one_theme(request: HttpRequest, key: str) -> HttpResponse:
    """One theme: the items that it bundles, and its one form with every field asked once."""
    found = {each.key: each for each in themes(clock.today())}.get(key)
    if found is None:
        raise Refused(f"十个主题中没有“{key}”", code="unknown_theme", field="theme", status=404)
    return render(request, PAGE, context(request, _theme_page(found)))


@permission("window.read")
def assessment(request: HttpRequest) -> HttpResponse:
    """人员考核: of this year, from what the supervision counts."""
    today = clock.today()
    rows = assessed(date(today.year, 1, 1), today)
    lines = [
        row(
            each.name,
            each.body,
            *(Cell(value, end=True) for value in (each.cases, each.overdue, each.complaints, each.notice_violations, each.violation_rate)),
            "综窗人员" if each.at_window else "供所在单位参考",
        )
        for each in rows or ()
    ]
    header = ("人员", "单位", "办件", "超期", "投诉", "违反一次性告知", "违规率", "考核效力")
    listing = table("staff", f"{today.year}年", header, lines, "还没有可以统计的办件。")
    intro = "市政务服务中心对部门审批人员的考核供其所在单位参考。"
    page = Page("人员考核", (listing,), clauses=("onewindow-a4-2-4",), intro=intro)
    return render(request, PAGE, context(request, page))


def _page(request: HttpRequest, found: Register) -> Page:
    on, bureau = clock.today(), _is_bureau(actor_on(request))
    rows = list(found.lines)
    lines = [
        row(*(Cell(told(column.told(each, on)), end=column.kind in {"whole", "money"}) for column in found.columns), each.entered_on)
        for each in rows
    ]
    download = reverse("integrated_window:register_workbook", args=[found.key])
    listing = table("lines", found.title, (*found.header, "登记日期"), lines, "还没有登记。", download=download)
    forms: tuple[Form, ...] = ()
    if bureau:
        fields = tuple(_input(column, on) for column in found.columns)
        there = tuple((str(each.pk), str(each)) for each in rows)
        strike = (Input("row", "行", "choice", there), Input("reason", "原因", "long"))
        forms = (Form("enter", "登记", fields, "登记", found.clause), Form("strike", "注销一行", strike, "注销", danger=True))
    back = ("保障登记", reverse("integrated_window:registers"))
    return Page(found.title, (listing,), forms, tuple(register_warnings(found, on)), clauses=(found.clause,), back=back)


def _input(column: Column, on: date) -> Input:
    return Input(
        column.name,
        column.title,
        _KINDS[column.kind],
        tuple(column.options(on).items()),
        longest=column.longest,
        optional=not column.required,
    )


def _training_page(request: HttpRequest) -> Page:
    actor, on = actor_on(request), clock.today()
    held = [
        row(
            each.number,
            each.organisation.short_name,
            each.held_on,
            each.title,
            Cell(each.items.count(), end=True),
            Cell(each.trainees.count(), end=True),
        )
        for each in Training.objects.select_related("organisation")[:50]
    ]
    items = {item.code: item for item in standings(on) if item.presence == "综合窗口"}
    lines = [
        row(
            items[each.code].body,
            items[each.code].title,
            Cell(f"{each.trained}/{each.clerks}", end=True),
            Cell(each.share, end=True),
            "、".join(each.untrained),
        )
        for each in coverage(items, on)
    ]
    tables = (
        table("held", "已举办的培训", ("编号", "培训单位", "日期", "内容", "事项", "人员"), held, "还没有登记培训。"),
        table("coverage", "培训覆盖情况", ("单位", "事项", "已培训", "覆盖率", "未培训人员"), lines, "没有综合窗口的事项。"),
    )
    forms: tuple[Form, ...] = ()
    if actor.may("window.propose"):
        own = tuple((item.code, f"{item.title}（{item.code}）") for item in items.values() if item.organisation == actor.organisation)
        fields = (
            Input("held_on", "培训日期", "day"),
            Input("title", "培训内容", longest=120),
            Input("trainer_post", "培训人职务", longest=60),
            Input("codes", "事项", "ticks", own),
            Input("usernames", "参加的窗口人员", "ticks", tuple((user.username, user.display_name) for user in clerks_on(on))),
        )
        forms = (Form("hold", "登记培训", fields, "登记", "onewindow-4-4-train"),)
    return Page("业务培训", tables, forms, clauses=("onewindow-4-4-train",), intro="没有参加培训的窗口人员受理时给出提示，不影响受理。")


def _held(request: HttpRequest) -> dict[str, Any]:
    given = typed(request, "title", "trainer_post")
    return {
        **given,
        "held_on": day(request, "held_on", "培训日期"),
        "codes": codes_of(request),
        "usernames": codes_of(request, "usernames"),
    }


def _themes_page(request: HttpRequest) -> Page:
    on, bureau = clock.today(), _is_bureau(actor_on(request))
    states = {each.theme: each for each in ThemeState.objects.select_related("owner")}
    names = dict(Organisation.objects.values_list("key", "short_name"))
    found = themes(on)
    online = [each for each in found if (state := states.get(each.key)) and state.online_from and state.online_from <= on]
    lines = [_theme_row(each, states.get(each.key), names, each in online) for each in found]
    header = ("主题", "生命周期", "牵头单位", "对应的“一件事”", "事项", "合并后的填报项", "状态", "上线日期")
    listing = table("themes", f"十个主题场景：已上线{len(online)}/{len(found)}", header, lines, "")
    forms = tuple(_theme_forms(found, online, names)) if bureau else ()
    figures = (("已上线", f"{len(online)}/{len(found)}"), ("时限（约定）", "2023年12月31日"))
    return Page("主题场景", (listing,), forms, clauses=("onewindow-2-1-themes",), figures=figures)


def _theme_row(each: Theme, state: ThemeState | None, names: dict[str, str], online: bool) -> Any:
    owner = state.owner.short_name if state and state.owner else names.get(each.owner, OPEN_OWNER)
    return row(
        link(each.title, "theme", each.key),
        each.life_title,
        owner,
        f"{each.one_thing}（{each.role}）" if each.one_thing else each.note,
        Cell(len(each.items), end=True),
        Cell(len(each.form), end=True),
        Cell("已上线" if online else "未上线", tag=GREEN if online else AMBER),
        state.online_from if state else "",
    )


def _theme_forms(found: tuple[Theme, ...], online: list[Theme], names: dict[str, str]) -> Iterable[Form]:
    off = tuple((each.key, each.title) for each in found if each not in online)
    on = tuple((each.key, each.title) for each in online)
    yield Form(
        "online", "上线", (Input("theme", "主题", "choice", off), Input("online_from", "上线日期", "day")), "上线", "onewindow-2-1-themes"
    )
    yield Form("offline", "下线", (Input("theme", "主题", "choice", on), Input("reason", "原因", "long")), "下线", danger=True)
    every = tuple((each.key, each.title) for each in found)
    fields = (Input("theme", "主题", "choice", every), Input("organisation", "牵头单位", "choice", tuple(names.items())))
    yield Form("owner", "明确牵头单位", fields, "登记", "onewindow-2-1-themes")


def _theme_page(found: Theme) -> Page:
    asked_by = lambda name: "、".join(content.title for content in found.items if any(field.name == name for field in content.form))  # noqa: E731
    tables: tuple[Table, ...] = (
        table(
            "items",
            "关联的事项",
            ("事项", "办件类型", "承诺时限（工作日）"),
            [_theme_item(content) for content in found.items],
            "还没有关联的事项。",
        ),
        table(
            "form",
            "一张表单（每项只填一次）",
            ("填报项", "必填", "用于"),
            [row(field.title, "是" if field.required else "", asked_by(field.name)) for field in found.form],
            "关联的事项没有需要填写的内容。",
        ),
        table(
            "materials",
            "一套材料（每项只交一次）",
            ("材料", "原件", "复印件", "必要"),
            [
                row(each.title, Cell(each.original, end=True), Cell(each.copies, end=True), "是" if each.required else "")
                for each in found.materials
            ],
            "没有申请材料。",
        ),
    )
    return Page(found.title, tables, back=("主题场景", reverse("integrated_window:themes")), clauses=("onewindow-2-1-themes",))


def _theme_item(content: Any) -> Any:
    return row(
        link(content.title, "item", content.key),
        "即办件" if content.handling == "instant" else "承诺件",
        Cell(content.promised_days, end=True),
    )


def _is_bureau(actor: Actor) -> bool:
    return actor.may("window.confirm") and actor.organisation in WINDOW_BODIES
