"""Verification of papers, for anyone; the file of a paper, for whoever may read its case."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from onewindow.accounts.access import actor_on, api_permission, public
from onewindow.api.shapes import plain
from onewindow.cases import selectors as cases
from onewindow.papers import selectors, services
from onewindow.words.refused import Refused
from onewindow.worktime import clock

router = Router(tags=["文书"])


@router.get("/verify/{code}", summary="文书核验")
@public
def verify(request: HttpRequest, code: str) -> dict[str, Any]:
    """What the public may know of a paper: title, number, issuer, date, status, and the SHA-256 of its file."""
    return plain(selectors.verification(code))


@router.get("/{number}/file", summary="下载文书", auth=api_permission("cases.read_own", "cases.read_organisation", "cases.supervise"))
def file(request: HttpRequest, number: str) -> HttpResponse:
    """The PDF. Answers 404 for a paper of a case that is not the caller's to read."""
    paper = selectors.paper(number)
    view = cases.case_of(paper.case_number, actor_on(request), clock.today())
    if number not in {line.number for line in view.papers}:  # a letter between bodies
        raise Refused(f"没有文书“{number}”", code="unknown_paper", field="number", status=404)
    return HttpResponse(services.file_of(paper), content_type="application/pdf", headers={"Content-Disposition": "attachment"})
