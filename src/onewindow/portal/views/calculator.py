"""What would I get? Facts typed in, each result with its reasons; nobody is asked who he is and nothing is kept."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from onewindow.accounts.access import public
from onewindow.portal.policy import PolicyPage, policy_page
from onewindow.rules.evaluation import Evaluation
from onewindow.web import refusals
from onewindow.web.awards import reasoned
from onewindow.web.facts_form import form_fields, titles_of, typed_in
from onewindow.words.refused import Refused
from onewindow.worktime import clock


@public
def calculator(request: HttpRequest, key: str) -> HttpResponse:
    """The form, and below it what the facts come to. Posted, so that no address and no log holds what was typed."""
    page = policy_page(key, clock.today())
    facts = list(page.book.uses.facts.values())
    typed = typed_in(facts, request.POST)
    context: dict[str, object] = {"page": page, "fields": form_fields(facts, typed, on=clock.today()), "results": None, "total": None}
    if request.method != "POST":
        return render(request, "portal/calculator.html", context)
    try:
        evaluation = page.book.evaluate(page.book.facts.from_form(typed, on=clock.today()), on=clock.today())
    except Refused as refused:
        context["refusal"] = refusal = refusals.explain(refused, titles_of(facts))
        context["fields"] = form_fields(facts, typed, refusal, on=clock.today())
        return refusals.page(request, "portal/calculator.html", context, refused)
    return render(request, "portal/calculator.html", {**context, **_results(page, evaluation)})


def _results(page: PolicyPage, evaluation: Evaluation) -> dict[str, object]:
    granted = {grant.rule.name for grant in page.grants}
    results = reasoned(evaluation)
    return {
        "results": [each for each in results if each.paragraph.rule in granted],
        "total": next((each for each in results if each.paragraph.rule not in granted), None),
    }
