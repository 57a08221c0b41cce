"""The pieces of a rule that go from one day to another: so many days or years back, the last day of a month."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from onewindow.rules.kinds import Day, Number
from onewindow.rules.mistakes import RuleError
from onewindow.rules.tree import Node, as_node
from onewindow.rules.units import unit_name

DAY = Day()


@dataclass(frozen=True, eq=False)
class DayBefore(Node):
    """The day so many ``day``s or ``year``s before another; of years the last of February where there is no 29th."""

    unit: str
    start: Node
    count: Node
    kind: Day = DAY


@dataclass(frozen=True, eq=False)
class MonthEnd(Node):
    """The last day of the month that a day lies in."""

    of: Node
    kind: Day = DAY


def day_before(start: Any, count: Any) -> DayBefore:
    """``count`` is a whole number of days or of years, by its unit."""
    day, number = as_node(start), as_node(count)
    unit = unit_name(number.kind.unit) if isinstance(number.kind, Number) and number.kind.scale == 0 else ""
    if not isinstance(day.kind, Day) or unit not in {"day", "year"}:
        raise RuleError("day_before: a day, and a whole number of days or years")
    return DayBefore(unit, day, number)


def month_end(of: Any) -> MonthEnd:
    day = as_node(of)
    if not isinstance(day.kind, Day):
        raise RuleError("month_end: takes a day")
    return MonthEnd(day)


def days_back(day: date, count: Decimal) -> date:
    return day - timedelta(days=int(count))


def years_back(day: date, count: Decimal) -> date:
    year = day.year - int(count)
    return date(year, day.month, min(day.day, calendar.monthrange(year, day.month)[1]))


def last_of_month(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])
