"""SQLite's part of a backup: a copy of one moment by the online backup, put back by one rename."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

from django.db import connection, connections

from onewindow.words.refused import Refused


def dump(target: Path) -> date | None:
    """Copy the database as of one moment, while others write; the last sealed day in the copy."""
    with (
        closing(sqlite3.connect(f"{_file().as_uri()}?mode=ro", uri=True)) as source,
        closing(sqlite3.connect(target)) as copy,
    ):
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, no log beside it
        last = copy.execute("SELECT max(day) FROM trail_seal").fetchone()[0]
    return date.fromisoformat(last) if last else None


def load(source: Path) -> None:
    """Put the copy in the database's place. Raises Refused if the copy is broken or the database is in use."""
    with closing(sqlite3.connect(source)) as copy:
        try:
            state = copy.execute("PRAGMA integrity_check").fetchone()[0]
        except sqlite3.DatabaseError as error:
            state = str(error)
    if state != "ok":
        raise Refused(f"备份中的数据库已损坏：{state}", code="damaged_backup", field="file", expected="未损坏的备份")
    connections.close_all()
    target = _file()
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f".{target.name}.restoring")  # the same disk, so that the rename is one step; a killed run's is overwritten
    beside.unlink(missing_ok=True)
    try:
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as copied, source.open("rb") as original:
            shutil.copyfileobj(original, copied)
            copied.flush()
            os.fsync(copied.fileno())
        if target.exists():
            shutil.copymode(target, beside)
        _replace(target, beside)
    finally:
        beside.unlink(missing_ok=True)


def _replace(target: Path, beside: Path) -> None:
    with closing(sqlite3.connect(target, timeout=2, isolation_level=None)) as current:
        try:
            # Leaving WAL needs the database alone, so it fails while any other process has it open; it also takes the log away.
            alone = current.execute("PRAGMA journal_mode=DELETE").fetchone()[0] == "delete"
            current.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            alone = False
        except sqlite3.DatabaseError:  # it is damaged: nobody works with it, and that may be why there is a restore
            alone = True
        if not alone:
            raise Refused("数据库正被使用", code="database_in_use", expected="先停止网站和后台工作（serve、worker）再恢复")
        for log in ("-wal", "-shm", "-journal"):  # of a damaged one: SQLite would apply them to the file in its place
            target.with_name(target.name + log).unlink(missing_ok=True)
        beside.replace(target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _file() -> Path:
    return Path(str(connection.settings_dict["NAME"])).resolve()
