"""上级平台清单: import, what came of it, what differs and by when it is to be settled; and the catalogue as a list to hand in."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from onewindow.accounts.access import actor_on, permission
from onewindow.items import services, sheet
from onewindow.items.content import ELEMENTS
from onewindow.items.law import settle_within, source_of
from onewindow.items.models import Discrepancy, UpstreamList
from onewindow.items.selectors import contents_on
from onewindow.papers import files
from onewindow.rules import sheets
from onewindow.web import refusals
from onewindow.web.download import attachment
from onewindow.web.posted import file_of
from onewindow.web.workbook import MEDIA_TYPE, Sheet, workbook
from onewindow.words.refused import Refused
from onewindow.worktime import clock

HEADER = ("序号", "责任单位", "实施编码", "事项名称", "差异", "要素", "本地内容", "上级平台内容", "发现日期", "应处理完毕日期", "状态")


@permission("items.import")
def imports(request: HttpRequest) -> HttpResponse:
    """The lists that were imported, and the form for the next; posted, the report of it."""
    context = {"lists": UpstreamList.objects.all()[:50]}
    if request.method != "POST":
        return render(request, "desk/item_imports.html", context)
    try:
        name, content = file_of(request)
        done = services.import_list(content=content, file_name=name, by=actor_on(request), at=clock.now())
    except Refused as refused:
        return refusals.page(request, "desk/item_imports.html", context, refused)
    counts = services.compare_with_upstream(at=clock.now())
    said = f"起草{len(done.drafted)}项，无变化{done.unchanged}项，有错误{len(done.problems)}行；与现行目录有{counts['open']}处差异"
    messages.success(request, f"已导入：{said}")
    return redirect("desk:item_import", number=done.upstream.number)


@permission("items.import")
def imported(request: HttpRequest, number: int) -> HttpResponse:
    """What came of one list. Raises Refused (404)."""
    return render(request, "desk/item_import.html", {"upstream": _list(number)})


@permission("items.import")
def marked(request: HttpRequest, number: int) -> HttpResponse:
    """The file again with its wrong cells marked and a column that says why. Raises Refused (404) where nothing was wrong."""
    digest = _list(number).report.get("marked", "")
    if not digest:
        raise Refused("这份清单没有错误", code="no_mistakes", field="number", status=404)
    return attachment(files.content_of(digest), MEDIA_TYPE, f"清单{number}（错误说明）.xlsx")


@permission("items.import")
def template(request: HttpRequest) -> HttpResponse:
    """The empty list to fill in."""
    return attachment(sheets.template(sheet.columns()), MEDIA_TYPE, "事项清单模板.xlsx")


@permission("items.read")
def exported(request: HttpRequest) -> HttpResponse:
    """The catalogue in force as a list."""
    content = sheet.exported(content for _, content in contents_on(clock.today()))
    return attachment(content, MEDIA_TYPE, f"事项目录（{clock.today():%Y-%m-%d}）.xlsx")


@permission("items.read")
def differences(request: HttpRequest) -> HttpResponse:
    """What differs from the list that was imported last, by body, with the day until which it is to be settled."""
    found = _open()
    context = {
        "rows": [(each, _TITLES.get(each.element, ""), each.settle_by < clock.today()) for each in found],
        "overdue": sum(each.settle_by < clock.today() for each in found),
        "upstream": UpstreamList.objects.first(),
        "within": settle_within(),
        "source": source_of("settling"),
        "settled": Discrepancy.objects.exclude(settled_on=None).order_by("-settled_on")[:20],
        "titles": _TITLES,
    }
    return render(request, "desk/item_differences.html", context)


@permission("items.read")
def differences_xlsx(request: HttpRequest) -> HttpResponse:
    """The same as an Excel file."""
    rows = [
        [
            number,
            each.organisation.name if each.organisation else "",
            each.code,
            each.title,
            each.get_kind_display(),
            _TITLES.get(each.element, ""),
            each.ours,
            each.theirs,
            each.found_on,
            each.settle_by,
            "逾期" if each.settle_by < clock.today() else "待处理",
        ]
        for number, each in enumerate(_open(), start=1)
    ]
    content = workbook([Sheet("与上级平台的差异", HEADER, rows, ["合计", f"{len(rows)}处"])])
    return attachment(content, MEDIA_TYPE, f"与上级平台的差异（{clock.today():%Y-%m-%d}）.xlsx")


def _list(number: int) -> UpstreamList:
    found = UpstreamList.objects.filter(number=number).first()
    if found is None:
        raise Refused(f"没有编号为{number}的清单", code="unknown_list", field="number", status=404)
    return found


def _open() -> list[Discrepancy]:
    return list(Discrepancy.objects.filter(settled_on=None).select_related("organisation"))


_TITLES = {element.name: element.title for element in ELEMENTS}
