"""违规处理 at the desk: the register of cases, the finding that opens one, its decision, and what came back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from miluo.open_economy.models import Award, FraudCase
from miluo.open_economy.models.awards import TITLES
from miluo.open_economy.models.sanctions import BODIES, BY_HAND, CHANNELS, DISPUTED, RECOVERING, REFERRALS, VIOLATIONS
from miluo.open_economy.papers import DECIDES
from miluo.open_economy.procedures.parts import BUREAU
from miluo.open_economy.selectors.dues import dues
from miluo.open_economy.selectors.notices import notice_of
from miluo.open_economy.services import delivering
from miluo.open_economy.services import sanctions as services
from miluo.open_economy.services.fund import FINANCE
from onewindow.accounts.access import actor_on, permission
from onewindow.cases.services.door import Answer
from onewindow.papers import services as papers
from onewindow.papers.models import Paper
from onewindow.web.acting import acted, day_of, typed
from onewindow.web.download import paper_response
from onewindow.web.posted import intent_of
from onewindow.words.refused import Refused
from onewindow.worktime import clock


@permission("funds.read")
def sanctions(request: HttpRequest) -> HttpResponse:
    """Every case; who supervises the fund opens one against an award."""
    return acted(
        request,
        "open_economy/sanctions.html",
        lambda: _list_context(request),
        services.open_case,
        lambda: {"award": _number(request.POST.get("award", "")), **typed(request, "violation", "finding")},
        lambda answer: ("open_economy:sanction", {"number": answer.number}),
    )


@permission("funds.read")
def sanction(request: HttpRequest, number: str) -> HttpResponse:
    """One case, and the acts that the actor may do on it."""
    decided = ("body", "decision")
    acts: dict[str, tuple[Callable[..., Answer], Callable[[], Mapping[str, Any]]]] = {
        "clear": (services.clear, lambda: {"number": number, **typed(request, *decided)}),
        "punish": (services.punish, lambda: {"number": number, **typed(request, *decided, "recover", "referral")}),
        "deliver": (
            delivering.deliver,
            lambda: {
                "number": number,
                **typed(request, "channel", "evidence"),
                "delivered_on": day_of(request, "delivered_on", "送达日期"),
            },
        ),
        "repay": (
            services.repay,
            lambda: {"number": number, **typed(request, "amount", "reference"), "received_on": day_of(request, "received_on", "到账日期")},
        ),
    }
    door, arguments = acts.get(intent_of(request), (None, dict))
    return acted(
        request,
        "open_economy/sanction.html",
        lambda: _context(request, number),
        door,
        arguments,
        lambda _: ("open_economy:sanction", {"number": number}),
    )


@permission("funds.read")
def paper(request: HttpRequest, number: str) -> HttpResponse:
    """The paper of a decision as PDF. Raises Refused (404) before there is one."""
    row = get_object_or_404(FraudCase, number=number)
    found = Paper.objects.filter(number=row.paper).first() if row.paper else None
    if found is None:
        raise Refused("这个案件还没有文书", code="no_paper", status=404)
    return paper_response(papers.file_of(found), found.title, found.number)


def _list_context(request: HttpRequest) -> dict[str, Any]:
    rows = [(row, TITLES[row.award.award]) for row in FraudCase.objects.select_related("award")]
    awards = [(each, TITLES[each.award]) for each in Award.objects.order_by("-id")[:500]]
    chosen = _number(request.POST.get("award", "") or request.GET.get("award", ""))
    may = actor_on(request).may("funds.supervise")
    return {"rows": rows, "awards": awards, "chosen": chosen, "violations": VIOLATIONS.items(), "opens": may}


def _context(request: HttpRequest, number: str) -> dict[str, Any]:
    row = get_object_or_404(FraudCase.objects.select_related("award"), number=number)
    actor = actor_on(request)
    return {
        "row": row,
        "due": dues(Award.objects.filter(pk=row.award_id), clock.today())[0],
        "notice": notice_of(row, DECIDES),
        "delivers": bool(row.paper) and actor.may("funds.order") and actor.organisation == BUREAU,
        "channels": [(key, CHANNELS[key]) for key in BY_HAND],
        "repayments": row.repayments.all(),
        "rest": row.recover_cny - row.recovered_cny,
        "bodies": BODIES.items(),
        "referrals": REFERRALS.items(),
        "decides": row.state == DISPUTED and actor.may("funds.supervise") and actor.id != row.opened_by,
        "waits_for_another": row.state == DISPUTED and actor.id == row.opened_by,
        "books": row.state == RECOVERING and actor.may("funds.confirm") and actor.organisation == FINANCE,
        "today": clock.today(),
    }


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 12 else 0
