"""Numbers at the window: issued for who has no phone, with the slip, and today's appointments."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from onewindow.accounts.access import actor_on, permission
from onewindow.hall import selectors, services
from onewindow.hall.models import Ticket
from onewindow.web import refusals
from onewindow.web.fields import Choice, Field
from onewindow.web.posted import key_of, typed_on
from onewindow.words.refused import Refused
from onewindow.worktime import clock


@permission("hall.serve")
def numbers(request: HttpRequest) -> HttpResponse:
    """Issue a number, and show the last one issued with a link to its slip."""
    if request.method != "POST":
        return render(request, "desk/hall_numbers.html", _context(request))
    given = {name: request.POST.get(name, "") for name in ("business", "priority", "item")}
    try:
        ticket = services.take_number(channel=Ticket.Channel.CLERK, by=actor_on(request), at=clock.now(), key=key_of(request), **given)
    except Refused as refused:
        return refusals.page(request, "desk/hall_numbers.html", _context(request, refused), refused)
    return redirect(f"{request.path}?issued={ticket.code}")


@permission("hall.serve")
@require_POST
def arrive(request: HttpRequest) -> HttpResponse:
    """Sign somebody in by the code of the appointment."""
    code = request.POST.get("code", "").strip().replace(" ", "")
    try:
        ticket = services.arrive(code=code, by=actor_on(request), at=clock.now(), key=key_of(request))
    except Refused as refused:
        return refusals.page(request, "desk/hall_numbers.html", _context(request, refused), refused)
    return redirect(f"{reverse('desk:hall_numbers')}?issued={ticket.code}")


def _context(request: HttpRequest, refused: Refused | None = None) -> dict[str, Any]:
    typed, today = typed_on(request), clock.today()
    refusal = refusals.explain(refused) if refused else None
    lines = selectors.lines_of_the_day(today)
    issued = request.GET.get("issued", "")
    return {
        "issued": selectors.ticket_of(issued) if issued else None,
        "lines": lines,
        "fields": [
            Field(
                "business",
                "业务",
                kind="choice",
                value=typed.get("business", ""),
                choices=tuple(Choice(line.business.key, f"{line.business.prefix} {line.business.title}") for line in lines),
                required=True,
                wrong=tuple(refusal.of("business")) if refusal else (),
            ),
            Field(
                "priority",
                "优先情形",
                kind="choice",
                value=typed.get("priority", ""),
                choices=tuple(Choice(value, label) for value, label in Ticket.Priority.choices),
                required=True,
            ),
            Field("item", "想办的事", value=typed.get("item", ""), longest=80),
        ],
        "code": typed.get("code", ""),
        "appointments": selectors.appointments_on(today),
    }
