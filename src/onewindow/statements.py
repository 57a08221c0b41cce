"""Statements that come again and again with the same text: prepared once a connection, and sent together where nobody waits for an answer.

On PostgreSQL a round trip costs a door more than what the statement does there, and building one through the ORM ten times that. So
what a door reads is asked together, and what it writes is gathered and goes in one exchange, in order, before the next question or
the end of the transaction. On SQLite, while queries are recorded, and where somebody watches every statement, each goes at once
through Django's own cursor: the same statements in the same order.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from django.db import DEFAULT_DB_ALIAS, connections

Row = tuple[Any, ...]
Values = Sequence[Any]  # text, whole numbers, truth, decimals, dates, moments with their zone; None is null


class Answer(NamedTuple):
    """What a statement gave: its rows, and how many rows it found or wrote."""

    rows: list[Row]
    count: int


class _Statement(NamedTuple):
    sql: str
    values: Values
    then: Callable[[Answer], None] | None = None


class _Gathered:
    """What the transaction of this thread is still to write: statements in order, and what is made out of others only at the end."""

    def __init__(self) -> None:
        self.statements: list[_Statement] = []
        self.late: dict[Callable[[list[Any]], None], list[Any]] = {}


class _Here(threading.local):
    gathered: _Gathered | None = None


_here = _Here()


def fetch(sql: str, values: Values = ()) -> list[Row]:
    """The rows of one statement, run now: after everything that was gathered before it."""
    return ask((sql, values))[0]


def ask(*questions: tuple[str, Values]) -> list[list[Row]]:
    """The rows of several statements, run now in one exchange, in order. A change that must be known at once is such a question too."""
    send_gathered()
    return [answer.rows for answer in _exchange([_Statement(*question) for question in questions])]


def send(sql: str, values: Values, then: Callable[[Answer], None] | None = None) -> None:
    """Run a statement whose answer nobody waits for: now, or with the others of ``gathered``. ``then`` is given the answer."""
    statement = _Statement(sql, values, then)
    if _here.gathered is None:
        _run([statement])
    else:
        _here.gathered.statements.append(statement)


def later(write: Callable[[list[Any]], None], item: Any) -> None:
    """Have ``write`` called with everything that was handed to it so, once, when what is gathered is sent; now where nothing is."""
    if _here.gathered is None:
        write([item])
    else:
        _here.gathered.late.setdefault(write, []).append(item)


@contextmanager
def gathered() -> Iterator[None]:
    """Inside a transaction: what is written in the block goes together, at its end at the latest. Nothing of it after an error."""
    connection = connections[DEFAULT_DB_ALIAS]
    if _here.gathered is not None or _is_watched(connection):
        yield
        return
    connection.execute_wrappers.append(_after_what_is_gathered)
    _here.gathered = _Gathered()
    try:
        yield
        send_gathered()
    finally:
        _here.gathered = None
        connection.execute_wrappers.remove(_after_what_is_gathered)


def send_gathered() -> None:
    """Send what is gathered so far; every question does, also one of the ORM."""
    kept = _here.gathered
    if kept is None:
        return
    while kept.late:
        write, items = kept.late.popitem()
        statements, kept.statements = kept.statements, []  # what ``write`` asks is no reason to send what stands here
        write(items)
        kept.statements = statements + kept.statements
    if kept.statements:
        statements, kept.statements = kept.statements, []
        _run(statements)


def _after_what_is_gathered(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    send_gathered()
    return execute(sql, params, many, context)


def _is_watched(connection: Any) -> bool:
    """Whether every statement goes through Django's own cursor: on SQLite, and where queries are recorded or wrapped."""
    watching = [each for each in connection.execute_wrappers if each is not _after_what_is_gathered]
    return connection.vendor != "postgresql" or bool(connection.queries_logged or watching)


def _run(statements: list[_Statement]) -> None:
    for statement, answer in zip(statements, _exchange(statements), strict=True):
        if statement.then:
            statement.then(answer)


def _exchange(statements: list[_Statement]) -> list[Answer]:
    connection = connections[DEFAULT_DB_ALIAS]
    if not _is_watched(connection):
        from onewindow import pipeline  # noqa: PLC0415  # only where there is a PostgreSQL

        return pipeline.exchange(connection, statements)
    answers = []
    with connection.cursor() as cursor:
        for sql, values, _ in statements:
            cursor.execute(sql, values)
            rows = cursor.fetchall() if cursor.description else []
            answers.append(Answer(rows, cursor.rowcount if cursor.rowcount >= 0 else len(rows)))
    return answers
