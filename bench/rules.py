"""The rule engine: one enterprise through the page's own code, a million through eight rules beside others, and the whole policy."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench import policy
from bench.subsidy.data import enterprises, save
from miluo.open_economy.rules import open_economy
from onewindow.worktime.clock import today

ROOT = Path(__file__).parents[1]
OPENFISCA = "openfisca-core==46.0.1"  # a peer to measure against, in a venv of its own
MOST_ALONE, MOST_EXPLAINED = 200, 5_000  # µs (issue 4)
FACTS = {
    "is_new_production_trader": True,
    "setup_trade_usd": "6000000.00",
    "setup_cost_cny": "150000.00",
    "investment_usd": "12500000.00",
    "traded_before": False,
    "trade_usd": "600000.00",
    "trade_usd_previous_year": "0.00",
    "listed_booth_fees_cny": ["12000.00", "8000.50"],
    "listed_staff_costs_cny": ["3000.00", "2500.00", "1000.00"],
    "online_fair_costs_cny": ["25000.00", "10000.00"],
    "ecommerce_registered": True,
    "ecommerce_orders": 250_000,
    "is_hightech_or_mechatronic": True,
    "equipment_cost_cny": "500000.00",
    "helped_first_trades_usd": ["50000.00", "150000.00"],
    "workers_dispatched": 12,
}


def run() -> list[dict[str, Any]]:
    """Each a ratio of ours to another or to what it may cost at most; the millions are checked row by row."""
    with tempfile.TemporaryDirectory(prefix="onewindow-bench-rules-") as folder:
        return [*_one(), *_eight(Path(folder)), *policy.run(Path(folder))]


def _one() -> list[dict[str, Any]]:
    on = today()
    facts = open_economy.facts.parse(FACTS, on=on)
    edition, values = open_economy.edition(on), facts.values(on)
    alone = _microseconds(lambda: edition.values(values))
    explained = _microseconds(lambda: open_economy.evaluate(FACTS, on=on).as_json(), 50)
    return [
        _row("one enterprise, every result, the interpreter alone | at most", alone, MOST_ALONE, "µs"),
        _row("one enterprise from JSON, every result explained | at most", explained, MOST_EXPLAINED, "µs"),
    ]


def _eight(folder: Path) -> list[dict[str, Any]]:
    """One thread each; ``wrong`` counts the rows whose results differ from exact decimal arithmetic."""
    save(enterprises(), folder)
    fisca = _openfisca(folder)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}
    command = [sys.executable, "-m", "bench.subsidy.measure", str(folder)]
    found = json.loads(subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT, env=environment).stdout)
    times, wrong = found["ms"], found["wrong"]
    if wrong["ours"] or wrong["doubtful"] or wrong["frame"]:
        raise AssertionError(f"results differ from exact arithmetic: {wrong}")
    rows = [_row("eight rules, 1,000,000 rows, compiled | hand-written Polars", times["ours"], times["polars"], "ms")]
    if "c" in times:
        rows.append(_row("the same | a hand-written loop in C", times["ours"], times["c"], "ms"))
    if fisca:
        rows.append(_row("the same | OpenFisca-Core, float32, calculate", times["ours"], fisca["calculate"], "ms"))
        rows.append(_row("the same | its set_input counted", times["ours"], fisca["calculate"] + fisca["set_input"], "ms"))
        rows.append(_row("rows that differ from exact arithmetic | OpenFisca-Core", wrong["ours"], wrong["openfisca"], "rows"))
    rows.append(_row("the same, where any column may hold a null | hand-written Polars", times["doubtful"], times["polars"], "ms"))
    rows.append(_row("frame() from and to exact decimals | hand-written Polars", times["frame"], times["polars"], "ms"))
    return rows


def _openfisca(folder: Path) -> dict[str, float] | None:
    """Its times, from an environment of its own that stays for the next run; None where it cannot be installed."""
    home = Path(tempfile.gettempdir()) / "onewindow-bench-openfisca"
    python = home / "bin" / "python"
    if not (home / "ready").exists():
        venv.create(home, with_pip=True, clear=True)
        installed = subprocess.run([python, "-m", "pip", "install", "--quiet", OPENFISCA], capture_output=True, text=True, check=False)
        if installed.returncode:
            print(f"left out: {OPENFISCA} (not installed: {installed.stderr.strip().splitlines()[-1]})", file=sys.stderr)
            return None
        (home / "ready").touch()
    script = ROOT / "bench" / "subsidy" / "by_openfisca.py"
    found: dict[str, float] = json.loads(subprocess.run([python, script, folder], capture_output=True, text=True, check=True).stdout)
    return found


def _microseconds(call: Callable[[], object], number: int = 2000) -> float:
    def once() -> float:
        start = time.perf_counter()
        for _ in range(number):
            call()
        return (time.perf_counter() - start) / number * 1e6

    return statistics.median(once() for _ in range(5))


def _row(name: str, ours: float, other: float, unit: str) -> dict[str, Any]:
    return {"name": name, "ours": ours, "other": other, "ratio": ours / other, "unit": unit}
