"""The calendar in force: the national seed with the notices announced since."""

from __future__ import annotations

from functools import lru_cache

from onewindow.statements import once
from onewindow.worktime.calendar import Calendar, Notice, SpecialDay, national
from onewindow.worktime.models import CalendarVersion, HolidayNotice

ONLY_ROW = 1
TOKEN = (f"SELECT token FROM {CalendarVersion._meta.db_table} WHERE id = %s", (ONLY_ROW,))  # our own name; a door foresees it


def current_calendar() -> Calendar:
    """The calendar as announced, kept for the process and never stale: one small query asks whether it still holds.

    Ask once for a list of cases and pass it on.
    """
    found = once(TOKEN, ahead=True)  # every step of every case asks: building the statement would cost ten times its run
    return _calendar_of(found[0][0]) if found and found[0][0] else national()


def announced_notices() -> list[Notice]:
    """Every notice stored, in the order in which they were announced: a later one goes over an earlier one."""
    return [
        Notice(notice.year, notice.number, tuple(SpecialDay(day.day, day.works, day.holiday) for day in notice.days.all()))
        for notice in HolidayNotice.objects.order_by("pk").prefetch_related("days")
    ]


@lru_cache(maxsize=2)  # the one in force, and the one that an open transaction may still take back
def _calendar_of(token: str) -> Calendar:
    return national().extended(announced_notices(), edition=token)
