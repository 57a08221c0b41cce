"""上报: what is late climbs to the head of the body, to the leader in charge that day, to the head of the government (conv-super-2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from onewindow.cases.models import Case
from onewindow.organisations.models import Leader, Organisation
from onewindow.organisations.selectors import Answerable, leader_responsible_for
from onewindow.supervision.conventions import LEADER_AFTER_DAYS, PRINCIPAL_AFTER_DAYS
from onewindow.supervision.grounds import CASE_LATE, PREREVIEW_LATE, STEP_LATE
from onewindow.supervision.models import ORDER_KINDS, OWED, Escalation, Finding, Order
from onewindow.trail.services import record
from onewindow.words.actor import SYSTEM
from onewindow.words.days import said
from onewindow.worktime.calendar import ONE_DAY, Calendar
from onewindow.worktime.calendars import current_calendar
from onewindow.worktime.clock import day_of

HEAD, LEADER, PRINCIPAL = 1, 2, 3


@dataclass(slots=True)
class Climbed:
    """How many things climbed a level today, and how many came down since they are no longer late."""

    up: int = 0
    ended: int = 0


@dataclass(frozen=True, slots=True)
class _Late:
    """Something that is late today: a case or an order, whose it is, by how many working days, in words."""

    case: Case | None
    order: Order | None
    organisation: str
    days: int
    words: str

    @property
    def key(self) -> tuple[str, int]:
        return ("case", self.case.pk) if self.case else ("order", self.order.pk if self.order else 0)


def climb(*, at: datetime) -> Climbed:
    """Bring what climbed in line with what is late today; a second run changes nothing."""
    today, calendar = day_of(at), current_calendar()
    standing = {(_key(each), each.level): each for each in Escalation.objects.filter(ended_on=None)}
    done, kept = Climbed(), set()
    for late in _everything_late(today, calendar):
        for level, leader, reason in _levels(late, today):
            place = (late.key, level)
            kept.add(place)
            row = standing.get(place)
            wanted = leader.leader if leader else None
            if row is not None and (_leader_key(row), row.organisation) == (wanted, late.organisation):
                if row.days != late.days:
                    Escalation.objects.filter(pk=row.pk).update(days=late.days)
                continue
            with transaction.atomic():
                if row is not None:
                    _end(row, "当日分工或者责任单位变更，改报现任", at=at)
                _up(late, level, leader, reason, at=at)
            done.up += 1
    for place, row in standing.items():
        if place not in kept:
            with transaction.atomic():
                _end(row, "已经办结、答复，或者重新计算后没有超期", at=at)
            done.ended += 1
    return done


def _everything_late(today: date, calendar: Calendar) -> Iterator[_Late]:
    """One line a case, by its worst finding of lateness that is still open today, and one an order that is owed an answer."""
    seen: set[int] = set()
    findings = Finding.objects.filter(ground__in=(CASE_LATE, STEP_LATE, PREREVIEW_LATE), withdrawn_on=None, case__decided_at=None)
    findings = findings.filter(case__ended_at=None).select_related("case").defer("case__facts").order_by("-days", "id")
    for each in findings:
        case = each.case
        if case is None or case.pk in seen or not _still_open(each, case):
            continue
        seen.add(case.pk)
        yield _Late(
            case,
            None,
            each.organisation,
            each.days,
            f"{each.title}，届满日期{said(each.due_on) if each.due_on else '—'}，超期{each.days}个工作日",
        )
    for order in Order.objects.filter(state__in=OWED, due_on__lt=today):
        days = calendar.working_days_between(order.due_on + ONE_DAY, today + ONE_DAY)
        reason = f"{ORDER_KINDS[order.kind]}通知单应于{said(order.due_on)}前说明，逾期{days}个工作日"
        yield _Late(None, order, order.organisation, max(days, 1), reason)


def _still_open(finding: Finding, case: Case) -> bool:
    """Whether the step that is late is still owed: one that was done late has nobody to urge."""
    if finding.ground == CASE_LATE:
        return True
    return case.tasks.filter(pk=int(finding.key.rsplit(":", 1)[1]), done_at=None).exists()


def _levels(late: _Late, today: date) -> Iterator[tuple[int, Answerable | None, str]]:
    yield HEAD, None, late.words
    if not (late.order or late.days >= LEADER_AFTER_DAYS):
        return
    leader = leader_responsible_for(late.organisation, today)
    if leader:
        yield LEADER, leader, late.words
    if late.days >= PRINCIPAL_AFTER_DAYS or leader is None:
        principal = principal_on(today)
        if principal and (leader is None or principal.leader != leader.leader):
            why = f"超期满{PRINCIPAL_AFTER_DAYS}个工作日" if leader else "当日分工没有列明分管领导"
            yield PRINCIPAL, principal, f"{late.words}（{why}）"


def principal_on(day: date) -> Answerable | None:
    """The leader who answers for the government as a whole on a day; None where no division of work is in force."""
    seat = Organisation.objects.filter(kind=Organisation.Kind.GOVERNMENT, parent=None).values_list("key", flat=True).first()
    return leader_responsible_for(seat, day) if seat else None


def _up(late: _Late, level: int, leader: Answerable | None, reason: str, *, at: datetime) -> None:
    row = Escalation.objects.create(
        case=late.case,
        order=late.order,
        level=level,
        organisation=late.organisation,
        leader=Leader.objects.get(key=leader.leader) if leader else None,
        duty=f"{leader.relation_title}{leader.target}" if leader else "",
        clause=leader.clause if leader else "",
        reason=reason[:300],
        days=late.days,
        since=day_of(at),
    )
    subject = late.case.number if late.case else late.order.number if late.order else ""
    body = {"about": subject, "organisation": late.organisation, "leader": leader.leader if leader else "", "days": late.days}
    record(subject=row.subject, kind="escalation.climbed", by=SYSTEM, at=at, to=str(level), reason=reason, body=body)


def _end(row: Escalation, why: str, *, at: datetime) -> None:
    row.ended_on, row.ended_because = day_of(at), why
    row.save(update_fields=["ended_on", "ended_because"])
    record(subject=row.subject, kind="escalation.ended", by=SYSTEM, at=at, from_=str(row.level), reason=why)


def _key(row: Escalation) -> tuple[str, int]:
    return ("case", row.case_id) if row.case_id else ("order", row.order_id or 0)


def _leader_key(row: Escalation) -> str | None:
    return row.leader.key if row.leader else None
