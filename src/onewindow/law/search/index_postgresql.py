"""The index in PostgreSQL: the pairs of each text as numbers in an array under GIN, without positions.

Positions of a tsvector end at 16383, and at 256 for a word; a bag of pairs loses nothing, and the text itself is read for
the order of the pairs. For a word that many texts contain, reading the newest texts is faster than the index: they come first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

from onewindow.law.search.folding import pairs

CONTAINS = "strpos({text}, %s) > 0"
_FIRST_LOOK = 400  # texts; about a millisecond
_SPARE = 20  # candidates beyond the limit, for those that have every pair but not the word
_GROWTH = 8
_NO_ID = (1 << 63) - 1


def create(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE IF NOT EXISTS law_searchwords (id bigint PRIMARY KEY, title integer[] NOT NULL, body integer[] NOT NULL)"
        )
        for column in ("title", "body"):
            cursor.execute(f"CREATE INDEX IF NOT EXISTS law_searchwords_{column} ON law_searchwords USING gin ({column})")


def add(connection: BaseDatabaseWrapper, rows: Sequence[tuple[int, str, str]]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO law_searchwords (id, title, body) VALUES (%s, %s, %s)",
            [(number, _numbers([title]), _numbers([title, body])) for number, title, body in rows],
        )


def remove(connection: BaseDatabaseWrapper, rows: Sequence[tuple[int, str, str]]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM law_searchwords WHERE id = ANY(%s)", [[number for number, _, _ in rows]])


def settle(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        for column in ("title", "body"):
            cursor.execute(f"SELECT gin_clean_pending_list('law_searchwords_{column}')")
        cursor.execute("ANALYZE law_searchwords")
        cursor.execute("ANALYZE law_searchentry")


def ids(
    connection: BaseDatabaseWrapper, words: Sequence[str], where: Sequence[str], values: Sequence[Any], limit: int, titled: bool
) -> list[int]:
    """The newest texts first; where they do not fill the list, those that the index names, newest first in growing steps."""
    tests = " AND ".join(where)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT e.id FROM (SELECT * FROM law_searchentry ORDER BY id DESC LIMIT {_FIRST_LOOK}) e "
            f"WHERE {tests} ORDER BY e.id DESC LIMIT %s",
            [*values, limit],
        )
        found = [row[0] for row in cursor.fetchall()]
        if len(found) == limit:
            return found
        found, below, step = [], _NO_ID, limit + _SPARE
        while len(found) < limit:
            named = _named(cursor, "title" if titled else "body", words, below, step)
            cursor.execute(
                f"SELECT e.id FROM law_searchentry e WHERE e.id = ANY(%s) AND {tests} ORDER BY e.id DESC LIMIT %s",
                [named, *values, limit - len(found)],
            )
            found += [row[0] for row in cursor.fetchall()]
            if len(named) < step:
                break
            below, step = named[-1], step * _GROWTH
        return found


def _named(cursor: CursorWrapper, column: str, words: Sequence[str], below: int, count: int) -> list[int]:
    """The newest rows below an id that have every pair. MATERIALIZED keeps the planner from walking the primary key instead."""
    cursor.execute(
        f"WITH w AS MATERIALIZED (SELECT id FROM law_searchwords WHERE {column} @> %s) "
        "SELECT id FROM w WHERE id < %s ORDER BY id DESC LIMIT %s",
        [_numbers(words), below, count],
    )
    return [row[0] for row in cursor.fetchall()]


def _numbers(texts: Sequence[str]) -> list[int]:
    """Each pair as a number of 32 bits; two pairs beyond the common characters may share one, which the text then tells apart."""
    return sorted({number for text in texts for number in _numbered(text)})


def _numbered(text: str) -> Iterator[int]:
    for pair in pairs(text):
        number = (ord(pair[0]) & 0xFFFF) << 16 | ord(pair[1]) & 0xFFFF
        yield number - (1 << 32) if number >= 1 << 31 else number
