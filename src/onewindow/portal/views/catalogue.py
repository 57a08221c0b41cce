"""目录 of normative documents, and how far every clause is carried out (条款落实情况)."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from onewindow.accounts.access import public
from onewindow.law import coverage as law_coverage
from onewindow.law.catalogue import CatalogueRow, catalogue
from onewindow.portal.views.chosen_day import chosen_day
from onewindow.web.workbook import MEDIA_TYPE, Cell, Sheet, workbook
from onewindow.words.refused import Refused

HEADER = ("序号", "文号", "标题", "制定机关", "登记号", "成文日期", "施行日期", "有效期至", "效力", "说明")


@public
def documents(request: HttpRequest) -> HttpResponse:
    """The catalogue as of a day."""
    on, refused = chosen_day(request)
    return render(request, "portal/catalogue.html", {"on": on, "refused": refused, "catalogue": catalogue(on)})


@public
def documents_json(request: HttpRequest) -> HttpResponse:
    """The catalogue as data. Raises Refused for a day that is none."""
    on, refused = chosen_day(request)
    _require(refused)
    return JsonResponse(catalogue(on).as_json(), json_dumps_params={"ensure_ascii": False})


@public
def documents_xlsx(request: HttpRequest) -> HttpResponse:
    """The catalogue as an Excel file: 现行 and 废止失效 on a sheet each. Raises Refused for a day that is none."""
    on, refused = chosen_day(request)
    _require(refused)
    found = catalogue(on)
    content = workbook([_sheet("现行文件", found.standing), _sheet("废止和失效文件", found.ended)])
    response = HttpResponse(content, content_type=MEDIA_TYPE)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(f'规范性文件目录（{on:%Y-%m-%d}）.xlsx')}"
    return response


@public
def coverage(request: HttpRequest) -> HttpResponse:
    """Counts per document and state, and the clauses that no program carries out yet, each with why."""
    found = law_coverage.by_document()
    return render(request, "portal/coverage.html", {"states": law_coverage.STATES, "documents": found, "total": law_coverage.summed(found)})


def _sheet(name: str, rows: tuple[CatalogueRow, ...]) -> Sheet:
    lines: list[list[Cell]] = [
        [
            number,
            row.number,
            row.title,
            row.issuer,
            row.registration or "未印",
            row.signed,
            row.first_day,
            row.last_day,
            row.validity_title,
            row.note,
        ]
        for number, row in enumerate(rows, start=1)
    ]
    return Sheet(name, HEADER, lines, ["合计", f"{len(rows)}件"])


def _require(refused: str) -> None:
    if refused:
        raise Refused(refused.split("；")[0], code="bad_date", field="on", expected="2023-09-15")
