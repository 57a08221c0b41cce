"""文书签收 for enterprises: the notice of a decision is signed for, then read; the page says until when it may be contested."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from miluo.open_economy.models import FraudCase
from miluo.open_economy.papers import DECIDES
from miluo.open_economy.selectors.notices import mine, notice_of
from miluo.open_economy.services import delivering
from onewindow.accounts.access import actor_on, permission
from onewindow.papers import selectors as papers
from onewindow.papers import services as paper_services
from onewindow.web.acting import acted
from onewindow.web.download import paper_response
from onewindow.words.refused import Refused
from onewindow.worktime import clock


@permission("cases.apply")
def notice(request: HttpRequest, number: str) -> HttpResponse:
    """One notice; POST signs for it. Raises Refused (404) for another enterprise's."""
    return acted(
        request,
        "open_economy/notice.html",
        lambda: _context(request, number),
        delivering.sign_for,
        lambda: {"number": number},
        lambda _: ("open_economy_public:notice", {"number": number}),
    )


@permission("cases.apply")
def paper(request: HttpRequest, number: str) -> HttpResponse:
    """The notice as PDF, once it was delivered. Raises Refused (404, 409)."""
    found = notice_of(_case(request, number), DECIDES)
    if found.delivery is None:
        raise Refused("告知书须先签收再下载", code="not_yet_served", field="paper", clause="conv-open-11", status=409)
    held = papers.paper(found.case.paper)
    return paper_response(paper_services.file_of(held), held.title, held.number)


def _context(request: HttpRequest, number: str) -> dict[str, Any]:
    found = notice_of(_case(request, number), DECIDES)
    return {"notice": found, "row": found.case, "rest": found.case.recover_cny - found.case.recovered_cny}


def _case(request: HttpRequest, number: str) -> FraudCase:
    case = next((each for each, _ in mine(actor_on(request), clock.today()) if each.number == number), None)
    if case is None:
        raise delivering.unknown(number)
    return case
