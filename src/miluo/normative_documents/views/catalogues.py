"""登记目录和废止、失效目录: as a page, a workbook and JSON, for everyone, as of any day (normdoc-6-2e)."""

from __future__ import annotations

import io
from datetime import date

import xlsxwriter
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from miluo.normative_documents.selectors import CatalogueLine, catalogue
from onewindow.accounts.access import public
from onewindow.words.refused import Refused
from onewindow.worktime import clock

HEADINGS = ("登记号", "制定机关", "标题", "发文字号", "登记（成文）日期", "有效期至", "状态", "状态日期")
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@public
def catalogue_page(request: HttpRequest) -> HttpResponse:
    on = _day(request)
    standing, ended = catalogue(on)
    parts = (("登记的规范性文件目录", standing), ("废止、失效的规范性文件目录", ended))
    return render(request, "normative_documents/catalogue.html", {"on": on, "parts": parts})


@public
def catalogue_json(request: HttpRequest) -> JsonResponse:
    on = _day(request)
    standing, ended = catalogue(on)
    lines = {"registered": [line.as_json() for line in standing], "ended": [line.as_json() for line in ended]}
    return JsonResponse({"on": on, **lines}, json_dumps_params={"ensure_ascii": False})


@public
def catalogue_workbook(request: HttpRequest) -> HttpResponse:
    """Two sheets; every number and date as text, so that no office program changes it."""
    on = _day(request)
    standing, ended = catalogue(on)
    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    for name, lines in (("登记目录", standing), ("废止、失效目录", ended)):
        sheet = workbook.add_worksheet(name)
        sheet.set_column(0, len(HEADINGS) - 1, 22)
        for place, values in enumerate([HEADINGS, *map(_cells, lines)]):
            for column, value in enumerate(values):
                sheet.write_string(place, column, value)
    workbook.close()
    response = HttpResponse(stream.getvalue(), content_type=WORKBOOK)
    response["Content-Disposition"] = f"attachment; filename=catalogue-{on}.xlsx"
    return response


def _cells(line: CatalogueLine) -> tuple[str, ...]:
    days = tuple(str(day or "") for day in (line.registered_on, line.ends_on, line.status_from))
    return (line.number, line.issuer_name, line.title, line.document_number, days[0], days[1], line.status, days[2])


def _day(request: HttpRequest) -> date:
    given = request.GET.get("on", "")
    try:
        return date.fromisoformat(given) if given else clock.today()
    except ValueError:
        raise Refused(f"“{given}”不是日期", code="invalid_date", field="on", expected="年-月-日，如 2023-09-15", status=404) from None
