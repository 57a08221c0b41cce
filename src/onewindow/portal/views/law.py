"""The library of documents: each document and clause at its permanent address, as of a day that the reader may choose."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.module_loading import module_has_submodule

from onewindow.accounts.access import public
from onewindow.cases import conventions as cases
from onewindow.exchange import conventions as exchange
from onewindow.hall import conventions as hall
from onewindow.items import law as items
from onewindow.law import selectors
from onewindow.law.gazette.selectors import standard_texts
from onewindow.law.official_text import official_text
from onewindow.law.registry import USE_KINDS
from onewindow.law.selectors import DocumentPage, UseRow
from onewindow.papers import conventions as papers
from onewindow.portal.views.chosen_day import chosen_day
from onewindow.supervision import conventions as supervision
from onewindow.web.context import county
from onewindow.words.refused import Refused
from onewindow.words.sources import Convention
from onewindow.worktime import conventions as worktime

_RESTING = ("procedure", "page", "step", "material", "paper", "record", "rule", "deadline")


@public
def documents(request: HttpRequest) -> HttpResponse:
    """Every document with its validity on the chosen day."""
    on, refused = chosen_day(request)
    return render(request, "portal/documents.html", {"on": on, "refused": refused, "documents": selectors.documents(on)})


@public
def document(request: HttpRequest, key: str) -> HttpResponse:
    """One document, clause by clause, with what carries each clause out."""
    on, refused = chosen_day(request)
    page = selectors.document_page(key, on)
    context = {
        "on": on,
        "refused": refused,
        "page": page,
        "readings": _of_kind(page, "reading"),
        "resting": _resting(page),
        "links": _links(key),
    }
    return render(request, "portal/document.html", {**context, **_beside(page)})


def _links(key: str) -> list[tuple[str, str]]:
    """The pages for the public that the regulation of that key adds: url name and title."""
    return [(url_name, title) for regulation, url_name, title in county().policy_links if regulation == key]


@public
def clause(request: HttpRequest, key: str, clause_id: str) -> HttpResponse:
    """One clause and what rests on it. Raises Refused (404) when the document has no such clause."""
    on, refused = chosen_day(request)
    page = selectors.clause_page(clause_id, on)
    if page.head.key != key:
        raise Refused(f"{page.head.number}的条款不在这个地址", code="unknown_clause", status=404)
    text = official_text(page.head.number)
    context = {"on": on, "refused": refused, "page": page, "text": text, "standard": standard_texts([clause_id]).get(clause_id)}
    return render(request, "portal/clause.html", context)


@public
def conventions(request: HttpRequest) -> HttpResponse:
    """What the platform does where the texts are silent, each with its number, for an office to confirm or change."""
    groups = (
        ("期间和期限", worktime.CONVENTIONS),
        ("办件", cases.CONVENTIONS),
        ("督查", supervision.CONVENTIONS),
        ("文书", papers.CONVENTIONS),
        ("大厅", hall.CONVENTIONS),
        ("消息和短信", exchange.CONVENTIONS),
        ("事项目录", items.CONVENTIONS),
        *_of_regulations(),
    )
    undecided = any(not convention.decided_by for _, conventions in groups for convention in conventions)
    return render(request, "portal/conventions.html", {"groups": groups, "undecided": undecided})


def _of_regulations() -> list[tuple[str, tuple[Convention, ...]]]:
    """The conventions of the regulations that have some (``conventions.py`` of their folder), under their short titles."""
    packages = [import_module(f"{settings.COUNTY}.{name}") for name in settings.REGULATIONS]
    found = [import_module(f"{package.__name__}.conventions") for package in packages if module_has_submodule(package, "conventions")]
    return [(module.TITLE, module.CONVENTIONS) for module in found]


def _beside(page: DocumentPage) -> dict[str, Any]:
    """The official text, where it is imported: each unit with the clauses beside it, and the clauses that found no place."""
    text = official_text(page.head.number)
    if text is None:
        return {"text": None}
    rows = {row.id: row for row in page.clauses}
    beside = [(unit, [rows[clause] for clause in unit.clauses if clause in rows]) for unit in text.units]
    return {"text": text, "beside": beside, "unplaced": [row for row in page.clauses if row.id not in text.placed]}


def _of_kind(page: DocumentPage, kind: str) -> list[UseRow]:
    return [use for use in page.uses if use.kind == kind]


def _resting(page: DocumentPage) -> dict[str, list[UseRow]]:
    """What rests on a document by kind, what people ask for first; figures and readings are shown elsewhere."""
    return {USE_KINDS[kind]: found for kind in _RESTING if (found := _of_kind(page, kind))}
