"""Lists: the documents that an officer may see, the register, and what is about to end."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from miluo.normative_documents.life import State
from miluo.normative_documents.selectors import owed_by, standing_on
from miluo.normative_documents.selectors.catalogue import registrations
from miluo.normative_documents.services import gaps, warnings_on
from onewindow.accounts.access import actor_on, permission
from onewindow.worktime import clock

A_PAGE = 50


@permission("documents.read")
def documents(request: HttpRequest) -> HttpResponse:
    """What waits for me first, then by the day on which it is due."""
    rows = owed_by(actor_on(request), clock.today())
    query, state = request.GET.get("q", "").strip(), request.GET.get("state", "")
    found = [row for row in rows if _matches(row.document, query) and (not state or row.document.state == state)]
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    states = [(each.value, each.label) for each in State]
    return render(request, "normative_documents/documents.html", {"page": page, "query": query, "state": state, "states": states})


@permission("documents.read")
def register(request: HttpRequest) -> HttpResponse:
    """登记簿: every registration in the order of the numbers of each issuer, and whether it is without a gap."""
    query = request.GET.get("q", "").strip()
    on = clock.today()
    lines = registrations(on).order_by("-year", "issuer__row", "-serial")
    if query:
        lines = (
            lines.filter(document__title__contains=query) | lines.filter(number__contains=query) | lines.filter(issuer_name__contains=query)
        )
    page = Paginator(lines, A_PAGE).get_page(request.GET.get("page"))
    rows = [(line, standing_on(line.document, on).title) for line in page]
    return render(request, "normative_documents/register.html", {"page": page, "rows": rows, "query": query, "gaps": gaps()})


@permission("documents.read")
def warnings(request: HttpRequest) -> HttpResponse:
    """What ends within ninety days, and at which of the three warnings it is."""
    return render(request, "normative_documents/warnings.html", {"lines": warnings_on(clock.today())})


def _matches(document: object, query: str) -> bool:
    said = f"{getattr(document, 'number', '')}{getattr(document, 'title', '')}{getattr(document, 'document_number', '') or ''}"
    return all(word in said for word in query.split())
