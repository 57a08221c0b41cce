"""收件，第一步: who stands at the window, and for what; or a form that was begun on the phone, by its code."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from onewindow.accounts.access import actor_on, permission
from onewindow.cases.services import drafts, lending
from onewindow.desk import counter
from onewindow.hall.models import Window
from onewindow.hall.selectors import current_call, window_of
from onewindow.web import refusals
from onewindow.web.posted import intent_of, key_of, words_typed
from onewindow.words.actor import Actor
from onewindow.words.refused import Refused
from onewindow.worktime import clock

WHO = ("person_name", "person_id", "uscc", "enterprise_name", "agent_name", "agent_id", "contact_phone")


@permission("cases.receive")
def intake(request: HttpRequest) -> HttpResponse:
    """Identify, choose the item, begin. Without a seat at a window nothing can be taken in."""
    if request.method != "POST" or intent_of(request) == "find":  # what was typed before a search stays
        return render(request, "desk/intake.html", _context(request))
    actor = actor_on(request)
    try:
        window = _window(actor)
        if intent_of(request) == "take_over":
            ticket = request.POST.get("ticket", "")
            taken = lending.take_over_draft(code=request.POST.get("code", ""), window=window.key, ticket=ticket, by=actor, at=clock.now())
            return redirect("desk:intake_form", number=taken.number)
        return redirect("desk:intake_form", number=_begun(request, actor, window))
    except Refused as refused:
        return refusals.page(request, "desk/intake.html", _context(request), refused)


def _begun(request: HttpRequest, actor: Actor, window: Window) -> str:
    """A new form at this window with who stands there."""
    post, at = request.POST, clock.now()
    typed = {name: post.get(name, "").strip() for name in WHO}
    item = post.get("item", "")
    if not item:
        raise Refused("没有选择事项", code="no_item", field="item", expected="查找后选择一个事项")
    if not (typed["person_id"] or typed["uscc"]):
        raise Refused(
            "没有录入申请人", code="no_applicant", field="person_id", expected="刷身份证，或者录入公民身份号码；企业录入统一社会信用代码"
        )
    answer = drafts.start_draft(
        procedure_key=item,
        channel=counter.channel_at(window),
        window=window.key,
        ticket=post.get("ticket", ""),
        by=actor,
        at=at,
        key=key_of(request),
    )
    persons = {name: typed[name] for name in WHO if name not in {"uscc", "contact_phone"} and typed[name]}
    drafts.save_draft(
        draft=answer.number,
        facts={},
        uscc=typed["uscc"],
        persons=persons,
        contact_name=typed["agent_name"] or typed["person_name"] or typed["enterprise_name"],
        contact_phone=typed["contact_phone"],
        by=actor,
        at=at,
    )
    return answer.number


def _window(actor: Actor) -> Window:
    window = window_of(actor, clock.today())
    if window is None:
        raise Refused("您今天还没有登记窗口座席", code="not_seated", field="window", expected="先在叫号页面登记所坐的窗口", status=409)
    return window


def _context(request: HttpRequest) -> dict[str, Any]:
    actor, today = actor_on(request), clock.today()
    window = window_of(actor, today)
    call = current_call(actor, today)
    query = (request.POST.get("q") or request.GET.get("q", "")).strip()[:50]
    return {
        "window": window,
        "ticket": request.POST.get("ticket") or request.GET.get("ticket") or (call.ticket.number if call else ""),
        "query": query,
        "offers": counter.offers(actor, window, today, query) if window else [],
        "typed": words_typed(request, *WHO, "item", "code"),
    }
