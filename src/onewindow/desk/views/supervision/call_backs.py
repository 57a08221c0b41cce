"""差评回访 at the desk, for the callers alone."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from onewindow.accounts.access import actor_on, permission
from onewindow.cases.life import LEVELS
from onewindow.supervision import selectors, services
from onewindow.supervision.conventions import CALLING_BACK
from onewindow.supervision.models import CALL_OUTCOMES
from onewindow.web import refusals
from onewindow.web.acting import acted, typed
from onewindow.web.posted import intent_of
from onewindow.words.refused import Refused
from onewindow.worktime import clock


@permission("ratings.call_back")
def call_backs(request: HttpRequest) -> HttpResponse:
    """Those still to make, the first due first, then those made."""
    rows = selectors.call_backs(actor_on(request), clock.today())
    return render(request, "desk/supervision/call_backs.html", {"rows": rows, "source": CALLING_BACK.id})


@permission("ratings.call_back")
def call_back(request: HttpRequest, number: str) -> HttpResponse:
    """One call-back: whom to call is opened for a reason, and shown once; then what came of it."""
    if request.method == "POST" and intent_of(request) == "contact":
        return _contact(request, number)
    door = services.call_back if intent_of(request) == "done" else None
    return acted(
        request,
        "desk/supervision/call_back.html",
        lambda: _context(request, number),
        door,
        lambda: {"number": number, **typed(request, "outcome", "said", "measures")},
        lambda _: ("desk:call_backs", {}),
    )


def _contact(request: HttpRequest, number: str) -> HttpResponse:
    template = "desk/supervision/call_back.html"
    context = {**_context(request, number), "typed": request.POST.dict()}
    try:
        who, phone = services.contact_of(number=number, reason=request.POST.get("reason", ""), by=actor_on(request), at=clock.now())
    except Refused as refused:
        return refusals.page(request, template, context, refused)
    response = render(request, template, {**context, "contact": {"who": who, "phone": phone}})
    response["Cache-Control"] = "private, no-store"
    return response


def _context(request: HttpRequest, number: str) -> dict[str, Any]:
    row, level, comment = selectors.call_back_of(number, actor_on(request), clock.today())
    return {
        "row": row,
        "level": LEVELS[int(level)],
        "comment": comment,
        "outcomes": CALL_OUTCOMES.items(),
        "contact": None,
        "source": CALLING_BACK.id,
    }
