"""What the day itself does to cases: silence accepts, what was issued is closed, due dates follow the calendar. Idempotent."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime

from onewindow.cases.clocks import clock_of
from onewindow.cases.life import State
from onewindow.cases.models import Case, Task
from onewindow.cases.procedure import Rate
from onewindow.cases.services.archiving import archive, ripe_for_archive
from onewindow.cases.services.at_once import try_at_once
from onewindow.cases.services.deciding import close
from onewindow.cases.services.intake import deem_accepted
from onewindow.cases.services.reckoning import due_days, reckon
from onewindow.cases.snapshots import plan_of
from onewindow.words.actor import SYSTEM
from onewindow.words.refused import Refused
from onewindow.worktime.calendars import current_calendar
from onewindow.worktime.clock import day_of
from onewindow.worktime.counting import add


@dataclass(slots=True)
class DailyReport:
    """The numbers of the cases that were accepted by silence, decided at once, closed, archived, or got another due date."""

    deemed_accepted: list[str] = field(default_factory=list)
    decided_at_once: list[str] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)
    due_dates_changed: list[str] = field(default_factory=list)
    archived: list[str] = field(default_factory=list)


def run_daily(*, at: datetime) -> DailyReport:
    """The once-a-day work on cases, one transaction a case; running it again the same day changes nothing."""
    report = DailyReport()
    for number in Case.objects.filter(state=State.SUBMITTED, route="").order_by("id").values_list("number", flat=True):
        if (answer := try_at_once(number, at=at)) is not None and answer.state == State.DECIDED:
            report.decided_at_once.append(number)
    _count_anew(report, at=at)
    _close_the_unrated(report, at=at)
    for number in ripe_for_archive(at):
        with suppress(Refused, FileNotFoundError):  # archived at this moment, or a file is lost: `archive` says so by hand
            archive(number=number, by=SYSTEM, at=at)
            report.archived.append(number)
    return report


def _count_anew(report: DailyReport, *, at: datetime) -> None:
    """Silence accepts; and what falls due on another day than is noted, since the calendar changed, is noted anew."""
    today, calendar = day_of(at), current_calendar()
    open_tasks = Task.objects.filter(done_at=None).select_related("case").prefetch_related("case__intervals", "case__prolongations")
    for task in open_tasks.order_by("id"):
        case, plan = task.case, plan_of(task.case.snapshot_id)
        due_on, warns_on = due_days(clock_of(task, plan, case.intervals.all(), case.prolongations.all()), plan, calendar)
        if task.step == "accept" and case.state == State.SUBMITTED and due_on and today > due_on:
            with suppress(Refused):  # somebody did something with it while we came to it
                deem_accepted(number=case.number, by=SYSTEM, at=at)
                report.deemed_accepted.append(case.number)
        elif (due_on, warns_on) != (task.due_on, task.warns_on):
            reckon(case, plan, task, calendar)  # a cache of what the clock derives, no act
            report.due_dates_changed.append(case.number)


def _close_the_unrated(report: DailyReport, *, at: datetime) -> None:
    today, calendar = day_of(at), current_calendar()
    for case in Case.objects.filter(state=State.ISSUED).order_by("id"):
        limit = plan_of(case.snapshot_id).step(Rate).closes_within
        if case.issued_at and today > add(day_of(case.issued_at), limit, calendar).due:
            with suppress(Refused):  # rated at this moment
                close(number=case.number, by=SYSTEM, at=at)
                report.closed.append(case.number)
