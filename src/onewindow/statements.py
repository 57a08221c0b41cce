"""Statements that come again and again with the same text: prepared once a connection, and sent together where nobody waits for an answer.

On PostgreSQL a round trip costs a door more than what the statement does there, and building one through the ORM ten times that. So
what a door will ask is foreseen and asked with its first question, and what it writes is gathered and goes in one exchange, in order,
before the next question or the end of the transaction. On SQLite, while queries are recorded, and where somebody watches every
statement, each goes at once through Django's own cursor: the same statements in the same order.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any, NamedTuple

from django.db import DEFAULT_DB_ALIAS, connections

Row = tuple[Any, ...]
Question = tuple[str, tuple[Any, ...]]  # a statement and its values: text, whole numbers, truth, decimals, dates, moments; None is null


class Answer(NamedTuple):
    """What a statement gave: its rows, and how many rows it found or wrote."""

    rows: list[Row]
    reached: int


class _Statement(NamedTuple):
    sql: str
    values: Sequence[Any]
    then: Callable[[Answer], None] | None = None


class _Gathered:
    """What the transaction of this thread is still to ask and to write, and what it knows."""

    def __init__(self) -> None:
        self.foreseen: list[Question] = []
        self.known: dict[Question, list[Row]] = {}
        self.owed: set[Question] = set()
        self.statements: list[_Statement] = []
        self.late: dict[Callable[[list[Any]], None], list[Any]] = {}


class _Here(threading.local):
    gathered: _Gathered | None = None


_here = _Here()


def fetch(sql: str, values: Sequence[Any] = (), *, ahead: bool = False) -> list[Row]:
    """The rows of one statement, run now, after everything that was gathered; or ``ahead`` of it, with which it has nothing to do.

    A change whose rows must be known at once is such a question too.
    """
    kept = _here.gathered
    if kept is None:
        return _exchange([_Statement(sql, values)])[0].rows
    if not ahead:
        send_gathered()
    foreseen, kept.foreseen = kept.foreseen, []
    answers = _exchange([_Statement(sql, values), *(_Statement(*question) for question in foreseen)])
    for question, answer in zip(foreseen, answers[1:], strict=True):
        kept.known[question] = answer.rows
    return answers[0].rows


def foresee(*questions: Question, owed: bool = False) -> None:
    """Have these asked right after the next question, in the same exchange: ``once`` and ``spend`` then know the rows.

    What is ``owed`` changes something, so that it must be spent if it was asked; else the block ends with a RuntimeError.
    """
    kept = _here.gathered
    if kept is not None:
        kept.foreseen.extend(questions)
        if owed:
            kept.owed.update(questions)


def once(question: Question, *, ahead: bool = False) -> list[Row]:
    """The rows of a foreseen question, as they were then, each time; asked now where nobody foresaw it."""
    kept = _here.gathered
    if kept is not None and question in kept.known:
        return kept.known[question]
    return fetch(*question, ahead=ahead)


def spend(question: Question, *, ahead: bool = False) -> list[Row]:
    """The rows of a foreseen question the first time, and of one asked now after that: for what can be used but once."""
    kept = _here.gathered
    if kept is not None and question in kept.known:
        return kept.known.pop(question)
    return fetch(*question, ahead=ahead)


def send(sql: str, values: Sequence[Any], then: Callable[[Answer], None] | None = None) -> None:
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
        if unused := _here.gathered.owed & _here.gathered.known.keys():
            raise RuntimeError(f"asked ahead and not used: {unused}")
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


@cache
def vendor() -> str:
    """Which database it is, ``postgresql`` or ``sqlite``: asking the connection costs more than its answer is worth."""
    return connections[DEFAULT_DB_ALIAS].vendor


def _is_watched(connection: Any) -> bool:
    """Whether every statement goes through Django's own cursor: on SQLite, and where queries are recorded or wrapped."""
    return vendor() != "postgresql" or bool(connection.execute_wrappers or connection.queries_logged)


def _run(statements: list[_Statement]) -> None:
    for statement, answer in zip(statements, _exchange(statements), strict=True):
        if statement.then:
            statement.then(answer)


def _exchange(statements: list[_Statement]) -> list[Answer]:
    connection = connections[DEFAULT_DB_ALIAS]
    if _here.gathered is not None or not _is_watched(connection):
        from onewindow import pipeline  # noqa: PLC0415  # only where there is a PostgreSQL

        return pipeline.exchange(connection, statements)
    answers = []
    with connection.cursor() as cursor:
        for sql, values, _ in statements:
            cursor.execute(sql, values)
            rows = cursor.fetchall() if cursor.description else []
            answers.append(Answer(rows, cursor.rowcount if cursor.rowcount >= 0 else len(rows)))
    return answers
