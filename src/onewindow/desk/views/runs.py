"""后台工作: the page of one long run, with its bar until it has ended, and the list of those one may see."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from onewindow.accounts.access import actor_on, signed_in
from onewindow.runs import services as runs
from onewindow.runs.models import FAILED, RUNNING, STOPPED, WAITING, Run
from onewindow.runs.selectors import outcome_of, refusal_of, run_for, runs_for
from onewindow.web import refusals
from onewindow.worktime import clock

A_PAGE = 50
SLOW = timedelta(seconds=20)  # a run that waits longer has another before it, or no worker at all
SILENT = timedelta(seconds=25)  # two signs of life left out


@signed_in
def all_runs(request: HttpRequest) -> HttpResponse:
    """The runs of this account, and those shared with it."""
    return render(request, "desk/runs.html", {"page": Paginator(runs_for(actor_on(request)), A_PAGE).get_page(request.GET.get("page"))})


@signed_in
def run(request: HttpRequest, number: int) -> HttpResponse:
    """How far a run is, what came of it, or why it failed; asked by the page itself, only that part. Raises Refused (404)."""
    found = run_for(number, actor_on(request))
    outcome = outcome_of(found)
    asked_by_page = "HX-Request" in request.headers
    if outcome and outcome.go and outcome.url:
        return _led_to(outcome.url, by_script=asked_by_page)
    return render(request, "desk/run_state.html" if asked_by_page else "desk/run.html", _context(found))


@signed_in
@require_POST
def stop(request: HttpRequest, number: int) -> HttpResponse:
    """停止."""
    runs.stop(number=number, by=actor_on(request), at=clock.now())
    return redirect("desk:run", number=number)


@signed_in
@require_POST
def again(request: HttpRequest, number: int) -> HttpResponse:
    """重新开始."""
    found = runs.again(number=number, by=actor_on(request), at=clock.now())
    return redirect("desk:run", number=found.number)


def _context(found: Run) -> dict[str, Any]:
    now, refused = timezone.now(), refusal_of(found)  # signs of life are told by the system clock
    return {
        "run": found,
        "outcome": outcome_of(found),
        "why": refusals.explain(refused) if refused else None,
        "share": 100 * found.done // found.of if found.of else None,
        "waits_long": found.state == WAITING and now - found.queued_at > SLOW,
        "silent": found.state == RUNNING and found.beat_at is not None and now - found.beat_at > SILENT,
        "can_start_again": found.state in (FAILED, STOPPED),
    }


def _led_to(url: str, *, by_script: bool) -> HttpResponse:
    if not by_script:
        return redirect(url)
    response = HttpResponse(status=204)
    response["HX-Redirect"] = url
    return response
