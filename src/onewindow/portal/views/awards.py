"""公示: what was granted, to whom, under which item; the total is the sum of the lines shown."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from onewindow.accounts.access import public
from onewindow.cases import selectors
from onewindow.portal import catalogue


@public
def awards(request: HttpRequest) -> HttpResponse:
    """Every list that is published, once, of one year or of all."""
    typed = request.GET.get("year", "")
    year = int(typed) if typed.isdecimal() and len(typed) == 4 else None
    lists = [(group, selectors.publication(group[0].key, year)) for group in catalogue.publishers()]
    years = sorted({each for group, _ in lists for each in selectors.publication(group[0].key).years}, reverse=True)
    return render(request, "portal/awards.html", {"lists": lists, "years": years, "year": year})
