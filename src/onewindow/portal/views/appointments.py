"""预约 for everybody: choose a business, a day and a time; cancel it, or sign in with its code at the hall."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from onewindow.accounts.access import actor_on, public
from onewindow.hall import selectors, services
from onewindow.hall.conventions import ARRIVES_BEFORE
from onewindow.portal.views.hall import VISITOR, phone_field, visitor_of
from onewindow.web import refusals
from onewindow.web.fields import Field
from onewindow.web.posted import key_of, typed_on
from onewindow.words.refused import Refused
from onewindow.worktime import clock


@public
def appointments(request: HttpRequest) -> HttpResponse:
    """The businesses that take appointments, and the visitor's own."""
    mine = selectors.appointments_of_visitor(str(request.session.get(VISITOR, "")), clock.today())
    return render(request, "portal/appointments.html", {"businesses": selectors.businesses_by_appointment(), "mine": mine})


@public
def slots(request: HttpRequest, key: str) -> HttpResponse:
    """The free times of a business on a chosen day; a press on one of them books it."""
    if request.method != "POST":
        return render(request, "portal/appointment_slots.html", _slots_context(request, key))
    try:
        made = services.book(
            business=key,
            day=_day(request.POST.get("day", "")),
            begins=_time(request.POST.get("begins", "")),
            visitor=visitor_of(request),
            phone=request.POST.get("phone", ""),
            item=request.POST.get("item", ""),
            by=actor_on(request),
            at=clock.now(),
            key=key_of(request),
        )
    except Refused as refused:
        return refusals.page(request, "portal/appointment_slots.html", _slots_context(request, key, refused), refused)
    return redirect("portal:appointment", code=made.code)


@public
def appointment(request: HttpRequest, code: str) -> HttpResponse:
    """One appointment: when, where, its code."""
    return render(request, "portal/appointment.html", _appointment_context(code))


@public
@require_POST
def cancel(request: HttpRequest, code: str) -> HttpResponse:
    """Cancel it before it begins."""
    try:
        services.cancel_appointment(code=code, by=actor_on(request), at=clock.now(), key=key_of(request))
    except Refused as refused:
        return refusals.page(request, "portal/appointment.html", _appointment_context(code), refused)
    return redirect("portal:appointment", code=code)


@public
def arrive(request: HttpRequest) -> HttpResponse:
    """Sign in at the hall: the appointment becomes a number."""
    code = request.POST.get("code", "").strip().replace(" ", "") or request.GET.get("code", "")
    field = Field(
        "code", "预约码", value=code[:12], help="预约成功页面上的8位数字。", required=True, input_mode="numeric", short=True, longest=12
    )
    if request.method != "POST":
        return render(request, "portal/appointment_arrive.html", {"fields": [field]})
    try:
        ticket = services.arrive(code=code, by=actor_on(request), at=clock.now(), key=key_of(request))
    except Refused as refused:
        return refusals.page(request, "portal/appointment_arrive.html", {"fields": [field]}, refused)
    return redirect("portal:hall_ticket", code=ticket.code)


def _slots_context(request: HttpRequest, key: str, refused: Refused | None = None) -> dict[str, Any]:
    at, typed = clock.now(), typed_on(request)
    business, days = selectors.business(key), selectors.bookable_days(at)
    asked = request.GET.get("day", "") or typed.get("day", "")
    day = next((each for each in days if each.isoformat() == asked), None)
    lines = {each: selectors.slots_on(business, each, at) for each in ([day] if day else days)}
    chosen = day or next((each for each in days if any(line.open for line in lines[each])), days[0])
    refusal = refusals.explain(refused) if refused else None
    fields = [phone_field(typed.get("phone", ""), refusal), Field("item", "想办的事", value=typed.get("item", ""), longest=80)]
    return {
        "business": business,
        "days": days,
        "chosen": chosen,
        "slots": lines[chosen],
        "begins": typed.get("begins", ""),
        "fields": fields,
    }


def _appointment_context(code: str) -> dict[str, Any]:
    return {"appointment": selectors.appointment_of(code), "arrives_before": ARRIVES_BEFORE.seconds // 60}


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused("没有选择日期", code="no_day", field="day", expected="列出的一个日期") from None


def _time(text: str) -> time:
    try:
        return time.fromisoformat(text)
    except ValueError:
        raise Refused("没有选择时段", code="no_slot", field="begins", expected="列出的一个时段") from None
