"""The index of words on the database that is used: one face, two ways to keep it.

It answers which rows may contain the words; whether they do is then read in the text itself, so both ways find the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Protocol, cast

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

from onewindow.law.search import index_postgresql, index_sqlite

TABLE = "law_searchentry"
Row = tuple[int, str, str]  # id, title and text, both folded


class Index(Protocol):
    """What each database must be able to do; ``titled`` asks for the words in the title."""

    CONTAINS: str

    def create(self, connection: BaseDatabaseWrapper) -> None: ...

    def add(self, connection: BaseDatabaseWrapper, rows: Sequence[Row]) -> None: ...

    def remove(self, connection: BaseDatabaseWrapper, rows: Sequence[Row]) -> None: ...

    def settle(self, connection: BaseDatabaseWrapper) -> None: ...

    def ids(
        self,
        connection: BaseDatabaseWrapper,
        words: Sequence[str],
        where: Sequence[str],
        values: Sequence[Any],
        limit: int,
        titled: bool,
    ) -> list[int]: ...


def of(database: BaseDatabaseWrapper) -> Index:
    """The index as this database keeps it."""
    return cast(Index, index_sqlite if database.vendor == "sqlite" else index_postgresql)


def add(rows: Sequence[Row]) -> None:
    """Enter the words of rows that were stored."""
    of(connection).add(connection, rows)


def remove(rows: Sequence[Row]) -> None:
    """Take the words of rows out, before the rows themselves are removed."""
    of(connection).remove(connection, rows)


def settle() -> None:
    """Put the index in order after many changes."""
    of(connection).settle(connection)


def newest(words: Sequence[str], filters: Iterable[tuple[str, Any]] = (), *, limit: int, titled: bool = False) -> list[int]:
    """The newest rows that contain every word (folded), newest first.

    ``filters`` are columns with the value, or the list of values, that they must have. A word of one character has no pair
    and is looked for in the text alone; if all words are such, in every text.
    """
    where: list[str] = []
    values: list[Any] = []
    for column, value in filters:
        choices = list(value) if isinstance(value, (list, tuple)) else [value]
        where.append(f"e.{column} IN ({', '.join(['%s'] * len(choices))})" if choices else "1 = 0")
        values += choices
    contains = of(connection).CONTAINS
    text = _TITLE.get(connection.vendor, "") if titled else "e.folded"
    where += [contains.format(text=text)] * len(words)
    indexed = [word for word in words if len(word) > 1]
    if indexed:
        return of(connection).ids(connection, indexed, where, [*values, *words], limit, titled)
    statement = f"SELECT e.id FROM {TABLE} e WHERE {' AND '.join(where)} ORDER BY e.id DESC LIMIT %s"
    with connection.cursor() as cursor:
        cursor.execute(statement, [*values, *words, limit])
        return [row[0] for row in cursor.fetchall()]


_TITLE = {
    "sqlite": "substr(e.folded, 1, instr(e.folded, char(10)))",
    "postgresql": "split_part(e.folded, chr(10), 1)",
}
