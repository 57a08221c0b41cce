"""The clock of a case as a ledger of intervals: the due date is derived from it and never typed. Pure.

How it counts, exactly:

- The day of the event (``start``) is not counted (conv-a-3).
- A stop is half-open: ``start`` is its first day that does not count, ``end`` the first that counts again; a stop
  without an end is still open. Days in several stops are left out once (conv-worktime-2).
- Extensions are added to the nominal span, in its unit (conv-worktime-3); then the days that lie in stops are skipped,
  working days for a span of working days, calendar days for the others (conv-worktime-4).
- A span of days, months or years whose last day is a rest day, or stopped, ends on the next working day that is not.
- With an open stop there is no due date, unless the period was over before the stop began: a stop cures no delay.

So the order in which stops and extensions are entered cannot matter, and no stop ever brings a due date forward.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from onewindow.words.sources import Source, as_source
from onewindow.worktime.calendar import ONE_DAY, Calendar
from onewindow.worktime.counting import CountedDay, Due, Span, WorkingDays, days_counter, last_nominal_day, require_day


@dataclass(frozen=True, slots=True, init=False)
class Stop:
    """停止计时: from ``start`` on the clock stands still, until ``end`` on which it runs again (None: still open).

    ``reason`` is Chinese and shown (“补正材料”); the papers are the numbers of the documents that began and ended it.
    Raises ValueError when it ends before it starts or says no reason.
    """

    start: date
    end: date | None
    reason: str
    source: Source
    start_paper: str
    end_paper: str

    def __init__(
        self, start: date, end: date | None, reason: str, source: str | Source, *, start_paper: str = "", end_paper: str = ""
    ) -> None:
        require_day(start)
        if end is not None:
            require_day(end)
            if end < start:
                raise ValueError(f"a stop cannot end ({end}) before it starts ({start})")
        if not reason.strip():
            raise ValueError("a stop says its reason")
        values = (start, end, reason, as_source(source), start_paper, end_paper)
        for name, value in zip(("start", "end", "reason", "source", "start_paper", "end_paper"), values, strict=True):
            object.__setattr__(self, name, value)

    def covers(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day < self.end)


@dataclass(frozen=True, slots=True)
class Extension:
    """延长期限: a span added to the nominal one, with its own source. Raises ValueError without a reason."""

    span: Span
    reason: str
    paper: str = ""

    def __post_init__(self) -> None:
        if not self.reason.strip():
            raise ValueError("an extension says its reason")

    @property
    def source(self) -> Source:
        return self.span.source


@dataclass(frozen=True, slots=True)
class Clock:
    """One running period: the day of the event, the span, and what stopped or extended it since, in any order.

    Raises ValueError for an extension in another unit than the span's, TypeError for a moment instead of a day.
    """

    start: date
    span: Span
    stops: tuple[Stop, ...] = ()
    extensions: tuple[Extension, ...] = ()

    def __post_init__(self) -> None:
        require_day(self.start)
        if wrong := next((extension for extension in self.extensions if type(extension.span) is not type(self.span)), None):
            raise ValueError(f"a span of {self.span.unit} cannot be extended by {wrong.span.unit}")

    @property
    def total(self) -> Span:
        """The nominal span with its extensions; its source is that of the span."""
        return type(self.span)(self.span.n + sum(extension.span.n for extension in self.extensions), self.span.source)

    def due(self, calendar: Calendar) -> Due | None:
        """The last day of the period, or None while it is stopped (停止计时中)."""
        full = self._full(calendar)
        if full is None or (due := self._rolled(full, calendar)) is None:
            return None
        return Due(self.start, due, self.total, calendar.is_provisional(due), self._counter(due, full, calendar))

    def counted(self, calendar: Calendar, *, today: date) -> list[CountedDay]:
        """The period day by day: to its due day, or to ``today`` while it is stopped."""
        due = self.due(calendar)
        return due.counted if due else self._counter(today, date.max, calendar)()

    def days_left(self, calendar: Calendar, *, today: date) -> int | None:
        """How many days are left after ``today``: working days that will count, or calendar days to the due day.

        0 on the due day, negative after it (in the same unit), None while the period is stopped.
        """
        due = self.due(calendar)
        if due is None:
            return None
        if not self._is_working:
            return (due.due - today).days
        if today > due.due:
            return -calendar.working_days_between(due.due + ONE_DAY, today + ONE_DAY)
        first, end = today + ONE_DAY, due.due + ONE_DAY
        stopped = sum(calendar.working_days_between(max(first, begin), min(end, until or end)) for begin, until in self._merged())
        return calendar.working_days_between(first, end) - stopped

    def stop_on(self, day: date) -> Stop | None:
        """The stop in which the day lies, if there is one."""
        return next((stop for stop in self.stops if stop.covers(day)), None)

    @property
    def _is_working(self) -> bool:
        return isinstance(self.span, WorkingDays)

    def _full(self, calendar: Calendar) -> date | None:
        """The day on which the number of days is reached, before any roll; None when an open stop comes first."""
        total = self.total
        nominal = last_nominal_day(self.start, total, calendar)
        skipped, full = 0, nominal
        for begin, end in self._merged():
            if begin > full:
                break
            if end is None:
                return None
            if self._is_working:
                skipped += calendar.working_days_between(begin, end)
                full = calendar.add_working_days(self.start, total.n + skipped)
            else:
                skipped += (end - begin).days
                full = nominal + timedelta(days=skipped)
        return full

    def _rolled(self, full: date, calendar: Calendar) -> date | None:
        """The first working day from ``full`` on that lies in no stop; None when an open stop comes first."""
        day = calendar.next_working_day(full)
        for begin, end in self._merged():
            if begin <= day and (end is None or day < end):
                if end is None:
                    return None
                day = calendar.next_working_day(end)
        return day

    def _merged(self) -> Iterator[tuple[date, date | None]]:
        """The stops after the start as intervals in order that do not meet; the last may be open."""
        begin = end = self.start + ONE_DAY
        for stop in sorted(self.stops, key=lambda stop: stop.start):
            if stop.start > end:
                if begin < end:
                    yield begin, end
                begin = end = stop.start
            if stop.end is None:
                yield begin, None
                return
            end = max(end, stop.end)
        if begin < end:
            yield begin, end

    def _counter(self, until: date, full: date, calendar: Calendar) -> Callable[[], list[CountedDay]]:
        def reason(day: date) -> str | None:
            stop = self.stop_on(day)
            return stop.reason if stop else None

        return days_counter(self.start, until, full, calendar, working=self._is_working, stopped=reason)
