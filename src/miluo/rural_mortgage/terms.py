"""How long a right still runs, counted by calendar in months and days. No Django."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal

from miluo.rural_mortgage.facts import YEARS_PLACES
from onewindow.worktime.counting import corresponding_day

MONTHS_OF_A_YEAR = 12


def remaining_years(starts_on: date, last_day: date) -> Decimal:
    """The years from a first day to the end of a last one: whole months by calendar, the rest as a share of the month that it is of.

    Three years to the day are exactly 3; nothing is left of what has ended. Rounded up to ten decimals, so that whole months stay whole.
    """
    end = last_day + timedelta(days=1)
    if end <= starts_on:
        return Decimal(0)
    months = (end.year - starts_on.year) * MONTHS_OF_A_YEAR + end.month - starts_on.month
    while corresponding_day(starts_on, months) > end:
        months -= 1
    begun, next_one = corresponding_day(starts_on, months), corresponding_day(starts_on, months + 1)
    share = Decimal((end - begun).days) / Decimal((next_one - begun).days)
    return ((months + share) / MONTHS_OF_A_YEAR).quantize(Decimal(1).scaleb(-YEARS_PLACES), ROUND_CEILING)


def latest_end(starts_on: date, months: int) -> date:
    """The last day on which a loan of so many months may end: the corresponding day itself."""
    return corresponding_day(starts_on, months)
