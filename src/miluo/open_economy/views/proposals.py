"""免申即享 at the bureau: the yearly run, how the proposals stand, and the objections to answer."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from miluo.open_economy.claim import FIRST_YEAR, LAST_YEAR
from miluo.open_economy.long_work import PROPOSE
from miluo.open_economy.models import Proposal, ProposalRun
from miluo.open_economy.models.proposals import STATES
from miluo.open_economy.selectors.proposals import counted, listed, page_of
from miluo.open_economy.services import confirming, proposing
from onewindow.accounts.access import actor_on, permission
from onewindow.runs import services as runs
from onewindow.runs.selectors import alive
from onewindow.web import refusals
from onewindow.web.posted import key_of, typed_on
from onewindow.words.refused import Refused
from onewindow.worktime import clock

A_PAGE = 50
LAST_RUNS = 5


@permission("enterprises.read")
def proposals(request: HttpRequest) -> HttpResponse:
    """All proposals of a year, by state and amount."""
    return render(request, "open_economy/proposals.html", _context(request))


@permission("enterprises.maintain")
@require_POST
def run(request: HttpRequest) -> HttpResponse:
    """提出: the pass over the whole register, which goes on in the background; its page shows how far it is."""
    typed, by, at = request.POST.get("year", ""), actor_on(request), clock.now()
    year = int(typed) if typed.isdecimal() and len(typed) == 4 else 0
    try:
        proposing.require_year(year, by=by, on=clock.day_of(at))
        title, press = f"{year}年度免申即享核对", key_of(request) or ""
        begun = runs.start(kind=PROPOSE, title=title, key=str(year), params={"year": year}, by=by, at=at, press=press)
    except Refused as refused:
        return refusals.page(request, "open_economy/proposals.html", _context(request), refused)
    return redirect("desk:run", number=begun.number)


@permission("enterprises.read")
def proposal(request: HttpRequest, number: str) -> HttpResponse:
    """One proposal; an objection is answered here."""
    if request.method != "POST":
        return render(request, "open_economy/proposal.html", _one(request, number))
    answer = request.POST.get("answer", "")
    try:
        done = confirming.answer_objection(number=number, answer=answer, by=actor_on(request), at=clock.now(), key=key_of(request))
    except Refused as refused:
        return refusals.page(request, "open_economy/proposal.html", _one(request, number), refused)
    messages.success(request, done.message)
    return redirect("open_economy:proposal", number=number)


def _context(request: HttpRequest) -> dict[str, Any]:
    query, state, typed = request.GET.get("q", "").strip(), request.GET.get("state", ""), request.GET.get("year", "")
    year = int(typed) if typed.isdecimal() and len(typed) == 4 else None
    years = range(FIRST_YEAR, min(LAST_YEAR, clock.today().year) + 1)
    return {
        "page": Paginator(listed(year, state, query), A_PAGE).get_page(request.GET.get("page")),
        "counts": counted(year),
        "running": alive(PROPOSE),
        "runs": ProposalRun.objects.all()[:LAST_RUNS],
        "query": query,
        "state": state,
        "year": year,
        "years": years,
        "states": STATES.items(),
    }


def _one(request: HttpRequest, number: str) -> dict[str, Any]:
    found = Proposal.objects.filter(number=number).defer("contact_name", "contact_phone").first()
    if found is None:
        raise Refused(f"没有编号为“{number}”的免申即享建议", code="unknown_proposal", field="number", status=404)
    return {**page_of(found, clock.today()), "answer": typed_on(request).get("answer", "")}
