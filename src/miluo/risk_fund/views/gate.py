"""能否发放: the four gates before a loan, how far each stop is, and what would be if."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from miluo.risk_fund.facts import MODES
from miluo.risk_fund.selectors.gate import Gate, asked, facts_for, listing_of
from miluo.risk_fund.selectors.scopes import BANK, MODE, held_by
from miluo.risk_fund.views.parts import bank_key
from miluo.rural_mortgage import public as mortgages
from onewindow.accounts.access import actor_on, permission
from onewindow.web.parts import Options, options
from onewindow.web.refusals import explain
from onewindow.words.actor import Actor
from onewindow.words.money import parse_money
from onewindow.words.refused import Refused
from onewindow.worktime import clock

NOTHING = Decimal("0.00")
FIELDS = (
    ("uscc", "借款主体统一社会信用代码", ""),
    ("amount", "贷款金额（元）", ""),
    ("more", "假设补充出资（元）", "试算用，不改变账簿"),
    ("lent", "假设另外已发放（元）", "试算用：其他银行可能先登记的贷款"),
    ("bad", "假设新增不良本金（元）", "试算用"),
)


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the question with what was typed."""

    name: str
    label: str
    help: str
    value: str
    options: Options = ()


@permission("riskfund.read")
def gate(request: HttpRequest) -> HttpResponse:
    """The question, by GET so that it can be kept and sent; the answer with every gate. Nothing is stored."""
    actor, on = actor_on(request), clock.today()
    typed = {name: request.GET.get(name, "").strip() for name in (*(name for name, _, _ in FIELDS), "mode", "bank")}
    typed["bank"] = bank_key(actor) or typed["bank"]
    context: dict[str, Any] = {
        "fields": [*(Field(name, label, help, typed[name]) for name, label, help in FIELDS[:2]), *_scope_fields(actor, typed, on)],
        "gate": None,
        "supposing": [Field(name, label, help, typed[name]) for name, label, help in FIELDS[2:]],
        "supposed": any(typed[name] for name in ("more", "lent", "bad")),
        "listing": listing_of(typed["uscc"]) if typed["uscc"] else None,
    }
    if not typed["amount"]:
        return render(request, "risk_fund/gate.html", context)
    try:
        context["gate"] = answered(typed)
    except Refused as refused:
        return render(request, "risk_fund/gate.html", {**context, "refusal": explain(refused)}, status=refused.status)
    return render(request, "risk_fund/gate.html", context)


def _scope_fields(actor: Actor, typed: dict[str, str], on: date) -> list[Field]:
    """What has to be said of the loan where the rates are read by mode or by bank; a bank need not say who it is."""
    kind = held_by(on)
    if kind == MODE:
        return [Field("mode", "融资模式", "比率按模式计", typed["mode"], options(MODES))]
    if kind == BANK and not bank_key(actor):
        return [Field("bank", "合作银行", "比率按银行计", typed["bank"], [(each.key, each.name) for each in mortgages.banks(on)])]
    return []


def answered(typed: dict[str, str]) -> Gate:
    """The gates on the registers as they stand, and what was supposed beside. Raises Refused for what is no amount."""
    on = clock.today()
    money = {name: parse_money(typed[name], field=name) if typed[name] else NOTHING for name in ("amount", "more", "lent", "bad")}
    facts = facts_for(listing_of(typed["uscc"]), money["amount"], on, bank=typed["bank"], mode=typed["mode"])
    facts["contributed_cny"] += money["more"]
    facts["outstanding_cny"] += money["lent"]
    if facts["bad_principal_cny"] is not None:
        facts["bad_principal_cny"] += money["bad"]
    return asked(facts, on)
