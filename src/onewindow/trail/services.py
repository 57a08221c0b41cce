"""The one door of the trail: ``record`` an event inside the transaction of the act that it tells of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple

from django.db import connection

from onewindow import statements
from onewindow.trail.chain import EVENT_COLUMNS, row_hash, time_text
from onewindow.words.actor import Actor
from onewindow.words.canonical import canonical

_SUBJECT: Final = re.compile(r"[a-z][a-z0-9-]*:\S{1,99}")
_KIND: Final = re.compile(r"[a-z][a-z0-9_-]*(\.[a-z0-9_-]+)+")

# Lock the chain and learn its end and the next id: PostgreSQL's lock is the head's row, SQLite's the IMMEDIATE transaction.
_TAKE: Final = {
    "sqlite": "SELECT (SELECT coalesce(max(id), 0) + 1 FROM trail_event), coalesce(max(count), 0) + 1, coalesce(max(hash), '')"
    " FROM trail_head WHERE subject = %s",
    "postgresql": "SELECT number, place, link FROM trail_take(%s)",
}
_DRAW: Final = "SELECT trail_draw() FROM generate_series(1, %s)"  # further ids, where several events are written at once
_INSERT: Final = "INSERT INTO trail_event ({}, hash) VALUES ({}%s)".format(", ".join(EVENT_COLUMNS), "%s, " * len(EVENT_COLUMNS))


def record(
    *,
    subject: str,
    kind: str,
    by: Actor,
    at: datetime,
    from_: str = "",
    to: str = "",
    reason: str = "",
    body: Mapping[str, Any] | None = None,
) -> None:
    """Add an event to the chain of ``subject`` (``case:2023-000001``), in one or two statements, in the caller's transaction.

    ``kind`` is what happened (``case.accepted``), ``at`` the business time with its zone, ``body`` what canonical JSON can hold. Personal
    values are never in an event, since it cannot be erased: numbers, keys and salted digests are. The chain stays locked from when the
    event is written (in a door with its other rows, at the end) until the transaction ends; other chains do not. The database moves the
    chain's head, and refuses an event that does not continue its chain.

    Raises RuntimeError outside a transaction, ValueError for a subject, kind or time out of shape, TypeError for a body without
    canonical text.
    """
    _check(subject, kind, at)
    who = (by.id, ",".join(sorted(by.roles)), by.organisation or "")
    statements.later(_write, _Told(subject, kind, who, at, (from_, to, reason, canonical(body or {}))))


class _Told(NamedTuple):
    subject: str
    kind: str
    who: tuple[str, str, str]
    at: datetime
    what: tuple[str, str, str, str]


def foresee(subject: str, *, further: int = 0) -> None:
    """In a door that will tell of a subject: lock its chain with the next question, and draw the ids of ``further`` events.

    Only for a subject that is itself locked by that question: chains are locked after counters, and so this one must be out of reach.
    """
    if _SUBJECT.fullmatch(subject):
        statements.foresee((_TAKE[statements.vendor()], (subject,)))
    if further:
        statements.foresee((_DRAW, (further,)))


def _write(told: list[_Told]) -> None:
    """Write events at the ends of their chains, with ids in the order in which they were told."""
    ends: dict[str, tuple[int, str]] = {}
    numbers = []
    for subject in dict.fromkeys(event.subject for event in told):
        ((number, *end),) = statements.spend((_TAKE[statements.vendor()], (subject,)))
        ends[subject] = (end[0], end[1])
        numbers.append(number)
    if further := len(told) - len(numbers):
        numbers += [number for (number,) in statements.spend((_DRAW, (further,)))]
        numbers.sort()
    adapt = connection.ops.adapt_datetimefield_value
    recorded_at = datetime.now(UTC)  # after the lock, so that it never runs backwards along a chain of one machine
    for number, event in zip(numbers, told, strict=True):
        position, previous = ends[event.subject]
        what = (*event.what, previous)
        at, moment = time_text(event.at), time_text(recorded_at)
        digest = row_hash([number, event.subject, position, event.kind, *event.who, at, moment, *what])
        times = (adapt(event.at), adapt(recorded_at))
        statements.send(_INSERT, [number, event.subject, position, event.kind, *event.who, *times, *what, digest])
        ends[event.subject] = (position + 1, digest)


def _check(subject: str, kind: str, at: datetime) -> None:
    if not connection.in_atomic_block:
        raise RuntimeError("an event is recorded in the transaction of the act that it tells of")
    if not _SUBJECT.fullmatch(subject) or not _KIND.fullmatch(kind) or len(kind) > 80:
        raise ValueError(f"no subject or kind of an event: {subject!r}, {kind!r}")
    if at.tzinfo is None:
        raise ValueError("the business time of an event has a zone")
