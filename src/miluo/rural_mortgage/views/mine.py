"""我的抵押: the agreements that wait for the mortgagor, confirmed by one press, and his mortgages; made for a phone."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from miluo.rural_mortgage import services
from miluo.rural_mortgage.kinds import ARABLE
from miluo.rural_mortgage.models import Agreement, Event, Mortgage, Right
from miluo.rural_mortgage.models.endings import CHANGED
from miluo.rural_mortgage.models.mortgages import STANDING
from miluo.rural_mortgage.selectors.mortgages import certificate_of
from miluo.rural_mortgage.services.parties import is_mortgagor, own_key
from onewindow.accounts.access import actor_on, permission
from onewindow.accounts.selectors import enterprises_of
from onewindow.papers.models import Paper
from onewindow.papers.services import file_of
from onewindow.web import refusals
from onewindow.web.download import paper_response
from onewindow.web.posted import intent_of, key_of
from onewindow.words.actor import Actor
from onewindow.words.refused import Refused
from onewindow.worktime import clock


@dataclass(frozen=True, slots=True)
class Standing:
    """One's mortgage with what is to be registered of it, and the service for that."""

    row: Mortgage
    event: Event | None
    service: str


@permission("cases.apply")
def mine(request: HttpRequest) -> HttpResponse:
    """Everything of who is signed in and of the bodies that he acts for."""
    keys = _keys(actor_on(request))
    agreements = Agreement.objects.filter(mortgagor_key__in=keys).select_related("right", "bank")
    mortgages = [Standing(each, *_wanted(each)) for each in _mortgages(keys)]
    return render(request, "rural_mortgage/mine.html", {"agreements": agreements, "mortgages": mortgages})


@permission("cases.apply")
def agreement(request: HttpRequest, number: str) -> HttpResponse:
    """One agreement, to look over and confirm or to decline. Raises Refused (404) for another's."""
    actor = actor_on(request)
    found = Agreement.objects.filter(number=number).select_related("right", "bank").first()
    if found is None or not is_mortgagor(found, actor, clock.today()):
        raise Refused(f"没有编号为“{number}”的抵押约定", code="unknown_agreement", field="number", status=404)
    context = {"agreement": found, "service": f"rural-mortgage-{_window(found.right)}"}
    if request.method != "POST":
        return render(request, "rural_mortgage/my_agreement.html", context)
    try:
        if intent_of(request) == "decline":
            reason = request.POST.get("reason", "")
            answer = services.end_agreement(agreement=number, reason=reason, by=actor, at=clock.now(), key=key_of(request))
        else:
            answer = services.confirm_agreement(agreement=number, by=actor, at=clock.now(), key=key_of(request))
    except Refused as refused:
        return refusals.page(request, "rural_mortgage/my_agreement.html", context, refused)
    messages.success(request, answer.message)
    return redirect("rural_mortgage_public:agreement", number=number)


@permission("cases.apply")
def application(request: HttpRequest, number: str) -> HttpResponse:
    """The 抵押登记申请书 that was made when the mortgagor confirmed, as PDF. Raises Refused (404)."""
    found = Agreement.objects.filter(number=number).exclude(application="").first()
    if found is None or not is_mortgagor(found, actor_on(request), clock.today()):
        raise Refused("没有这份申请书", code="unknown_paper", field="number", status=404)
    paper = Paper.objects.get(number=found.application)
    return paper_response(file_of(paper), paper.title, paper.number)


@permission("cases.apply")
def certificate(request: HttpRequest, number: str) -> HttpResponse:
    """The 他项权利证明 of one's own mortgage, as PDF. Raises Refused (404)."""
    found = _mortgages(_keys(actor_on(request))).filter(number=number).first()
    if found is None:
        raise Refused("没有这份证明", code="unknown_paper", field="number", status=404)
    paper = certificate_of(found)
    return paper_response(file_of(paper), paper.title, paper.number)


def _mortgages(keys: set[str]) -> QuerySet[Mortgage]:
    return Mortgage.objects.filter(agreement__mortgagor_key__in=keys).select_related("right", "bank")


def _wanted(of: Mortgage) -> tuple[Event | None, str]:
    """What was reported and is to be registered, and the service by which the farmer applies for that."""
    event = of.events.filter(registered_on=None).first() if of.state == STANDING else None
    what = "change" if event and event.kind == CHANGED else "cancel"
    return event, f"rural-mortgage-{what}-{_window(of.right)}"


def _window(of: Right) -> str:
    return "arable" if of.kind in ARABLE else "real-estate"


def _keys(by: Actor) -> set[str]:
    return {own_key(by), *(agency.uscc for agency in enterprises_of(by, clock.today()))} - {""}
