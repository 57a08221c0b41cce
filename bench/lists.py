"""Pages over a million cases: the queue, the board, the search, each beside Django's paginator and template over the same rows.

The site is served on each database by two processes as ``onewindow serve`` does it, through every middleware, session and sign-in; eight
connections that stay open ask for ours and the other in turn, on the same processors. The stock page (``window_stock``) counts all rows,
takes its page by OFFSET and loops over model objects in a template with the same columns, form and frame.
``ONEWINDOW_BENCH_CASES`` makes it smaller. PostgreSQL is left out where none is reachable.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from statistics import median, quantiles
from threading import Thread
from urllib.parse import quote

from bench.cases import SETTINGS, _postgres, _sqlite
from bench.processor import between, spent

CASES = int(os.environ.get("ONEWINDOW_BENCH_CASES", "1000000"))
PORT = int(os.environ.get("BENCH_PORT", "8124"))
CONNECTIONS, ROUNDS, SECONDS = 8, 3, 2.0
PAGES = {  # ours, theirs, and who asks
    "queue of an approver": ("/desk/", "/stock/queue/", "approver"),
    "queue, the last page": ("/desk/?page=b", "/stock/queue/?page=last", "approver"),
    "board of the supervisor": ("/desk/supervision/", "/stock/board/", "supervisor"),
    "search by number": ("/desk/find/?number=2022-0123", "/stock/find/?number=2022-0123", "supervisor"),
    "search by name": ("/desk/find/?name=演示企业0123", "/stock/find/?name=演示企业0123", "supervisor"),
    "search by state": ("/desk/find/?state=closed", "/stock/find/?state=closed", "supervisor"),
    "search by state, the last page": ("/desk/find/?state=closed&page=b", "/stock/find/?state=closed&page=last", "supervisor"),
    "all cases": ("/desk/find/", "/stock/find/", "supervisor"),
}
DEPTHS = (("queue of an approver", "queue, the last page"), ("search by state", "search by state, the last page"))


def run() -> list[dict[str, object]]:
    """Milliseconds: the 95th percentile of both; the ratio is of answers a second, ours to the other's.

    Then the milliseconds of processor (server and database) for an answer, and of the last page beside the first.
    """
    rows: list[dict[str, object]] = []
    for store, database in (("SQLite", _sqlite), ("PostgreSQL", _postgres)):
        with tempfile.TemporaryDirectory(prefix="onewindow-bench-") as folder, database(folder, "lists") as address:
            if address is None:
                print(f"left out: lists on {store}, none reachable", file=sys.stderr)
                continue
            environment = {**os.environ, **SETTINGS, "ONEWINDOW_VAR": folder, "DATABASE_URL": address}
            environment["DJANGO_SETTINGS_MODULE"] = "bench.window_settings"
            command = [sys.executable, "-W", "ignore", "-c", f"from bench import window_lists; window_lists.main({CASES})"]
            cookies = json.loads(subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True).stdout)
            rows += measured(store, environment, cookies)
    return rows


def measured(store: str, environment: dict[str, str], cookies: dict[str, str]) -> list[dict[str, object]]:
    """The rows of one database that is loaded, for who may ask (session keys by role)."""
    rows: list[dict[str, object]] = []
    costs: dict[str, float] = {}
    with _served(environment) as server:
        for name, (ours, other, who) in PAGES.items():
            sides = {"ours": _Side(ours), "other": _Side(other)}
            for turn in range(ROUNDS + 1):  # the first warms
                for side in sides.values():
                    before = spent(server, environment["DATABASE_URL"].rpartition("/")[2])
                    found = _asked(side.address, cookies[who], SECONDS if turn else 1.0)
                    if turn:
                        side.times += found
                        side.counts.append(len(found))
                        side.processor += between(before, spent(server, environment["DATABASE_URL"].rpartition("/")[2]))
            mine, theirs = sides.values()
            costs[name] = mine.cost
            title = f"{name} over {CASES:,} cases on {store}"
            rows.append({"name": f"{title}, p95", "ours": mine.p95, "other": theirs.p95, "ratio": mine.speed / theirs.speed, "unit": "ms"})
            rows.append(
                {"name": f"{title}, processor", "ours": mine.cost, "other": theirs.cost, "ratio": theirs.cost / mine.cost, "unit": "ms"}
            )
    for first, last in DEPTHS:
        title = f"{last} beside the first on {store}, processor"
        rows.append({"name": title, "ours": costs[last], "other": costs[first], "ratio": costs[last] / costs[first], "unit": "ms"})
    return rows


@dataclass(slots=True)
class _Side:
    """The answers to one address: milliseconds of each, how many in each round, and the seconds of processor behind them."""

    address: str
    times: list[float] = field(default_factory=list)
    counts: list[int] = field(default_factory=list)
    processor: float = 0.0

    @property
    def p95(self) -> float:
        return quantiles(self.times, n=20)[-1]

    @property
    def speed(self) -> float:
        """Answers a second, the median of the rounds."""
        return median(self.counts) / SECONDS

    @property
    def cost(self) -> float:
        """Milliseconds of processor for an answer, of the server and the database."""
        return 1000 * self.processor / len(self.times)


def _asked(address: str, session: str, seconds: float) -> list[float]:
    """Milliseconds of each answer to connections that ask again as soon as they are answered."""
    until = time.perf_counter() + seconds
    found: list[float] = []
    threads = [Thread(target=_ask, args=(quote(address, safe="/?=&"), session, until, found)) for _ in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def _ask(address: str, session: str, until: float, found: list[float]) -> None:
    connection = HTTPConnection("127.0.0.1", PORT, timeout=120)
    while True:
        began = time.perf_counter()
        if began > until:
            break
        connection.request("GET", address, headers={"Cookie": f"sessionid={session}"})
        answer = connection.getresponse()
        page = answer.read()
        assert answer.status == 200 and b"</html>" in page, (address, answer.status)
        found.append(1000 * (time.perf_counter() - began))
    connection.close()


@contextmanager
def _served(environment: dict[str, str]) -> Iterator[int]:
    command = [sys.executable, "-W", "ignore", "-m", "granian", "onewindow.config.wsgi:application", "--interface", "wsgi"]
    command += ["--port", str(PORT), "--workers", "2", "--blocking-threads", "4", "--no-ws", "--log-level", "warning"]
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, start_new_session=True)
    try:
        for _ in range(240):
            time.sleep(0.5)
            connection = HTTPConnection("127.0.0.1", PORT, timeout=60)
            try:
                connection.request("GET", "/accounts/login/")
                connection.getresponse().read()
                break
            except OSError:
                continue
        yield server.pid
    finally:
        server.terminate()
        server.wait(timeout=60)
