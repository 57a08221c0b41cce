"""The three lists: what stands in them, and what the actor's body or the bureau may do with them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from miluo.integrated_window import services
from miluo.integrated_window.conditions import AT_WINDOW, OUTSIDE, WINDOW_BODIES, Standing
from miluo.integrated_window.figures import listed
from miluo.integrated_window.models import ListImport, NegativeItem, OnlineItem, PositiveItem
from miluo.integrated_window.models.lists import ACTIVE, CONFIRMED, LISTED, LIVE, PROPOSED, STANDING, WAITING
from miluo.integrated_window.selectors.standing import standings
from miluo.integrated_window.views.parts import link, shown
from onewindow.accounts.access import actor_on, permission
from onewindow.organisations.models import Organisation
from onewindow.web.acting import typed
from onewindow.web.parts import (
    AMBER,
    BLUE,
    GREEN,
    Acts,
    Cell,
    Form,
    Input,
    Options,
    Page,
    Row,
    Table,
    codes_of,
    options,
    row,
    table,
    uploaded,
)
from onewindow.web.posted import file_of
from onewindow.words.actor import Actor
from onewindow.worktime import clock

POSITIVE = ("序号", "单位名称", "事项编码", "事项名称", "事项类型", "办件类型", "服务对象", "备注")
ONLINE = ("序号", "单位", "事项编码", "事项名称（主项）", "事项名称（业务办理项）", "业务办理项实施编码", "事项类型", "服务对象")
NEGATIVE = ("序号", "单位名称", "事项编码", "事项名称", "事项类型", "办事地点", "联系方式", "不进驻原因")
_CODES = (2, 5)  # the columns of codes
_TAGS = {PROPOSED: AMBER, CONFIRMED: BLUE, ACTIVE: GREEN, WAITING: AMBER, LISTED: GREEN}


@permission("window.read")
def positive(request: HttpRequest) -> HttpResponse:
    """正面清单: propose, confirm, activate, reject, remove; as Excel both ways."""
    acts: Acts = {
        "propose": (services.propose, lambda: {"codes": codes_of(request), **typed(request, "note")}),
        "confirm": (services.confirm, lambda: {"codes": codes_of(request)}),
        "activate": (services.activate, lambda: {"codes": codes_of(request)}),
        "reject": (services.reject, lambda: {"code": request.POST.get("code", ""), "reason": request.POST.get("reason", "")}),
        "remove": (services.remove, lambda: {"code": request.POST.get("code", ""), "reason": request.POST.get("reason", "")}),
        "import": (services.import_list, lambda: _file(request, "positive")),
    }
    return shown(request, lambda: _positive_page(request), acts, back="positive")


@permission("window.read")
def online(request: HttpRequest) -> HttpResponse:
    """“湘易办”全程网办事项清单."""
    names = ("code", "implementation_code", "title", "main_title")
    acts: Acts = {
        "list": (services.list_online, lambda: typed(request, *names)),
        "remove": (services.remove_online, lambda: typed(request, "implementation_code", "reason")),
        "import": (services.import_list, lambda: _file(request, "online")),
    }
    return shown(request, lambda: _online_page(request), acts, back="online")


@permission("window.read")
def negative(request: HttpRequest) -> HttpResponse:
    """负面清单."""
    acts: Acts = {
        "list": (services.list_negative, lambda: _negative_typed(request)),
        "approve": (services.approve_negative, lambda: typed(request, "code")),
        "remove": (services.remove_negative, lambda: typed(request, "code", "reason")),
    }
    return shown(request, lambda: _negative_page(request), acts, back="negative")


def positive_rows(rows: Iterable[PositiveItem]) -> list[list[str]]:
    """The eight printed columns (附件1)."""
    return [
        [
            str(place),
            each.organisation.name,
            each.code,
            each.title,
            each.get_nature_display(),
            each.get_handling_display(),
            each.get_served_display(),
            each.note,
        ]
        for place, each in enumerate(rows, start=1)
    ]


def online_rows(rows: Iterable[OnlineItem]) -> list[list[str]]:
    """The eight printed columns (附件2)."""
    return [
        [
            str(place),
            each.organisation.name,
            each.code,
            each.main_title,
            each.title,
            each.implementation_code,
            each.get_nature_display(),
            each.get_served_display(),
        ]
        for place, each in enumerate(rows, start=1)
    ]


def negative_rows(rows: Iterable[NegativeItem]) -> list[list[str]]:
    """The eight printed columns (附件3)."""
    return [
        [str(place), each.organisation.name, each.code, each.title, each.get_nature_display(), each.place, each.contact, each.reason]
        for place, each in enumerate(rows, start=1)
    ]


def _cells(cells: list[str]) -> tuple[Cell, ...]:
    """The printed columns of a line; codes stay on one line."""
    return tuple(Cell(each, code=place in _CODES) for place, each in enumerate(cells))


def _positive_page(request: HttpRequest) -> Page:
    actor, today = actor_on(request), clock.today()
    found = PositiveItem.objects.select_related("organisation").filter(state__in=LIVE)
    if body := request.GET.get("body", ""):
        found = found.filter(organisation__key=body)
    if state := request.GET.get("state", ""):
        found = found.filter(state=state)
    rows, bureau = list(found), _is_bureau(actor)
    lines = [
        Row((*_cells(cells), Cell(each.get_state_display(), tag=_TAGS[each.state])), _tickable(each, bureau))
        for cells, each in zip(positive_rows(rows), rows, strict=True)
    ]
    acts = (("confirm", "确认所选"), ("activate", "启用所选")) if bureau else ()
    listing = table(
        "positive",
        "部门单位入驻“综合窗口”事项清单",
        (*POSITIVE, "状态"),
        lines,
        "清单中没有事项。",
        acts=acts,
        download=reverse("integrated_window:positive_workbook"),
    )
    return Page(
        "正面清单（“三集中三到位”）",
        (listing, *_imports("positive")),
        tuple(_positive_forms(actor, rows, standings(today))),
        clauses=("onewindow-4-1-positive", "onewindow-a1-form"),
        filters=(
            Input("body", "单位", options=_bodies()),
            Input("state", "状态", options=(("proposed", "已提出"), ("confirmed", "已确认"), ("active", "已启用"))),
        ),
    )


def _positive_forms(actor: Actor, rows: list[PositiveItem], items: list[Standing]) -> Iterable[Form]:
    if _is_bureau(actor):
        live = tuple((each.code, f"{each.title}（{each.code}）") for each in rows)
        waiting = tuple((each.code, f"{each.title}（{each.code}）") for each in rows if each.state == PROPOSED)
        reason = Input("reason", "原因", "long")
        yield Form("reject", "不予确认", (Input("code", "事项", "choice", waiting), reason), "退回", "onewindow-4-1-positive")
        yield Form("remove", "移出清单", (Input("code", "事项", "choice", live), reason), "移出", "onewindow-a4-1-1", danger=True)
    if actor.may("window.propose"):
        mine = [item for item in items if item.organisation == actor.organisation and item.presence == AT_WINDOW and not item.positive]
        choices = tuple((item.code, f"{item.title}（{item.code}）") for item in mine)
        note = Input("note", "备注", optional=True)
        yield Form("propose", "提出本单位的事项", (Input("codes", "事项", "ticks", choices), note), "提出", "onewindow-4-1-positive")
        yield _import_form("按附件1的栏目填写。")


def _online_page(request: HttpRequest) -> Page:
    actor = actor_on(request)
    rows = list(OnlineItem.objects.select_related("organisation").filter(state=LISTED))
    listing = table(
        "online",
        "“湘易办”全程网办事项清单",
        ONLINE,
        (Row(_cells(cells)) for cells in online_rows(rows)),
        "清单中没有事项。",
        download=reverse("integrated_window:online_workbook"),
    )
    forms: list[Form] = []
    if actor.may("window.propose"):
        own = tuple((each.implementation_code, each.title) for each in rows if each.organisation.key == actor.organisation)
        fields = (
            Input("code", "事项", "choice", _own(actor)),
            Input("main_title", "事项名称（主项）", optional=True, help="不填的按事项目录"),
            Input("title", "事项名称（业务办理项）", optional=True, help="不填的按事项目录"),
            Input("implementation_code", "业务办理项实施编码"),
        )
        forms.append(Form("list", "列入清单", fields, "列入", "onewindow-4-1-online"))
        removed = (Input("implementation_code", "业务办理项", "choice", own), Input("reason", "原因", "long"))
        forms.append(Form("remove", "移出清单", removed, "移出", danger=True))
        forms.append(_import_form("按附件2的栏目填写。"))
    figures = (("业务办理项", len({each.implementation_code for each in rows})),)
    clauses = ("onewindow-4-1-online", "onewindow-a2-form")
    return Page("全程网办清单", (listing, *_imports("online")), tuple(forms), clauses=clauses, figures=figures)


def _negative_page(request: HttpRequest) -> Page:
    actor, today = actor_on(request), clock.today()
    rows = list(NegativeItem.objects.select_related("organisation").filter(state__in=STANDING))
    lines = [
        row(
            *_cells(cells),
            Cell(each.get_state_display(), tag=_TAGS[each.state]),
            link("情况说明", "statement", each.pk),
        )
        for cells, each in zip(negative_rows(rows), rows, strict=True)
    ]
    listing = table(
        "negative",
        "汨罗市政务服务大厅进驻事项负面清单",
        (*NEGATIVE, "状态", "情况说明"),
        lines,
        "清单中没有事项。",
        download=reverse("integrated_window:negative_workbook"),
    )
    forms: list[Form] = []
    reason = Input("reason", "原因", "long")
    if actor.may("window.propose"):
        kinds = options(listed("absence_reasons", today))
        fields = (
            Input("code", "事项", "choice", _own(actor)),
            Input("place", "办事地点"),
            Input("contact", "联系方式", help="办公电话"),
            Input("reason_kind", "原因类别", "choice", kinds),
            Input("reason", "不进驻原因", "long", longest=400),
            Input("file", "情况说明", "file", help="单位盖章的说明"),
        )
        forms.append(Form("list", "列入清单", fields, "列入", "onewindow-4-1-negative", "原因为“其他”的，须经市行政审批服务局同意。"))
    if _is_bureau(actor):
        waiting = tuple((each.code, each.title) for each in rows if each.state == WAITING)
        forms.append(Form("approve", "同意不进驻", (Input("code", "事项", "choice", waiting),), "同意", "onewindow-2-2-enter"))
    if forms:
        standing = tuple((each.code, each.title) for each in rows if _is_bureau(actor) or each.organisation.key == actor.organisation)
        forms.append(Form("remove", "移出清单", (Input("code", "事项", "choice", standing), reason), "移出", danger=True))
    clauses = ("onewindow-4-1-negative", "onewindow-2-2-enter", "onewindow-a3-form")
    return Page("负面清单（“三集中三到位”）", (listing,), tuple(forms), clauses=clauses, warnings=tuple(_unexplained(today)))


def _unexplained(today: date) -> Iterable[str]:
    """Items that stay out of the hall without standing in the list."""
    missing = [item for item in standings(today) if item.presence == OUTSIDE and not item.negative]
    return [f"{item.body}“{item.title}”不进驻大厅，还没有列入负面清单" for item in missing]


def _imports(kind: str) -> tuple[Table, ...]:
    rows = list(ListImport.objects.filter(kind=kind)[:10])
    lines = [
        row(each.number, each.name, each.rows, each.entered, link("错误说明", "list_import", each.number) if each.marked else "没有错误")
        for each in rows
    ]
    return (table("imports", "导入记录", ("编号", "文件", "行数", "列入", "结果"), lines, ""),) if rows else ()


def _import_form(note: str) -> Form:
    return Form("import", "导入表格", (Input("file", "Excel文件（xlsx）", "file", help=f"{note}有误的行随文件退回。"),), "上传并导入")


def _file(request: HttpRequest, kind: str) -> dict[str, object]:
    name, content = file_of(request)
    return {"kind": kind, "name": name, "content": content}


def _negative_typed(request: HttpRequest) -> dict[str, object]:
    name, content = uploaded(request)
    return {**typed(request, "code", "place", "contact", "reason_kind", "reason"), "statement_name": name, "content": content}


def _own(actor: Actor) -> Options:
    return tuple(
        (item.code, f"{item.title}（{item.code}）") for item in standings(clock.today()) if item.organisation == actor.organisation
    )


def _bodies() -> Options:
    return tuple(Organisation.objects.filter(pk__in=PositiveItem.objects.values("organisation")).values_list("key", "short_name"))


def _is_bureau(actor: Actor) -> bool:
    return actor.may("window.confirm") and actor.organisation in WINDOW_BODIES


def _tickable(each: PositiveItem, bureau: bool) -> str:
    return each.code if bureau and each.state in {PROPOSED, CONFIRMED} else ""
