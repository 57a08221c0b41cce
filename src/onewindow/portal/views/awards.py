"""公示: what was granted, to whom, under which item; the total is the sum of the lines shown."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from onewindow.accounts.access import public
from onewindow.cases import selectors
from onewindow.portal import catalogue
from onewindow.portal.guide import published_by


@public
def awards(request: HttpRequest) -> HttpResponse:
    """Every list that a procedure publishes, of one year or of all."""
    typed = request.GET.get("year", "")
    year = int(typed) if typed.isdecimal() and len(typed) == 4 else None
    lists = [(service, selectors.publication(service.key, year)) for service in catalogue.services() if published_by(service)]
    years = sorted({each for service, _ in lists for each in selectors.publication(service.key).years}, reverse=True)
    return render(request, "portal/awards.html", {"lists": lists, "years": years, "year": year})
