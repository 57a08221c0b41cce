"""Two hundred people for five minutes: half read public pages, a third apply on the phone, the rest accept, look over and decide.

The site is served as ``onewindow serve`` does it, on a database of its own, with its worker beside it; the people are one process on the
same processors (``people_at_work``). Afterwards the database is asked whether every application that was answered is one case, whether
every act that was answered is one event, and whether every chain holds (``people_county``). ``BENCH_PEOPLE``, ``BENCH_SECONDS`` and
``BENCH_DATABASES`` (sqlite, postgresql) make it smaller; ``BENCH_PORT`` is where it listens.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from bench.cases import SETTINGS, _postgres, _sqlite

PEOPLE = int(os.environ.get("BENCH_PEOPLE", "200"))
SECONDS = int(os.environ.get("BENCH_SECONDS", "300"))
PORT = int(os.environ.get("BENCH_PORT", "8125"))
DATABASES = os.environ.get("BENCH_DATABASES", "postgresql,sqlite").split(",")
MOST_P95 = 800.0  # ms, asked


def run() -> list[dict[str, object]]:
    """Milliseconds at the 95th percentile beside the most that is asked; the rest is printed as it is found."""
    rows: list[dict[str, object]] = []
    for store, database in (("PostgreSQL", _postgres), ("SQLite", _sqlite)):
        if store.lower() not in DATABASES:
            continue
        with tempfile.TemporaryDirectory(prefix="onewindow-bench-") as folder, database(folder, "people") as address:
            if address is None:
                print(f"left out: people on {store}, none reachable", file=sys.stderr)
                continue
            found = _worked({**os.environ, **SETTINGS, "ONEWINDOW_DEMO": "1", "ONEWINDOW_VAR": folder, "DATABASE_URL": address})
        print(f"{store}: {json.dumps(found, ensure_ascii=False)}", file=sys.stderr)
        title = f"{PEOPLE} people for {SECONDS} s on {store}, p95 of {found['requests']:,} answers, {found['errors']} errors"
        p95 = float(str(found["p95"]))
        rows.append({"name": title, "ours": p95, "other": MOST_P95, "ratio": p95 / MOST_P95, "unit": "ms"})
    return rows


def _worked(environment: dict[str, str]) -> dict[str, object]:
    """What the people met, and what the database says of it afterwards."""
    county = json.loads(_child(environment, f"people_county.open_the_county({PEOPLE})"))
    with _served(environment):
        told = _child(environment, f"people_at_work.main('http://127.0.0.1:{PORT}', {SECONDS})", json.dumps(county))
    met = json.loads(told)
    counted = json.loads(_child(environment, "people_county.count()", json.dumps(met["answered"])))
    return {**met["figures"], **counted, "load": os.getloadavg()}


def _child(environment: dict[str, str], call: str, given: str = "") -> str:
    module = call.partition(".")[0]
    command = [sys.executable, "-W", "ignore", "-c", f"from bench import {module}; {call}"]
    return subprocess.run(command, env=environment, input=given, stdout=subprocess.PIPE, text=True, check=True).stdout


@contextmanager
def _served(environment: dict[str, str]) -> Iterator[None]:
    command = [sys.executable, "-W", "ignore", "-m", "onewindow.cli", "serve", "--port", str(PORT)]
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, start_new_session=True)
    try:
        _wait_for(f"http://127.0.0.1:{PORT}/", time.monotonic() + 120)
        yield
    finally:
        server.terminate()
        server.wait(timeout=60)


def _wait_for(address: str, until: float) -> None:
    while True:
        try:
            urllib.request.urlopen(address, timeout=20).close()  # our own server
            return
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.5)
