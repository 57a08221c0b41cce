"""统一出件: what waits at the window, whom it is handed to, and the proof of it."""

from __future__ import annotations

import base64
import binascii
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from onewindow.accounts.access import actor_on, permission
from onewindow.cases import selectors
from onewindow.cases.life import CHANNELS
from onewindow.cases.selectors import outcomes
from onewindow.cases.services import delivering
from onewindow.hall.selectors import window_of
from onewindow.web import refusals
from onewindow.web.case_page import case_parts
from onewindow.web.posted import key_of, words_typed
from onewindow.words.refused import Refused
from onewindow.worktime import clock

SIGNATURE = "data:image/png;base64,"
TYPED = ("channel", "receiver_name", "receiver_number", "is_agent", "identity", "tracking", "place", "detail")
AT_THE_DESK = {key: title for key, title in CHANNELS.items() if key != "download"}


@permission("cases.issue")
def waiting(request: HttpRequest) -> HttpResponse:
    """What may be handed out here, found by number, queue number, name or the number on the document; and mail not yet proved."""
    return render(request, "desk/issuing.html", _waiting(request))


@permission("cases.issue")
def issue(request: HttpRequest, number: str) -> HttpResponse:
    """Hand one out: who takes it, how, and the signature."""
    if request.method != "POST":
        return render(request, "desk/issue.html", _context(request, number))
    post, actor = request.POST, actor_on(request)
    window = window_of(actor, clock.today())
    try:
        answer = delivering.issue(
            number=number,
            channel=post.get("channel", "window"),
            identity_checked=post.get("identity") == "1",
            window=window.key if window else "",
            receiver=_receiver(request),
            signature=_signature(post.get("signature", "")),
            place=post.get("place", ""),
            tracking=post.get("tracking", ""),
            detail=post.get("detail", ""),
            by=actor,
            at=clock.now(),
            key=key_of(request),
        )
    except Refused as refused:
        return refusals.page(request, "desk/issue.html", _context(request, number), refused)
    messages.success(request, f"{answer.message}。文书：{answer.paper}")
    return redirect("desk:issuing")


@permission("cases.issue")
@require_POST
def confirm(request: HttpRequest, number: str) -> HttpResponse:
    """登记邮寄送达: when the mail was signed for, and by whom; what is refused comes back in the row as it was typed."""
    try:
        answer = delivering.confirm_service(
            number=number,
            served_on=_day(request.POST.get("served_on", "")),
            receiver=_receiver(request),
            by=actor_on(request),
            at=clock.now(),
            key=key_of(request),
        )
    except Refused as refused:
        return refusals.page(request, "desk/issuing.html", {**_waiting(request), "pressed": number}, refused)
    messages.success(request, answer.message)
    return redirect("desk:issuing")


def _waiting(request: HttpRequest) -> dict[str, Any]:
    actor, query = actor_on(request), request.GET.get("q", "").strip()[:50]
    return {
        "rows": outcomes.waiting_for_issue(actor, query),
        "query": query,
        "mail": outcomes.unproved_mail(actor),
        "window": window_of(actor, clock.today()),
        "typed": words_typed(request, "served_on", *TYPED),
    }


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed.strip())
    except ValueError:
        raise Refused("签收日期填写有误", code="invalid_date", field="served_on", expected="年-月-日，如 2023-09-18") from None


def _receiver(request: HttpRequest) -> dict[str, Any]:
    post = request.POST
    return {"name": post.get("receiver_name", ""), "number": post.get("receiver_number", ""), "is_agent": post.get("is_agent") == "1"}


def _signature(drawn: str) -> bytes | None:
    """The picture that the pad sends; None where nobody signed on it. Raises Refused for something else."""
    if not drawn:
        return None
    try:
        if not drawn.startswith(SIGNATURE):
            raise ValueError("no picture")
        return base64.b64decode(drawn.removeprefix(SIGNATURE), validate=True)
    except (ValueError, binascii.Error):
        expected = "清除后重新签名，或者在送达回证上手写"
        raise Refused("签名没有保存成功", code="invalid_signature", field="signature", expected=expected) from None


def _context(request: HttpRequest, number: str) -> dict[str, Any]:
    actor = actor_on(request)
    view = selectors.case_of(number, actor, clock.today())
    window = window_of(actor, clock.today())
    return {**case_parts(view), "channels": AT_THE_DESK, "typed": words_typed(request, *TYPED), "window": window}
