"""The trail's rows as the database stores them, for verification: no parsing may hide a changed bit, nor stumble over one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from django.db import OperationalError, connection

from onewindow.trail.chain import EVENT_COLUMNS, SEAL_COLUMNS

CHUNK: Final = 2000

# SQLite keeps times as text, of which several parse to one moment; PostgreSQL's may lie outside Python's years once a bit is wrong.
_MOMENTS: Final = ("at", "recorded_at", "sealed_at")
_AS_TEXT: Final = {
    "sqlite": ("CAST(e.{} AS TEXT)", "CAST(e.{} AS TEXT)"),
    "postgresql": (
        "replace(replace(to_char(e.{} AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.USBC'), 'AD', ''), '.000000', '')",
        "replace(to_char(e.{}, 'YYYY-MM-DDBC'), 'AD', '')",
    ),
}


def events(after: int) -> Iterator[tuple[list[Any], str, Any, Any]]:
    """Every event after the id ``after`` in the order of ids: the values of ``EVENT_COLUMNS``, its hash, the hash of its predecessor and
    the count of its chain's head (each None if there is none).

    Fetched a chunk at a time by id: no transaction stays open, and each chunk is one consistent look.
    """
    query = (
        f"SELECT {_selected((*EVENT_COLUMNS, 'hash'))},"
        " (SELECT p.hash FROM trail_event p WHERE p.subject = e.subject AND p.position = e.position - 1),"
        " (SELECT h.count FROM trail_head h WHERE h.subject = e.subject)"
        f" FROM trail_event e WHERE e.id > %s ORDER BY e.id LIMIT {CHUNK}"
    )
    while chunk := rows(query, after):
        for *values, digest, link, reach in chunk:
            yield values, digest, link, reach
        after = chunk[-1][0]


def seals() -> list[dict[str, Any]]:
    """Every seal in the order of days, with ``day`` and ``sealed_at`` as text."""
    columns = (*SEAL_COLUMNS, "hash")
    sealed = [dict(zip(columns, row, strict=True)) for row in rows(f"SELECT {_selected(columns)} FROM trail_seal e ORDER BY e.day")]
    for seal in sealed:
        if not isinstance(seal["last"], int):
            seal["last"] = -1  # SQLite stores what it is given: such a seal ends at once, and its hash fails
    return sealed


def heads_without_event() -> list[tuple[str, int, int | None]]:
    """The first head whose last event is missing (id None) or another: subject, count, id."""
    return rows(
        "SELECT h.subject, h.count, e.id FROM trail_head h LEFT JOIN trail_event e ON e.subject = h.subject AND e.position = h.count"
        " WHERE (e.id IS NULL OR e.hash <> h.hash) AND NOT (h.count = 0 AND h.hash = '') ORDER BY h.subject LIMIT 1"
    )


def events_without_predecessor() -> list[tuple[str, int]]:
    """The first event before which one is missing: subject, position."""
    return rows(
        "SELECT e.subject, e.position FROM trail_event e WHERE e.position > 1 AND NOT EXISTS"
        " (SELECT 1 FROM trail_event p WHERE p.subject = e.subject AND p.position = e.position - 1) ORDER BY e.id LIMIT 1"
    )


def rows(query: str, *values: int | str) -> list[Any]:
    """All rows of a query; text of SQLite that is no UTF-8 comes with its bytes as lone surrogates."""
    try:
        return _fetched(query, values)
    except OperationalError as error:
        if "UTF-8" not in str(error):
            raise
    raw = connection.connection
    before, raw.text_factory = raw.text_factory, lambda content: content.decode(errors="surrogateescape")
    try:
        return _fetched(query, values)
    finally:
        raw.text_factory = before


def one(query: str, *values: int | str) -> int:
    return int(rows(query, *values)[0][0])


def _fetched(query: str, values: tuple[int | str, ...]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return cursor.fetchall()


def _selected(columns: tuple[str, ...]) -> str:
    moment, day = _AS_TEXT[connection.vendor]
    shapes = {**dict.fromkeys(_MOMENTS, moment), "day": day}
    return ", ".join(shapes.get(name, "e.{}").format(name) for name in columns)
