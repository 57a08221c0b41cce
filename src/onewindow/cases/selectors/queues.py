"""The open steps, the first due first: the queue of an organisation, and all of them for supervision. Pages by key, never all at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import BooleanField, Count, ExpressionWrapper, Q, QuerySet

from onewindow.accounts.selectors import names_of
from onewindow.cases.clocks import Countdown, Light, limit_of
from onewindow.cases.life import STEP_PERMISSIONS, STEPS, State
from onewindow.cases.models import ClockInterval, Task
from onewindow.cases.offices import office_names
from onewindow.cases.selectors.finding import described
from onewindow.cases.selectors.lists import CaseRow
from onewindow.cases.selectors.pages import A_PAGE, Page, by_due
from onewindow.cases.snapshots import plan_of
from onewindow.words.actor import Actor
from onewindow.worktime.calendar import ONE_DAY, Calendar
from onewindow.worktime.calendars import current_calendar
from onewindow.worktime.clock import day_of
from onewindow.worktime.counting import Span, WorkingDays

_COLUMNS = (
    "case__number",
    "case__procedure",
    "case__snapshot_id",
    "case__state",
    "case__enterprise_name",
    "case__masked_name",
    "case__uscc",
    "case__period",
    "case__matter",
    "case__route",
    "case__submitted_at",
    "case_id",
    "step",
    "organisation",
    "starts_on",
    "warns_on",
    "taken_by",
    "note",
    "due_on",
    "pk",
)


TODAY = "today"  # a filter beside the lights: due on this day


@dataclass(frozen=True, slots=True)
class QueueCounts:
    """How many open steps an actor may do: by step with the stopped ones apart, and those that he took."""

    steps: dict[str, int]
    stopped: dict[str, int]
    mine: int

    def of(self, tab: str) -> int:
        """The count of a tab of the workbench."""
        if tab == "all":
            return sum(self.steps.values()) + sum(self.stopped.values())
        if tab == "mine":
            return self.mine
        if tab == "correcting":
            return self.stopped.get("accept", 0)
        return self.steps.get(tab, 0) + (self.stopped.get(tab, 0) if tab != "accept" else 0)


def queue(
    actor: Actor, today: date, *, tab: str = "all", query: str = "", light: str = "", cursor: str = "", size: int = A_PAGE
) -> Page[CaseRow]:
    """The open steps that the actor's organisation owes and the actor may do, the first due first; stopped clocks last."""
    tasks = _owed(actor).filter(_of_tab(tab, actor), under(light, today))
    return _page(tasks, actor, today, query, cursor, size)


def queue_counts(actor: Actor) -> QueueCounts:
    """How long the queues of an actor are: one count over what his organisation owes, which is few."""
    stopped = ExpressionWrapper(Q(due_on__isnull=True), output_field=BooleanField())
    grouped = _owed(actor).annotate(stopped=stopped).order_by().values_list("step", "stopped")
    rows = list(grouped.annotate(n=Count("pk"), mine=Count("pk", filter=Q(taken_by=actor.id))))
    return QueueCounts(
        steps={step: n for step, stops, n, _ in rows if not stops},
        stopped={step: n for step, stops, n, _ in rows if stops},
        mine=sum(mine for *_, mine in rows),
    )


def all_open(
    actor: Actor,
    today: date,
    *,
    organisation: str = "",
    body: str = "",
    window: str | None = None,
    procedure: str = "",
    step: str = "",
    query: str = "",
    light: str = "",
    whole: bool = False,
    cursor: str = "",
    size: int = A_PAGE,
) -> Page[CaseRow]:
    """Every open step, for supervision: the first due first; stopped clocks last. Nothing for who may not supervise.

    ``organisation`` owes the step, ``body`` decides the case; ``light`` is that of the step, or with ``whole`` that of the case, and
    then only undecided cases are listed.
    """
    if not actor.may("cases.supervise"):
        return Page([], "", "")
    tasks = Task.objects.filter(under(light, today, "case__" if whole else ""), done_at=None)
    if whole:
        tasks = tasks.filter(case__decided_at=None, case__ended_at=None)
    wanted = {"organisation": organisation, "step": step, "case__procedure": procedure, "case__organisation": body}
    tasks = tasks.filter(**{name: value for name, value in wanted.items() if value})
    if window is not None:
        tasks = tasks.filter(case__window=window)
    return _page(tasks, actor, today, query, cursor, size)


def under(light: str, today: date, prefix: str = "") -> Q:
    """The rows (steps or cases) under a light, or due today, as a range that an index can follow; every row for no light."""
    due, warns = f"{prefix}due_on", f"{prefix}warns_on"
    return {
        Light.GREY.value: Q(**{due: None}),
        Light.RED.value: Q(**{f"{due}__lt": today}),
        Light.YELLOW.value: Q(**{f"{due}__gte": today, f"{warns}__lte": today}),
        Light.GREEN.value: Q(**{f"{due}__gte": today, f"{warns}__gt": today}),
        TODAY: Q(**{due: today}),
    }.get(light, Q())


def light_of(due: date | None, warns_on: date | None, today: date) -> Light:
    """The light of one row by the same two days."""
    if due is None:
        return Light.GREY
    if due < today:
        return Light.RED
    return Light.YELLOW if warns_on is not None and warns_on <= today else Light.GREEN


def _owed(actor: Actor) -> QuerySet[Task]:
    steps = [step for step, permission in STEP_PERMISSIONS.items() if actor.may(permission)]
    return Task.objects.filter(organisation=actor.organisation or "", step__in=steps, done_at=None)


def _of_tab(tab: str, actor: Actor) -> Q:
    if tab == "mine":
        return Q(taken_by=actor.id)
    if tab == "correcting":
        return Q(step="accept", due_on=None)
    if tab == "accept":
        return Q(step="accept", due_on__isnull=False)
    return Q() if tab == "all" else Q(step=tab)


def _page(tasks: QuerySet[Task], actor: Actor, today: date, query: str, cursor: str, size: int) -> Page[CaseRow]:
    for word in query.split():
        tasks = tasks.filter(described(word, "case__"))
    found, following, preceding = by_due(tasks.values_list(*_COLUMNS), cursor, size=size)
    return Page(_rows(found, actor, today), following, preceding)


def _rows(found: list[tuple[Any, ...]], actor: Actor, today: date) -> list[CaseRow]:
    """The rows of a page: at most four queries more, whatever its length."""
    calendar = current_calendar()
    names = names_of({row[16] for row in found if row[16]})
    offices = office_names({row[13] for row in found})
    reasons = _reasons([row[11] for row in found if row[18] is None])
    return [_row(row, actor, today, calendar, names, offices, reasons) for row in found]


def _reasons(stopped: Iterable[int]) -> dict[tuple[int, str], str]:
    """Why each stopped step stands still, by case and step."""
    cases = list(stopped)
    rows = ClockInterval.objects.filter(case__in=cases, ends_on=None).values_list("case_id", "step", "reason") if cases else ()
    return {(case, step): reason for case, step, reason in rows}


def _row(
    row: tuple[Any, ...],
    actor: Actor,
    today: date,
    calendar: Calendar,
    names: dict[str, str],
    offices: dict[str, str],
    reasons: dict[tuple[int, str], str],
) -> CaseRow:
    number, procedure, snapshot, state, enterprise, masked, uscc, period, matter, route, submitted, case = row[:12]
    step, organisation, starts_on, warns_on, taken_by, note, due, _ = row[12:]
    plan = plan_of(snapshot)
    limit = limit_of(plan, step)
    return CaseRow(
        number=number,
        title=plan.title,
        enterprise_name=enterprise or masked,
        uscc=uscc,
        period=period,
        matter=matter,
        state=state,
        state_title=State(state).label,
        submitted_on=day_of(submitted),
        step=step,
        step_title=STEPS[step],
        organisation=offices.get(organisation, organisation),
        countdown=_countdown(limit, starts_on, due, warns_on, reasons.get((case, step), ""), today, calendar),
        holder=names.get(taken_by, ""),
        mine=taken_by == actor.id,
        in_stead=taken_by in actor.principals,
        note=note,
        procedure=procedure,
        route=route,
    )


def _countdown(
    limit: Span, start: date, due: date | None, warns_on: date | None, stopped_because: str, today: date, calendar: Calendar
) -> Countdown:
    return Countdown(
        light=light_of(due, warns_on, today),
        limit=str(limit),
        source=limit.source,
        start=start,
        due=due,
        days_left=days_left(due, today, calendar, working=isinstance(limit, WorkingDays)),
        provisional=due is not None and calendar.is_provisional(due),
        stopped_because="" if due else stopped_because,
    )


def days_left(due: date | None, today: date, calendar: Calendar, *, working: bool) -> int | None:
    """How many days are left to a due day, in the unit of its limit: 0 on the day itself, negative after it, None while it stands still."""
    if due is None:
        return None
    if not working:
        return (due - today).days
    if today > due:
        return -calendar.working_days_between(due + ONE_DAY, today + ONE_DAY)
    return calendar.working_days_between(today + ONE_DAY, due + ONE_DAY)
