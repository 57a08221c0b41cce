"""Quarters, half-years and years of the fund, and by when each is reported (conv-fund-11, conv-fund-12)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from miluo.risk_fund.models.reporting import HALF, YEAR, QuarterFiling, Report
from miluo.risk_fund.models.subjects import Guarantor
from miluo.risk_fund.regulation import REGULATION
from miluo.risk_fund.selectors.rates import month_end_of
from miluo.rural_mortgage import public as mortgages
from onewindow.worktime.counting import corresponding_day

FIRST = REGULATION.in_force.start


@dataclass(frozen=True, slots=True)
class Period:
    """A half-year or a year, from the first day of the fund; ``due`` is two months after its end."""

    kind: str
    starts: date
    ends: date

    @property
    def due(self) -> date:
        return month_end_of(corresponding_day(self.ends.replace(day=1), 2))

    @property
    def title(self) -> str:
        if self.kind == YEAR:
            return f"{self.ends.year}年度"
        return f"{self.ends.year}年{'上' if self.ends.month == 6 else '下'}半年"


@dataclass(frozen=True, slots=True)
class Quarter:
    """A quarter that is over; it is filed by the end of the month after it."""

    year: int
    number: int

    @property
    def starts(self) -> date:
        return max(date(self.year, 3 * self.number - 2, 1), FIRST)

    @property
    def ends(self) -> date:
        return month_end_of(date(self.year, 3 * self.number, 1))

    @property
    def due(self) -> date:
        return month_end_of(self.ends + timedelta(days=1))


def periods(on: date) -> list[Period]:
    """Every period that is over, and every one that runs, oldest first."""
    found = []
    for year in range(FIRST.year, on.year + 1):
        starts = max(date(year, 1, 1), FIRST)
        halves = ((starts, date(year, 6, 30)), (max(date(year, 7, 1), FIRST), date(year, 12, 31)))
        found += [Period(HALF, *half) for half in halves if half[0] <= half[1]]
        found.append(Period(YEAR, starts, date(year, 12, 31)))
    return [period for period in found if period.starts <= on]


def unreported(on: date) -> list[Period]:
    """Those that are over and not reported."""
    made = set(Report.objects.values_list("kind", "ends_on"))
    return [period for period in periods(on) if period.ends < on and (period.kind, period.ends) not in made]


def quarters(on: date) -> list[Quarter]:
    """Every quarter that is over, oldest first."""
    found = [Quarter(year, number) for year in range(FIRST.year, on.year + 1) for number in range(1, 5)]
    return [quarter for quarter in found if FIRST <= quarter.ends < on]


def unfiled(on: date) -> list[tuple[Quarter, str]]:
    """(quarter, body) of banks and guarantors that have not filed one that is over."""
    filed = set(QuarterFiling.objects.values_list("year", "quarter", "author__key"))
    found = []
    for quarter in quarters(on):
        bodies = [bank.key for bank in mortgages.banks(quarter.ends)]
        bodies += Guarantor.objects.filter(starts_on__lte=quarter.ends).values_list("organisation__key", flat=True)
        found += [(quarter, body) for body in bodies if (quarter.year, quarter.number, body) not in filed]
    return found
