"""政策草案试算: a draft of figures run over the enterprises of a year by the book that pays, before anything is issued."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

import polars as pl
from django.contrib import messages
from django.core.signing import BadSignature, dumps, loads
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from onewindow.accounts.access import actor_on, permission
from onewindow.desk import trying
from onewindow.desk.draft_form import budgets, changes_typed, draft_form
from onewindow.desk.trying import Trial
from onewindow.papers import files
from onewindow.rules import sheet_columns, sheets
from onewindow.rules.amending import Changes
from onewindow.rules.backtest import Backtest
from onewindow.rules.book import RuleBook
from onewindow.rules.drafts import LONGEST_TITLE, PERMISSION, changes_in, drafts_of, save_draft
from onewindow.rules.grants import granted
from onewindow.rules.known import register_of
from onewindow.rules.registry import book as book_named
from onewindow.rules.registry import books
from onewindow.rules.rows import WrongSheet, as_frame, require_right
from onewindow.runs.selectors import run_for
from onewindow.web import refusals
from onewindow.web.backtests import COVERED, changed_lines, charts_of, headings, sheets_of
from onewindow.web.download import attachment
from onewindow.web.marked import Marked, marked_name
from onewindow.web.posted import file_of, intent_of, key_of
from onewindow.web.workbook import MEDIA_TYPE, workbook
from onewindow.words.money import parse_money
from onewindow.words.refused import Refused
from onewindow.worktime import clock

MARKED_FOR = timedelta(hours=1)  # the store is swept of what nobody names after a day
FILE = "file"
LABELS = ("uscc", "name")


@permission(PERMISSION)
def policies(request: HttpRequest) -> HttpResponse:
    """The policies that can be tried, and the drafts that were saved."""
    rows = [(each, drafts_of(each.name)) for each in books() if granted(each)]
    return render(request, "desk/backtests.html", {"books": rows})


@permission(PERMISSION)
def draft(request: HttpRequest, book: str) -> HttpResponse:
    """The form of a draft; posted, the draft is tried in the background, or kept under a name."""
    rules, on = book_named(book), _day_of(book_named(book))
    if request.method != "POST":
        number = request.GET.get("draft", "")
        changes = changes_in(book, number) if number else Changes()
        return render(request, "desk/backtest.html", _page(rules, on, changes, _chosen(rules, on)))
    changes = changes_typed(rules, on, request.POST)
    by, at, title = actor_on(request), clock.now(), request.POST.get("title", "").strip()
    try:
        if intent_of(request) == "save":
            kept = save_draft(book_name=book, title=title, changes=changes, by=by, at=at)
            messages.success(request, f"草案“{kept.title}”已保存，编号{kept.number}。草案只供试算，不生效。")
            return redirect(f"{request.path}?draft={kept.number}")
        budget, source = _budget(request), request.POST.get("source", "")
        rows = trying.keep(_population(request, rules, on))
        trial = Trial(book, changes, on, budget, source, title[:LONGEST_TITLE], rows)
        run = trying.begin(trial, by=by, at=at, press=key_of(request) or "")
    except Refused as refused:
        context = _page(rules, on, changes, _typed(request), request.POST) | {"marked": _kept(refused, request)}
        return refusals.page(request, "desk/backtest.html", context, refused)
    return redirect("desk:run", number=run.number)


@permission(PERMISSION)
def found(request: HttpRequest, book: str, number: int) -> HttpResponse:
    """What a trial found, above the form that it was asked with; on its way to that, the page of its run. Raises Refused (404)."""
    run = run_for(number, actor_on(request))
    report = trying.found_by(run)
    if report is None:
        return redirect("desk:run", number=number)
    trial = trying.trial_of(run)
    asked = {"source": trial.source, "budget": "" if trial.budget is None else f"{trial.budget:f}", "title": trial.title}
    context = _page(trial.rules, trial.on, trial.changes, asked)
    return render(request, "desk/backtest.html", {**context, **_results(report, trial), "run": run})


@permission(PERMISSION)
def workbook_of(request: HttpRequest, book: str, number: int) -> HttpResponse:
    """The same as an Excel file. Raises Refused (404)."""
    run = run_for(number, actor_on(request))
    report = trying.found_by(run)
    if report is None:
        raise Refused("这次试算没有结果", code="no_result", field="number", status=404)
    trial = trying.trial_of(run)
    title = trial.title or "未命名"
    changed = changed_lines(trial.rules, trial.on, trial.changes)
    return attachment(workbook(sheets_of(report, title, changed)), MEDIA_TYPE, f"政策草案试算（{title}）.xlsx")


@permission(PERMISSION)
def marked_file(request: HttpRequest, book: str, token: str) -> HttpResponse:
    """A wrong upload with its mistakes marked, for who uploaded it, for an hour. Raises Refused (404)."""
    try:
        digest, name = loads(token, salt=_salt(request), max_age=MARKED_FOR)
    except BadSignature:
        raise Refused("这份标注了错误的文件已经过期", code="marked_gone", field="token", expected="重新上传", status=404) from None
    return attachment(files.content_of(digest), MEDIA_TYPE, name)


@permission(PERMISSION)
def template(request: HttpRequest, book: str) -> HttpResponse:
    """The Excel file to fill in with the figures of enterprises."""
    rules = book_named(book)
    return attachment(sheets.template(_columns(rules, clock.today())), MEDIA_TYPE, f"{rules.title}企业数据模板.xlsx")


def _day_of(rules: RuleBook) -> date:
    """Today, or the day next to it on which the policy holds."""
    return min(max(clock.today(), rules.regulation.in_force.start), rules.regulation.last_day or clock.today())


def _chosen(rules: RuleBook, on: date) -> dict[str, str]:
    """What the form offers before anybody has typed: the latest year, and the budget of the regulation."""
    register, proposed = register_of(rules.name), budgets(rules, on)
    years = register.years() if register else ()
    return {"source": str(years[0]) if years else FILE, "budget": proposed[0][1] if proposed else "", "title": ""}


def _typed(request: HttpRequest) -> dict[str, str]:
    return {name: request.POST.get(name, "") for name in ("source", "budget", "title")}


def _page(rules: RuleBook, on: date, changes: Changes, asked: Mapping[str, str], typed: QueryDict | None = None) -> dict[str, object]:
    register = register_of(rules.name)
    return {
        "book": rules,
        "on": on,
        "form": draft_form(rules, on, changes, typed),
        "drafts": drafts_of(rules.name),
        "register": register,
        "years": register.years() if register else (),
        "budgets": budgets(rules, on),
        **asked,
    }


def _results(report: Backtest, trial: Trial) -> dict[str, object]:
    over = report.total.after.amount - report.budget if report.budget is not None else None
    return {
        "found": report,
        "changed": changed_lines(trial.rules, trial.on, trial.changes),
        "charts": charts_of(report),
        "headings": headings(report),
        "over": over if over and over > 0 else None,
        "covered": COVERED,
    }


def _kept(refused: Refused, request: HttpRequest) -> Marked | None:
    """The marked copy of a wrong upload, in the store until it is swept, since nothing names it; only who uploaded it is led there."""
    if not isinstance(refused, WrongSheet) or not refused.marked:
        return None
    name = marked_name(file_of(request)[0])
    token = dumps([files.keep(refused.marked, media_type=MEDIA_TYPE).digest, name], salt=_salt(request))
    match = request.resolver_match
    return Marked(reverse("desk:backtest_marked", args=[match.kwargs["book"] if match else "", token]), name)


def _salt(request: HttpRequest) -> str:
    return f"desk.backtest.marked:{actor_on(request).id}"


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
    require_right(sheet, columns, field=FILE, content=content)
    return as_frame(rules.facts, [row.values for row in sheet.rows], LABELS)


def _columns(rules: RuleBook, on: date) -> tuple[sheet_columns.Column, ...]:
    names = [name for name, fact in rules.uses.facts.items() if not fact.of_day]
    return sheet_columns.uscc(), sheet_columns.text("name", "企业名称"), *sheet_columns.facts(rules.facts, *names, on=on)


def _budget(request: HttpRequest) -> Decimal | None:
    typed = request.POST.get("budget", "").strip()
    return parse_money(typed, field="budget") if typed else None
