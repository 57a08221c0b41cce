"""My cases: where each stands, what is expected of me, what was decided, and the papers to keep."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from onewindow.accounts.access import actor_on, permission
from onewindow.cases import selectors
from onewindow.cases.models import Case
from onewindow.cases.selectors import CaseView, DraftRow
from onewindow.cases.selectors.bundles import my_thing, my_things
from onewindow.cases.services import applying, delivering, urging
from onewindow.cases.services import versions as answering
from onewindow.cases.services.door import Answer
from onewindow.cases.versions import question_of
from onewindow.cases.volume import volume_of
from onewindow.papers import selectors as papers
from onewindow.papers import services as paper_services
from onewindow.portal.progress import progress
from onewindow.web import refusals
from onewindow.web.awards import reasoned
from onewindow.web.bundle_forms import form_of
from onewindow.web.case_page import case_parts
from onewindow.web.download import attachment, paper_response, stored_file
from onewindow.web.posted import intent_of, key_of, typed_on
from onewindow.web.waiting import waiting_for
from onewindow.words.refused import Refused
from onewindow.worktime import clock

LEVELS = sorted(applying.LEVELS.items(), reverse=True)


@permission("cases.read_own")
def my(request: HttpRequest) -> HttpResponse:
    """What I began, what I handed in, what waits for me; those that wait come first."""
    actor, today = actor_on(request), clock.today()
    page = selectors.my_cases(actor, today, cursor=request.GET.get("page", ""))
    waiting = selectors.my_cases(actor, today, states=("correcting", "decided")).rows
    also = waiting_for(actor, today)
    begun = selectors.my_drafts(actor)
    forms: dict[str, list[DraftRow]] = {}
    for draft in begun:
        if draft.bundle:
            forms.setdefault(draft.bundle, []).append(draft)
    context = {
        "also": also,
        "drafts": [draft for draft in begun if not draft.bundle],
        "forms": [(number, form_of(number), drafts) for number, drafts in forms.items()],
        "things": my_things(actor, today),
        "rows": page.rows,
        "page": page,
        "waiting": waiting,
        "services": selectors.services(today),
    }
    return render(request, "portal/my.html", context)


@permission("cases.read_own")
def thing(request: HttpRequest, number: str) -> HttpResponse:
    """一件事: its cases side by side, and what I have to do next. Raises Refused (404) for somebody else's."""
    return render(request, "portal/my_thing.html", {"thing": my_thing(number, actor_on(request), clock.today())})


@permission("cases.read_own")
def my_case(request: HttpRequest, number: str) -> HttpResponse:
    """One case from the applicant's side. Raises Refused (404) for a case of somebody else."""
    return render(request, "portal/my_case.html", _context(request, number))


@permission("cases.read_own")
def receipt(request: HttpRequest, number: str) -> HttpResponse:
    """What is seen at once after submitting: the number, the receipt, what happens next."""
    view = selectors.case_of(number, actor_on(request), clock.today())
    paper = next((paper for paper in view.papers if paper.kind == "receipt"), None)
    return render(request, "portal/receipt.html", {"case": view, "paper": paper})


@permission("cases.apply")
@require_POST
def withdraw(request: HttpRequest, number: str) -> HttpResponse:
    """Take the application back."""
    reason = request.POST.get("reason", "")
    return _acted(
        request, number, lambda: applying.withdraw(number=number, reason=reason, by=actor_on(request), at=clock.now(), key=key_of(request))
    )


@permission("cases.apply")
@require_POST
def urge(request: HttpRequest, number: str) -> HttpResponse:
    """催办: once a working day, shown to who has the open step."""
    return _acted(request, number, lambda: urging.urge(number=number, by=actor_on(request), at=clock.now(), key=key_of(request)))


@permission("cases.apply")
@require_POST
def answer_version(request: HttpRequest, number: str) -> HttpResponse:
    """Say whether one's case may follow the new version of its item."""
    agrees = {"agree": True, "decline": False}.get(intent_of(request))
    if agrees is None:
        raise Refused("没有选择是否同意", code="no_answer", field="intent", expected="同意改用，或者不同意")
    by, at, key = actor_on(request), clock.now(), key_of(request)
    return _acted(request, number, lambda: answering.answer_version(number=number, agrees=agrees, by=by, at=at, key=key))


@permission("cases.read_own")
@require_POST
def rate(request: HttpRequest, number: str) -> HttpResponse:
    """好差评: one of five levels; none is ticked beforehand."""
    typed = request.POST.get("level", "")
    level, comment = {str(known): known for known in applying.LEVELS}.get(typed, 0), request.POST.get("comment", "")
    return _acted(
        request,
        number,
        lambda: applying.rate(number=number, level=level, comment=comment, by=actor_on(request), at=clock.now(), key=key_of(request)),
    )


@permission("cases.read_own")
def paper(request: HttpRequest, number: str, code: str) -> HttpResponse:
    """A paper of my case. The decision is received by a POST (conv-c-8), which leads to the case's page, and that fetches the file."""
    actor = actor_on(request)
    view = selectors.case_of(number, actor, clock.today())
    line = next((each for each in view.papers if each.code == code), None)
    if line is None:
        raise Refused("没有这份文书", code="unknown_paper", field="paper", status=404)
    if view.decision and line.number == view.decision.paper and "issue" in view.acts:
        if request.method != "POST":
            raise Refused("决定书须先确认签收再下载", code="not_yet_served", field="paper", clause="conv-c-8", status=409)
        delivering.issue(number=number, channel="download", by=actor, at=clock.now(), key=key_of(request))
    if request.method == "POST":
        return redirect(f"{reverse('portal:my_case', args=[number])}?served={code}")
    return paper_response(paper_services.file_of(papers.paper(line.number)), line.title, line.number)


@permission("cases.read_own")
def volume(request: HttpRequest, number: str) -> HttpResponse:
    """Everything of my case in one file: papers, materials, result, and what was done when."""
    view = selectors.case_of(number, actor_on(request), clock.today())
    if view.decision and "issue" in view.acts:
        raise Refused("决定书须先确认签收再下载", code="not_yet_served", field="paper", clause="conv-c-8", status=409)
    found = volume_of(Case.objects.get(number=view.row.number))
    return attachment(found.content, "application/zip", f"办件{number}.zip")


@permission("cases.read_own")
def file(request: HttpRequest, number: str, key: str) -> HttpResponse:
    """A file that I handed in."""
    return stored_file(selectors.attachment_of(key, actor_on(request)))


def _acted(request: HttpRequest, number: str, act: Callable[[], Answer]) -> HttpResponse:
    """Through the door and back to the case; what was refused is shown there, with what was typed."""
    try:
        answer = act()
    except Refused as refused:
        return refusals.page(request, "portal/my_case.html", _context(request, number), refused)
    messages.success(request, answer.message)
    return redirect("portal:my_case", number=number)


def _context(request: HttpRequest, number: str) -> dict[str, object]:
    view: CaseView = selectors.case_of(number, actor_on(request), clock.today())
    typed = typed_on(request)
    question, case_due = question_of(number)
    return {
        **case_parts(view),
        "question": question,
        "case_due": case_due,
        "steps": progress(view.row),
        "awards": reasoned(view.evaluation, view.awards, view.plan.review.results),
        "levels": LEVELS,
        "served": next((paper for paper in view.papers if paper.code == request.GET.get("served")), None),
        "typed_reason": typed.get("reason", ""),
        "typed_level": typed.get("level", ""),
        "typed_comment": typed.get("comment", ""),
    }
