"""The index in SQLite: FTS5 without a copy of the text, each pair of characters a token, a word the phrase of its pairs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from onewindow.law.search.folding import pairs

CONTAINS = "instr({text}, %s) > 0"
_WIDE = {code: code + 0xFEE0 for code in range(0x80) if not chr(code).isalnum()}


def create(connection: BaseDatabaseWrapper) -> None:
    """The table of tokens; ``ascii`` since it takes every character beyond ASCII as part of a token."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE VIRTUAL TABLE IF NOT EXISTS law_searchwords USING fts5(title, body, content='', tokenize='ascii')")


def add(connection: BaseDatabaseWrapper, rows: Sequence[tuple[int, str, str]]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO law_searchwords(rowid, title, body) VALUES (%s, %s, %s)",
            [(number, _tokens(title), _tokens(body)) for number, title, body in rows],
        )


def remove(connection: BaseDatabaseWrapper, rows: Sequence[tuple[int, str, str]]) -> None:
    """A table without content is told what it held, to forget it."""
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO law_searchwords(law_searchwords, rowid, title, body) VALUES ('delete', %s, %s, %s)",
            [(number, _tokens(title), _tokens(body)) for number, title, body in rows],
        )


def settle(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO law_searchwords(law_searchwords) VALUES ('optimize')")


def ids(
    connection: BaseDatabaseWrapper, words: Sequence[str], where: Sequence[str], values: Sequence[Any], limit: int, titled: bool
) -> list[int]:
    """CROSS JOIN holds SQLite to the order of the index: newest first, stopping at the limit."""
    phrases = " AND ".join(f'"{_tokens(word)}"' for word in words)
    query = f"title : ({phrases})" if titled else phrases
    statement = (
        "SELECT e.id FROM law_searchwords w CROSS JOIN law_searchentry e ON e.id = w.rowid "
        f"WHERE w.law_searchwords MATCH %s AND {' AND '.join(where)} ORDER BY w.rowid DESC LIMIT %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [query, *values, limit])
        return [row[0] for row in cursor.fetchall()]


def _tokens(folded: str) -> str:
    """The pairs with a space between; ASCII marks take their wide form, which no folded text has, to be part of the token."""
    return " ".join(pairs(folded.translate(_WIDE)))
