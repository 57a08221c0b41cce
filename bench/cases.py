"""Whole case lives (submit, accept, decide, issue, rate) a second in one process, beside their rows alone.

On each database, interleaved in rounds: our doors with permissions, locks, the rule book and its explanation, clocks, snapshots,
numbered papers, hash-chained events and the register of awards; the same rows by plain SQL; and the same rows by the stock
ORM (``case_rows``). PostgreSQL is left out where none is reachable.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median

SETTINGS = {"DJANGO_SETTINGS_MODULE": "onewindow.config.settings", "ONEWINDOW_TODAY": "2023-09-15"}
POSTGRES = os.environ.get("DATABASE_URL") or "postgresql://postgres@127.0.0.1:5432/postgres"


def run() -> list[dict[str, object]]:
    """Lives a second; the ratio is ours to the other's: 0.5 means that half as many get through."""
    rows: list[dict[str, object]] = []
    for store, database in (("SQLite", _sqlite), ("PostgreSQL", _postgres)):
        with tempfile.TemporaryDirectory(prefix="onewindow-bench-") as folder, database(folder) as address:
            if address is None:
                print(f"left out: case lives on {store}, none reachable", file=sys.stderr)
                continue
            environment = {**os.environ, **SETTINGS, "ONEWINDOW_VAR": folder, "DATABASE_URL": address}
            command = [sys.executable, "-W", "ignore", "-c", "from bench import case_lives; case_lives.main()"]
            speeds = json.loads(subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True).stdout)
        ours, plain, orm = (round(median(speeds[name]), 1) for name in ("ours", "plain", "orm"))
        for name, other in (("plain SQL", plain), ("the stock ORM", orm)):
            title = f"whole case lives on {store}, beside their rows by {name}"
            rows.append({"name": title, "ours": ours, "other": other, "ratio": ours / other, "unit": "lives/s"})
    return rows


@contextmanager
def _sqlite(folder: str, name: str = "bench") -> Iterator[str | None]:
    yield f"sqlite:///{folder}/{name}.sqlite3"


@contextmanager
def _postgres(folder: str, name: str = "bench") -> Iterator[str | None]:
    import psycopg  # noqa: PLC0415  # only where there may be a PostgreSQL

    name = f"onewindow_{name.lower().replace(' ', '_').replace('-', '_')}_{os.getpid()}"
    try:
        administrator = psycopg.connect(POSTGRES, autocommit=True, connect_timeout=3)
    except psycopg.OperationalError:
        yield None
        return
    with administrator:
        administrator.execute(f'CREATE DATABASE "{name}"'.encode())
        try:
            yield f"{POSTGRES.rsplit('/', 1)[0]}/{name}"
        finally:
            administrator.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())
