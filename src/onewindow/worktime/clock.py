"""Business time: the day on which law and work run. ``FIXED_TODAY`` fixes the date, not the time of day.

Security, seals and sessions run on the system clock and never ask here.
"""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.utils.timezone import get_default_timezone


def now() -> datetime:
    """This moment in the county's time zone, on the fixed date if there is one. Read at the door, never below it."""
    moment = datetime.now(get_default_timezone())
    fixed: date | None = settings.FIXED_TODAY
    return moment if fixed is None else datetime.combine(fixed, moment.timetz())


def today() -> date:
    """The business date."""
    return day_of(now())


def day_of(moment: datetime) -> date:
    """The calendar day of a moment in the county's time zone. Raises ValueError for a moment without a zone."""
    if moment.utcoffset() is None:
        raise ValueError("a moment without a time zone lies on no certain day")
    return moment.astimezone(get_default_timezone()).date()
