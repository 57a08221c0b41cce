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
from onewindow.cases.selectors.pages import A_PAGE, Edge, Page, Part, by_due
from onewindow.cases.snapshots import plan_of
from onewindow.queries import counted_once, written_once
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
_LIT = {*(light.value for light in Light), TODAY}


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
    wanted = _owed(actor)
    if tab == "mine":
        wanted["taken_by"] = actor.id
    elif tab != "all":
        wanted["step"] = "accept" if tab == "correcting" else tab
    stopped = {"accept": False, "correcting": True}.get(tab)
    return _page((stopped, False), wanted, light, actor, today, query, cursor, size)


def queue_counts(actor: Actor) -> QueueCounts:
    """How long the queues of an actor are: two counts over what his organisation owes, which an index answers alone."""
    owed = _owed(actor)
    rows = _lengths(**owed)
    return QueueCounts(
        steps={step: n for step, stops, n in rows if not stops},
        stopped={step: n for step, stops, n in rows if stops},
        mine=_in_hand(**owed, taken_by=actor.id),
    )


@written_once
def _lengths(**owed: Any) -> QuerySet[Task, Any]:
    stops = ExpressionWrapper(Q(due_on__isnull=True), output_field=BooleanField())
    tasks = Task.objects.filter(done_at=None, **owed).annotate(stops=stops).order_by()
    return tasks.values_list("step", "stops").annotate(n=Count("*"))


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
    given = {"organisation": organisation, "step": step, "case__procedure": procedure, "case__organisation": body}
    wanted: dict[str, Any] = {name: value for name, value in given.items() if value}
    if window is not None:
        wanted["case__window"] = window
    return _page((None, whole), wanted, light, actor, today, query, cursor, size)


def under(light: str, today: date | None, prefix: str = "") -> Q:
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


def _owed(actor: Actor) -> dict[str, Any]:
    """The open steps that the actor's organisation owes and the actor may do."""
    steps = tuple(step for step, permission in STEP_PERMISSIONS.items() if actor.may(permission))
    return {"organisation": actor.organisation or "", "step__in": steps}


def _open(stopped: bool | None, whole: bool, light: str, /, *, today: date | None = None, **wanted: Any) -> QuerySet[Task]:
    """Open steps: of running or stopped clocks alone if said, with ``whole`` of undecided cases, under a light, with these columns."""
    tasks = Task.objects.filter(under(light, today, "case__" if whole else ""), done_at=None, **wanted)
    if whole:
        tasks = tasks.filter(case__decided_at=None, case__ended_at=None)
    return tasks if stopped is None else tasks.filter(due_on__isnull=stopped)


@written_once
def _open_steps(
    part: Part, stopped: bool | None, whole: bool, light: str, /, *, edge_key: Any = None, edge_pk: int = 0, **values: Any
) -> QuerySet[Task, Any]:
    return part.of(_open(stopped, whole, light, **values).values_list(*_COLUMNS), edge_key=edge_key, edge_pk=edge_pk)


@counted_once
def _in_hand(**wanted: Any) -> QuerySet[Task, Any]:
    return Task.objects.filter(~Q(taken_by=""), done_at=None, **wanted).values_list("pk")


def _page(
    shape: tuple[bool | None, bool], wanted: dict[str, Any], light: str, actor: Actor, today: date, query: str, cursor: str, size: int
) -> Page[CaseRow]:
    light = light if light in _LIT else ""
    values = {**wanted, "today": today} if light and light != Light.GREY else wanted
    words = query.split()
    tasks = _open(*shape, light, **values).values_list(*_COLUMNS) if words else Task.objects.none()
    for word in words:
        tasks = tasks.filter(described(word, "case__"))

    def written(part: Part, edge: Edge) -> list[Any]:
        return _open_steps(part, *shape, light, **edge, **values)

    found, following, preceding = by_due(tasks if words else written, cursor, size=size)
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
