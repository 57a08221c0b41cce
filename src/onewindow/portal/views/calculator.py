"""What would I get? Facts typed in, each result with its reasons; nobody is asked who he is and nothing is kept."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from onewindow.accounts.access import public
from onewindow.portal.answers import answered
from onewindow.portal.matters import Matter, asked_by
from onewindow.portal.policy import PolicyPage, policy_page
from onewindow.web import refusals
from onewindow.web.facts_form import form_fields, shown, titles_of, typed_in
from onewindow.web.fields import Field
from onewindow.web.refusals import Refusal
from onewindow.words.refused import Refused
from onewindow.worktime import clock

MATTER = "matter"  # the name of the ticks that open an article


@dataclass(frozen=True, slots=True)
class MatterFields:
    """An article with its questions; ``open`` where it was ticked or answered."""

    matter: Matter
    open: bool
    fields: list[Field]


@public
def calculator(request: HttpRequest, key: str) -> HttpResponse:
    """The form, and below it what the facts come to. Posted, so that no address and no log holds what was typed."""
    page = policy_page(key, clock.today())
    context: dict[str, object] = {"page": page, **form_of(page, request.POST)}
    if request.method != "POST":
        return render(request, "portal/calculator.html", context)
    try:
        found = answered(page, typed_in(page.book.uses.facts.values(), request.POST), request.POST.getlist(MATTER), clock.today())
    except Refused as refused:
        refusal = refusals.explain(refused, titles_of(page.book.uses.facts.values()))
        context |= {"refusal": refusal, **form_of(page, request.POST, refusal)}
        return refusals.page(request, "portal/calculator.html", context, refused)
    return render(request, "portal/calculator.html", {**context, "found": found})


@public
def explanation(request: HttpRequest, key: str) -> HttpResponse:
    """The same answers in full, to read and to print: every line with its clause, its figures and the way to the next tier."""
    if request.method != "POST":
        return redirect("portal:calculator", key=key)
    page = policy_page(key, clock.today())
    typed = typed_in(page.book.uses.facts.values(), request.POST)
    try:
        found = answered(page, typed, request.POST.getlist(MATTER), clock.today())
    except Refused as refused:
        refusal = refusals.explain(refused, titles_of(page.book.uses.facts.values()))
        context = {"page": page, "refusal": refusal, **form_of(page, request.POST, refusal)}
        return refusals.page(request, "portal/calculator.html", context, refused)
    told = [(fact.title, shown(fact, value)) for fact in page.book.uses.facts.values() if (value := typed.get(fact.name))]
    return render(request, "portal/explanation.html", {"page": page, "found": found, "told": told})


def form_of(page: PolicyPage, posted: QueryDict, refusal: Refusal | None = None) -> dict[str, object]:
    """The questions with what was typed: ``shared`` of several articles, ``matters`` of one each, and ``last``."""
    asked, today = asked_by(page.book), clock.today()
    typed = typed_in(page.book.uses.facts.values(), posted)
    chosen = asked.chosen(posted.getlist(MATTER), typed)
    return {
        "shared": form_fields(asked.shared, typed, refusal, on=today),
        "matters": [
            MatterFields(each, each in chosen, form_fields(each.facts, typed, refusal, on=today)) for each in asked.matters if each.facts
        ],
        "last": form_fields(asked.last, typed, refusal, on=today),
    }
