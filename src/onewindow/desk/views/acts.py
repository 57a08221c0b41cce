"""The acts of a case: each goes through its door and back to the case; what was refused is said there, nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from onewindow.accounts.access import actor_on, permission
from onewindow.cases.services import deciding, delivering, intake, reviewing, versions
from onewindow.cases.services.door import Answer
from onewindow.desk.views.cases import case_context
from onewindow.web import refusals
from onewindow.web.posted import intent_of, key_of
from onewindow.words.refused import Refused
from onewindow.worktime import clock

Door = Callable[..., Answer]
Read = Callable[[HttpRequest], dict[str, Any]]  # what a form says, as its door takes it


@permission("cases.read_organisation")
@require_POST
def take(request: HttpRequest, number: str) -> HttpResponse:
    """领取."""
    return acted(request, number, reviewing.take)


@permission("cases.read_organisation")
@require_POST
def release(request: HttpRequest, number: str) -> HttpResponse:
    """放回队列."""
    return acted(request, number, reviewing.release)


@permission("cases.receive")
@require_POST
def answer_version(request: HttpRequest, number: str) -> HttpResponse:
    """What the applicant, who stands at the window, says of the new version of the item."""
    return acted(request, number, versions.answer_version, _agreement)


def _agreement(request: HttpRequest) -> dict[str, Any]:
    agrees = {"agree": True, "decline": False}.get(intent_of(request))
    if agrees is None:
        raise Refused("没有选择申请人是否同意", code="no_answer", field="intent", expected="同意改用，或者不同意")
    return {"agrees": agrees}


@permission("cases.accept")
@require_POST
def accept(request: HttpRequest, number: str) -> HttpResponse:
    """受理."""
    return acted(request, number, intake.accept)


@permission("cases.accept")
@require_POST
def refuse(request: HttpRequest, number: str) -> HttpResponse:
    """不予受理: why, on what ground, where to go."""
    return acted(request, number, intake.refuse_acceptance, texts("reason", "source", "where_to_go"))


@permission("cases.accept")
@require_POST
def terminate(request: HttpRequest, number: str) -> HttpResponse:
    """终止办理: nothing was corrected in time."""
    return acted(request, number, deciding.terminate, texts("reason"))


@permission("cases.accept")
@require_POST
def forward(request: HttpRequest, number: str) -> HttpResponse:
    """再次转交审核."""
    return acted(request, number, reviewing.forward, texts("note"))


@permission("cases.review")
@require_POST
def return_case(request: HttpRequest, number: str) -> HttpResponse:
    """退回窗口."""
    return acted(request, number, reviewing.return_to_clerk, texts("reason"))


@permission("cases.issue")
@require_POST
def issue(request: HttpRequest, number: str) -> HttpResponse:
    """窗口送达."""
    return acted(
        request, number, delivering.issue, lambda posted: {"channel": "window", "identity_checked": posted.POST.get("identity") == "1"}
    )


def acted(request: HttpRequest, number: str, door: Door, read: Read | None = None, **shown: Any) -> HttpResponse:
    """Through a door of the case, as the actor, now, under the key of the form, with what ``read`` finds in it.

    What is refused, by the reading or the door, is said on the page of the case; ``shown`` is context of that page.
    """
    try:
        given = read(request) if read else {}
        answer = door(number=number, by=actor_on(request), at=clock.now(), key=key_of(request), **given)
    except Refused as refused:
        return refusals.page(request, "desk/case.html", {**case_context(request, number), **shown}, refused)
    messages.success(request, f"{answer.message}。文书：{answer.paper}" if answer.paper else answer.message)
    return redirect("desk:case", number=number)


def texts(*names: str) -> Read:
    """These fields of the form as they are."""
    return lambda request: {name: request.POST.get(name, "") for name in names}
