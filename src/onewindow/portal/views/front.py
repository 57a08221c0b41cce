"""The front page, and the search that stands at its head."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from onewindow.accounts.access import public
from onewindow.law import selectors as law
from onewindow.portal import catalogue
from onewindow.worktime import clock


@public
def front(request: HttpRequest) -> HttpResponse:
    """What can be done here, and what has been; every figure is counted, none is typed."""
    today = clock.today()
    return render(
        request,
        "portal/front.html",
        {
            "services": catalogue.services(),
            "policies": catalogue.policies(today),
            "documents": law.documents(today),
        },
    )


@public
def search(request: HttpRequest) -> HttpResponse:
    """Services, policies, documents and clauses that contain the words; grouped, services first."""
    query = request.GET.get("q", "").strip()
    hits = catalogue.search(query, clock.today())
    groups = [(title, [hit for hit in hits if hit.kind_title == title]) for title in catalogue.KINDS.values()]
    found = [(title, group) for title, group in groups if group]
    return render(request, "portal/search.html", {"query": query, "count": len(hits), "groups": found})
