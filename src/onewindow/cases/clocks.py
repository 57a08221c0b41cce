"""The clocks of a case: derived from its steps and stops, never typed; and the light that each shows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from onewindow.cases.models import Case, ClockInterval, Prolongation, Task
from onewindow.cases.plan import Plan
from onewindow.cases.procedure import Accept, Issue, Prereview, Produce, Review
from onewindow.words.sources import OutsideLaw, Source, as_source
from onewindow.worktime.calendar import ONE_DAY, Calendar
from onewindow.worktime.counting import CountedDay, Span
from onewindow.worktime.ledger import Clock, Extension, Stop

YELLOW = (1, 20)  # a working day, or a fifth of the limit in per cent (conv-c-3)
_LIMITED: dict[str, type[Accept] | type[Prereview] | type[Review] | type[Produce] | type[Issue]] = {
    "accept": Accept,
    "prereview": Prereview,
    "review": Review,
    "forward": Review,
    "produce": Produce,
    "issue": Issue,
}


class Light(StrEnum):
    """办件灯 (conv-c-3)."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    GREY = "grey"

    @property
    def label(self) -> str:
        return {"green": "正常", "yellow": "临期", "red": "超期", "grey": "停止计时"}[self.value]


@dataclass(frozen=True, slots=True)
class Countdown:
    """A clock as a page shows it. ``due`` and ``days_left`` are None while it stands still; ``provisional`` is 暂定.

    ``days_left`` is in the unit of the limit: 0 on the last day, negative after it.
    """

    light: Light
    limit: str
    source: Source
    start: date
    due: date | None
    days_left: int | None
    provisional: bool
    stopped_because: str


def limit_of(plan: Plan, step: str) -> Span:
    """The limit of a step of the plan."""
    return plan.step(_LIMITED[step]).within


def clock_of(task: Task, plan: Plan, intervals: Iterable[ClockInterval], prolongations: Iterable[Prolongation] = ()) -> Clock:
    """The clock under which a step runs; what stopped or prolonged other steps is passed over."""
    return _clock(task.step, task.starts_on, plan, intervals, prolongations)


def case_clock(case: Case, plan: Plan, intervals: Iterable[ClockInterval], prolongations: Iterable[Prolongation] = ()) -> Clock:
    """The clock of the whole case: from its receipt to the answer of the window, then from its acceptance to the decision."""
    if case.accepted_on is None:
        return _clock("accept", case.received_on, plan, intervals, prolongations)
    return _clock("review", case.accepted_on, plan, intervals, prolongations)


def yellow_from(clock: Clock, calendar: Calendar, yellow: tuple[int, int] | None = None) -> date | None:
    """The first day on which the light of a clock is yellow; None while it stands still."""
    due = clock.due(calendar)
    if due is None:
        return None
    day = due.due
    while day > clock.start and _is_near(clock.total.n, _left(clock, calendar, day - ONE_DAY), yellow or YELLOW):
        day -= ONE_DAY
    return day


def _left(clock: Clock, calendar: Calendar, day: date) -> int:
    left = clock.days_left(calendar, today=day)
    assert left is not None  # it has a due day
    return left


def _clock(step: str, starts_on: date, plan: Plan, intervals: Iterable[ClockInterval], prolongations: Iterable[Prolongation]) -> Clock:
    stops = tuple(
        Stop(
            each.starts_on,
            each.ends_on,
            each.reason,
            source_named(each.source),
            start_paper=each.start_paper,
            end_paper=each.end_paper,
        )
        for each in intervals
        if each.step == step
    )
    limit = limit_of(plan, step)
    longer = tuple(
        Extension(type(limit)(each.days, source_named(each.source)), each.reason, each.paper) for each in prolongations if each.step == step
    )
    return Clock(starts_on, limit, stops, longer)


def has_lapsed(task: Task, plan: Plan, intervals: Iterable[ClockInterval], calendar: Calendar, today: date) -> bool:
    """Whether the limit of a step was over before today; a clock that stands still does not lapse.

    ``intervals`` are looked at only once as many days have passed as the limit counts: before that no clock can be over.
    """
    if (today - task.starts_on).days <= limit_of(plan, task.step).n:
        return False
    due = clock_of(task, plan, intervals).due(calendar)
    return due is not None and today > due.due


def countdown(clock: Clock, calendar: Calendar, today: date, yellow: tuple[int, int] | None = None) -> Countdown:
    """How a clock stands on a day; ``yellow`` (days, share in per cent) is when its light turns, if the item says so."""
    due = clock.due(calendar)
    stop = clock.stop_on(today)
    left = clock.days_left(calendar, today=today)
    return Countdown(
        light=_light(clock.total.n, left, yellow or YELLOW),
        limit=str(clock.total),
        source=clock.span.source,
        start=clock.start,
        due=due.due if due else None,
        days_left=left,
        provisional=bool(due and due.provisional),
        stopped_because=stop.reason if stop and due is None else "",
    )


def counted(clock: Clock, calendar: Calendar, today: date) -> list[CountedDay]:
    """The clock day by day, rest days named: for the page of the case."""
    return clock.counted(calendar, today=today)


def _light(total: int, left: int | None, yellow: tuple[int, int]) -> Light:
    if left is None:
        return Light.GREY
    if left < 0:
        return Light.RED
    return Light.YELLOW if _is_near(total, left, yellow) else Light.GREEN


def _is_near(total: int, left: int, yellow: tuple[int, int]) -> bool:
    days, share = yellow
    return left <= days or left * 100 <= total * share


def source_named(text: str) -> Source:
    """The source that a stored interval names: an id, or law and article as ``OutsideLaw.id`` joins them."""
    try:
        return as_source(text)
    except ValueError:
        name, _, article = text.partition("第")
        return OutsideLaw(name, f"第{article}" if article else "")
