"""What climbed: to a leader, with the duty by which it is his; and to the head of a body."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from onewindow.accounts.selectors import leader_of
from onewindow.cases.models import Case, Task
from onewindow.cases.offices import office_names
from onewindow.cases.selectors.titles import titles_of
from onewindow.organisations.models import Leader
from onewindow.supervision.facts import step_title
from onewindow.supervision.models import CLIMBS, ORDER_KINDS, Escalation
from onewindow.words.actor import Actor


@dataclass(frozen=True, slots=True)
class ClimbedRow:
    """One thing that climbed: what it is, whose, how late and since when, and by which duty it is this leader's. No applicant is named."""

    what: str
    number: str
    item: str
    step: str
    organisation: str
    days: int
    due_on: date | None
    reason: str
    level_title: str
    leader: str
    leader_name: str
    duty: str
    clause: str
    since: date


@dataclass(frozen=True, slots=True)
class LeaderView:
    """What a leader sees: who he is, and the lines, the latest first."""

    name: str
    post: str
    rows: tuple[ClimbedRow, ...]


def climbed_to(actor: Actor, today: date) -> LeaderView | None:
    """What stands with the leader that an actor is on that day; None for an account that is no leader."""
    leader = Leader.objects.filter(key=leader_of(actor, today)).first()
    if leader is None:
        return None
    return LeaderView(leader.name, leader.post, rows_of(Escalation.objects.filter(leader=leader, ended_on=None)))


def climbed_in(organisation: str) -> tuple[ClimbedRow, ...]:
    """What stands with the head of a body."""
    return rows_of(Escalation.objects.filter(organisation=organisation, level=1, ended_on=None))


def rows_of(found: QuerySet[Escalation]) -> tuple[ClimbedRow, ...]:
    """Escalations as lines, the latest first."""
    rows = list(found.select_related("case", "order", "leader").defer("case__facts"))
    names = office_names({each.organisation for each in rows})
    titles = titles_of({each.case.procedure for each in rows if each.case})
    steps = _open_steps([each.case for each in rows if each.case])
    made = [_row(each, names, titles, steps) for each in rows]
    return tuple(sorted(made, key=lambda row: (-row.days, row.since, row.number)))


def _row(each: Escalation, names: dict[str, str], titles: dict[str, str], steps: dict[int, str]) -> ClimbedRow:
    case, order = each.case, each.order
    return ClimbedRow(
        what="办件" if case else ORDER_KINDS[order.kind] if order else "",
        number=case.number if case else order.number if order else "",
        item=titles.get(case.procedure, case.procedure) if case else "督办通知单逾期未说明",
        step=steps.get(case.pk, "") if case else "",
        organisation=names.get(each.organisation, each.organisation),
        days=each.days,
        due_on=case.due_on if case else order.due_on if order else None,
        reason=each.reason,
        level_title=CLIMBS[each.level],
        leader=f"{each.leader.name}（{each.leader.post}）" if each.leader else "",
        leader_name=each.leader.name if each.leader else "",
        duty=each.duty,
        clause=each.clause,
        since=each.since,
    )


def _open_steps(cases: list[Case]) -> dict[int, str]:
    rows = Task.objects.filter(case__in=cases, done_at=None).values_list("case", "step")
    return {case: step_title(step) for case, step in rows}
