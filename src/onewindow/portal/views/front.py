"""The front page."""

from __future__ import annotations

from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from onewindow.accounts.access import public
from onewindow.cases import selectors
from onewindow.law import registry
from onewindow.law import selectors as law
from onewindow.portal import catalogue
from onewindow.worktime import clock

LATEST = 3  # lines of the published lists on the front page


@public
def front(request: HttpRequest) -> HttpResponse:
    """What can be done here, and what has been; every figure is counted, none is typed."""
    today = clock.today()
    documents = law.documents(today)
    lists = [selectors.publication(group[0].key) for group in catalogue.publishers()]
    context = {
        "services": catalogue.services(),
        "policies": catalogue.policies(today),
        "in_force": sum(document.holds for document in documents),
        "clauses": sum(len(registry.clauses(document.key)) for document in documents),
        "counts": selectors.counts_of(today.year),
        "granted": sum((each.total_cny for each in lists), Decimal(0)),
        "latest": [row for each in lists for row in each.rows][:LATEST],
    }
    return render(request, "portal/front.html", context)
