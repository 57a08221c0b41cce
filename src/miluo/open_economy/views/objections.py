"""异议 at the desk: those that wait first; one with its award, its answer, and who lodged it under a mask."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from miluo.open_economy.models import Objection
from miluo.open_economy.models.awards import TITLES
from miluo.open_economy.models.objections import OPEN, OUTCOMES
from miluo.open_economy.procedures.parts import BUREAU
from miluo.open_economy.services import objections as services
from onewindow.accounts import masks
from onewindow.accounts.access import actor_on, permission
from onewindow.web import refusals
from onewindow.web.acting import acted, typed
from onewindow.words.refused import Refused
from onewindow.worktime import clock

FIELDS = {"name": "姓名或者单位", "phone": "联系电话"}


@permission("funds.read")
def objections(request: HttpRequest) -> HttpResponse:
    """Every objection, those without an answer first."""
    rows = sorted(Objection.objects.select_related("award").defer("name", "phone"), key=lambda row: (row.state != OPEN, -row.pk))
    return render(request, "open_economy/objections.html", {"rows": [(row, TITLES[row.award.award]) for row in rows], "open": OPEN})


@permission("funds.read")
def objection(request: HttpRequest, number: str) -> HttpResponse:
    """One objection; the bureau answers it."""
    return acted(
        request,
        "open_economy/objection.html",
        lambda: _context(request, number),
        services.answer,
        lambda: {"number": number, **typed(request, "outcome", "words", "amount")},
        lambda _: ("open_economy:objection", {"number": number}),
    )


@permission("funds.order")
@require_POST
def reveal(request: HttpRequest, number: str) -> HttpResponse:
    """Who objected, in full, for a reason that stands in the trail."""
    field = request.POST.get("field", "")
    look = {"number": number, "field": field, "reason": request.POST.get("reason", "")}
    try:
        value = services.reveal(**look, by=actor_on(request), at=clock.now())
    except Refused as refused:
        return refusals.page(request, "open_economy/objection.html", {**_context(request, number), "typed": request.POST.dict()}, refused)
    messages.info(request, f"{FIELDS[field]}：{value}")
    return redirect("open_economy:objection", number=number)


def _context(request: HttpRequest, number: str) -> dict[str, Any]:
    row = get_object_or_404(Objection.objects.select_related("award"), number=number)
    actor = actor_on(request)
    return {
        "row": row,
        "title": TITLES[row.award.award],
        "name": masks.name(row.name),
        "phone": masks.phone(row.phone),
        "outcomes": [(key, title) for key, title in OUTCOMES.items() if key != OPEN],
        "bureau": actor.may("funds.order") and actor.organisation == BUREAU,
        "fields": FIELDS.items(),
        "open": OPEN,
    }
