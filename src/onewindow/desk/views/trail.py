"""操作审计: the last events, and whether the record is whole, computed anew when it is asked for."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from onewindow.accounts.access import permission
from onewindow.accounts.selectors import key_of_login
from onewindow.desk.record import lines_of, title_of
from onewindow.trail import selectors, verification

A_PAGE = 50
_HIGHEST = 2**63 - 1


@permission("trail.audit")
def trail(request: HttpRequest) -> HttpResponse:
    """The events that a filter leaves, a page at a time by number; a POST verifies, all of it or what follows the last seal."""
    seal = selectors.last_seal()
    found = None
    if request.method == "POST":
        found = verification.verify(seal.day if seal and request.POST.get("since") == "seal" else None)
    asked = {name: request.GET.get(name, "").replace("\0", "").strip()[:120] for name in ("subject", "actor", "kind", "day")}
    day, wrong = _day(asked["day"])
    account = key_of_login(asked["actor"]) or asked["actor"]
    events = selectors.latest(
        subject=asked["subject"],
        actor=account,
        kind=asked["kind"],
        day=day,
        before=_before(request.GET.get("before", "")),
        limit=A_PAGE + 1,
    )
    query = request.GET.copy()
    if more := len(events) > A_PAGE:
        query["before"] = str(events[A_PAGE - 1].pk)
    context = {
        "lines": [] if wrong else lines_of(events[:A_PAGE]),
        "asked": asked,
        "wrong": wrong,
        "kinds": [(kind, title_of(kind)) for kind in selectors.kinds()],
        "older": query.urlencode() if more and not wrong else "",
        "seal": seal,
        "found": found,
    }
    return render(request, "desk/trail.html", context)


def _day(typed: str) -> tuple[date | None, str]:
    try:
        return (date.fromisoformat(typed) if typed else None), ""
    except ValueError:
        return None, "日期写作2023-09-15"


def _before(typed: str) -> int | None:
    """The number of an event; what is none is passed over."""
    return min(int(typed), _HIGHEST) if typed.isascii() and typed.isdecimal() and len(typed) < 20 else None
