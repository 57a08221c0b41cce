"""政策匹配: figures entered, imported or taken from the register once, and every award that they may bring. Nothing is kept."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from onewindow.accounts.access import actor_on, public
from onewindow.accounts.selectors import enterprises_of, may_act_for
from onewindow.portal import catalogue
from onewindow.portal.finding import Found, as_typed, found_by, questions
from onewindow.portal.matters import Asked
from onewindow.portal.policy import PolicyPage
from onewindow.portal.views.calculator import MATTER, MatterFields
from onewindow.rules import sheet_columns, sheets
from onewindow.rules.fact import Fact
from onewindow.rules.known import register_of
from onewindow.rules.rows import require_right
from onewindow.web import refusals
from onewindow.web.facts_form import form_fields, titles_of, typed_in
from onewindow.web.marked import carried
from onewindow.web.posted import file_of, intent_of
from onewindow.web.refusals import Refusal
from onewindow.web.workbook import MEDIA_TYPE
from onewindow.words.refused import Refused
from onewindow.worktime import clock

PAGE = "portal/finder.html"
MOST = 200  # enterprises in one file


@dataclass(frozen=True, slots=True)
class Row:
    """One enterprise of a file with several: its name, what it comes to, and how many awards."""

    name: str
    found: Found


@public
def finder(request: HttpRequest) -> HttpResponse:
    """The form; posted, the awards. Figures come typed, in a file, or from the register of an enterprise that one acts for."""
    pages = [page for page in catalogue.policies(clock.today()) if page.head.holds]
    asked = questions(pages)
    facts = _facts(asked)
    context: dict[str, object] = {"pages": pages, "enterprises": _enterprises(request, pages), **_form(asked, {}, ())}
    if request.method != "POST":
        return render(request, PAGE, context)
    typed = typed_in(facts, request.POST)
    try:
        if intent_of(request) == "file":
            rows = _read(request, facts)
            if len(rows) > 1:
                several = [Row(name, found_by(pages, as_typed(facts, values), clock.today())) for name, values in rows]
                return render(
                    request, PAGE, {**context, "several": several, "sum": sum((each.found.total for each in several), Decimal(0))}
                )
            typed = as_typed(facts, rows[0][1])
        elif intent_of(request) == "known":
            typed = as_typed(facts, _known(request, pages))
        found = found_by(pages, typed, clock.today())
    except Refused as refused:
        refusal = refusals.explain(refused, titles_of(facts))
        context |= {"marked": carried(refused, _name_of(request)), **_form(asked, typed, request.POST.getlist(MATTER), refusal)}
        return refusals.page(request, PAGE, context, refused)
    return render(request, PAGE, {**context, **_form(asked, typed, request.POST.getlist(MATTER)), "found": found})


@public
def template(request: HttpRequest) -> HttpResponse:
    """The Excel file to fill in."""
    pages = [page for page in catalogue.policies(clock.today()) if page.head.holds]
    response = HttpResponse(sheets.template(_columns(_facts(questions(pages)))), content_type=MEDIA_TYPE)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote('政策匹配填报模板.xlsx')}"
    return response


def _facts(asked: Asked) -> list[Fact]:
    return [*asked.shared, *(fact for matter in asked.matters for fact in matter.facts), *asked.last]


def _form(asked: Asked, typed: dict[str, Any], ticked: Any, refusal: Refusal | None = None) -> dict[str, object]:
    today = clock.today()
    chosen = asked.chosen(ticked, typed)
    return {
        "shared": form_fields(asked.shared, typed, refusal, on=today),
        "matters": [
            MatterFields(each, each in chosen, form_fields(each.facts, typed, refusal, on=today)) for each in asked.matters if each.facts
        ],
        "last": form_fields(asked.last, typed, refusal, on=today),
    }


def _columns(facts: list[Fact]) -> tuple[sheet_columns.Column, ...]:
    each = (sheet_columns.fact(fact, on=clock.today()) for fact in facts)
    return sheet_columns.uscc(required=False), sheet_columns.text("name", "企业名称"), *each


def _read(request: HttpRequest, facts: list[Fact]) -> list[tuple[str, dict[str, Any]]]:
    """The enterprises of the file. Raises Refused, naming row and column, for whatever is wrong in it."""
    _, content = file_of(request)
    columns = _columns(facts)
    sheet = sheets.read(content, columns, unique=("uscc",))
    if len(sheet.rows) <= MOST:  # of more, none is looked at
        require_right(sheet, columns, field="file", content=content)
    if not 0 < len(sheet.rows) <= MOST:
        raise Refused(f"文件里有{len(sheet.rows)}家企业", code="wrong_count", field="file", expected=f"1至{MOST}家，每家一行")
    names = {row.number: row.values["name"] or row.values["uscc"] or f"第{row.number}行" for row in sheet.rows}
    return [(names[row.number], dict(row.values)) for row in sheet.rows]


def _name_of(request: HttpRequest) -> str:
    uploaded = request.FILES.get("file")
    return (uploaded.name if uploaded else None) or ""


def _enterprises(request: HttpRequest, pages: list[PolicyPage]) -> list[tuple[str, str, int]]:
    """The enterprises that the signed-in agent acts for, with the latest year that the register has: (uscc, name, year)."""
    years = max((year for page in pages if (register := register_of(page.book.name)) for year in register.years()[:1]), default=None)
    if years is None or not request.user.is_authenticated:
        return []
    return [(each.uscc, each.enterprise_name, years) for each in enterprises_of(actor_on(request), clock.today())]


def _known(request: HttpRequest, pages: list[PolicyPage]) -> dict[str, Any]:
    """What the registers know of an enterprise. Raises Refused for one that the account does not act for, and where nothing is known."""
    uscc, year = request.POST.get("uscc", ""), request.POST.get("known_year", "")
    if not request.user.is_authenticated or not may_act_for(actor_on(request), uscc, clock.today()):
        raise Refused("您的账户没有登记为这家企业办事", code="not_agent", field="uscc", expected="先到窗口登记企业授权", status=403)
    known: dict[str, Any] = {}
    for page in pages:
        register = register_of(page.book.name)
        known |= register.facts_of(uscc, int(year)) if register and year.isdecimal() and len(year) == 4 else {}
    if not known:
        raise Refused("企业名录里还没有这家企业的数据", code="nothing_known", field="uscc", expected="直接填写，或者上传Excel")
    return known
