"""What is on its way or waits to be handed out: papers with couriers, results at the issuing window, mail not yet proved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from onewindow.accounts.selectors import names_of
from onewindow.cases.holders import name_key
from onewindow.cases.models import Case, Delivery, HandOver, Result, Task
from onewindow.cases.offices import office_names
from onewindow.cases.snapshots import plan_of
from onewindow.words.actor import Actor

MOST = 200  # of a list on one page


@dataclass(frozen=True, slots=True)
class Sheet:
    """A hand-over: its list (material, title, copies, counted), who carries it where. ``role`` is what the actor has to do with it."""

    number: str
    title: str
    holder: str
    paper: str
    lines: tuple[dict[str, Any], ...]
    carrier: str
    window: str
    organisation: str
    handed_at: datetime
    received_at: datetime | None
    confirmed_at: datetime | None
    role: str

    @property
    def differs(self) -> bool:
        return self.received_at is not None and self.confirmed_at is None

    @property
    def state(self) -> str:
        return "已移交" if self.confirmed_at else "清点不符" if self.differs else "在途"


@dataclass(frozen=True, slots=True)
class AtIssue:
    """A case that waits to be handed out: what, under which number, since when."""

    number: str
    title: str
    holder: str
    ticket: str
    result: str
    document_number: str
    since: datetime
    due_on: date | None


def open_sheets(actor: Actor) -> list[Sheet]:
    """The hand-overs that are not confirmed, of the actor's body, window or hands; the oldest first."""
    mine = Q(organisation=actor.organisation) | Q(carrier=actor.id)
    if actor.may("cases.accept"):
        mine |= Q(case__tasks__organisation=actor.organisation)
    rows = HandOver.objects.filter(mine, confirmed_at=None).select_related("case").distinct().order_by("handed_at")[:MOST]
    return _sheets(list(rows), actor)


def sheet_of(case: Case, actor: Actor) -> Sheet | None:
    """The last hand-over of a case."""
    rows = list(HandOver.objects.filter(case=case).select_related("case").order_by("-handed_at")[:1])
    return _sheets(rows, actor)[0] if rows else None


def waiting_for_issue(actor: Actor, query: str = "") -> list[AtIssue]:
    """What the actor's window may hand out, the longest waiting first; ``query`` is a number, a ticket, a name or a document number."""
    tasks = Task.objects.filter(step="issue", done_at=None, organisation=actor.organisation or "")
    if query:
        plain = query.strip()
        names = Q(case__enterprise_name__contains=plain) | Q(case__name_key=name_key(plain))
        numbers = Q(case__number__contains=plain) | Q(case__ticket__iexact=plain) | Q(case__result__document_number__contains=plain)
        tasks = tasks.filter(names | numbers)
    rows = tasks.select_related("case", "case__result").order_by("opened_at", "id")[:MOST]
    return [_at_issue(row) for row in rows]


def unproved_mail(actor: Actor) -> list[tuple[str, str, datetime]]:
    """Posted results whose day of service is not known yet: (case, mail number, posted at), the oldest first."""
    rows = Delivery.objects.filter(channel="post", served_on=None, case__tasks__organisation=actor.organisation or "").distinct()
    return list(rows.order_by("at").values_list("case__number", "tracking", "at")[:MOST])


def _at_issue(task: Task) -> AtIssue:
    case, result = task.case, getattr(task.case, "result", None)
    title = plan_of(case.snapshot_id).title
    made: Result | None = result
    return AtIssue(
        case.number,
        title,
        case.holder,
        case.ticket,
        made.title if made else "决定书",
        made.document_number if made else "",
        task.opened_at,
        task.due_on,
    )


def _sheets(rows: list[HandOver], actor: Actor) -> list[Sheet]:
    names, offices = names_of({row.carrier for row in rows}), office_names(row.organisation for row in rows)
    return [_sheet(row, actor, names.get(row.carrier, row.carrier), offices.get(row.organisation, row.organisation)) for row in rows]


def _sheet(row: HandOver, actor: Actor, carrier: str, office: str) -> Sheet:
    counted = row.counted or {}
    lines = tuple({**line, "counted": counted.get(line["material"])} for line in row.lines)
    body = row.organisation == actor.organisation and actor.may("cases.review")
    role = "body" if body else "window" if actor.may("cases.accept") else "courier" if row.carrier == actor.id else ""
    case = row.case
    title = plan_of(case.snapshot_id).title
    moments = (row.handed_at, row.received_at, row.confirmed_at)
    return Sheet(case.number, title, case.holder, row.paper, lines, carrier, row.from_window, office, *moments, role)
