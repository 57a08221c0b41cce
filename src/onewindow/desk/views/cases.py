"""One case at the desk: what was stated and handed in, who did what, and what this officer may do now."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from onewindow.accounts.access import actor_on, permission
from onewindow.cases import selectors
from onewindow.cases.life import CHECKS
from onewindow.cases.versions import question_of
from onewindow.papers import selectors as papers
from onewindow.papers import services as paper_services
from onewindow.web.awards import reasoned
from onewindow.web.case_page import case_parts
from onewindow.web.download import paper_response, stored_file, stored_image
from onewindow.web.posted import act_of, typed_on
from onewindow.words.refused import Refused
from onewindow.worktime import clock

TYPED = (
    "reason",
    "source",
    "where_to_go",
    "note",
    "identity",
    "kind",
    "kept",
    "days",
    "result",
    "person",
    "organisation",
    "question",
    "consultation",
    "agrees",
    "opinion",
)
READS = ("cases.read_organisation", "cases.supervise", "cases.review")


@permission(*READS)
def case(request: HttpRequest, number: str) -> HttpResponse:
    """Raises Refused (404) for a case in which the actor's organisation has no part."""
    return render(request, "desk/case.html", case_context(request, number))


@permission(*READS)
def file(request: HttpRequest, number: str, key: str) -> HttpResponse:
    """A file that was handed in, as a download."""
    return stored_file(selectors.attachment_of(key, actor_on(request)))


@permission(*READS)
def image(request: HttpRequest, number: str, key: str) -> HttpResponse:
    """A picture that was handed in, to be looked at on the page. Raises Refused (404) for a file that is none."""
    return stored_image(selectors.attachment_of(key, actor_on(request)))


@permission(*READS)
def paper(request: HttpRequest, number: str, code: str) -> HttpResponse:
    """A paper of the case, to be printed at the window."""
    view = selectors.case_of(number, actor_on(request), clock.today())
    line = next((each for each in view.papers if each.code == code), None)
    if line is None:
        raise Refused("没有这份文书", code="unknown_paper", field="paper", status=404)
    return paper_response(paper_services.file_of(papers.paper(line.number)), line.title, line.number)


def case_context(request: HttpRequest, number: str) -> dict[str, Any]:
    """What the page shows; ``typed`` holds what an act that was refused had been given."""
    actor, today = actor_on(request), clock.today()
    view = selectors.case_of(number, actor, today)
    typed = typed_on(request)
    return {
        **case_parts(view),
        "question": question_of(number)[0] if actor_on(request).may("cases.receive") else None,
        "awards": reasoned(view.evaluation, view.awards, view.plan.review.results),
        "work": selectors.work_of(number, actor, today),
        "outcomes": CHECKS,
        "typed": {**{name: typed.get(name, "") for name in TYPED}, "organisations": typed.getlist("organisations")},
        "act": act_of(request),
    }
