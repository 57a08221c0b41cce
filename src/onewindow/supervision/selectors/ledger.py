"""办件受理台账 (it fills itself as cases are accepted), and the list by which handed-over cases are followed until they are decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from onewindow.cases.clocks import Light
from onewindow.cases.holders import SEALED
from onewindow.cases.life import HANDLINGS, STEPS, State
from onewindow.cases.models import Attachment, Case, Task
from onewindow.cases.offices import office_names
from onewindow.cases.selectors.pages import Page, by_due
from onewindow.cases.selectors.queues import days_left, light_of
from onewindow.cases.snapshots import plan_of
from onewindow.papers.models import Paper
from onewindow.words.actor import Actor
from onewindow.words.refused import Refused
from onewindow.worktime.calendars import current_calendar

HEADER = ("序号", "办件编号", "受理时间", "窗口", "申请人", "事项", "办件类型", "材料", "状态", "告知", "届满日期")
MOST_ROWS = 20_000  # a sheet that opens
_TOLD = ("acceptance", "correction", "non-acceptance")


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One line of the ledger, in the order of the columns; the applicant is masked."""

    serial: int | None
    number: str
    accepted_at: datetime | None
    accepted_on: date
    window: str
    holder: str
    title: str
    handling: str
    materials: str
    state: str
    notices: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Ledger:
    """The ledger of some days; ``more`` if the sheet was cut."""

    first: date
    last: date
    rows: tuple[LedgerRow, ...]
    windows: tuple[str, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class TrackRow:
    """A case that was handed over and is not decided: where it is now, and when it falls due."""

    number: str
    title: str
    holder: str
    organisation: str
    step: str
    state: str
    accepted_on: date
    due_on: date | None
    light: Light
    days_left: int | None
    due_today: bool


@dataclass(frozen=True, slots=True)
class Tracking:
    """``handed`` cases accepted in the year, ``decided`` of them, and the page of those that are tracked."""

    handed: int
    decided: int
    tracked: int
    due_today: int
    page: Page[TrackRow]


def ledger(actor: Actor, first: date, last: date, window: str = "") -> Ledger:
    """The rows of these days, by serial. An officer of a window reads what his body accepted. Raises Refused for days out of order."""
    if not 0 <= (last - first).days <= 366:
        raise Refused("起止日期不对", code="wrong_period", field="until", expected="止日不早于起日，不超过一年")
    accepted = _accepted(actor).filter(accepted_on__range=(first, last))
    windows = tuple(accepted.exclude(window="").order_by("window").values_list("window", flat=True).distinct())
    rows = accepted.filter(window=window) if window else accepted
    found = list(rows.order_by("accepted_on__year", "ledger_number", "id").defer("facts", *SEALED)[: MOST_ROWS + 1])
    return Ledger(first, last, tuple(_ledger_rows(found[:MOST_ROWS])), windows, len(found) > MOST_ROWS)


def tracking(actor: Actor, today: date, cursor: str = "") -> Tracking:
    """跟踪清单 (onewindow-a4-2-3): the handed-over cases that are not decided, the first due first."""
    accepted = _accepted(actor)
    year = accepted.filter(accepted_on__gte=date(today.year, 1, 1)).aggregate(
        n=Count("pk"), done=Count("pk", filter=Q(decided_at__isnull=False))
    )
    waiting = accepted.filter(decided_at=None, ended_at=None)
    found, following, preceding = by_due(waiting.values_list("pk", "number", "due_on", "pk"), cursor)
    cases = {case.pk: case for case in Case.objects.filter(pk__in=[row[0] for row in found]).defer("facts", *SEALED)}
    page = Page(_track_rows([cases[row[0]] for row in found], today), following, preceding)
    return Tracking(year["n"], year["done"], waiting.count(), waiting.filter(due_on=today).count(), page)


def _accepted(actor: Actor) -> QuerySet[Case]:
    rows = Case.objects.filter(accepted_on__isnull=False)
    if actor.may("cases.supervise"):
        return rows
    accepted_here = Task.objects.filter(case=OuterRef("pk"), step="accept", organisation=actor.organisation or "")
    return rows.filter(Exists(accepted_here))


def _ledger_rows(cases: list[Case]) -> Iterator[LedgerRow]:
    keys, numbers = [case.pk for case in cases], [case.number for case in cases]
    at = dict(Task.objects.filter(case__in=keys, step="accept", done_at__isnull=False).values_list("case_id", "done_at"))
    held, told = defaultdict(list), defaultdict(list)
    for key, material in Attachment.objects.filter(case__in=keys, replaced_at=None).order_by("id").values_list("case_id", "material"):
        held[key].append(material)
    for number, paper in Paper.objects.filter(case_number__in=numbers, kind__in=_TOLD).order_by("id").values_list("case_number", "number"):
        told[number].append(paper)
    for case in cases:
        plan = plan_of(case.snapshot_id)
        titles = {material.key: material.title for material in plan.materials}
        assert case.accepted_on is not None  # these were accepted
        yield LedgerRow(
            serial=case.ledger_number,
            number=case.number,
            accepted_at=at.get(case.pk),
            accepted_on=case.accepted_on,
            window=case.window,
            holder=case.holder,
            title=plan.title,
            handling=HANDLINGS[case.handling],
            materials="、".join(titles.get(key, key) for key in dict.fromkeys(held[case.pk])),
            state=case.standing.label,
            notices="、".join(told[case.number]),
            due_on=case.due_on,
        )


def _track_rows(cases: list[Case], today: date) -> list[TrackRow]:
    calendar = current_calendar()
    steps: dict[int, Any] = dict(Task.objects.filter(case__in=[case.pk for case in cases], done_at=None).values_list("case_id", "step"))
    offices = office_names({case.organisation for case in cases})
    return [
        TrackRow(
            number=case.number,
            title=plan_of(case.snapshot_id).title,
            holder=case.holder,
            organisation=offices.get(case.organisation, case.organisation),
            step=STEPS.get(steps.get(case.pk, ""), ""),
            state=State(case.state).label,
            accepted_on=case.accepted_on or today,
            due_on=case.due_on,
            light=light_of(case.due_on, case.warns_on, today),
            days_left=days_left(case.due_on, today, calendar, working=True),
            due_today=case.due_on == today,
        )
        for case in cases
    ]
