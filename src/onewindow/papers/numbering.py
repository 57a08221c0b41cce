"""Numbers that the law wants unbroken: no gap and no double, under any concurrency, after any crash.

A number is taken inside the transaction that uses it: the counter's row stays locked until that transaction ends (on
SQLite the IMMEDIATE transaction is the lock), and a number whose transaction does not commit was never taken.
"""

from __future__ import annotations

import string
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, connection, transaction

from onewindow import statements
from onewindow.papers.models import Counter
from onewindow.worktime.clock import day_of

_ADVANCE = "UPDATE papers_counter SET last = last + 1 WHERE series = %s AND year = %s RETURNING last"


@dataclass(frozen=True, slots=True)
class Number:
    """A serial of a series, and how it is written. ``year`` is 0 when the series never begins anew."""

    series: str
    year: int
    serial: int
    text: str


def next_number(series: str, *, at: datetime, pattern: str) -> str:
    """The next number of a series as text; see ``take``."""
    return take(series, at=at, pattern=pattern).text


def take(series: str, *, at: datetime, pattern: str) -> Number:
    """The next number of a series, inside the caller's transaction.

    ``pattern`` names ``{serial}`` (``{serial:06d}`` pads it) and, if the series begins anew each business year,
    ``{year}``: ``某行审受〔{year}〕{serial}号``. Raises TransactionManagementError outside a transaction, ValueError for a
    pattern that names anything else.
    """
    _check_pattern(pattern)
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("a number is taken inside the transaction that uses it")
    year = _year_of(pattern, at)
    serial = _advance(series, year)
    return Number(series, year, serial, pattern.format(year=year, serial=serial))


def foresee(series: str, *, at: datetime, pattern: str) -> None:
    """In a door that is about to take two numbers: have this one drawn with the next question. Raises RuntimeError at the end of the
    door if none took it: then nothing was done."""
    statements.foresee((_ADVANCE, (series, _year_of(pattern, at))), owed=True)


def preview(series: str, *, at: datetime, pattern: str) -> str:
    """The number that would be next now; nothing is taken, so another may get it first."""
    _check_pattern(pattern)
    year = _year_of(pattern, at)
    last = Counter.objects.filter(series=series, year=year).values_list("last", flat=True).first() or 0
    return pattern.format(year=year, serial=last + 1)


def begin_after(series: str, year: int, last: int) -> None:
    """The numbers of a series up to ``last`` were given elsewhere: the next is beyond them. In the caller's transaction."""
    if last and not Counter.objects.filter(series=series, year=year, last__lt=last).update(last=last):
        Counter.objects.get_or_create(series=series, year=year, defaults={"last": last})


def _year_of(pattern: str, at: datetime) -> int:
    return day_of(at).year if "{year" in pattern else 0


def _advance(series: str, year: int) -> int:
    advanced = _updated(series, year)
    if advanced is not None:
        return advanced
    try:
        with transaction.atomic():
            Counter.objects.create(series=series, year=year, last=1)
        return 1
    except IntegrityError:  # somebody else began the series while we waited
        return _updated(series, year) or 0


def _updated(series: str, year: int) -> int | None:
    """The counter one further, or None if the series has not begun. One statement: the update is the lock."""
    found = statements.spend((_ADVANCE, (series, year)), ahead=True)
    return found[0][0] if found else None


def _check_pattern(pattern: str) -> None:
    names = {name for _, name, _, _ in string.Formatter().parse(pattern) if name is not None}
    if "serial" not in names or not names <= {"serial", "year"}:
        raise ValueError(f"a number's pattern names {{serial}} and perhaps {{year}}, not {pattern!r}")
