"""Documents and clauses, as of a day."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Router

from onewindow.accounts.access import public
from onewindow.api.shapes import plain
from onewindow.law import citations, coverage, selectors
from onewindow.law.catalogue import catalogue
from onewindow.worktime import clock

router = Router(tags=["政策文件"])


@router.get("/documents", summary="文件目录及其效力")
@public
def documents(request: HttpRequest, on: date | None = None) -> list[dict[str, Any]]:
    """Every document with its validity on a day (the business day of today if left out)."""
    return plain(selectors.documents(on or clock.today()))


@router.get("/documents/{key}", summary="一份文件及其条款")
@public
def document(request: HttpRequest, key: str, on: date | None = None) -> dict[str, Any]:
    return plain(selectors.document_page(key, on or clock.today()))


@router.get("/clauses", summary="按引文查找条款")
@public
def cited(request: HttpRequest, citation: str, on: date | None = None) -> dict[str, Any]:
    """A citation such as “…〔2023〕2号第三条”, the number of a document alone, or the id of a clause."""
    return plain(selectors.cited(citations.find(citation), on or clock.today()))


@router.get("/clauses/{clause}", summary="一条条款")
@public
def clause(request: HttpRequest, clause: str, on: date | None = None) -> dict[str, Any]:
    return plain(selectors.clause_page(clause, on or clock.today()))


@router.get("/catalogue", summary="规范性文件目录")
@public
def documents_catalogue(request: HttpRequest, on: date | None = None) -> dict[str, Any]:
    """What holds on a day (``standing``), and what has been repealed or has expired (``ended``)."""
    return catalogue(on or clock.today()).as_json()


@router.get("/coverage", summary="条款落实情况")
@public
def clause_coverage(request: HttpRequest) -> dict[str, Any]:
    """The counts by state, of all documents and of each, and every clause with what meets it."""
    documents = coverage.by_document()
    counts = [{"key": each.key, "number": each.number, "title": each.title, **each.counts, "total": each.total} for each in documents]
    return plain({"states": coverage.STATES, "total": coverage.summed(documents), "documents": counts, "clauses": coverage.coverage()})
