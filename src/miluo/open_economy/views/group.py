"""领导小组: its seats on a day, and its meetings."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from miluo.open_economy.leading_group import GROUP, OFFICE
from miluo.open_economy.models import Meeting
from miluo.open_economy.selectors.group import meeting_reminder, next_meeting_due, seats
from miluo.open_economy.services import group as services
from onewindow.accounts.access import actor_on, permission
from onewindow.web.acting import acted, day_of, typed
from onewindow.web.posted import intent_of
from onewindow.worktime import clock


@permission("funds.read")
def group(request: HttpRequest) -> HttpResponse:
    """Who sits in the group today, the meetings, and for its office the forms that call and record one."""
    recording = intent_of(request) == "record"
    return acted(
        request,
        "open_economy/group.html",
        lambda: _context(request),
        services.record_meeting if recording else services.call_meeting,
        lambda: typed(request, "number", "decisions") if recording else _called(request),
        lambda _: ("open_economy:group", {}),
    )


def _called(request: HttpRequest) -> dict[str, Any]:
    return {"day": day_of(request, "day", "会议日期"), **typed(request, "title", "agenda")}


def _context(request: HttpRequest) -> dict[str, Any]:
    today, actor = clock.today(), actor_on(request)
    return {
        "name": GROUP,
        "seats": seats(today),
        "today": today,
        "meetings": Meeting.objects.all()[:50],
        "due": next_meeting_due(today),
        "reminder": meeting_reminder(today),
        "office": actor.may("funds.order") and actor.organisation == OFFICE,
    }
