"""The only code that moves a case: its row, its event, and the step that is then owed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from functools import partial
from typing import Any

from django.db.models import DateField, Value
from django.db.models.functions import Greatest

from onewindow import rows
from onewindow.accounts.sealed import digest
from onewindow.cases.clocks import limit_of
from onewindow.cases.life import State
from onewindow.cases.models import Case, ClockInterval, Task
from onewindow.cases.plan import Plan
from onewindow.cases.procedure import Accept, Issue, Prereview, Produce, Review
from onewindow.cases.services.reckoning import due_days
from onewindow.trail.services import record
from onewindow.words.actor import Actor
from onewindow.words.canonical import canonical
from onewindow.words.refused import Refused
from onewindow.worktime.calendar import Calendar
from onewindow.worktime.clock import day_of
from onewindow.worktime.ledger import Clock

_OWNERS: dict[str, type[Accept] | type[Prereview] | type[Review] | type[Produce] | type[Issue]] = {
    "accept": Accept,
    "forward": Accept,
    "prereview": Prereview,
    "review": Review,
    "produce": Produce,
    "issue": Issue,
}
_OF_THE_BODY = (Prereview, Review, Produce)


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
    standing = {"id": case.pk, "state": case.stored_state or case.state}
    rows.alter(Case, standing, missed=partial(_in_other_hands, case.number), state=to.value, **columns)
    tell(case, kind, by=by, at=at, from_=case.state, to=to.value, reason=reason, body=body)
    case.state, case.stored_state = to.value, ""
    for name, value in columns.items():
        setattr(case, name, value)


def _in_other_hands(number: str) -> Refused:
    return Refused(f"办件{number}已被其他人办理", code="wrong_state", field="number", status=409)


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
    """Leave an event of a case that stays in its state; one that was done in another's stead says in whose (代…办理)."""
    if case.acting_for:
        body = {**(body or {}), "for": case.acting_for}
    record(subject=case.subject, kind=f"case.{kind}", by=by, at=at, from_=from_, to=to, reason=reason, body=body)


def sealed_facts(case: Case) -> str:
    """The keyed digest that events hold instead of the facts of a case, since facts may be personal and events stay."""
    return digest(canonical(case.facts), purpose="case.facts", salt=case.number)


def owe(
    case: Case, plan: Plan, step: str, *, at: datetime, starts_on: date, calendar: Calendar, note: str = "", taken_by: str = ""
) -> Task:
    """Open a step in the queue of the organisation that owes it, or in a person's hands; its clock begins after ``starts_on``."""
    due_on, warns_on = due_days(Clock(starts_on, limit_of(plan, step)), plan, calendar)
    task = Task(case=case, step=step, opened_at=at, starts_on=starts_on, due_on=due_on, warns_on=warns_on, note=note)
    task.taken_by, task.taken_at = taken_by, at if taken_by else None
    task.organisation = owner_of(case, plan, step)
    return rows.add(task)


def owner_of(case: Case, plan: Plan, step: str) -> str:
    """The organisation that owes a step: as the plan says, or the body to which a case of an item was passed on (转办)."""
    owner = _OWNERS[step]
    if plan.item and case.organisation and owner in _OF_THE_BODY:
        return case.organisation
    return plan.step(owner).organisation


def end_stops(case: Case, at: datetime) -> None:
    """A case that ends leaves no clock standing still; a stop that would begin tomorrow never did."""
    last = Greatest("starts_on", Value(day_of(at)), output_field=DateField())
    ClockInterval.objects.filter(case=case, ends_on=None).update(ends_on=last)


def begin_review(case: Case, task: Task, *, by: Actor, at: datetime) -> None:
    """开始办理: a review that nobody took is taken by who now does it, so that the case says who began it and when."""
    rows.alter(Task, {"id": task.pk}, taken_by=by.id, taken_at=at)
    task.taken_by, task.taken_at = by.id, at
    move(case, State.REVIEWING, kind="taken", by=by, at=at, body={"step": task.step})


def pass_review(case: Case, task: Task, *, by: Actor, at: datetime) -> None:
    """开始办理 by who concludes the review in the same act: its event; the rows are then written once, by ``finish`` and ``move``."""
    tell(case, "taken", by=by, at=at, from_=case.state, to=State.REVIEWING.value, body={"step": task.step})
    case.state, case.stored_state = State.REVIEWING.value, case.state


def finish(task: Task, outcome: str, *, by: Actor, at: datetime) -> None:
    """Close a step; who did it also took it, if nobody had."""
    taken: dict[str, Any] = {} if task.taken_by else {"taken_by": by.id, "taken_at": at}
    rows.alter(Task, {"id": task.pk}, outcome=outcome, done_by=by.id, done_at=at, **taken)
