"""委托和移交: let a colleague act in one's stead for some days; hand all that one has to a colleague at once."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from onewindow.accounts import services as accounts
from onewindow.accounts.access import actor_on, permission
from onewindow.accounts.selectors import delegations_of, names_of, user_of
from onewindow.cases import selectors, services
from onewindow.web import refusals
from onewindow.web.posted import intent_of, key_of, words_typed
from onewindow.words.refused import Refused
from onewindow.worktime import clock

FIELDS = ("delegate", "valid_from", "valid_until", "reason", "person", "to", "why", "delegation")


@permission("cases.accept", "cases.review", "cases.arrange")
def delegations(request: HttpRequest) -> HttpResponse:
    """What I gave and was given, and what I have in hand; posting ``delegate``, ``end`` or ``hand_over``."""
    if request.method != "POST":
        return render(request, "desk/delegations.html", _context(request))
    try:
        said = _ACTS.get(intent_of(request), _delegate)(request)
    except Refused as refused:
        return refusals.page(request, "desk/delegations.html", _context(request), refused)
    messages.success(request, said)
    return redirect("desk:delegations")


def _delegate(request: HttpRequest) -> str:
    by = actor_on(request)
    made = accounts.delegate(
        user=user_of(by.id),
        delegate=user_of(request.POST.get("delegate", "")),
        reason=request.POST.get("reason", ""),
        valid_from=_day(request, "valid_from"),
        valid_until=_day(request, "valid_until"),
        by=by,
        at=clock.now(),
    )
    return f"已委托{made.delegate}代为办理"


def _end(request: HttpRequest) -> str:
    by = actor_on(request)
    number = request.POST.get("delegation", "")
    given = [each for each in delegations_of(by, clock.today()) if str(each.pk) == number and each.user.key == by.id]
    if not given:
        raise Refused("没有这项委托", code="no_delegation", field="delegation", status=404)
    accounts.end_delegation(delegation=given[0], reason=request.POST.get("why", ""), by=by, at=clock.now())
    return "已撤销委托"


def _hand_over(request: HttpRequest) -> str:
    given: dict[str, Any] = {
        "person": request.POST.get("person", ""),
        "to": request.POST.get("to", ""),
        "reason": request.POST.get("why", ""),
    }
    return services.hand_over_tasks(**given, by=actor_on(request), at=clock.now(), key=key_of(request)).message


_ACTS = {"delegate": _delegate, "end": _end, "hand_over": _hand_over}


def _day(request: HttpRequest, field: str) -> date:
    try:
        return date.fromisoformat(request.POST.get(field, "").strip())
    except ValueError:
        raise Refused("没有填写日期", code="invalid_day", field=field, expected="如 2023-09-18") from None


def _context(request: HttpRequest) -> dict[str, Any]:
    by, today = actor_on(request), clock.today()
    hands = selectors.hands_of(by, today)
    return {
        "delegations": delegations_of(by, today),
        "me": by.id,
        "colleagues": {key: name for key, name in hands.people.items() if key != by.id},
        "people": hands.people if by.may("cases.arrange") else names_of({by.id}),
        "counts": hands.counts,
        "typed": words_typed(request, *FIELDS),
        "act": intent_of(request),
        "today": today.isoformat(),
    }
