"""The one door of the trail: ``record`` an event inside the transaction of the act that it tells of."""

from __future__ import annotations

import re
import threading
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from django.db import connection

from onewindow.statements import kept
from onewindow.trail.chain import EVENT_COLUMNS, row_hash, time_text
from onewindow.trail.models import Event
from onewindow.words.actor import Actor
from onewindow.words.canonical import canonical

_SUBJECT: Final = re.compile(r"[a-z][a-z0-9-]*:\S{1,99}")
_KIND: Final = re.compile(r"[a-z][a-z0-9_-]*(\.[a-z0-9_-]+)+")

# Lock the chain and learn its end and the next id; on PostgreSQL, where that is a round trip, two further ids in advance.
# SQLite's lock is the IMMEDIATE transaction; PostgreSQL's is the head's row.
_TAKE: Final = {
    "sqlite": "SELECT (SELECT coalesce(max(id), 0) + 1 FROM trail_event), coalesce(max(count), 0) + 1, coalesce(max(hash), '')"
    " FROM trail_head WHERE subject = %s",
    "postgresql": "SELECT number, place, link, nextval('trail_event_id_seq'), nextval('trail_event_id_seq') FROM trail_take(%s)",
}
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
) -> Event:
    """Add an event to the chain of ``subject`` (``case:2023-000001``), in one or two statements, in the caller's transaction.

    ``kind`` is what happened (``case.accepted``), ``at`` the business time with its zone, ``body`` what canonical JSON can hold. Personal
    values are never in an event, since it cannot be erased: numbers, keys and salted digests are. The chain stays locked until the
    transaction ends; other chains do not. The database moves the chain's head, and refuses an event that does not continue its chain.

    Raises RuntimeError outside a transaction, ValueError for a subject, kind or time out of shape, TypeError for a body without
    canonical text.
    """
    _check(subject, kind, at)
    with kept() as cursor:
        number, position, previous, *spare = _next(cursor, subject)
        recorded_at = datetime.now(UTC)  # after the lock, so that it never runs backwards along a chain of one machine
        who = (by.id, ",".join(sorted(by.roles)), by.organisation or "")
        what = (from_, to, reason, canonical(body or {}), previous)
        digest = row_hash([number, subject, position, kind, *who, time_text(at), time_text(recorded_at), *what])
        adapt = connection.ops.adapt_datetimefield_value
        cursor.execute(_INSERT, [number, subject, position, kind, *who, adapt(at), adapt(recorded_at), *what, digest])
    if spare:
        _held.ends[subject] = (spare[0], position + 1, digest, *spare[1:])
    values = [number, subject, position, kind, *who, at, recorded_at, *what, digest]
    return Event.from_db(connection.alias, [*EVENT_COLUMNS, "hash"], values)


class _Held(threading.local):
    """What this thread's transaction knows of the chains that it holds locked: their next id, place and link, and the ids after that.

    Every commit, rollback and rollback to a savepoint gives the connection a new list of hooks; so one list at one depth of savepoints
    is one stretch of a transaction in which nothing was taken back.
    """

    def __init__(self) -> None:
        self.hooks: object = None
        self.savepoints: list[str] = []
        self.ends: dict[str, tuple[Any, ...]] = {}


_held = _Held()


def _next(cursor: Any, subject: str) -> tuple[Any, ...]:
    """Id, position and previous hash of the next event of a chain, which is locked from here on, and the ids that are drawn ahead."""
    if _held.hooks is not connection.run_on_commit or _held.savepoints != connection.savepoint_ids:
        _held.hooks, _held.savepoints, _held.ends = connection.run_on_commit, list(connection.savepoint_ids), {}
    if known := _held.ends.pop(subject, None):
        return known
    cursor.execute(_TAKE[connection.vendor], [subject])
    found: tuple[Any, ...] = cursor.fetchone()
    return found


def _check(subject: str, kind: str, at: datetime) -> None:
    if not connection.in_atomic_block:
        raise RuntimeError("an event is recorded in the transaction of the act that it tells of")
    if not _SUBJECT.fullmatch(subject) or not _KIND.fullmatch(kind) or len(kind) > 80:
        raise ValueError(f"no subject or kind of an event: {subject!r}, {kind!r}")
    if at.tzinfo is None:
        raise ValueError("the business time of an event has a zone")
