"""The time in which the window must answer: after it, silence has accepted (行政许可法第三十二条)."""

from __future__ import annotations

from datetime import datetime

from onewindow.cases.clocks import has_lapsed
from onewindow.cases.conventions import ACCEPTANCE_LAW
from onewindow.cases.models import Case, Task
from onewindow.cases.snapshots import plan_of
from onewindow.words.refused import Refused
from onewindow.worktime.calendar import Calendar
from onewindow.worktime.calendars import current_calendar
from onewindow.worktime.clock import day_of


def is_too_late(case: Case, task: Task, calendar: Calendar, at: datetime) -> bool:
    """Whether the limit of the window was over before the day of ``at``."""
    return has_lapsed(task, plan_of(case.snapshot_id), case.intervals.all(), calendar, day_of(at))


def require_time(case: Case, task: Task, act: str, *, at: datetime) -> None:
    """Only within the limit may the window say that something is wrong. Raises Refused (409) after it."""
    if is_too_late(case, task, current_calendar(), at):
        raise Refused(
            f"办件{case.number}的受理期限已过，不能再作{act}",
            code="limit_lapsed",
            field="number",
            clause=ACCEPTANCE_LAW.id,
            expected="逾期未告知的，自收到申请材料之日起视为受理：请办理受理",
            status=409,
        )
