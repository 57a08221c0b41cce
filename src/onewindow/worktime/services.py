"""The acts of this room."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from onewindow.words.actor import Actor
from onewindow.words.refused import Refused
from onewindow.worktime.calendar import Notice, SpecialDay
from onewindow.worktime.calendars import ONLY_ROW, announced_notices, current_calendar
from onewindow.worktime.models import CalendarVersion, DayOverride, HolidayNotice
from onewindow.worktime.notices import problems_of


@transaction.atomic
def announce(*, year: int, number: str, days: Iterable[SpecialDay], by: Actor, at: datetime) -> HolidayNotice:
    """载入放假通知: from here on every due date is counted with it, and what was provisional is so no longer.

    The first notice of a year names all its special days, one for a year already announced those that it changes.
    The same notice again changes nothing and gives the record of the first time.

    Leaves no event: the trail is on the same floor. The door that calls this, on a higher floor, asks for the
    permission and records the act in the same transaction.

    Raises Refused with everything that is wrong, or when the number is known with other contents (409).
    """
    version, _ = CalendarVersion.objects.select_for_update().get_or_create(pk=ONLY_ROW, defaults={"token": _token()})
    notice = Notice(year, number.strip(), tuple(sorted(days, key=lambda special: special.day)))
    if known := next((known for known in announced_notices() if known.number == notice.number), None):
        if (known.year, frozenset(known.days)) != (notice.year, frozenset(notice.days)):
            raise Refused(
                f"{notice.number} 已经载入过，内容不同", code="announced_before", field="number", expected="更正通知的文号", status=409
            )
        return HolidayNotice.objects.get(number=notice.number)
    if problems := problems_of(notice, current_calendar()):
        raise Refused.of(problems)
    stored = HolidayNotice.objects.create(year=year, number=notice.number, announced_by=by.id, announced_at=at)
    DayOverride.objects.bulk_create(
        DayOverride(notice=stored, day=special.day, works=special.works, holiday=special.holiday.strip()) for special in notice.days
    )
    version.token = _token()
    version.save(update_fields=["token"])
    return stored


def _token() -> str:
    return uuid.uuid4().hex
