"""政策草案试算: a draft of figures run over the enterprises of a year by the book that pays, before anything is issued."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from urllib.parse import quote

import polars as pl
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from onewindow.accounts.access import actor_on, permission
from onewindow.desk.draft_form import budgets, changes_typed, draft_form
from onewindow.rules import sheet_columns, sheets
from onewindow.rules.amending import Changes
from onewindow.rules.backtest import Backtest, backtest
from onewindow.rules.book import RuleBook
from onewindow.rules.drafts import PERMISSION, changes_in, drafts_of, save_draft
from onewindow.rules.grants import granted
from onewindow.rules.known import register_of
from onewindow.rules.registry import book as book_named
from onewindow.rules.registry import books
from onewindow.rules.rows import as_frame, require_right
from onewindow.web import refusals
from onewindow.web.backtests import COVERED, changed_lines, charts_of, headings, sheets_of
from onewindow.web.posted import file_of, intent_of
from onewindow.web.workbook import MEDIA_TYPE, workbook
from onewindow.words.money import parse_money
from onewindow.words.refused import Refused
from onewindow.worktime import clock

FILE = "file"
LABELS = ("uscc", "name")


@permission(PERMISSION)
def policies(request: HttpRequest) -> HttpResponse:
    """The policies that can be tried, and the drafts that were saved."""
    rows = [(each, drafts_of(each.name)) for each in books() if granted(each)]
    return render(request, "desk/backtests.html", {"books": rows})


@permission(PERMISSION)
def draft(request: HttpRequest, book: str) -> HttpResponse:
    """The form of a draft; posted, what it would cost, or the same as an Excel file, or the draft kept under a name."""
    rules, today = book_named(book), clock.today()
    on = min(max(today, rules.regulation.in_force.start), rules.regulation.last_day or today)
    if request.method != "POST":
        number = request.GET.get("draft", "")
        changes = changes_in(book, number) if number else Changes()
        return render(request, "desk/backtest.html", _page(rules, on, changes, None))
    changes = changes_typed(rules, on, request.POST)
    context = _page(rules, on, changes, request)
    try:
        if intent_of(request) == "save":
            kept = save_draft(book_name=book, title=request.POST.get("title", ""), changes=changes, by=actor_on(request), at=clock.now())
            messages.success(request, f"草案“{kept.title}”已保存，编号{kept.number}。草案只供试算，不生效。")
            return redirect(f"{request.path}?draft={kept.number}")
        found = backtest(rules, changes, _population(request, rules, on), on=on, budget=_budget(request))
    except Refused as refused:
        return refusals.page(request, "desk/backtest.html", context, refused)
    changed = changed_lines(rules, on, changes)
    if intent_of(request) == "xlsx":
        return _file(found, request.POST.get("title", "").strip() or "未命名", changed)
    return render(request, "desk/backtest.html", {**context, **_results(found, changed)})


@permission(PERMISSION)
def template(request: HttpRequest, book: str) -> HttpResponse:
    """The Excel file to fill in with the figures of enterprises."""
    rules = book_named(book)
    return _download(sheets.template(_columns(rules, clock.today())), f"{rules.title}企业数据模板.xlsx")


def _page(rules: RuleBook, on: date, changes: Changes, request: HttpRequest | None) -> dict[str, object]:
    typed = request.POST if request else None
    register = register_of(rules.name)
    years = register.years() if register else ()
    proposed = budgets(rules, on)
    return {
        "book": rules,
        "on": on,
        "form": draft_form(rules, on, changes, typed),
        "drafts": drafts_of(rules.name),
        "register": register,
        "years": years,
        "source": typed.get("source", "") if typed else str(years[0]) if years else FILE,
        "budget": typed.get("budget", "") if typed else proposed[0][1] if proposed else "",
        "budgets": proposed,
        "title": typed.get("title", "") if typed else "",
    }


def _results(found: Backtest, changed: list[tuple[str, str, str]]) -> dict[str, object]:
    over = found.total.after.amount - found.budget if found.budget is not None else None
    return {
        "found": found,
        "changed": changed,
        "charts": charts_of(found),
        "headings": headings(found),
        "over": over if over and over > 0 else None,
        "covered": COVERED,
    }


def _population(request: HttpRequest, rules: RuleBook, on: date) -> pl.DataFrame:
    """The enterprises of the register for a year, or those of the uploaded file. Raises Refused for a file with a wrong row."""
    source, register = request.POST.get("source", ""), register_of(rules.name)
    if source != FILE:
        if register is None or not source.isdecimal() or int(source) not in register.years():
            raise Refused("请选择用哪些企业的数据试算", code="no_source", field="source", expected="企业名录的一个年度，或者上传文件")
        return register.frame(int(source))
    _, content = file_of(request)
    columns = _columns(rules, on)
    sheet = sheets.read(content, columns, unique=("uscc",))
    require_right(sheet, columns, field=FILE)
    return as_frame(rules.facts, [row.values for row in sheet.rows], LABELS)


def _columns(rules: RuleBook, on: date) -> tuple[sheet_columns.Column, ...]:
    names = [name for name, fact in rules.uses.facts.items() if not fact.of_day]
    return sheet_columns.uscc(), sheet_columns.text("name", "企业名称"), *sheet_columns.facts(rules.facts, *names, on=on)


def _budget(request: HttpRequest) -> Decimal | None:
    typed = request.POST.get("budget", "").strip()
    return parse_money(typed, field="budget") if typed else None


def _file(found: Backtest, title: str, changed: list[tuple[str, str, str]]) -> HttpResponse:
    return _download(workbook(sheets_of(found, title, changed)), f"政策草案试算（{title}）.xlsx")


def _download(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=MEDIA_TYPE)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response["Cache-Control"] = "private, no-store"
    return response
