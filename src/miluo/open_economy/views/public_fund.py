"""For everybody: how the fund was used, a word against a published award; for an enterprise: where it is paid."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from miluo.open_economy.models import Award, BankAccount
from miluo.open_economy.models.awards import TITLES
from miluo.open_economy.selectors.dues import dues, window_ends
from miluo.open_economy.selectors.notices import mine
from miluo.open_economy.selectors.publications import published
from miluo.open_economy.services import objections, payees
from onewindow.accounts.access import actor_on, permission, public
from onewindow.accounts.masks import bank_account
from onewindow.accounts.selectors import enterprises_of
from onewindow.web import refusals
from onewindow.web.acting import acted, typed
from onewindow.web.posted import key_of
from onewindow.words.refused import Refused
from onewindow.worktime import clock


@public
def use(request: HttpRequest) -> HttpResponse:
    """Every list of the use of the fund that was published, the newest first, with where and when, and what the bank gave back since."""
    return render(request, "open_economy/use.html", {"publications": published()})


@public
def object_to(request: HttpRequest, award: int) -> HttpResponse:
    """The form of an objection to one published award; the answer says its number. Raises Refused (404)."""
    row = Award.objects.filter(pk=award).first()
    if row is None:
        raise Refused("公示名单中没有这项奖补", code="unknown_award", status=404)
    until = window_ends(row.published_on)
    fields = ("reason", "name", "phone")
    context: dict[str, Any] = {"row": row, "title": TITLES[row.award], "until": until, "open": clock.today() <= until, "typed": {}}
    if request.method != "POST":
        return render(request, "open_economy/object_to.html", context)
    given = typed(request, *fields)
    try:
        answer = objections.lodge(award=award, **given, by=actor_on(request), at=clock.now(), key=key_of(request))
    except Refused as refused:
        return refusals.page(request, "open_economy/object_to.html", {**context, "typed": given}, refused)
    return render(request, "open_economy/object_to.html", {**context, "answer": answer})


@permission("cases.apply")
def account(request: HttpRequest) -> HttpResponse:
    """The enterprises that the agent acts for and that were granted something: their awards on the way, and their account."""
    return acted(
        request,
        "open_economy/payee.html",
        lambda: {
            "enterprises": [_enterprise(uscc) for uscc in _granted(request)],
            "notices": mine(actor_on(request), clock.today()),
        },
        payees.enter_account,
        lambda: typed(request, "uscc", "bank", "account"),
        lambda _: ("open_economy_public:account", {}),
    )


def _granted(request: HttpRequest) -> list[str]:
    mine = [agency.uscc for agency in enterprises_of(actor_on(request), clock.today())]
    granted = set(Award.objects.filter(uscc__in=mine).values_list("uscc", flat=True))
    return [uscc for uscc in mine if uscc in granted]


def _enterprise(uscc: str) -> dict[str, Any]:
    kept = BankAccount.objects.filter(uscc=uscc, replaced_at=None).first()
    found = dues(Award.objects.filter(uscc=uscc), clock.today())
    shown = {"bank": kept.bank, "account": bank_account(kept.account), "name": kept.name} if kept else None
    back = any(due.state == "given_back" for due in found)
    return {"uscc": uscc, "name": found[0].award.enterprise_name, "dues": found, "account": shown, "given_back": back}
