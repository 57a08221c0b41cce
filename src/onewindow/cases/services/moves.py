"""The only code that moves a case: its row, its event, and the step that is then owed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from onewindow.accounts.sealed import digest
from onewindow.cases import rows
from onewindow.cases.clocks import limit_of
from onewindow.cases.life import State
from onewindow.cases.models import Case, Task
from onewindow.cases.plan import Plan
from onewindow.cases.procedure import Accept, Issue, Prereview, Produce, Review
from onewindow.cases.services.reckoning import due_days
from onewindow.trail.services import record
from onewindow.words.actor import Actor
from onewindow.words.canonical import canonical
from onewindow.words.refused import Refused
from onewindow.worktime.calendar import Calendar
from onewindow.worktime.ledger import Clock

_OWNERS: dict[str, type[Accept] | type[Prereview] | type[Review] | type[Produce] | type[Issue]] = {
    "accept": Accept,
    "forward": Accept,
    "prereview": Prereview,
    "review": Review,
    "produce": Produce,
    "issue": Issue,
}


def move(
    case: Case,
    to: State,
    *,
    kind: str,
    by: Actor,
    at: datetime,
    reason: str = "",
    body: Mapping[str, Any] | None = None,
    **columns: Any,
) -> None:
    """Bring a locked case into a state, with the columns that change with it, and leave the event."""
    if not rows.change(Case, {"id": case.pk, "state": case.state}, state=to.value, **columns):
        raise Refused(f"办件{case.number}已被其他人办理", code="wrong_state", field="number", status=409)
    tell(case, kind, by=by, at=at, from_=case.state, to=to.value, reason=reason, body=body)
    case.state = to.value
    for name, value in columns.items():
        setattr(case, name, value)


def tell(
    case: Case,
    kind: str,
    *,
    by: Actor,
    at: datetime,
    from_: str = "",
    to: str = "",
    reason: str = "",
    body: Mapping[str, Any] | None = None,
) -> None:
    """Leave an event of a case that stays in its state."""
    record(subject=case.subject, kind=f"case.{kind}", by=by, at=at, from_=from_, to=to, reason=reason, body=body)


def sealed_facts(case: Case) -> str:
    """The keyed digest that events hold instead of the facts of a case, since facts may be personal and events stay."""
    return digest(canonical(case.facts), purpose="case.facts", salt=case.number)


def owe(case: Case, plan: Plan, step: str, *, at: datetime, starts_on: date, calendar: Calendar, note: str = "") -> Task:
    """Open a step in the queue of the organisation that the plan names; its clock begins after ``starts_on``."""
    due_on, warns_on = due_days(Clock(starts_on, limit_of(plan, step)), plan, calendar)
    task = Task(case=case, step=step, opened_at=at, starts_on=starts_on, due_on=due_on, warns_on=warns_on, note=note)
    task.organisation = plan.step(_OWNERS[step]).organisation
    return rows.insert(task)


def begin_review(case: Case, task: Task, *, by: Actor, at: datetime) -> None:
    """开始办理: a review that nobody took is taken by who now does it, so that the case says who began it and when."""
    rows.change(Task, {"id": task.pk}, taken_by=by.id, taken_at=at)
    task.taken_by, task.taken_at = by.id, at
    move(case, State.REVIEWING, kind="taken", by=by, at=at, body={"step": task.step})


def finish(task: Task, outcome: str, *, by: Actor, at: datetime) -> None:
    """Close a step; who did it also took it, if nobody had."""
    taken = {} if task.taken_by else {"taken_by": by.id, "taken_at": at}
    rows.change(Task, {"id": task.pk}, outcome=outcome, done_by=by.id, done_at=at, **taken)
