"""What windows write down: 导办, 求助和咨询, 办不成事反映; and the answers of the units."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from onewindow.accounts.access import actor_on, permission
from onewindow.hall import selectors, services
from onewindow.hall.conventions import ANSWER_WITHIN
from onewindow.hall.models import Enquiry, Guidance
from onewindow.organisations.models import Organisation
from onewindow.web import refusals
from onewindow.web.posted import intent_of, key_of, typed_on
from onewindow.words.actor import Actor
from onewindow.words.refused import Refused
from onewindow.worktime import clock

CHANNELS = ("自助终端", "手机", "电脑")
_TYPED = (
    "item",
    "text",
    "answer",
    "organisation",
    "person",
    "phone",
    "specialised",
    "result",
    "channel",
    "case_number",
    "kind",
    "enquiry",
    "number",
)


@permission("hall.serve", "hall.manage")
def guidance(request: HttpRequest) -> HttpResponse:
    """导办: log a guided session; today's with their results."""
    if request.method == "POST":
        given = {name: request.POST.get(name, "") for name in ("item", "channel", "result", "case_number")}
        try:
            services.log_guidance(by=actor_on(request), at=clock.now(), key=key_of(request), **given)
        except Refused as refused:
            return refusals.page(request, "desk/hall_guidance.html", _guidance_context(request), refused)
        messages.success(request, "已登记。")
        return redirect("desk:hall_guidance")
    return render(request, "desk/hall_guidance.html", _guidance_context(request))


@permission("hall.serve", "hall.answer", "hall.manage")
def enquiries(request: HttpRequest) -> HttpResponse:
    """求助和咨询: windows ask, units answer, the minutes are counted."""
    if request.method == "POST":
        try:
            _enquire(request)
        except Refused as refused:
            return refusals.page(request, "desk/hall_enquiries.html", _enquiries_context(request), refused)
        messages.success(request, "已登记。")
        return redirect("desk:hall_enquiries")
    return render(request, "desk/hall_enquiries.html", _enquiries_context(request))


@permission("hall.serve", "hall.answer", "hall.manage")
def reports(request: HttpRequest) -> HttpResponse:
    """办不成事反映: entered at the window, checked and answered by the unit, closed with the person."""
    if request.method == "POST":
        try:
            _report(request)
        except Refused as refused:
            return refusals.page(request, "desk/hall_reports.html", _reports_context(request), refused)
        messages.success(request, "已登记。")
        return redirect("desk:hall_reports")
    return render(request, "desk/hall_reports.html", _reports_context(request))


def _enquire(request: HttpRequest) -> None:
    posted = request.POST
    given: dict[str, Any] = {"by": actor_on(request), "at": clock.now(), "key": key_of(request)}
    if intent_of(request) == "answer":
        services.answer_enquiry(enquiry=_number(posted.get("enquiry", "")), answer=posted.get("answer", ""), **given)
    elif posted.get("kind") == Enquiry.Kind.CONSULTATION:
        services.consult(
            text=posted.get("text", ""),
            item=posted.get("item", ""),
            organisation=posted.get("organisation", ""),
            answer=posted.get("answer", ""),
            specialised=posted.get("specialised") == "1",
            **given,
        )
    else:
        services.ask(text=posted.get("text", ""), item=posted.get("item", ""), organisation=posted.get("organisation", ""), **given)


def _report(request: HttpRequest) -> None:
    posted = request.POST
    given: dict[str, Any] = {"by": actor_on(request), "at": clock.now(), "key": key_of(request)}
    intent, number = intent_of(request), posted.get("number", "")
    if intent == "answer":
        services.answer_report(number=number, answer=posted.get("answer", ""), **given)
    elif intent in ("solved", "unsolved"):
        services.close_report(number=number, solved=intent == "solved", **given)
    else:
        names = ("organisation", "text", "item", "person", "phone")
        services.report(**{**given, **{name: posted.get(name, "") for name in names}})


def _guidance_context(request: HttpRequest) -> dict[str, Any]:
    today = clock.today()
    return {
        "guidances": selectors.guidances_on(today),
        "by_result": selectors.guided_by_result(today),
        "total": selectors.guided_total(today),
        "results": Guidance.Result.choices,
        "channels": CHANNELS,
        **_around(request),
    }


def _enquiries_context(request: HttpRequest) -> dict[str, Any]:
    actor = actor_on(request)
    minutes = ANSWER_WITHIN.seconds // 60
    return {"lines": selectors.enquiries(clock.now(), organisation=_only(actor)), "answer_within": minutes, **_around(request)}


def _reports_context(request: HttpRequest) -> dict[str, Any]:
    return {"reports": selectors.reports(organisation=_only(actor_on(request))), **_around(request)}


def _around(request: HttpRequest) -> dict[str, Any]:
    actor = actor_on(request)
    return {
        "window": selectors.window_of(actor, clock.today()),
        "typed": {name: typed_on(request).get(name, "") for name in _TYPED},
        "organisations": Organisation.objects.exclude(kind__in=("coordination", "enterprise")).order_by("id"),
        "may_answer": actor.may("hall.answer"),
        "office": actor.organisation or "",
    }


def _only(actor: Actor) -> str | None:
    """A unit sees what it has to answer; the hall sees all."""
    return None if actor.may("hall.serve") or actor.may("hall.manage") else actor.organisation


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 18 else 0
