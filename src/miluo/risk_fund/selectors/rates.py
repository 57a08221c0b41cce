"""The two rates at any month end, from the sums of the days; and counted again from the rows themselves, as proof."""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Sum

from miluo.risk_fund.models.loans import FundLoan, LoanEvent
from miluo.risk_fund.models.money import BAD, COMPENSATED, GRANTED, RELEASED, REPAID, DayFlow
from miluo.risk_fund.models.rates import MonthRates, Suspension
from miluo.risk_fund.rules import window
from miluo.risk_fund.selectors.figures import figure, reading
from miluo.risk_fund.selectors.scopes import WHOLE, flows_of, scope_of
from onewindow import rows
from onewindow.statements import fetch

COUNTED = (BAD, COMPENSATED, RELEASED)
Sums = Mapping[tuple[str, date], int]


@dataclass(frozen=True, slots=True)
class Measured:
    """One month end in fen: the window is [start, end)."""

    start: date
    end: date
    bad: int
    balance: int
    compensated: int
    released: int


def window_of(month_end: date, on: date) -> tuple[date, date]:
    """The days that the rates of a month end cover, by the rule book as it reads on a day. Raises Refused for another day."""
    values = window.evaluate({"month_end": month_end.isoformat()}, on=on).values
    return values["window_start"], values["window_end"]


def month_ends(first: date, last: date) -> list[date]:
    """Every last day of a month from a day to a day."""
    found, day = [], month_end_of(first)
    while day <= last:
        found.append(day)
        day = month_end_of(day + timedelta(days=1))
    return found


def month_end_of(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def last_month_end(on: date) -> date:
    """The last month end before a day: what a loan of that day is held against (conv-fund-4)."""
    return on.replace(day=1) - timedelta(days=1)


def measured(ends: Sequence[date], on: date, scope: str = WHOLE) -> list[Measured]:
    """The rates of some month ends, of the fund or of a scope of it, in one pass over the sums of the days."""
    if not ends:
        return []
    found = DayFlow.objects.filter(day__lte=max(ends), **flows_of(scope)).order_by().values_list("kind", "day").annotate(total=Sum("fen"))
    return added_up({(kind, day): total for kind, day, total in found}, ends, on)


def recounted(ends: Sequence[date], on: date) -> list[Measured]:
    """The same from every loan, balance and event, without the sums of the days: slower, and what they must come to."""
    sums: dict[tuple[str, date], int] = defaultdict(int)
    for day, total in FundLoan.objects.order_by().values_list("disbursed_on").annotate(total=Sum("principal_fen")):
        sums[GRANTED, day] = total
    for kind, day, total in LoanEvent.objects.order_by().values_list("kind", "day").annotate(total=Sum("fen")):
        sums[kind, day] = total
    for day, total in fetch(_REPAID):
        sums[REPAID, day if isinstance(day, date) else date.fromisoformat(day)] = int(total)
    return added_up(sums, ends, on)


# What a balance lies below the one before it of the same loan, or below its principal where it is the first.
_REPAID = (
    "SELECT day, sum(before - fen) FROM (SELECT b.day AS day, b.fen AS fen,"
    " coalesce(lag(b.fen) OVER (PARTITION BY b.loan_id ORDER BY b.day), l.principal_fen) AS before"
    " FROM risk_fund_balance b JOIN risk_fund_fundloan l ON l.id = b.loan_id) AS steps GROUP BY day"
)


def added_up(sums: Sums, ends: Iterable[date], on: date) -> list[Measured]:
    """The sums of the days by window; a compensated loan counts as released too where it is read so (riskfund-6b)."""
    counts = reading("compensated_is_released", on) == "counts"
    found = []
    for month_end in ends:
        start, end = window_of(month_end, on)
        inside: dict[str, int] = dict.fromkeys(COUNTED, 0)
        balance = 0
        for (kind, day), total in sums.items():
            if kind in inside:
                inside[kind] += total if start <= day < end else 0
            elif day <= month_end:
                balance += total if kind == GRANTED else -total
        released = inside[RELEASED] + (inside[COMPENSATED] if counts else 0)
        found.append(Measured(start, end, inside[BAD], balance, inside[COMPENSATED], released))
    return found


def rates_for(on: date, bank: str = "", mode: str = "") -> MonthRates | None:
    """What a loan of a day is held against: the rates of the last month end, computed now where they were not measured yet.

    None where they are read bank by bank or mode by mode and the bank or mode is not said.
    """
    last, scope = last_month_end(on), scope_of(on, bank, mode)
    if scope is None:
        return None
    return rows.one(MonthRates, month_end=last, scope=scope) or as_row(measured([last], on, scope)[0], on, scope)


def as_row(found: Measured, on: date, scope: str = WHOLE) -> MonthRates:
    """A month end as it is stored; not saved. It exceeds where either rate does, as the rule book compares them."""
    ceiling = figure("rate_ceiling", on)
    bad = found.bad > found.balance * ceiling
    compensated = found.compensated > found.released * ceiling
    if compensated and not found.released:
        compensated = reading("nothing_released", on) == "exceeds"
    return MonthRates(
        month_end=found.end,
        scope=scope,
        window_start=found.start,
        bad_fen=found.bad,
        balance_fen=max(found.balance, 0),
        compensated_fen=found.compensated,
        released_fen=found.released,
        exceeded=bad or compensated,
    )


def suspensions_on(on: date) -> list[Suspension]:
    """The suspensions in force on a day; each begins and ends on the day after the month end that decided (riskfund-11)."""
    return [each for each in Suspension.objects.filter(since__lt=on) if each.until is None or on <= each.until]


def suspended_on(on: date, scope: str = WHOLE) -> Suspension | None:
    """The suspension of the fund, or of a scope of it, on a day."""
    return next((each for each in suspensions_on(on) if each.scope == scope), None)
