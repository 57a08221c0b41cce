"""放假通知: entered by one, confirmed by another, and from then every open clock is counted with it, with both days kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from onewindow import rows
from onewindow.accounts.roles import require
from onewindow.cases.clocks import case_clock, clock_of
from onewindow.cases.conventions import TWO_FOR_CALENDAR
from onewindow.cases.models import CalendarNotice, Case, DueChange, Task
from onewindow.cases.services.moves import tell
from onewindow.cases.services.reckoning import reckon
from onewindow.cases.snapshots import plan_of
from onewindow.runs.models import Run
from onewindow.runs.services import start
from onewindow.trail.services import record
from onewindow.words.actor import Actor
from onewindow.words.refused import Problem, Refused
from onewindow.worktime import services as worktime
from onewindow.worktime.calendar import Calendar, Notice, SpecialDay, national
from onewindow.worktime.calendars import announced_notices, current_calendar
from onewindow.worktime.counting import Due
from onewindow.worktime.notices import problems_of

PERMISSION = "calendar.maintain"
KIND = "cases.recount"


@transaction.atomic
def propose_notice(*, year: int, number: str, days: Sequence[SpecialDay], by: Actor, at: datetime) -> CalendarNotice:
    """录入: checked as if it were announced, but nothing is counted with it yet. Raises Refused with everything that is wrong."""
    require(by, PERMISSION)
    notice = Notice(year, number.strip(), tuple(sorted(days, key=lambda each: each.day)))
    problems = problems_of(notice, current_calendar())
    known = {each.number for each in announced_notices()}
    entered = Problem(f"“{notice.number}”已经录入过", "announced_before", "number", expected="更正通知的文号")
    if notice.number and (notice.number in known or CalendarNotice.objects.filter(number=notice.number, rejected_because="").exists()):
        problems.append(entered)
    if problems:
        raise Refused.of(problems)
    plain = [{"day": each.day.isoformat(), "works": each.works, "holiday": each.holiday.strip()} for each in notice.days]
    try:
        with transaction.atomic():
            stored = CalendarNotice.objects.create(year=year, number=notice.number, days=plain, proposed_by=by.id, proposed_at=at)
    except IntegrityError:  # somebody entered the same at this very moment
        raise Refused.of([entered]) from None
    record(subject=stored.subject, kind="calendar.proposed", by=by, at=at, to="proposed", body={"number": stored.number, "days": plain})
    return stored


@transaction.atomic
def confirm_notice(*, notice: int, by: Actor, at: datetime, press: str = "") -> Run:
    """确认: by another than who entered it. It holds at once, and the run that recounts every open clock is begun in the same moment.

    Raises Refused (403) for who entered it, (409) for one that was confirmed or sent back.
    """
    found = _locked(notice, by)
    if found.proposed_by == by.id:
        raise Refused(
            "录入的人不能自己确认",
            code="same_person",
            field="by",
            clause=TWO_FOR_CALENDAR.id,
            expected="由另一人对照通知原文确认",
            status=403,
        )
    worktime.announce(year=found.year, number=found.number, days=days_of(found), by=by, at=at)
    title = f"{found.number}：重算在办期限"[:120]
    run = start(kind=KIND, key=str(found.pk), title=title, params={"notice": found.pk}, press=press, by=by, at=at)
    found.confirmed_by, found.confirmed_at, found.run = by.id, at, run.number
    found.save()
    body = {"number": found.number, "run": run.number}
    record(subject=found.subject, kind="calendar.confirmed", by=by, at=at, from_="proposed", to="confirmed", body=body)
    return run


@transaction.atomic
def reject_notice(*, notice: int, reason: str, by: Actor, at: datetime) -> CalendarNotice:
    """退回: it does not agree with the original; whoever entered it may take it back so too. Raises Refused without a reason."""
    found = _locked(notice, by)
    if not reason.strip():
        raise Refused("没有写明退回的理由", code="no_reason", field="reason", expected="与原文哪里不一致")
    found.rejected_because = reason.strip()[:400]
    found.save()
    record(subject=found.subject, kind="calendar.rejected", by=by, at=at, from_="proposed", to="rejected", reason=found.rejected_because)
    return found


def days_of(notice: CalendarNotice) -> list[SpecialDay]:
    """The days that a notice names."""
    return [SpecialDay(date.fromisoformat(each["day"]), each["works"], each["holiday"]) for each in notice.days]


@dataclass(frozen=True, slots=True)
class Recounted:
    """An open step with its days, and those of its case, before and after a notice."""

    task: int
    before: Due
    after: Due
    case_before: Due | None
    case_after: Due | None


def affected(notice: CalendarNotice) -> list[Recounted]:
    """Every open step whose day, or whose case's day, is another one or certain with a notice; derived, so always the same."""
    old, new = _calendars(notice)
    open_tasks = Task.objects.filter(done_at=None).select_related("case").prefetch_related("case__intervals", "case__prolongations")
    found = []
    for task in open_tasks.order_by("id").iterator(chunk_size=500):
        each = _recounted(task, old, new)
        if each is not None:
            found.append(each)
    return found


@transaction.atomic
def recount(*, notice: CalendarNotice, task: Recounted, by: Actor, at: datetime) -> DueChange | None:
    """Write the new days of one step and its case, keep both, and tell it in the life of the case; None where it was done or is over."""
    row = Task.objects.select_related(None).get(pk=task.task)
    case = Case.objects.select_for_update().get(pk=row.case_id)
    row.refresh_from_db()
    if row.done_at is not None or DueChange.objects.filter(notice=notice, task=row).exists():
        return None
    reckon(case, plan_of(case.snapshot_id), row, current_calendar())
    change = DueChange(notice=notice, task=row, case=case, step=row.step, before=task.before.due, after=task.after.due, at=at)
    change.case_before = task.case_before.due if task.case_before else None
    change.case_after = task.case_after.due if task.case_after else None
    change.was_provisional, change.is_provisional = task.before.provisional, task.after.provisional
    rows.add(change)
    body: dict[str, Any] = {"notice": notice.number, "step": row.step, "before": change.before, "after": change.after}
    body |= {"case_before": change.case_before, "case_after": change.case_after}
    tell(case, "due_recounted", by=by, at=at, from_=case.state, to=case.state, body=body)
    return change


def _recounted(task: Task, old: Calendar, new: Calendar) -> Recounted | None:
    case, plan = task.case, plan_of(task.case.snapshot_id)
    intervals, prolongations = case.intervals.all(), case.prolongations.all()
    step, whole = clock_of(task, plan, intervals, prolongations), case_clock(case, plan, intervals, prolongations)
    before, after = step.due(old), step.due(new)
    if before is None or after is None:
        return None  # it stands still, and is counted when it runs again
    if case.decided_at is None:
        case_before, case_after = whole.due(old), whole.due(new)
    else:
        case_before = case_after = None
    if _day(before) == _day(after) and _day(case_before) == _day(case_after):
        return None
    return Recounted(task.pk, before, after, case_before, case_after)


def _day(due: Due | None) -> tuple[date, bool] | None:
    return (due.due, due.provisional) if due else None


def _calendars(notice: CalendarNotice) -> tuple[Calendar, Calendar]:
    """The calendar without a notice, and with it."""
    announced = announced_notices()
    place = next(place for place, each in enumerate(announced) if each.number == notice.number)
    seed = national()
    return seed.extended(announced[:place], edition=f"before {notice.pk}"), seed.extended(
        announced[: place + 1], edition=f"with {notice.pk}"
    )


def _locked(pk: int, by: Actor) -> CalendarNotice:
    require(by, PERMISSION)
    found = CalendarNotice.objects.select_for_update().filter(pk=pk).first()
    if found is None:
        raise Refused("没有这份放假通知", code="unknown_notice", field="notice", status=404)
    if found.state != "proposed":
        done = "确认" if found.state == "confirmed" else "退回"
        raise Refused(f"这份放假通知已经{done}", code="wrong_state", field="notice", status=409)
    return found
