"""征求意见和加签: what other bodies and colleagues ask of mine, the first due first."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from onewindow.accounts.access import actor_on, permission
from onewindow.cases import selectors
from onewindow.worktime import clock


@permission("cases.review")
def consultations(request: HttpRequest) -> HttpResponse:
    """What waits for an answer of my body, or for my signature."""
    return render(request, "desk/consultations.html", {"asked": selectors.asked_of(actor_on(request), clock.today())})
