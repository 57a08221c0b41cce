"""Seconds of processor that a server and its database took, read from /proc: on a busy machine they say more than the clock."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")


def spent(server: int, database: str) -> dict[int, float]:
    """Seconds so far by process: of the server and all below it, and of PostgreSQL's processes that work on that database."""
    known = dict(_processes())
    return {pid: seconds for pid, (_, seconds, command) in known.items() if f" {database} " in command or _below(pid, server, known)}


def between(before: dict[int, float], after: dict[int, float]) -> float:
    """Seconds from one look to the next; a process that ended in between is left out."""
    return sum(seconds - before.get(pid, 0.0) for pid, seconds in after.items())


def _below(pid: int, server: int, known: dict[int, tuple[int, float, str]]) -> bool:
    while pid in known and pid != server:
        pid = known[pid][0]
    return pid == server


def _processes() -> Iterator[tuple[int, tuple[int, float, str]]]:
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal():
            with suppress(OSError):
                fields = (folder / "stat").read_text().rpartition(")")[2].split()
                command = (folder / "cmdline").read_text(errors="replace").replace("\0", " ")
                yield int(folder.name), (int(fields[1]), (int(fields[11]) + int(fields[12])) / _TICKS, command)
