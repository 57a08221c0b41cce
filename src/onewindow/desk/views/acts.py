"""The acts of one press: each goes through its door and back to the case; what was refused is said there, nothing typed is lost."""

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
    answer = {"agree": True, "decline": False}.get(intent_of(request))
    if answer is None:
        raise Refused("没有选择申请人是否同意", code="no_answer", field="intent", expected="同意改用，或者不同意")
    return acted(request, number, versions.answer_version, agrees=answer)


@permission("cases.accept")
@require_POST
def accept(request: HttpRequest, number: str) -> HttpResponse:
    """受理."""
    return acted(request, number, intake.accept)


@permission("cases.accept")
@require_POST
def refuse(request: HttpRequest, number: str) -> HttpResponse:
    """不予受理: why, on what ground, where to go."""
    given = {name: request.POST.get(name, "") for name in ("reason", "source", "where_to_go")}
    return acted(request, number, intake.refuse_acceptance, **given)


@permission("cases.accept")
@require_POST
def terminate(request: HttpRequest, number: str) -> HttpResponse:
    """终止办理: nothing was corrected in time."""
    return acted(request, number, deciding.terminate, reason=request.POST.get("reason", ""))


@permission("cases.accept")
@require_POST
def forward(request: HttpRequest, number: str) -> HttpResponse:
    """再次转交审核."""
    return acted(request, number, reviewing.forward, note=request.POST.get("note", ""))


@permission("cases.review")
@require_POST
def return_case(request: HttpRequest, number: str) -> HttpResponse:
    """退回窗口."""
    return acted(request, number, reviewing.return_to_clerk, reason=request.POST.get("reason", ""))


@permission("cases.issue")
@require_POST
def issue(request: HttpRequest, number: str) -> HttpResponse:
    """窗口送达."""
    return acted(request, number, delivering.issue, channel="window", identity_checked=request.POST.get("identity") == "1")


def acted(request: HttpRequest, number: str, door: Callable[..., Answer], **given: Any) -> HttpResponse:
    """Through a door of the case, as the actor, now, under the key of the form."""
    try:
        answer = door(number=number, by=actor_on(request), at=clock.now(), key=key_of(request), **given)
    except Refused as refused:
        return refusals.page(request, "desk/case.html", case_context(request, number), refused)
    messages.success(request, f"{answer.message}。文书：{answer.paper}" if answer.paper else answer.message)
    return redirect("desk:case", number=number)
