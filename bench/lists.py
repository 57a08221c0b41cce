"""Pages over a million cases: the queue, the board, the search, each beside Django's paginator and template over the same rows.

Whole requests through every middleware, session and sign-in, one after the other in one process on each database. The stock page counts all
rows, takes its page by OFFSET and loops over model objects in a template with the same columns and the same frame.
``ONEWINDOW_BENCH_CASES`` makes it smaller. PostgreSQL is left out where none is reachable.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile

from bench.cases import SETTINGS, _postgres, _sqlite

CASES = int(os.environ.get("ONEWINDOW_BENCH_CASES", "1000000"))


def run() -> list[dict[str, object]]:
    """Milliseconds: ours is the 95th percentile, the other's too; the ratio is of requests a second, ours to the other's."""
    rows: list[dict[str, object]] = []
    for store, database in (("SQLite", _sqlite), ("PostgreSQL", _postgres)):
        with tempfile.TemporaryDirectory(prefix="onewindow-bench-") as folder, database(folder) as address:
            if address is None:
                print(f"left out: lists on {store}, none reachable", file=sys.stderr)
                continue
            environment = {**os.environ, **SETTINGS, "ONEWINDOW_VAR": folder, "DATABASE_URL": address}
            environment["DJANGO_SETTINGS_MODULE"] = "bench.window_settings"
            command = [sys.executable, "-W", "ignore", "-c", f"from bench import window_lists; window_lists.main({CASES})"]
            found = json.loads(subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True).stdout)
        for name, (ours, other) in found.items():
            title = f"{name} over {CASES:,} cases on {store}, p95"
            rows.append({"name": title, "ours": ours["p95"], "other": other["p95"], "ratio": other["mean"] / ours["mean"], "unit": "ms"})
    return rows
