"""PostgreSQL's part of a backup: ``pg_dump`` of one snapshot, put back by ``psql`` in one transaction."""

from __future__ import annotations

import os
import shutil
import subprocess
from datetime import date
from pathlib import Path
from typing import Final

from django.db import connection, connections, transaction

from onewindow.words.refused import Refused

_LOCK_TIMEOUT: Final = "10s"  # how long a restore waits for others to let go of the tables

# In the transaction of the restore.
_CLEAR: Final = """
DO $$
DECLARE
  gone record;
BEGIN
  FOR gone IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
    EXECUTE format('DROP TABLE IF EXISTS public.%I CASCADE', gone.tablename);
  END LOOP;
  FOR gone IN SELECT p.oid::regprocedure AS name FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace
    AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e') LOOP
    EXECUTE format('DROP ROUTINE %s', gone.name);
  END LOOP;
END
$$;
"""


def dump(target: Path) -> date | None:
    """Dump one snapshot, while others write; the last sealed day in it. Raises Refused without ``pg_dump`` or when it fails."""
    program = _program("pg_dump")
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT max(day), pg_export_snapshot() FROM trail_seal")
        last, snapshot = cursor.fetchone()
        _run([program, "--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}", f"--file={target}"])
    return last if isinstance(last, date) else None


def load(source: Path) -> None:
    """Replace all tables by those of the dump. Raises Refused without PostgreSQL's programs or when they fail; then nothing has changed."""
    restorer, client = _program("pg_restore"), _program("psql")
    clear, script = source.with_suffix(".clear.sql"), source.with_suffix(".sql")
    clear.write_text(_CLEAR)
    _run([restorer, "--no-owner", "--no-privileges", f"--file={script}", str(source)])
    connections.close_all()
    once = ["--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--single-transaction", "--output=/dev/null"]
    _run([client, *once, f"--file={clear}", f"--file={script}"])


def _program(name: str) -> str:
    path = shutil.which(name)
    if path is None:
        raise Refused(
            f"本机没有{name}，不能备份或恢复PostgreSQL数据库",
            code="no_postgresql_client",
            expected="安装与服务器同版本的客户端（Debian：apt install postgresql-client）",
        )
    return path


def _run(command: list[str]) -> None:
    done = subprocess.run(command, env=_environment(), capture_output=True, text=True, check=False)
    if done.returncode:
        said = done.stderr.strip().splitlines() or ["没有说明原因"]
        busy = any("lock timeout" in line for line in said)
        raise Refused(
            "数据库正被使用" if busy else f"{Path(command[0]).name}未能完成：{said[0]}",
            code="database_in_use" if busy else "postgresql_failed",
            expected="先停止网站和后台工作（serve、worker）再恢复" if busy else None,
        )


def _environment() -> dict[str, str]:
    """How libpq's programs find the database; the password never stands on a command line."""
    to = connection.settings_dict
    named = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    return {**os.environ, **{name: str(to[key]) for name, key in named.items() if to[key]}, "PGOPTIONS": f"-c lock_timeout={_LOCK_TIMEOUT}"}
