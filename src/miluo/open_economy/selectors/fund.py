"""How the special fund stands, year by year: from the ledger, never from a sum kept beside it."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal

from miluo.open_economy import funding
from miluo.open_economy.claim import FIRST_YEAR, LAST_YEAR
from miluo.open_economy.funding import YearFund
from miluo.open_economy.models.fund import YearClosing
from miluo.open_economy.regulation import REGULATION
from onewindow.ledger.selectors import trial_balance
from onewindow.rules.parameters import figures_of


def years(on: date | None = None) -> list[YearFund]:
    """Every year that the fund covers, now or at the end of a day."""
    floor = minimum(on or REGULATION.in_force.start)
    balances: dict[int, dict[str, Decimal]] = defaultdict(dict)
    for row in trial_balance(funding.BOOK, on).rows:
        balances[row.account.year or 0][row.account.key.rsplit("/", 1)[1]] = row.balance
    return [funding.standing(year, balances[year], floor) for year in range(FIRST_YEAR, LAST_YEAR + 1)]


def year_fund(year: int, on: date | None = None) -> YearFund:
    """One year of the fund."""
    return years(on)[year - FIRST_YEAR]


def minimum(on: date) -> Decimal:
    """What the budget sets aside at least each year (open2023-10-1)."""
    value = figures_of(REGULATION.folder)["fund_minimum"].on(max(on, REGULATION.in_force.start)).value
    assert isinstance(value, Decimal)  # a figure, no table
    return value


def warnings(on: date) -> list[tuple[YearFund, str]]:
    """What must be reported: a year, once it has begun, with less than the minimum, one with more granted than set aside, one
    that is over and was not closed.
    """
    told = []
    for fund in years():
        if fund.year <= on.year and fund.below_minimum:
            told.append((fund, "below_minimum"))
        if fund.shortage:
            told.append((fund, "shortage"))
        if fund.year < on.year and fund.available and not YearClosing.objects.filter(year=fund.year).exists():
            told.append((fund, "not_closed"))
    return told
