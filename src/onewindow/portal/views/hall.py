"""The hall for everybody: take a number on the phone, follow it, print it, and the screen on the wall. No account is asked for."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from onewindow.accounts.access import actor_on, public
from onewindow.hall import printed_slip, selectors, services
from onewindow.hall.conventions import PUT_BACK_BY
from onewindow.hall.models import Ticket
from onewindow.web import refusals
from onewindow.web.context import county
from onewindow.web.download import PDF, attachment
from onewindow.web.fields import Choice, Field
from onewindow.web.posted import key_of, typed_on
from onewindow.web.unchanged import unless_seen
from onewindow.words.refused import Refused
from onewindow.worktime import clock

VISITOR = "hall_visitor"  # in the session: tells one browser from another, and nothing else
MACHINE = "machine"  # /hall/?machine=1 is the page of the self-service machine: it prints and forgets


@public
def hall(request: HttpRequest) -> HttpResponse:
    """What numbers are taken for, how many wait, and the visitor's own numbers."""
    today = clock.today()
    mine = selectors.tickets_of_visitor(_known(request), today)
    lines = selectors.lines_of_the_day(today)
    return render(request, "portal/hall.html", {"lines": lines, "mine": mine, "machine": _machine(request)})


@public
def take(request: HttpRequest, key: str) -> HttpResponse:
    """Take a number for a business; the same browser gets the same number while it is not finished."""
    business = selectors.business(key)
    if request.method != "POST":
        return render(request, "portal/hall_take.html", _take_context(request, key))
    machine = _machine(request)
    try:
        ticket = services.take_number(
            business=key,
            channel=Ticket.Channel.MACHINE if machine else Ticket.Channel.PHONE,
            visitor="" if machine else visitor_of(request),
            phone=request.POST.get("phone", ""),
            priority=request.POST.get("priority", ""),
            by=actor_on(request),
            at=clock.now(),
            key=key_of(request),
        )
    except Refused as refused:
        return refusals.page(request, "portal/hall_take.html", _take_context(request, business.key, refused), refused)
    return redirect("portal:hall_slip" if machine else "portal:hall_ticket", code=ticket.code)


@public
def ticket(request: HttpRequest, code: str) -> HttpResponse:
    """The number with who is before it; asked again every few seconds, answered only when something is different."""
    context = _ticket_context(code)
    if "HX-Request" in request.headers:
        return unless_seen(request, "portal/hall_ticket_now.html", context)
    return render(request, "portal/hall_ticket.html", context)


@public
def slip(request: HttpRequest, code: str) -> HttpResponse:
    """The number on 80 mm paper."""
    return render(request, "portal/hall_slip.html", _ticket_context(code))


@public
def slip_file(request: HttpRequest, code: str) -> HttpResponse:
    """The same as a file for the printer of the machine."""
    found = selectors.ticket_of(code)
    standing, path = selectors.standing_of(found, clock.now()), reverse("portal:hall_ticket", args=[code])
    content = printed_slip.pdf_of(found, standing, hall=county().hall, path=path)
    return attachment(content, PDF, f"号条（{found.number}）.pdf")


@public
@require_POST
def cancel(request: HttpRequest, code: str) -> HttpResponse:
    """Give the number back."""
    try:
        services.cancel_number(code=code, by=actor_on(request), at=clock.now(), key=key_of(request))
    except Refused as refused:
        return refusals.page(request, "portal/hall_ticket.html", _ticket_context(code), refused)
    return redirect("portal:hall_ticket", code=code)


@public
def screen(request: HttpRequest) -> HttpResponse:
    """The big screen: who is called where, and how many wait."""
    today = clock.today()
    context = {
        "lines": selectors.board(today),
        "calls": selectors.latest_calls(today),
        "queues": [line for line in selectors.lines_of_the_day(today) if line.waiting or line.windows],
        "now": clock.now(),
    }
    if "HX-Request" in request.headers:
        return unless_seen(request, "portal/hall_screen_now.html", context)
    return render(request, "portal/hall_screen.html", context)


def visitor_of(request: HttpRequest) -> str:
    """What tells this browser from another, made on its first number."""
    if VISITOR not in request.session:
        request.session[VISITOR] = uuid4().hex
    return str(request.session[VISITOR])


def phone_field(value: str, refusal: refusals.Refusal | None) -> Field:
    """The mobile number that may be left."""
    return Field(
        "phone",
        "手机号码",
        value=value,
        help="只用于提醒，次日删除。",
        wrong=tuple(refusal.of("phone")) if refusal else (),
        autocomplete="tel",
        input_mode="numeric",
        short=True,
        longest=11,
    )


def _known(request: HttpRequest) -> str:
    return str(request.session.get(VISITOR, ""))


def _machine(request: HttpRequest) -> bool:
    return request.GET.get(MACHINE) == "1"


def _take_context(request: HttpRequest, key: str, refused: Refused | None = None) -> dict[str, Any]:
    refusal = refusals.explain(refused) if refused else None
    typed = typed_on(request)
    today = clock.today()
    line = next((each for each in selectors.lines_of_the_day(today) if each.business.key == key), None)
    fields = [
        Field(
            "priority",
            "是否符合优先情形",
            kind="choice",
            value=typed.get("priority", ""),
            choices=tuple(Choice(value, label) for value, label in Ticket.Priority.choices),
            help="优先情形凭有效证件在窗口核对。",
            required=True,
        ),
    ]
    if not _machine(request):
        fields.append(phone_field(typed.get("phone", ""), refusal))
    return {"business": selectors.business(key), "line": line, "fields": fields, "machine": _machine(request)}


def _ticket_context(code: str) -> dict[str, Any]:
    found = selectors.ticket_of(code)
    at = clock.now()
    return {
        "ticket": found,
        "standing": selectors.standing_of(found, at),
        "call": selectors.latest_call_of(found),
        "today": clock.today(),
        "put_back_by": PUT_BACK_BY,
    }
