"""制定主体清单: as it stands today, with the decisions that changed it, and the two forms by which the government's office changes it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from miluo.normative_documents import services
from miluo.normative_documents.issuers import GOVERNMENT_OFFICE
from miluo.normative_documents.models import IssuerChange
from miluo.normative_documents.views.forms import day
from onewindow.accounts.access import actor_on, permission
from onewindow.organisations.models import Issuer, Organisation
from onewindow.web import refusals
from onewindow.web.posted import key_of
from onewindow.words.refused import Refused
from onewindow.worktime import clock

PAGE = "normative_documents/issuers.html"
ADDED = ("organisation", "name", "prefix", "code", "decision")


@permission("documents.read")
def issuers(request: HttpRequest) -> HttpResponse:
    """The list, the decisions, and for the government's office the forms."""
    return render(request, PAGE, _context(request))


@permission("documents.decide")
@require_POST
def add(request: HttpRequest) -> HttpResponse:
    """列入: by a decision, from a day on."""
    typed = {name: request.POST.get(name, "").strip() for name in ADDED}
    try:
        from_day = _from_day(request, "列入日期")
        answer = services.add_issuer(**typed, from_day=from_day, by=actor_on(request), at=clock.now(), key=key_of(request))
    except Refused as refused:
        context = _context(request, {**typed, "form": "add", "from_day": request.POST.get("from_day", "")})
        return refusals.page(request, PAGE, context, refused)
    messages.success(request, answer.message)
    return redirect("normative_documents:issuers")


@permission("documents.decide")
@require_POST
def remove(request: HttpRequest, row: int) -> HttpResponse:
    """移出: by a decision, from a day on."""
    decision = request.POST.get("decision", "")
    try:
        from_day = _from_day(request, "移出日期")
        answer = services.remove_issuer(
            issuer=str(row), from_day=from_day, decision=decision, by=actor_on(request), at=clock.now(), key=key_of(request)
        )
    except Refused as refused:
        typed = {"form": "remove", "row": row, "decision": decision, "from_day": request.POST.get("from_day", "")}
        return refusals.page(request, PAGE, _context(request, typed), refused)
    messages.success(request, answer.message)
    return redirect("normative_documents:issuers")


def _from_day(request: HttpRequest, label: str) -> date:
    found = day(request.POST.get("from_day", ""), "from_day", label, needed=True)
    assert found is not None  # needed: what is no day was refused
    return found


def _context(request: HttpRequest, typed: dict[str, Any] | None = None) -> dict[str, Any]:
    actor = actor_on(request)
    lines = Issuer.objects.select_related("organisation").order_by("row")
    return {
        "issuers": lines,
        "changes": IssuerChange.objects.select_related("issuer").order_by("-from_day", "-pk"),
        "today": clock.today(),
        "changing": actor.may("documents.decide") and actor.organisation == GOVERNMENT_OFFICE,
        "bodies": Organisation.objects.filter(issuer=None).order_by("name"),
        "typed": typed or {},
    }
