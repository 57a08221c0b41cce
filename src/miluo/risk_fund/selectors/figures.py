"""The figures and readings of the regulation where registers, not rule books, need them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from miluo.risk_fund.regulation import REGULATION
from onewindow.rules.parameters import figures_of
from onewindow.rules.readings import questions_of


def figure(name: str, on: date) -> Decimal:
    """The value of a figure on a day; of the first day in force before it."""
    value = figures_of(REGULATION.folder)[name].on(max(on, REGULATION.in_force.start)).value
    assert isinstance(value, Decimal)  # none of this regulation's figures is a table
    return value


def reading(name: str, on: date) -> str:
    """The key of the reading that holds on a day."""
    return questions_of(REGULATION.folder)[name].on(on)
