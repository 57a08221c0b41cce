"""展会名录 at the desk: the list of a year with who was approved, its versions, and a new one from a sheet or line by line."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from miluo.open_economy.claim import FIRST_YEAR, LAST_YEAR
from miluo.open_economy.models.fairs import FairApproval
from miluo.open_economy.selectors.fairs import fairs_of, lists_of
from miluo.open_economy.services.fair_lists import Fair, columns, enter_list, read_sheet
from onewindow.accounts.access import actor_on, permission
from onewindow.rules import sheets
from onewindow.web import refusals
from onewindow.web.download import attachment
from onewindow.web.posted import file_of, intent_of, key_of
from onewindow.web.workbook import MEDIA_TYPE
from onewindow.words.refused import Problem, Refused
from onewindow.worktime import clock

TITLES = {"name": "展会名称", "place": "举办地", "starts_on": "开幕日期", "ends_on": "结束日期", "source": "依据文件", "file": "Excel文件"}


@permission("enterprises.read")
def fairs(request: HttpRequest) -> HttpResponse:
    """The list of the year asked for, this year's where none is. Whatever is entered makes a new version; ``marked`` only checks."""
    year = _year(request)
    typed = {name: request.POST.get(name, "") for name in TITLES if name != "file"}
    if request.method != "POST":
        return render(request, "open_economy/fairs.html", _context(year, typed))
    try:
        if intent_of(request) == "add":
            name, wanted = "", [*_held(year), _typed(typed)]
        else:
            name, content = file_of(request)
            wanted, wrong = read_sheet(content, clock.today())
            if intent_of(request) == "marked":
                return attachment(sheets.marked(content, wrong, columns(clock.today())), MEDIA_TYPE, "展会名录（错误说明）.xlsx")
            if wrong:
                raise Refused.of([_placed(row, problem) for row, found in sorted(wrong.items()) for problem in found])
        answer = enter_list(
            year=year, source=typed["source"], fairs=wanted, file_name=name, by=actor_on(request), at=clock.now(), key=key_of(request)
        )
    except Refused as refused:
        return refusals.page(request, "open_economy/fairs.html", _context(year, typed), refused)
    messages.success(request, answer.message)
    return redirect(f"{reverse('open_economy:fairs')}?year={year}")


@permission("enterprises.read")
def template(request: HttpRequest) -> HttpResponse:
    """The empty sheet."""
    return attachment(sheets.template(columns(clock.today())), MEDIA_TYPE, "展会名录导入模板.xlsx")


def _context(year: int, typed: dict[str, str]) -> dict[str, Any]:
    versions = list(lists_of(year))
    approved = FairApproval.objects.filter(year=year).order_by("approved_on", "id")
    return {
        "year": year,
        "years": range(FIRST_YEAR, LAST_YEAR + 1),
        "versions": versions,
        "rows": [(fair, [each for each in approved if each.name == fair.name]) for fair in fairs_of(year)],
        "typed": {**typed, "source": typed["source"] or (versions[0].source if versions else "")},
    }


def _held(year: int) -> list[Fair]:
    return [Fair(fair.name, fair.place, fair.starts_on, fair.ends_on) for fair in fairs_of(year)]


def _typed(typed: dict[str, str]) -> Fair:
    days = {}
    for name in ("starts_on", "ends_on"):
        try:
            days[name] = date.fromisoformat(typed[name])
        except ValueError:
            raise Refused(f"{TITLES[name]}不是日期", code="not_a_day", field=name, expected="年-月-日，如2023-04-15") from None
    return Fair(typed["name"], typed["place"], days["starts_on"], days["ends_on"])


def _placed(row: int, problem: Problem) -> Problem:
    title = TITLES.get((problem.field or "").split("[")[0], problem.field or "")
    return Problem(f"第{row}行“{title}”：{problem.message}", problem.code, "file", problem.clause, problem.expected)


def _year(request: HttpRequest) -> int:
    asked = request.POST.get("year", "") or request.GET.get("year", "")
    wanted = int(asked) if asked.isdecimal() and len(asked) == 4 else clock.today().year
    return min(max(wanted, FIRST_YEAR), LAST_YEAR)
