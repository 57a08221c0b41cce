"""What the database shows against an office, ground by ground: read every day, and read again for what was found before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.timezone import get_default_timezone

from onewindow.cases.clocks import clock_of
from onewindow.cases.life import STEPS
from onewindow.cases.models import Case, Decision, Task, Violation
from onewindow.cases.snapshots import plan_of
from onewindow.supervision.conventions import RESPONSE_DAYS, RESPONSE_RED, RESPONSE_YELLOW
from onewindow.supervision.grounds import (
    CASE_LATE,
    EXTRA_MATERIAL,
    INCOMPLETE,
    NO_REASON,
    NOT_ACCEPTED,
    PREREVIEW_LATE,
    RED,
    SLOW_RESPONSE,
    STEP_LATE,
    TOLD_TWICE,
    WRONG_PLACE,
    YELLOW,
)
from onewindow.words.actor import SYSTEM
from onewindow.words.days import said
from onewindow.worktime.calendar import ONE_DAY, Calendar
from onewindow.worktime.clock import day_of
from onewindow.worktime.counting import WorkingDays

_OF_VIOLATION = {
    "not_told_at_once": TOLD_TWICE,
    "extra_material": EXTRA_MATERIAL,
    "incomplete_intake": INCOMPLETE,
    "wrong_place": WRONG_PLACE,
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing found: ``key`` is the same whenever it is found again; ``days`` how late, in the unit of the limit."""

    key: str
    ground: str
    level: str
    case: Case
    organisation: str
    happened_on: date
    window: str = ""
    person: str = ""
    step: str = ""
    due_on: date | None = None
    days: int = 0
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """For which day one looks, from which day on what has ended is looked at again, and the keys found before, by ground."""

    today: date
    since: date
    calendar: Calendar
    standing: dict[str, frozenset[int]]


def every_fact(look: Look) -> Iterator[Fact]:
    """What holds on the day, on every ground."""
    for finder in _FINDERS:
        yield from finder(look)


def late_cases(look: Look) -> Iterator[Fact]:
    """超过承诺期限: the whole case is over its last day, undecided or decided late; who holds it answers."""
    late = Q(decided_at=None, ended_at=None, due_on__lt=look.today) | Q(
        decided_at__gte=_start(look.since), due_on__lt=F("decided_at__date")
    )
    cases = Case.objects.filter(late | Q(pk__in=look.standing.get(CASE_LATE, ())))
    for case in _lean(cases).prefetch_related("tasks"):
        over = case.decided_at or case.ended_at
        ended = day_of(over) if over else look.today
        if case.due_on is None or ended <= case.due_on:
            continue
        task = max(case.tasks.all(), key=lambda each: (each.done_at is None, each.opened_at), default=None)
        days = look.calendar.working_days_between(case.due_on + ONE_DAY, ended + ONE_DAY)
        yield Fact(
            key=f"{CASE_LATE}:{case.pk}",
            ground=CASE_LATE,
            level=RED,
            case=case,
            organisation=case.organisation or (task.organisation if task else ""),
            happened_on=case.due_on + ONE_DAY,
            window=case.window,
            person=(task.taken_by or task.done_by) if task else "",
            step=task.step if task else "",
            due_on=case.due_on,
            days=max(days, 1),
        )


def late_steps(look: Look) -> Iterator[Fact]:
    """环节超时: a step over its limit while the whole case is not over its own (conv-super-7); the preliminary check by its own name."""
    standing = look.standing.get(STEP_LATE, frozenset()) | look.standing.get(PREREVIEW_LATE, frozenset())
    late = Q(done_at=None, due_on__lt=look.today) | Q(done_at__gte=_start(look.since), due_on__lt=F("done_at__date"))
    tasks = Task.objects.filter(late | Q(pk__in=standing)).select_related("case").prefetch_related("case__intervals", "case__prolongations")
    for task in _lean_of(tasks):
        fact = _late_step(task, look)
        if fact:
            yield fact


def _late_step(task: Task, look: Look) -> Fact | None:
    case = task.case
    ended = day_of(task.done_at) if task.done_at else look.today
    clock = clock_of(task, plan_of(case.snapshot_id), case.intervals.all(), case.prolongations.all())
    due = clock.due(look.calendar)
    if due is None or ended <= due.due or (case.due_on and ended > case.due_on):
        return None
    left = clock.days_left(look.calendar, today=ended) or -1
    ground = PREREVIEW_LATE if task.step == "prereview" else STEP_LATE
    return Fact(
        key=f"{ground}:{task.pk}",
        ground=ground,
        level=YELLOW,
        case=case,
        organisation=task.organisation,
        happened_on=due.due + ONE_DAY,
        window=case.window,
        person=task.done_by or task.taken_by,
        step=task.step,
        due_on=due.due,
        days=-left if isinstance(clock.span, WorkingDays) or left < 0 else 1,
    )


def slow_responses(look: Look) -> Iterator[Fact]:
    """后台响应超时: from the push to the first action, in working days: two are yellow, three are red (conv-super-6)."""
    earliest = _start(look.since)
    waits = Q(taken_at=None, done_at=None) | Q(taken_at__gte=earliest)
    tasks = pushed_tasks().filter(waits & Q(opened_at__lt=_start(look.today)) | Q(pk__in=look.standing.get(SLOW_RESPONSE, ())))
    for task in _lean_of(tasks.select_related("case").prefetch_related("case__intervals")):
        acted = task.taken_at or task.done_at
        pushed_on, until = day_of(task.opened_at), day_of(acted) if acted else look.today
        days = response_days(pushed_on, until, task, look.calendar)
        if days >= RESPONSE_YELLOW:
            yield Fact(
                key=f"{SLOW_RESPONSE}:{task.pk}",
                ground=SLOW_RESPONSE,
                level=RED if days >= RESPONSE_RED else YELLOW,
                case=task.case,
                organisation=task.organisation,
                happened_on=look.calendar.add_working_days(pushed_on, RESPONSE_YELLOW),
                window=task.case.window,
                person=task.taken_by,
                step=task.step,
                due_on=look.calendar.add_working_days(pushed_on, RESPONSE_DAYS),
                days=days - RESPONSE_DAYS,
                detail=f"{said(pushed_on)}推送，{f'{said(until)}响应' if acted else '尚未响应'}，历时{days}个工作日",
            )


def pushed_tasks() -> QuerySet[Task]:
    """The first step of the back office in each case: the preliminary check, or the review of a case that has none."""
    checked_before = Task.objects.filter(case=OuterRef("case"), step="prereview")
    return Task.objects.filter(Q(step="prereview") | Q(step="review") & ~Exists(checked_before))


def response_days(pushed_on: date, until: date, task: Task, calendar: Calendar) -> int:
    """The working days from the push to the first action; days on which the clock of the step stood still do not count."""
    days = calendar.working_days_between(pushed_on + ONE_DAY, until + ONE_DAY)
    for stop in task.case.intervals.all():
        if stop.step == task.step:
            first, end = max(stop.starts_on, pushed_on + ONE_DAY), min(stop.ends_on or until + ONE_DAY, until + ONE_DAY)
            days -= calendar.working_days_between(first, end)
    return days


def not_accepted(look: Look) -> Iterator[Fact]:
    """不受理合格申请: the window was silent for so long that the application counts as accepted."""
    deemed = Q(done_at__gte=_start(look.since)) | Q(case__in=look.standing.get(NOT_ACCEPTED, ()))
    for task in _lean_of(Task.objects.filter(deemed, step="accept", outcome="deemed").select_related("case")):
        yield Fact(
            key=f"{NOT_ACCEPTED}:{task.case_id}",
            ground=NOT_ACCEPTED,
            level=RED,
            case=task.case,
            organisation=task.organisation,
            happened_on=day_of(task.done_at or task.opened_at),
            window=task.case.window,
            person="" if task.taken_by == SYSTEM.id else task.taken_by,
            step=task.step,
            due_on=task.due_on,
            detail="窗口逾期没有受理、没有告知补正，视为受理",
        )


def unreasoned(look: Look) -> Iterator[Fact]:
    """不说明理由: an application was refused without a reason."""
    bare = Q(outcome__in=("refused", "denied"), reason="", at__gte=_start(look.since))
    found = Decision.objects.filter(bare | Q(case__in=look.standing.get(NO_REASON, ()), outcome__in=("refused", "denied"), reason=""))
    for decision in found.select_related("case"):
        case = decision.case
        if any(line.get("reason") or line.get("note") for line in decision.lines):
            continue  # every award refused with its own reason
        yield Fact(
            key=f"{NO_REASON}:{case.pk}",
            ground=NO_REASON,
            level=RED,
            case=case,
            organisation=case.organisation,
            happened_on=day_of(decision.at),
            window=case.window,
            person=decision.by,
            step="review",
        )


def violations(look: Look) -> Iterator[Fact]:
    """What the doors of a case wrote down as it was done: not told at once, materials added, the wrong place."""
    kept = frozenset().union(*(look.standing.get(ground, frozenset()) for ground in _OF_VIOLATION.values()))
    rows = Violation.objects.filter(Q(at__gte=_start(look.since)) | Q(pk__in=kept)).select_related("case")
    for each in rows:
        if ground := _OF_VIOLATION.get(each.kind):
            yield Fact(
                key=f"{ground}:{each.pk}",
                ground=ground,
                level=YELLOW,
                case=each.case,
                organisation=each.organisation,
                happened_on=day_of(each.at),
                window=each.window,
                person=each.person,
                detail=each.detail,
            )


_FINDERS: tuple[Callable[[Look], Iterator[Fact]], ...] = (late_cases, late_steps, slow_responses, not_accepted, unreasoned, violations)


def step_title(step: str) -> str:
    """What a page calls a step; nothing for none."""
    return STEPS.get(step, step)


def _start(day: date) -> datetime:
    return datetime.combine(day, time(0), get_default_timezone())


def _lean(cases: QuerySet[Case]) -> QuerySet[Case]:
    return cases.defer("facts", "contact_name", "contact_phone", "person_name", "person_id", "agent_name", "agent_id")


def _lean_of(tasks: QuerySet[Task]) -> Iterable[Task]:
    sealed = ("facts", "contact_name", "contact_phone", "person_name", "person_id", "agent_name", "agent_id")
    return tasks.defer(*(f"case__{name}" for name in sealed)).iterator(chunk_size=500)
