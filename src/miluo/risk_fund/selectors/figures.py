"""The figures and readings of the regulation where registers, not rule books, need them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from miluo.risk_fund.regulation import REGULATION
from onewindow.rules.figures import Figures

_HELD = Figures(REGULATION)
reading = _HELD.reading


def figure(name: str, on: date) -> Decimal:
    """The value of a figure on a day; of the first day in force before it."""
    return _HELD.number(name, max(on, REGULATION.in_force.start))
