"""Whose rates stop whose loans: the fund's all, or each mode's or bank's its own, as it is read (riskfund-11).

A scope is text: empty for the whole fund, ``mode:guarantee``, ``bank:demo-bank-a``.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from miluo.risk_fund.facts import MODES
from miluo.risk_fund.models.money import DayFlow
from miluo.risk_fund.selectors.figures import reading
from onewindow.organisations.models import Organisation

FUND, MODE, BANK = "fund", "mode", "bank"
WHOLE = ""


def held_by(on: date) -> str:
    """Which kind of scope decides on a day."""
    return reading("suspension_scope", on)


def scope_of(on: date, bank: str, mode: str) -> str | None:
    """The scope of a loan of a day; None where it takes a bank or a mode that is not said."""
    kind = held_by(on)
    if kind == FUND:
        return WHOLE
    named = mode if kind == MODE else bank
    return f"{kind}:{named}" if named else None


def scopes(on: date) -> list[str]:
    """Every scope that is measured on a day: the whole fund always, since it is reported, and those that decide."""
    kind = held_by(on)
    if kind == MODE:
        return [WHOLE, *(f"{MODE}:{mode}" for mode in MODES)]
    banks = DayFlow.objects.order_by("bank__key").values_list("bank__key", flat=True).distinct() if kind == BANK else ()
    return [WHOLE, *(f"{BANK}:{key}" for key in banks)]


def decides(scope: str, on: date) -> bool:
    """Whether a scope is one that decides on a day."""
    return (scope.partition(":")[0] or FUND) == held_by(on)


def flows_of(scope: str) -> dict[str, Any]:
    """Which sums of the days are a scope's."""
    kind, _, named = scope.partition(":")
    return {} if not kind else {"mode": named} if kind == MODE else {"bank__key": named}


def title_of(scope: str) -> str:
    """A scope in the words of the county."""
    kind, _, named = scope.partition(":")
    if not kind:
        return "全部基金"
    if kind == MODE:
        return f"{MODES[named]}模式"
    return Organisation.objects.values_list("name", flat=True).filter(key=named).first() or named
