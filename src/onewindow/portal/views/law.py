"""The library of documents: each document and clause at its permanent address, as of a day that the reader may choose."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from onewindow.accounts.access import public
from onewindow.cases import conventions as cases
from onewindow.law import selectors
from onewindow.papers import conventions as papers
from onewindow.words.refused import Refused
from onewindow.worktime import clock
from onewindow.worktime import conventions as worktime


@public
def documents(request: HttpRequest) -> HttpResponse:
    """Every document with its validity on the chosen day."""
    on, refused = _chosen_day(request)
    return render(request, "portal/documents.html", {"on": on, "refused": refused, "documents": selectors.documents(on)})


@public
def document(request: HttpRequest, key: str) -> HttpResponse:
    """One document, clause by clause, with what carries each clause out."""
    on, refused = _chosen_day(request)
    return render(request, "portal/document.html", {"on": on, "refused": refused, "page": selectors.document_page(key, on)})


@public
def clause(request: HttpRequest, key: str, clause_id: str) -> HttpResponse:
    """One clause and what rests on it. Raises Refused (404) when the document has no such clause."""
    on, refused = _chosen_day(request)
    page = selectors.clause_page(clause_id, on)
    if page.head.key != key:
        raise Refused(f"{page.head.number}的条款不在这个地址", code="unknown_clause", status=404)
    return render(request, "portal/clause.html", {"on": on, "refused": refused, "page": page})


@public
def conventions(request: HttpRequest) -> HttpResponse:
    """What the platform does where the texts are silent, each with its number, for an office to confirm or change."""
    groups = (("期间和期限", worktime.CONVENTIONS), ("办件", cases.CONVENTIONS), ("文书", papers.CONVENTIONS))
    undecided = any(not convention.decided_by for _, conventions in groups for convention in conventions)
    return render(request, "portal/conventions.html", {"groups": groups, "undecided": undecided})


def _chosen_day(request: HttpRequest) -> tuple[date, str]:
    """The day asked for, or today with the sentence that says why it was not taken."""
    typed = request.GET.get("on", "").strip()
    if not typed:
        return clock.today(), ""
    try:
        return date.fromisoformat(typed), ""
    except ValueError:
        return clock.today(), f"“{typed}”不是日期，应写作 2023-09-15；下面按今天显示"
