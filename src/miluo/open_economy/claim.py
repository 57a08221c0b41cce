"""What a claim under articles 二 and 三 must be before it is looked at: years, closed months, evidence once. No Django."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from miluo.open_economy.recurrence import FIRST_TRADE, RECURRENCE, Every
from miluo.open_economy.regulation import REGULATION
from onewindow.cases.claims import Claim
from onewindow.rules.parameters import figures_of
from onewindow.words.refused import Problem

BEFORE_YEAR_END = "claim_before_year_end"
AFTER_THE_YEAR_ONLY = "after_year_only"
CLAUSE = "open2023-3-1"  # the clause whose reading this is


def years_funded() -> tuple[int, int]:
    """The first and the last year of performance that the fund pays for (open2023-10-1)."""
    start = REGULATION.in_force.start
    years = figures_of(REGULATION.folder)["fund_years"].on(start).value
    assert isinstance(years, Decimal)  # a figure, no table
    return start.year, start.year + int(years) - 1


FIRST_YEAR, LAST_YEAR = years_funded()


def stage_of(facts: Mapping[str, Any]) -> str:
    """``interim`` for a claim on closed months of a running year, ``final`` for one on the whole year."""
    closed_until = facts.get("closed_until")
    return "interim" if closed_until and closed_until < date(facts["year"], 12, 31) else "final"


def stage_for(award: str, claim: Claim) -> str:
    """The stage in which the register holds an award: that of its year, or ``once`` for what has no year of its own."""
    every = RECURRENCE[award].every
    by_year = award == FIRST_TRADE or every is Every.YEAR or (every is Every.MATTER and not claim.matter)
    return stage_of(claim.facts) if by_year else "once"


def problems_of(claim: Claim) -> list[Problem]:
    """What is wrong with the year and the months of a claim, seen on the day of its submission."""
    year = claim.facts["year"]
    if not FIRST_YEAR <= year <= LAST_YEAR:
        expected = f"{FIRST_YEAR}至{LAST_YEAR}"
        return [
            Problem(f"专项资金安排给{expected}年度的业绩，{year}年度业绩不能申领", "year_not_covered", "year", "open2023-10-1", expected)
        ]
    if year > claim.submitted_on.year:
        return [Problem(f"{year}年尚未到来", "future_date", "year", None, f"不晚于{claim.submitted_on.year}")]
    return _month_problems(claim, year) if "closed_until" in claim.facts else []


def _month_problems(claim: Claim, year: int) -> list[Problem]:
    closed_until, today = claim.facts.get("closed_until"), claim.submitted_on
    running = year == today.year
    last = date(today.year, today.month, 1) - timedelta(days=1)

    def problem(message: str, code: str, expected: str) -> list[Problem]:
        return [Problem(message, code, "closed_until", CLAUSE, expected)]

    if running and claim.readings.get(BEFORE_YEAR_END) == AFTER_THE_YEAR_ONLY:
        message = f"{year}年度结束后方可申领"
        return [Problem(f"{message}（解释口径）", "year_is_not_over", "year", CLAUSE, f"{year + 1}-01-01以后")]
    if closed_until is None:
        if not running:
            return []
        return problem("本年度尚未结束，须填写数据截至的月份", "closed_until_missing", _example(year, last))
    if closed_until >= today:
        return problem(f"数据截至日{closed_until:%Y-%m-%d}尚未过去", "future_date", _example(year, last))
    if closed_until.year != year:
        return problem(f"数据截至日应在{year}年内", "other_year", f"{year}-12-31" if not running else _example(year, last))
    if closed_until.day != calendar.monthrange(closed_until.year, closed_until.month)[1]:
        return problem("数据截至日应为月末", "month_not_closed", _example(year, last))
    if not running and closed_until != date(year, 12, 31):
        return problem(f"{year}年已经结束，应按全年数据申领", "year_is_over", f"{year}-12-31")
    return []


def _example(year: int, last: date) -> str:
    return f"{last:%Y-%m-%d}或更早的月末" if last.year == year else f"{year}年还没有结束的月份，请下月再申领"
