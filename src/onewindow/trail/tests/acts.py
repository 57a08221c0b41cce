"""What the tests of the trail record, and how they do damage to it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import time_machine
from django.db import connection, transaction

from onewindow.trail.models import Event, Seal
from onewindow.trail.seals import seal_day
from onewindow.trail.services import record
from onewindow.words.actor import Actor

CLERK = Actor(id="u-7", name="演示窗口员一", roles=frozenset({"clerk", "approver"}), organisation="approval-service")
NOON = datetime(2023, 9, 15, 4, 0, 0, 5, tzinfo=UTC)
MONDAY = date(2026, 11, 23)
TUESDAY, WEDNESDAY = MONDAY + timedelta(days=1), MONDAY + timedelta(days=2)


def happen(subject: str = "case:2023-000001", kind: str = "case.accepted", **more: object) -> Event:
    """Record one event in a transaction of its own."""
    told = {"by": CLERK, "at": NOON, "from_": "submitted", "to": "accepted", "reason": "材料齐全", "body": {"limit": 20}, **more}
    with transaction.atomic():
        record(subject=subject, kind=kind, **told)  # type: ignore[arg-type]
    return Event.objects.filter(subject=subject).latest("position")


def happen_on(day: date, *subjects: str, time: str = "12:00:00") -> list[Event]:
    """Record one event for each subject, while the system clock of the county shows this day and time."""
    with time_machine.travel(moment(day, time), tick=False):
        return [happen(subject) for subject in subjects]


def moment(day: date, time: str) -> datetime:
    return datetime.fromisoformat(f"{day}T{time}").replace(tzinfo=ZoneInfo("Asia/Shanghai"))


def sealed(day: date) -> Seal:
    """Seal a day, early on the next."""
    return seal_day(day, at=moment(day + timedelta(days=1), "00:05:00"))


def run(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is done inside is rolled back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
