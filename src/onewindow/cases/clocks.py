"""The clocks of a case: derived from its steps and stops, never typed; and the light that each shows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from onewindow.cases.models import ClockInterval, Task
from onewindow.cases.plan import Plan
from onewindow.cases.procedure import Accept, Issue, Review
from onewindow.words.sources import OutsideLaw, Source, as_source
from onewindow.worktime.calendar import Calendar
from onewindow.worktime.counting import CountedDay, Span
from onewindow.worktime.ledger import Clock, Stop

YELLOW_SHARE = 5  # a fifth of the limit (conv-c-3)
YELLOW_DAYS = 1


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
    kinds: dict[str, type[Accept] | type[Review] | type[Issue]] = {"accept": Accept, "review": Review, "forward": Review, "issue": Issue}
    return plan.step(kinds[step]).within


def clock_of(task: Task, plan: Plan, intervals: Iterable[ClockInterval]) -> Clock:
    """The clock under which a step runs; the intervals of other steps are passed over."""
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
        if each.step == task.step
    )
    return Clock(task.starts_on, limit_of(plan, task.step), stops)


def has_lapsed(task: Task, plan: Plan, intervals: Iterable[ClockInterval], calendar: Calendar, today: date) -> bool:
    """Whether the limit of a step was over before today; a clock that stands still does not lapse.

    ``intervals`` are looked at only once as many days have passed as the limit counts: before that no clock can be over.
    """
    if (today - task.starts_on).days <= limit_of(plan, task.step).n:
        return False
    due = clock_of(task, plan, intervals).due(calendar)
    return due is not None and today > due.due


def countdown(clock: Clock, calendar: Calendar, today: date) -> Countdown:
    """How a clock stands on a day."""
    due = clock.due(calendar)
    stop = clock.stop_on(today)
    left = clock.days_left(calendar, today=today)
    return Countdown(
        light=_light(clock.total.n, left),
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


def _light(total: int, left: int | None) -> Light:
    if left is None:
        return Light.GREY
    if left < 0:
        return Light.RED
    return Light.YELLOW if left <= YELLOW_DAYS or left * YELLOW_SHARE <= total else Light.GREEN


def source_named(text: str) -> Source:
    """The source that a stored interval names: an id, or law and article as ``OutsideLaw.id`` joins them."""
    try:
        return as_source(text)
    except ValueError:
        name, _, article = text.partition("第")
        return OutsideLaw(name, f"第{article}")
