"""When something is due, counted out day by day."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Query, Router

from onewindow.accounts.access import public
from onewindow.api.shapes import plain
from onewindow.worktime import deadlines
from onewindow.worktime.calendars import current_calendar
from onewindow.worktime.counting import add, span_of

router = Router(tags=["期限"])
From = Annotated[date, Query(alias="from", description="事件发生的当日，不计入")]


@router.get("/add", summary="期间计算")
@public
def add_span(
    request: HttpRequest,
    n: int,
    unit: Literal["working-days", "days", "months", "years"],
    start: From,
) -> dict[str, Any]:
    """The last day of a period, every day of it with its kind; ``provisional`` where a year's notice is still to come."""
    due = add(start, span_of(n, unit), current_calendar())
    return plain({"due": due.due, "counted": [day.as_json() for day in due.counted], "provisional": due.provisional})


@router.get("/deadlines/{clause}", summary="条款规定的期限")
@public
def deadline(request: HttpRequest, clause: str, start: From, emergency: bool = False) -> dict[str, Any]:
    """The limit that a clause sets, counted from an event."""
    return plain(deadlines.compute(clause, start, current_calendar(), emergency=emergency).as_json())
