"""Spans of time as the law writes them, and the day on which each ends. Pure: a calendar goes in, a day comes out."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cached_property
from typing import ClassVar

from onewindow.words.refused import Refused
from onewindow.words.sources import OutsideLaw, Source, as_source
from onewindow.worktime.calendar import ONE_DAY, Calendar, DayKind
from onewindow.worktime.conventions import CALENDAR_DAY, WORKING_DAY


class Unit(StrEnum):
    """The unit of a span, as the contract writes it."""

    WORKING_DAYS = "working-days"
    DAYS = "days"
    MONTHS = "months"
    YEARS = "years"
    DATE = "date"

    @property
    def label(self) -> str:
        return {"working-days": "个工作日", "days": "日", "months": "个月", "years": "年", "date": "指定日期"}[self.value]


@dataclass(frozen=True, slots=True, init=False)
class Span:
    """A number of units with the source that sets it; use one of the four below, which are different words in one text.

    Raises ValueError for a number that is no positive whole number, or longer than any limit could be.
    """

    n: int
    source: Source
    unit: ClassVar[Unit]
    longest: ClassVar[int]

    def __init__(self, n: int, source: str | Source) -> None:
        if type(n) is not int or not 1 <= n <= self.longest:
            raise ValueError(f"a span of {self.unit} is a whole number from 1 to {self.longest}, not {n!r}")
        object.__setattr__(self, "n", n)
        object.__setattr__(self, "source", as_source(source))

    def __str__(self) -> str:
        return f"{self.n}{self.unit.label}"


class WorkingDays(Span):
    """n个工作日: Monday to Friday less holidays, with the make-up days (conv-a-3)."""

    __slots__ = ()
    unit = Unit.WORKING_DAYS
    longest = 10_000


class Days(Span):
    """n日: calendar days, whose last rolls off a rest day (conv-a-4)."""

    __slots__ = ()
    unit = Unit.DAYS
    longest = 15_000


class Months(Span):
    """n个月: to the corresponding day, or the end of a month that lacks it; rolls off a rest day (conv-worktime-4)."""

    __slots__ = ()
    unit = Unit.MONTHS
    longest = 480


class Years(Span):
    """n年: counted like months."""

    __slots__ = ()
    unit = Unit.YEARS
    longest = 40


@dataclass(frozen=True, slots=True, init=False)
class FixedDate:
    """A day that the text names (“6月30日前”): it belongs to the period and never rolls (conv-a-5)."""

    on: date
    source: Source
    unit: ClassVar[Unit] = Unit.DATE

    def __init__(self, on: date, source: str | Source) -> None:
        object.__setattr__(self, "on", on)
        object.__setattr__(self, "source", as_source(source))

    def __str__(self) -> str:
        return f"{self.on}前"


class Role(StrEnum):
    """What a day is to a period."""

    COUNTED = "counted"
    REST = "rest"
    STOPPED = "stopped"
    ROLLED = "rolled"

    @property
    def label(self) -> str:
        return {"counted": "计入", "rest": "不计入", "stopped": "停止计时", "rolled": "顺延"}[self.value]


@dataclass(frozen=True, slots=True)
class CountedDay:
    """One line of a period counted out; ``number`` is the 第n日, or None for a day that does not count.

    ``role`` ROLLED: the period is full, and its end moves over this day or, on the last line, to this day.
    """

    date: date
    kind: DayKind
    name: str
    number: int | None
    role: Role
    reason: str = ""  # why the clock stands still on a stopped day

    @property
    def counts(self) -> bool:
        return self.role is Role.COUNTED

    @property
    def stopped(self) -> bool:
        return self.role is Role.STOPPED

    def as_json(self) -> dict[str, object]:
        return {"date": self.date, "kind": self.kind, "name": self.name, "counts": self.counts, "number": self.number}


@dataclass(frozen=True)
class Due:
    """The last day of a period. ``provisional`` (暂定): it reaches into a year whose notice is still to come."""

    start: date
    due: date
    span: Span | FixedDate
    provisional: bool
    days: Callable[[], list[CountedDay]] = field(repr=False, compare=False)

    @cached_property
    def counted(self) -> list[CountedDay]:
        """Every day after the start up to the due day; computed when first asked for."""
        return self.days()


def add(start: date, span: Span | FixedDate, calendar: Calendar) -> Due:
    """The period that begins after ``start``, the day of the event. Raises Refused outside the calendar's table."""
    require_day(start)
    if isinstance(span, FixedDate):
        count = days_counter(start, span.on, span.on, calendar, working=False)
        return Due(start, span.on, span, False, count)
    calendar.kind(start)  # refuses a day that no calendar has, before a sum beyond the last day that a date can be
    last = last_nominal_day(start, span, calendar)
    due = calendar.next_working_day(last)
    count = days_counter(start, due, last, calendar, working=isinstance(span, WorkingDays))
    return Due(start, due, span, calendar.is_provisional(due), count)


def last_nominal_day(start: date, span: Span, calendar: Calendar) -> date:
    """The day on which the span is full, before any roll off a rest day."""
    match span:
        case WorkingDays():
            return calendar.add_working_days(start, span.n)
        case Days():
            return start + timedelta(days=span.n)
        case Months():
            return corresponding_day(start, span.n)
        case Years():
            return corresponding_day(start, 12 * span.n)
    raise TypeError(f"{type(span).__name__} is no span that is counted")


def corresponding_day(start: date, months: int) -> date:
    """The same day ``months`` later, or the last day of a month that lacks it (Civil Code 202)."""
    years, month = divmod(start.month - 1 + months, 12)
    year = start.year + years
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def last_day_of_validity(start: date, years: int, *, first_day_counts: bool = True) -> date:
    """The last day of a validity of ``years`` whole years from ``start``, both days in force (conv-a-7).

    ``first_day_counts=False`` is the other reading (Civil Code 201 and 202), one day longer.
    A term that starts on 29 February ends on 28 February in either reading, or it would lack a day of its last year.
    """
    if years < 1:
        raise ValueError("a validity has at least one year")
    anniversary = corresponding_day(start, 12 * years)
    shortened = anniversary.day != start.day
    return anniversary - ONE_DAY if first_day_counts and not shortened else anniversary


def always_running(_: date) -> str | None:
    """A clock that never stops."""
    return None


def days_counter(
    start: date,
    until: date,
    full: date,
    calendar: Calendar,
    *,
    working: bool,
    stopped: Callable[[date], str | None] = always_running,
) -> Callable[[], list[CountedDay]]:
    """How to count out the days after ``start`` up to ``until``, of which those after ``full`` do not count any more.

    ``working``: rest days do not count. ``stopped`` gives the reason why the clock stands still on a day, or None.
    """

    def count() -> list[CountedDay]:
        lines: list[CountedDay] = []
        number = 0
        for ordinal in range(start.toordinal() + 1, until.toordinal() + 1):
            day = date.fromordinal(ordinal)
            kind, reason = calendar.kind(day), stopped(day)
            role = _role(kind, reason, full=day > full, working=working)
            number += role is Role.COUNTED
            lines.append(CountedDay(day, kind, calendar.name(day), number if role is Role.COUNTED else None, role, reason or ""))
        return lines

    return count


def _role(kind: DayKind, reason: str | None, *, full: bool, working: bool) -> Role:
    if reason is not None:
        return Role.STOPPED
    if full:
        return Role.ROLLED
    return Role.REST if working and not kind.is_working else Role.COUNTED


_SPANS: dict[str, type[Span]] = {span.unit.value: span for span in (WorkingDays, Days, Months, Years)}
_SOURCES: dict[str, Source] = {
    Unit.WORKING_DAYS: WORKING_DAY,
    Unit.DAYS: CALENDAR_DAY,
    Unit.MONTHS: OutsideLaw("民法典", "第二百零二条"),
    Unit.YEARS: OutsideLaw("民法典", "第二百零二条"),
}


def span_of(n: str | int, unit: str, source: Source | None = None) -> Span:
    """The span that somebody typed; its source is the rule by which the unit is counted unless another is given.

    Raises Refused for an unknown unit, and for what is no whole number in reach.
    """
    kind = _SPANS.get(unit)
    if kind is None:
        message = f"不认识的期间单位“{unit}”" if unit else "没有给出期间单位"
        raise Refused(message, code="unknown_unit", field="unit", expected="、".join(_SPANS))
    text = str(n).strip()
    if not (text.isascii() and text.isdigit() and len(text) <= 6 and 1 <= int(text) <= kind.longest):
        raise Refused(f"期间“{n}”不是1至{kind.longest}的整数", code="invalid_number", field="n", expected=f"1至{kind.longest}的整数，如 20")
    return kind(int(text), source or _SOURCES[unit])


def require_day(value: date) -> None:
    """Raise TypeError for a moment: a datetime is a date to the type checker, but its day depends on the time zone."""
    if isinstance(value, datetime):
        raise TypeError("a period is counted from a day, not from a moment: ask clock.day_of first")
