"""Damage to a trail whose guards are off: bits flipped, rows moved, hashes forged."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.db import DatabaseError, connection, transaction

from onewindow.trail.chain import EVENT_COLUMNS, row_hash, time_text
from onewindow.trail.models import Event
from onewindow.trail.tests.acts import run

SQLITE = connection.vendor == "sqlite"


def rewrite(event: Event) -> str:
    values = [getattr(event, name) for name in EVENT_COLUMNS]
    digest = row_hash([time_text(value) if isinstance(value, datetime) else value for value in values])
    run("UPDATE trail_event SET previous = %s, hash = %s WHERE id = %s", event.previous, digest, event.id)
    return digest


def rewrite_chain(subject: str) -> None:
    """What a forger does: every hash of the chain and its head computed anew."""
    digest = ""
    for event in Event.objects.filter(subject=subject).order_by("position"):
        event.previous = digest
        digest = rewrite(event)
    run("UPDATE trail_head SET hash = %s WHERE subject = %s", digest, subject)


def swap(one: Event, other: Event, *names: str) -> None:
    """Exchange some columns of two events, by way of values that no event has."""
    away = {"id": 9_999_999, "subject": "case:away", "position": 9_999_999}
    assignments = ", ".join(f"{name} = %s" for name in names)
    mine, theirs = ([getattr(event, name) for name in names] for event in (one, other))
    for number, values in ((one.id, [away.get(name, "x") for name in names]), (other.id, mine)):
        run(f"UPDATE trail_event SET {assignments} WHERE id = %s", *values, number)
    run(f"UPDATE trail_event SET {assignments} WHERE id = %s", *theirs, away["id"] if "id" in names else one.id)


def insert(event: Event) -> None:
    event.save(force_insert=True)
    rewrite(event)


def stored(table: str, column: str, value: object, key: str, is_: object) -> bool:
    """Store a damaged value past Django's types; False where the database cannot hold it (a broken character on PostgreSQL)."""
    placeholder = "%s"
    if isinstance(value, bytes):
        if not SQLITE:
            try:
                value = value.decode()
            except UnicodeDecodeError:
                return False
            if "\0" in value:
                return False
        placeholder = "CAST(%s AS TEXT)" if SQLITE else "%s"
    elif isinstance(value, tuple):
        placeholder, value = f"{column} + %s::interval", value[0]
    try:
        with transaction.atomic():
            run(f"UPDATE {table} SET {column} = {placeholder} WHERE {key} = %s", value, is_)
    except (DatabaseError, OverflowError):
        return False
    return True


def flipped(value: object) -> Iterator[object]:
    """The value with its stored bits flipped in turn; moments of PostgreSQL as a difference of microseconds.

    Of a long text one bit of each byte, all eight in turn.
    """
    if isinstance(value, int):
        yield from (value ^ (1 << bit) for bit in range(63))
        yield value - (1 << 63)  # the sign
    elif isinstance(value, date) and not SQLITE:
        microseconds = isinstance(value, datetime)
        epoch = datetime(2000, 1, 1, tzinfo=value.tzinfo) if isinstance(value, datetime) else date(2000, 1, 1)
        since = value - epoch  # type: ignore[operator]
        number = (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds if microseconds else since.days
        for bit in range(63 if microseconds else 31):
            yield (f"{(number ^ (1 << bit)) - number} {'microseconds' if microseconds else 'days'}",)
    else:
        text = time_text(value) if isinstance(value, datetime) else str(value)
        content = text.encode()
        for bit in range(0, 8 * len(content), 1 if len(content) < 32 else 9):
            damaged = bytearray(content)
            damaged[bit // 8] ^= 1 << bit % 8
            yield bytes(damaged)
