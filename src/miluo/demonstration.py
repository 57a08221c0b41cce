"""Who does what when in the demonstration: an account of it on a day, and the hour of that day in Shanghai."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from onewindow.accounts.actors import actor_of
from onewindow.accounts.models import User
from onewindow.words.actor import Actor

SHANGHAI = ZoneInfo("Asia/Shanghai")


def actor(username: str, on: date) -> Actor:
    """The demonstration's account as it may act on a day."""
    return actor_of(User.objects.get(username=username), on=on)


def moment(day: date, hour: int = 10) -> datetime:
    return datetime.combine(day, time(hour), SHANGHAI)
