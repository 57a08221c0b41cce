"""Children of the test process that run one door and are killed on the way, or run two at once.

A child is forked from the warmed process, so that hundreds of kills cost seconds: it opens its own connection, and dies by
SIGKILL: no handler runs, nothing is flushed, as when the power goes.
"""

from __future__ import annotations

import os
import pickle
import signal
from collections.abc import Callable
from typing import Any

from django.db import connection, connections

from onewindow.words.refused import Refused

BEFORE_COMMIT, AFTER_COMMIT = "before commit", "after commit"
_READS = ("SELECT", "EXPLAIN", "PRAGMA")
_WRITES_THOUGH_IT_SELECTS = "trail_take"  # a chain that begins is written when it is locked


def killed_at(point: int | str, door: Callable[[], Any]) -> str:
    """Run a door in a child that kills itself before its ``point``-th write, or at its commit; where it died.

    A door with fewer writes dies before its commit, so that ever higher numbers come to an end.
    """
    return str(_forked(lambda tell: _run_until(point, door, tell)))


def together(*doors: Callable[[], Any]) -> list[Any]:
    """Run doors at the same moment, each in its own child; their answers or refusals in order."""
    gate, opened = os.pipe()
    children = [_start(_at_gate(door, gate, opened)) for door in doors]
    os.close(gate)
    os.close(opened)  # now every child reads the end of the pipe, and goes
    return [_result(child) for child in children]


def _at_gate(door: Callable[[], Any], gate: int, opened: int) -> Callable[[Callable[[Any], None]], None]:
    def run(tell: Callable[[Any], None]) -> None:
        connection.ensure_connection()
        os.close(opened)
        os.read(gate, 1)
        try:
            tell(door())
        except Refused as refused:
            tell((refused.status, refused.first.code))

    return run


def _run_until(point: int | str, door: Callable[[], Any], tell: Callable[[Any], None]) -> None:
    writes = 0

    def die(where: str) -> None:
        tell(where)
        os.kill(os.getpid(), signal.SIGKILL)

    def count(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        nonlocal writes
        statement = str(sql).lstrip().upper()
        if not statement.startswith(_READS) or _WRITES_THOUGH_IT_SELECTS in str(sql):
            writes += 1
            if writes == point:
                die(f"before write {writes}")
        return execute(sql, params, many, context)

    commit = connection._commit

    def committed() -> None:
        if point != AFTER_COMMIT:
            die(BEFORE_COMMIT)
        commit()
        die(AFTER_COMMIT)

    connection._commit = committed
    with connection.execute_wrapper(count):
        door()


def _forked(work: Callable[[Callable[[Any], None]], None]) -> Any:
    return _result(_start(work))


def _start(work: Callable[[Callable[[Any], None]], None]) -> tuple[int, int]:
    connections.close_all()
    read, write = os.pipe()
    child = os.fork()
    if child:
        os.close(write)
        return child, read
    try:
        connections.close_all()
        work(lambda told: _tell(write, told))
    except BaseException as problem:  # the child must not return into pytest
        _tell(write, f"the door failed: {type(problem).__name__}: {problem}")
    finally:
        os._exit(0)


def _tell(write: int, told: Any) -> None:
    os.write(write, pickle.dumps(told))


def _result(started: tuple[int, int]) -> Any:
    child, read = started
    with os.fdopen(read, "rb") as stream:
        told = stream.read()
    os.waitpid(child, 0)
    return pickle.loads(told) if told else "the child said nothing"  # it is our own child
