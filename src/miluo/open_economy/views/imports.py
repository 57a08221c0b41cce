"""Taking figures in: choose a file, see what is right and wrong in it, take the good rows; every file stays in the history."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from miluo.open_economy.data_kinds import KINDS, TITLES, columns_of
from miluo.open_economy.models import DataImport
from miluo.open_economy.services import imports as services
from onewindow.accounts.access import actor_on, permission
from onewindow.papers import files
from onewindow.rules import sheets
from onewindow.web import refusals
from onewindow.web.download import attachment
from onewindow.web.posted import file_of, intent_of, key_of
from onewindow.web.workbook import MEDIA_TYPE
from onewindow.words.refused import Refused
from onewindow.worktime import clock

A_PAGE = 30


@permission("enterprises.maintain")
def imports(request: HttpRequest) -> HttpResponse:
    """The files taken so far, and the form for the next one."""
    typed = {name: request.POST.get(name, "") for name in ("kind", "year", "closed_until")}
    context = {**_history(request), "typed": typed}
    if request.method != "POST":
        return render(request, "open_economy/imports.html", context)
    try:
        name, content = file_of(request)
        answer = services.receive(
            kind=typed["kind"],
            year=_year(typed["year"]),
            closed_until=_day(typed["closed_until"]),
            name=name,
            content=content,
            by=actor_on(request),
            at=clock.now(),
            key=key_of(request),
        )
    except Refused as refused:
        return refusals.page(request, "open_economy/imports.html", context, refused)
    messages.success(request, answer.message)
    return redirect("open_economy:import", number=answer.number)


@permission("enterprises.maintain")
def one(request: HttpRequest, number: str) -> HttpResponse:
    """One file: what it would bring, its mistakes; taken or dropped by a press."""
    context = {"row": _row(number), "titles": TITLES, "told": services.TOLD}
    if request.method != "POST":
        return render(request, "open_economy/import.html", context)
    door = services.drop if intent_of(request) == "drop" else services.apply
    try:
        answer = door(number=number, by=actor_on(request), at=clock.now(), key=key_of(request))
    except Refused as refused:
        return refusals.page(request, "open_economy/import.html", {**context, "row": _row(number)}, refused)
    messages.success(request, answer.message)
    return redirect("open_economy:import", number=number)


@permission("enterprises.maintain")
def template(request: HttpRequest, kind: str) -> HttpResponse:
    """The empty sheet of a kind of data."""
    wanted = services.kind_of(kind)
    return attachment(sheets.template(columns_of(wanted, clock.today())), MEDIA_TYPE, f"{wanted.title}导入模板.xlsx")


@permission("enterprises.maintain")
def file(request: HttpRequest, number: str, which: str) -> HttpResponse:
    """The file as it came, or marked with what is wrong (``marked``)."""
    row = _row(number)
    digest = row.marked if which == "marked" else row.digest
    if not digest:
        raise Refused("这个文件没有错误", code="no_mistakes", field="file", status=404)
    name = f"{row.name.removesuffix('.xlsx')}（错误说明）.xlsx" if which == "marked" else row.name
    return attachment(files.content_of(digest), MEDIA_TYPE, name)


def _history(request: HttpRequest) -> dict[str, Any]:
    page = Paginator(DataImport.objects.all(), A_PAGE).get_page(request.GET.get("page"))
    today = clock.today()
    month_end = date.fromordinal(today.replace(day=1).toordinal() - 1)
    return {"page": page, "query": "", "kinds": KINDS.values(), "this_year": today.year, "month_end": month_end}


def _row(number: str) -> DataImport:
    row = DataImport.objects.filter(number=number).first()
    if row is None:
        raise Refused(f"没有编号为“{number}”的导入", code="unknown_import", field="number", status=404)
    return row


def _year(typed: str) -> int:
    return int(typed) if typed.isdecimal() and len(typed) == 4 else 0


def _day(typed: str) -> date | None:
    with suppress(ValueError):
        return date.fromisoformat(typed)
    return None
