"""What the day itself does to cases: silence accepts, what was issued is closed, due dates follow the calendar. Idempotent."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime

from onewindow.cases.clocks import clock_of
from onewindow.cases.life import State
from onewindow.cases.models import Case, Task
from onewindow.cases.procedure import Rate
from onewindow.cases.services.at_once import try_at_once
from onewindow.cases.services.deciding import close
from onewindow.cases.services.intake import deem_accepted
from onewindow.cases.services.reckoning import due_columns, due_days
from onewindow.cases.snapshots import plan_of
from onewindow.words.actor import SYSTEM
from onewindow.words.refused import Refused
from onewindow.worktime.calendars import current_calendar
from onewindow.worktime.clock import day_of
from onewindow.worktime.counting import add


@dataclass(slots=True)
class DailyReport:
    """The numbers of the cases that were accepted by silence, decided at once, closed, or got another due date."""

    deemed_accepted: list[str] = field(default_factory=list)
    decided_at_once: list[str] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)
    due_dates_changed: list[str] = field(default_factory=list)


def run_daily(*, at: datetime) -> DailyReport:
    """The once-a-day work on cases, one transaction a case; running it again the same day changes nothing."""
    report = DailyReport()
    today = day_of(at)
    for number in Case.objects.filter(state=State.SUBMITTED, route="").order_by("id").values_list("number", flat=True):
        if (answer := try_at_once(number, at=at)) is not None and answer.state == State.DECIDED:
            report.decided_at_once.append(number)
    calendar = current_calendar()
    for task in (
        Task.objects.filter(done_at=None).select_related("case").prefetch_related("case__intervals", "case__prolongations").order_by("id")
    ):
        case, plan = task.case, plan_of(task.case.snapshot_id)
        stopped, longer = case.intervals.all(), case.prolongations.all()
        due_on, warns_on = due_days(clock_of(task, plan, stopped, longer), plan, calendar)
        if task.step == "accept" and case.state == State.SUBMITTED and due_on and today > due_on:
            with suppress(Refused):  # somebody did something with it while we came to it
                deem_accepted(number=case.number, by=SYSTEM, at=at)
                report.deemed_accepted.append(case.number)
        elif (due_on, warns_on) != (task.due_on, task.warns_on):
            # a cache of what the clock derives, no act
            Task.objects.filter(pk=task.pk, done_at=None).update(due_on=due_on, warns_on=warns_on)
            Case.objects.filter(pk=case.pk, decided_at=None).update(**due_columns(case, plan, calendar, list(stopped), list(longer)))
            report.due_dates_changed.append(case.number)
    for case in Case.objects.filter(state=State.ISSUED).order_by("id"):
        limit = plan_of(case.snapshot_id).step(Rate).closes_within
        if case.issued_at and today > add(day_of(case.issued_at), limit, calendar).due:
            with suppress(Refused):  # rated at this moment
                close(number=case.number, by=SYSTEM, at=at)
                report.closed.append(case.number)
    return report
