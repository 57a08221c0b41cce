"""Lists of an applicant: cases and drafts, each case with its light; and how a case becomes a row of a list."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from onewindow.accounts.selectors import enterprises_of, names_of
from onewindow.cases.clocks import Countdown, clock_of, countdown
from onewindow.cases.holders import SEALED, person_key_of
from onewindow.cases.life import STEPS
from onewindow.cases.models import Case, Draft, Task
from onewindow.cases.offered import offered
from onewindow.cases.offices import office_names
from onewindow.cases.selectors.pages import A_PAGE, Page, by_key
from onewindow.cases.snapshots import plan_of
from onewindow.words.actor import Actor
from onewindow.worktime.calendar import Calendar
from onewindow.worktime.calendars import current_calendar
from onewindow.worktime.clock import day_of

BESIDE = ("tasks", "intervals", "prolongations")  # rows that the clock of a case is derived from
UNREAD = (*SEALED, "facts")  # columns that no list shows


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case in a list. ``countdown`` is None where no clock runs any more; ``holder`` who took the open step ("" nobody);
    ``in_stead``: the actor stands in for the holder today (委托).
    """

    number: str
    title: str
    enterprise_name: str
    uscc: str
    period: int
    matter: str
    state: str
    state_title: str
    submitted_on: date
    step: str
    step_title: str
    organisation: str
    countdown: Countdown | None
    holder: str
    mine: bool
    in_stead: bool
    note: str
    procedure: str
    route: str
    bundle: str = ""

    @property
    def about(self) -> str:
        """For which year, and for what within it: 2023年度; 2023年度，第133届广交会."""
        return f"{self.period}年度{self.matter and f'，{self.matter}'}" if self.period else self.matter


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A form that was begun and not submitted."""

    key: str
    procedure: str
    title: str
    enterprise_name: str
    saved_at: datetime
    bundle: str


def my_cases(actor: Actor, today: date, *, states: Collection[str] = (), cursor: str = "", size: int = A_PAGE) -> Page[CaseRow]:
    """The cases of the enterprises that an applicant may act for today, whoever submitted them, and his own; the newest first."""
    rows = Case.objects.filter(of_applicant(actor, today), **({"state__in": states} if states else {}))
    found, following, preceding = by_key(rows.values_list("number", "pk"), "pk", cursor, descending=True, size=size)
    cases = Case.objects.filter(pk__in=[row[-1] for row in found]).order_by("-id").defer(*UNREAD)
    return Page(rows_of(cases.prefetch_related(*BESIDE), actor, today), following, preceding)


def of_applicant(actor: Actor, today: date) -> Q:
    """What is an applicant's by the columns ``uscc``, ``applicant`` and ``person_key``, as ``holders.acts_for`` says it of one case."""
    mine = Q(uscc__in=[agency.uscc for agency in enterprises_of(actor, today)]) | Q(uscc="", applicant=actor.id)
    own = person_key_of(actor)
    return mine | Q(person_key=own) if own else mine


def my_drafts(actor: Actor) -> list[DraftRow]:
    """The forms that an applicant has begun, the last saved first."""
    drafts = Draft.objects.filter(owner=actor.id, case_number="").order_by("-saved_at").defer(*SEALED, "raw")
    return [_draft_row(draft) for draft in drafts]


def _draft_row(draft: Draft) -> DraftRow:
    title = offered(draft.procedure, day_of(draft.started_at)).title
    return DraftRow(draft.key, draft.procedure, title, draft.enterprise_name, draft.saved_at, draft.bundle)


def rows_of(cases: Iterable[Case], actor: Actor, today: date) -> list[CaseRow]:
    """Cases (with tasks and intervals prefetched) as rows: three queries more for any number of them."""
    cases = list(cases)
    calendar = current_calendar()
    open_tasks = {case.pk: open_task(case) for case in cases}
    names = names_of({task.taken_by for task in open_tasks.values() if task and task.taken_by})
    offices = office_names({task.organisation for task in open_tasks.values() if task})
    return [_row(case, open_tasks[case.pk], actor, today, calendar, names, offices) for case in cases]


def open_task(case: Case) -> Task | None:
    """The step that is open, from the prefetched tasks."""
    return next((task for task in case.tasks.all() if task.done_at is None), None)


def countdown_of(case: Case, task: Task, calendar: Calendar, today: date) -> Countdown:
    """How the clock of a step stands."""
    plan = plan_of(case.snapshot_id)
    return countdown(clock_of(task, plan, case.intervals.all(), case.prolongations.all()), calendar, today, plan.yellow)


def _row(
    case: Case, task: Task | None, actor: Actor, today: date, calendar: Calendar, names: dict[str, str], offices: dict[str, str]
) -> CaseRow:
    return CaseRow(
        number=case.number,
        title=plan_of(case.snapshot_id).title,
        enterprise_name=case.holder,
        uscc=case.uscc,
        period=case.period,
        matter=case.matter,
        state=case.state,
        state_title=case.standing.label,
        submitted_on=day_of(case.submitted_at),
        step=task.step if task else "",
        step_title=STEPS[task.step] if task else "",
        organisation=offices.get(task.organisation, task.organisation) if task else "",
        countdown=countdown_of(case, task, calendar, today) if task else None,
        holder=names.get(task.taken_by, "") if task else "",
        mine=bool(task and task.taken_by == actor.id),
        in_stead=bool(task and task.taken_by in actor.principals),
        note=task.note if task else "",
        procedure=case.procedure,
        route=case.route,
        bundle=case.bundle,
    )
