"""免申即享 for enterprises: what they may have by the data on hand, confirmed by one press or objected to."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from miluo.open_economy.models import Proposal
from miluo.open_economy.models.proposals import OPEN
from miluo.open_economy.selectors.proposals import contact_of, mine, page_of
from miluo.open_economy.services import confirming
from onewindow.accounts.access import actor_on, permission
from onewindow.web import refusals
from onewindow.web.posted import act_of, key_of, typed_on
from onewindow.words.refused import Refused
from onewindow.worktime import clock


@permission("cases.apply")
def proposals(request: HttpRequest) -> HttpResponse:
    """Those that wait first, then what became of the others."""
    rows = list(mine(actor_on(request), clock.today()))
    context = {"waiting": [row for row in rows if row.state == OPEN], "others": [row for row in rows if row.state != OPEN]}
    return render(request, "open_economy/my_proposals.html", context)


@permission("cases.apply")
def proposal(request: HttpRequest, number: str) -> HttpResponse:
    """One proposal. Raises Refused (404) for another enterprise's."""
    return render(request, "open_economy/my_proposal.html", _context(request, number))


@permission("cases.apply")
@require_POST
def confirm(request: HttpRequest, number: str) -> HttpResponse:
    """一键确认, and on to the case that came of it."""
    contact = {name: request.POST.get(name, "") for name in ("contact_name", "contact_phone")}
    try:
        answer = confirming.accept_proposal(number=number, **contact, by=actor_on(request), at=clock.now(), key=key_of(request))
    except Refused as refused:
        return refusals.page(request, "open_economy/my_proposal.html", _context(request, number), refused)
    messages.success(request, answer.message)
    case = Proposal.objects.values_list("case_number", flat=True).get(number=number)
    return redirect("portal:my_case", number=case) if case else redirect("open_economy_public:proposal", number=number)


@permission("cases.apply")
@require_POST
def object_to(request: HttpRequest, number: str) -> HttpResponse:
    """异议: with its reason."""
    reason = request.POST.get("reason", "")
    try:
        answer = confirming.object_to(number=number, reason=reason, by=actor_on(request), at=clock.now(), key=key_of(request))
    except Refused as refused:
        return refusals.page(request, "open_economy/my_proposal.html", _context(request, number), refused)
    messages.success(request, answer.message)
    return redirect("open_economy_public:proposal", number=number)


def _context(request: HttpRequest, number: str) -> dict[str, Any]:
    actor, today = actor_on(request), clock.today()
    found = mine(actor, today).filter(number=number).first()
    if found is None:
        raise Refused(f"没有编号为“{number}”的免申即享建议", code="unknown_proposal", field="number", status=404)
    name, phone = contact_of(actor) if found.state == OPEN else ("", "")
    typed = typed_on(request)
    return {
        **page_of(found, today),
        "contact_name": typed.get("contact_name", name),
        "contact_phone": typed.get("contact_phone", phone),
        "reason": typed.get("reason", ""),
        "objecting": act_of(request) == "object",
    }
