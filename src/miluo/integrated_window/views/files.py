"""Files on their way out: the lists as they are printed, the statement behind a line, the marked file of an import."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from miluo.integrated_window.models import ListImport, NegativeItem, OnlineItem, PositiveItem
from miluo.integrated_window.models.lists import ACTIVE, LISTED
from miluo.integrated_window.plain_registers import register
from miluo.integrated_window.services.imports import SHEETS
from miluo.integrated_window.views.lists import NEGATIVE, ONLINE, POSITIVE, negative_rows, online_rows, positive_rows
from onewindow.accounts.access import permission
from onewindow.papers import files
from onewindow.web.download import attachment
from onewindow.web.workbook import MEDIA_TYPE, Sheet, workbook
from onewindow.words.refused import Refused
from onewindow.worktime import clock


@permission("window.read")
def positive(request: HttpRequest) -> HttpResponse:
    """附件1 with what is active."""
    rows = PositiveItem.objects.select_related("organisation").filter(state=ACTIVE)
    return _book("部门单位入驻“综合窗口”事项清单", POSITIVE, positive_rows(rows))


@permission("window.read")
def online(request: HttpRequest) -> HttpResponse:
    """附件2."""
    rows = OnlineItem.objects.select_related("organisation").filter(state=LISTED)
    return _book(SHEETS["online"].title, ONLINE, online_rows(rows))


@permission("window.read")
def negative(request: HttpRequest) -> HttpResponse:
    """附件3; its last column is headed as printed."""
    rows = NegativeItem.objects.select_related("organisation").filter(state=LISTED)
    return _book("汨罗市政务服务大厅进驻事项负面清单", (*NEGATIVE[:-1], "不进驻原因（必填）"), negative_rows(rows))


@permission("window.read")
def plain(request: HttpRequest, name: str) -> HttpResponse:
    """A plain register with its lines that are not struck out."""
    found, today = register(name), clock.today()
    return _book(found.title, found.header, [[column.told(each, today) for column in found.columns] for each in found.lines])


@permission("window.read")
def statement(request: HttpRequest, line: int) -> HttpResponse:
    """The statement of a body behind a line of the negative list."""
    each = get_object_or_404(NegativeItem, pk=line)
    return attachment(files.content_of(each.statement), "application/octet-stream", each.statement_name)


@permission("window.read")
def list_import(request: HttpRequest, number: str) -> HttpResponse:
    """The file of an import, marked with what was wrong in it."""
    each = get_object_or_404(ListImport, number=number)
    if not each.marked:
        raise Refused("这个文件没有错误", code="no_mistakes", field="file", status=404)
    return attachment(files.content_of(each.marked), MEDIA_TYPE, f"{each.name.removesuffix('.xlsx')}（错误说明）.xlsx")


def _book(title: str, header: tuple[str, ...], rows: list[list[str]]) -> HttpResponse:
    sheet = Sheet("清单", header, rows, ())
    return attachment(workbook([sheet]), MEDIA_TYPE, f"{title}（{clock.today():%Y-%m-%d}）.xlsx")
