"""短信发送记录: what became of every SMS, for who manages the hall; numbers are masked."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from onewindow.accounts.access import actor_on, permission
from onewindow.exchange import selectors, services
from onewindow.exchange.models import STATES
from onewindow.web import refusals
from onewindow.web.posted import key_of
from onewindow.words.refused import Refused
from onewindow.worktime import clock


@permission("hall.manage")
def sent(request: HttpRequest) -> HttpResponse:
    """The SMS, the newest first; one that failed is sent again with a reason."""
    if request.method != "POST":
        return render(request, "desk/hall_messages.html", _context(request))
    try:
        answer = services.resend(
            sms=_number(request), reason=request.POST.get("reason", ""), by=actor_on(request), at=clock.now(), key=key_of(request)
        )
    except Refused as refused:
        return refusals.page(request, "desk/hall_messages.html", _context(request), refused)
    messages.success(request, answer.message)
    return redirect(f"{reverse('desk:hall_messages')}?state={_state(request)}")


def _number(request: HttpRequest) -> int:
    typed = request.POST.get("sms", "")
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 19 else 0


def _state(request: HttpRequest) -> str:
    asked = request.GET.get("state", "")
    return asked if asked in STATES else ""


def _context(request: HttpRequest) -> dict[str, Any]:
    state, counts = _state(request), selectors.counts()
    return {
        "page": selectors.sent_messages(actor_on(request), state=state, cursor=request.GET.get("page", "")),
        "state": state,
        "parameters": f"state={state}&" if state else "",
        "states": [("", "全部", sum(counts.values()))] + [(key, title, counts[key]) for key, title in STATES.items()],
        "typed_sms": _number(request),
        "typed_reason": request.POST.get("reason", ""),
    }
