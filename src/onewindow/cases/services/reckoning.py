"""The days on which the open step and the whole case fall due, written anew from their clocks after every stop, start and prolongation."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

from onewindow import rows
from onewindow.cases.clocks import case_clock, clock_of, yellow_from
from onewindow.cases.models import Case, ClockInterval, Prolongation, Task
from onewindow.cases.plan import Plan
from onewindow.worktime.calendar import Calendar
from onewindow.worktime.ledger import Clock


def reckon(case: Case, plan: Plan, task: Task, calendar: Calendar) -> date | None:
    """Write when the step and the case are due, from what the database says of their stops; the day of the step (None: stopped)."""
    intervals = list(ClockInterval.objects.filter(case=case))
    prolongations = list(Prolongation.objects.filter(case=case))
    task.due_on, task.warns_on = due_days(clock_of(task, plan, intervals, prolongations), plan, calendar)
    rows.alter(Task, {"case": case.pk, "step": task.step, "done_at": None}, due_on=task.due_on, warns_on=task.warns_on)
    columns = due_columns(case, plan, calendar, intervals, prolongations)
    rows.alter(Case, {"id": case.pk}, **columns)
    for name, value in columns.items():
        setattr(case, name, value)
    return task.due_on


def due_columns(
    case: Case,
    plan: Plan,
    calendar: Calendar,
    intervals: list[ClockInterval] | None = None,
    prolongations: list[Prolongation] | None = None,
) -> dict[str, Any]:
    """``due_on`` and ``warns_on`` of the case as its clock stands; both None while it is stopped."""
    due_on, warns_on = due_days(case_clock(case, plan, intervals or (), prolongations or ()), plan, calendar)
    return {"due_on": due_on, "warns_on": warns_on}


def due_days(clock: Clock, plan: Plan, calendar: Calendar) -> tuple[date | None, date | None]:
    """The last day of a clock and the first on which its light is yellow; both None while it stands still."""
    return _counted(clock, plan.yellow, calendar)


@lru_cache(maxsize=4096)  # cases that begin on a day under one limit have the same days; a calendar never changes
def _counted(clock: Clock, yellow: tuple[int, int] | None, calendar: Calendar) -> tuple[date | None, date | None]:
    due = clock.due(calendar)
    return (due.due, yellow_from(clock, calendar, yellow)) if due else (None, None)
