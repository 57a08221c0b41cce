"""For everybody: what there is, the list of appraisers as it was published, what is disposed of in public."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from miluo.valuation_disposal import verifier
from miluo.valuation_disposal.models import Draw
from miluo.valuation_disposal.regulation import REGULATION
from miluo.valuation_disposal.selectors import published
from miluo.valuation_disposal.selectors.appraisers import due_on
from miluo.valuation_disposal.selectors.prices import years_published
from onewindow.accounts.access import public
from onewindow.law.selectors import head
from onewindow.web.parts import paged
from onewindow.words.refused import Refused
from onewindow.worktime import clock

LATEST, ON_OFFER = 3, 50


@public
def home(request: HttpRequest) -> HttpResponse:
    """Where everything of this measure is found, and the latest draws."""
    now, today = clock.now(), clock.today()
    latest = Draw.objects.select_related("valuation__bank", "drawn")[:LATEST]
    context = {
        "head": head(REGULATION, today),
        "draws": [(each, published.stage(each, now)) for each in latest],
        "lists": published.publications(today)[:1],
        "years": years_published(today)[:1],
        "offers": published.on_offer().count(),
        "tool_sha256": verifier.sha256(),
    }
    return render(request, "valuation_disposal/public_home.html", context)


@public
def appraisers(request: HttpRequest) -> HttpResponse:
    """The list as it was last published, or an earlier one (``?list=``). Raises Refused (404) for none of that number."""
    today = clock.today()
    lists, asked = published.publications(today), request.GET.get("list", "")
    chosen = next((each for each in lists if not asked or each.number == asked), None)
    if chosen is None and asked:
        raise Refused(f"没有编号为“{asked}”的名录", code="unknown_list", field="list", clause="valuation-6", status=404)
    rows = published.as_published(chosen) if chosen else []
    context = {"lists": lists, "chosen": chosen, "rows": rows, "due": due_on(today)}
    return render(request, "valuation_disposal/public_appraisers.html", context)


@public
def disposals(request: HttpRequest) -> HttpResponse:
    """What is on offer in public, and what was sold so, a page at a time; nobody's name (conv-valuation-10)."""
    today = clock.today()
    rows, pager = paged(request, published.sold(today).select_related("bank", "guarantor"))
    offers = published.offered(published.on_offer().select_related("bank", "guarantor")[:ON_OFFER], today)
    context = {"offers": offers, "more": published.on_offer().count() - len(offers), "sold": published.offered(rows, today), "pager": pager}
    return render(request, "valuation_disposal/public_disposals.html", context)
