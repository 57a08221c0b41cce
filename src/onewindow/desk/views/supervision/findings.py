"""Findings at the desk: the list, what an officer enters, and the proposals that rest on it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode

from onewindow.accounts.access import actor_on, permission
from onewindow.accounts.selectors import names_of
from onewindow.supervision import selectors, services
from onewindow.supervision.grounds import LEVELS, grounds
from onewindow.web.acting import Acts, acted, day_of, typed
from onewindow.web.posted import intent_of
from onewindow.worktime import clock


@permission("cases.supervise")
def findings(request: HttpRequest) -> HttpResponse:
    """The findings, the last first; who may, enters one by hand, or takes back one so entered."""
    acts: Acts = {
        "enter": (
            services.enter,
            lambda: {
                **typed(request, "case", "detail"),
                "ground_key": request.POST.get("ground", ""),
                "happened_on": day_of(request, "happened_on", "发生日期"),
            },
        ),
        "withdraw": (services.withdraw, lambda: {"finding": number_of(request, "finding"), **typed(request, "reason")}),
    }
    door, arguments = acts.get(intent_of(request), (None, dict))
    return acted(request, "desk/supervision/findings.html", lambda: _context(request), door, arguments, lambda _: ("desk:findings", {}))


@permission("cases.supervise")
def proposals(request: HttpRequest) -> HttpResponse:
    """What is proposed against bodies and people from the findings of the last ninety days; another body decides."""
    today = clock.today()
    rows = selectors.proposals(today - timedelta(days=90), today)
    people = names_of({each.person for each in rows if each.person})
    return render(request, "desk/supervision/proposals.html", {"rows": [(each, people.get(each.person, "")) for each in rows]})


def number_of(request: HttpRequest, name: str) -> int:
    """A posted key; 0, which is no key, for what is none."""
    text = request.POST.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 12 else 0


def _context(request: HttpRequest) -> dict[str, Any]:
    body, ground, level, withdrawn = (request.GET.get(name, "") for name in ("organisation", "ground", "level", "withdrawn"))
    page = selectors.findings(organisation=body, ground_key=ground, level=level, standing=not withdrawn, cursor=request.GET.get("page", ""))
    kept = {"organisation": body, "ground": ground, "level": level, "withdrawn": withdrawn}
    return {
        "page": page,
        "parameters": urlencode({name: value for name, value in kept.items() if value}),
        "ground": ground,
        "level": level,
        "withdrawn": withdrawn,
        "grounds": [(each.key, each.title) for each in grounds()],
        "levels": LEVELS.items(),
        "by_hand": [(each.key, each.title) for each in grounds() if each.by_hand],
        "enters": actor_on(request).may("supervision.order"),
        "today": clock.today(),
    }
