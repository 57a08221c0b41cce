"""督办 at the desk: the supervisor issues and judges, the body answers."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from onewindow.accounts.access import actor_on, permission
from onewindow.papers import selectors as papers
from onewindow.papers import services as paper_services
from onewindow.supervision import selectors, services
from onewindow.supervision.conventions import REPLY, REPLY_DAYS
from onewindow.supervision.models import ORDER_KINDS
from onewindow.web.acting import Acts, acted, typed
from onewindow.web.download import paper_response
from onewindow.web.posted import intent_of
from onewindow.words.refused import Refused
from onewindow.worktime import clock

SEES = ("cases.supervise", "supervision.reply")


@permission(*SEES)
def orders(request: HttpRequest) -> HttpResponse:
    """Every order, those that wait longest first; and for a body what has climbed to its head."""
    actor = actor_on(request)
    context = {
        "rows": selectors.orders(actor, clock.today()),
        "climbed": selectors.climbed_in(actor.organisation or "") if actor.may("supervision.reply") else (),
        "issues": actor.may("supervision.order"),
    }
    return acted(request, "desk/supervision/orders.html", lambda: context, None, dict, lambda _: ("desk:orders", {}))


@permission("supervision.order")
def new_order(request: HttpRequest) -> HttpResponse:
    """Choose findings of one body and say what is asked of it."""
    return acted(
        request,
        "desk/supervision/new_order.html",
        lambda: _choices(request),
        services.issue_order,
        lambda: {
            **typed(request, "kind", "demand"),
            "findings": [int(each) for each in request.POST.getlist("findings") if each.isascii() and each.isdecimal() and len(each) < 12],
            "days": _days(request.POST.get("days", "")),
        },
        lambda answer: ("desk:order", {"number": answer.number}),
    )


@permission(*SEES)
def order(request: HttpRequest, number: str) -> HttpResponse:
    """One order: what it is about, what was answered, and the acts that the actor may do on it."""
    acts: Acts = {
        "reply": (services.reply, lambda: {"number": number, **typed(request, "explanation", "measures")}),
        "accept": (services.accept_reply, lambda: {"number": number, **typed(request, "judgement")}),
        "return": (services.return_reply, lambda: {"number": number, **typed(request, "judgement")}),
        "revoke": (services.revoke_order, lambda: {"number": number, **typed(request, "reason")}),
    }
    door, arguments = acts.get(intent_of(request), (None, dict))
    return acted(
        request,
        "desk/supervision/order.html",
        lambda: {"view": selectors.order_of(number, actor_on(request), clock.today()), "source": REPLY.id},
        door,
        arguments,
        lambda _: ("desk:order", {"number": number}),
    )


@permission(*SEES)
def order_paper(request: HttpRequest, number: str) -> HttpResponse:
    """The order as PDF. Raises Refused (404) for an order that the actor may not see."""
    view = selectors.order_of(number, actor_on(request), clock.today())
    if not view.paper:
        raise Refused("这份通知单没有文书", code="no_paper", status=404)
    found = papers.paper(view.paper)
    return paper_response(paper_services.file_of(found), found.title, found.number)


def _choices(request: HttpRequest) -> dict[str, Any]:
    body = request.GET.get("organisation", "") or request.POST.get("organisation", "")
    rows = [row for row in selectors.findings(organisation=body).rows if not row.order] if body else []
    bodies = {row.organisation_key: row.organisation for row in selectors.findings().rows if not row.order}
    return {
        "body": body,
        "bodies": sorted(bodies.items(), key=lambda each: each[1]),
        "rows": rows,
        "chosen": request.POST.getlist("findings") or request.GET.getlist("finding"),
        "kinds": ORDER_KINDS.items(),
        "days": REPLY_DAYS,
        "source": REPLY.id,
    }


def _days(text: str) -> int | None:
    if not text.strip():
        return None
    if text.isascii() and text.isdecimal() and len(text) < 4:
        return int(text)
    raise Refused("说明期限不是天数", code="wrong_limit", field="days", expected="工作日数，如 5")
