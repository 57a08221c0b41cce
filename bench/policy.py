"""The whole policy over a million enterprises, Parquet to Parquet through the command, here and on Spark."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path
from shutil import which
from typing import Any

import polars as pl

from miluo.open_economy.rules import open_economy
from onewindow.rules.kinds import Choice, Many, Number, Truth
from onewindow.rules.units import is_money
from onewindow.words.identity import uscc_check

ROWS = 1_000_000
SEED = 20260101
SLICE = 100_000
MOST_SECONDS, MOST_MB = 4, 1536
_UNKNOWN = 0.02
_WATCHED = """import json, os, resource, subprocess, sys
done = subprocess.run(sys.argv[1:], capture_output=True, text=True)
print(json.dumps([done.returncode, done.stdout, done.stderr, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss]))
"""


def run(folder: Path) -> list[dict[str, Any]]:
    """Seconds from the start of the command to its end, and the most memory that it held."""
    source = folder / "enterprises.parquet"
    pl.concat([enterprises(start) for start in range(0, ROWS, SLICE)]).write_parquet(source)
    seconds, megabytes, answer = command(source, folder / "local.parquet")
    rows = [
        _row("the whole policy, 1,000,000 rows, Parquet to Parquet", seconds, MOST_SECONDS, "s"),
        _row("the same, most memory", megabytes, MOST_MB, "MB"),
    ]
    if answer["good"] != ROWS:
        raise AssertionError(answer)
    if find_spec("pyspark") and which("java"):
        spark = command(source, folder / "spark.parquet", "spark")[0]
        here, there = (pl.read_parquet(folder / f"{name}.parquet") for name in ("local", "spark"))
        if not here.equals(there):
            raise AssertionError("Spark gives other results")
        rows.append(_row("rows a second on Spark | here", ROWS / spark, ROWS / seconds, "rows/s"))
    return rows


def command(source: Path, out: Path, engine: str = "local") -> tuple[float, float, dict[str, Any]]:
    """``rules batch`` over a file: its seconds, the most megabytes that it held, and its report."""
    command = [sys.executable, "-m", "onewindow.cli", "rules", "batch", "open-economy", "--in", str(source), "--out", str(out)]
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", _WATCHED, *command, "--engine", engine, "--json"],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "ONEWINDOW_TODAY": "2023-09-15"},
    )
    seconds = time.perf_counter() - start
    code, answer, errors, kilobytes = json.loads(done.stdout)
    if code:
        raise AssertionError(f"{answer}{errors}")
    return seconds, kilobytes / 1024, json.loads(answer)


def enterprises(start: int) -> pl.DataFrame:
    """Every fact of the policy: log-normal amounts, lists of up to four, one value in fifty unknown; the identifiers check."""
    draw = random.Random(SEED + start)  # a benchmark draws no lots
    codes = [(body := f"91430681MA{number:07d}") + uscc_check(body) for number in range(start, start + SLICE)]
    columns = {"uscc": pl.Series(codes)}
    for fact in open_economy.facts.fields():
        if fact.name != "year":
            columns[fact.name] = pl.Series([_value(draw, fact.kind) for _ in codes], dtype=_dtype(fact.kind))
    if {"traded_before", "trade_usd_previous_year"} <= set(columns):
        old = columns["traded_before"]
        columns["trade_usd_previous_year"] = pl.select(pl.when(old).then(columns["trade_usd_previous_year"]).otherwise(0)).to_series()
    return (
        pl.DataFrame(columns)
        .with_columns(
            pl.col(pl.Int64).exclude([fact.name for fact in open_economy.facts.fields() if _whole(fact.kind)]).cast(pl.Decimal(38, 2)) / 100
        )
        .cast({pl.Decimal(38, 2): pl.Decimal(18, 2)})
    )


def _whole(kind: Any) -> bool:
    return isinstance(kind, Number) and not is_money(kind.unit)


def _value(draw: random.Random, kind: Any) -> Any:
    if draw.random() < _UNKNOWN:
        return None
    if isinstance(kind, Many):
        entries = draw.choice((0, 0, 0, 0, 1, 2, 4))
        return [draw.choice(kind.of.keys)] * min(entries, 1) if isinstance(kind.of, Choice) else [_money(draw) for _ in range(entries)]
    if isinstance(kind, Truth):
        return draw.random() < 0.6
    return draw.randrange(300_000) if _whole(kind) else int(draw.lognormvariate(16.5, 2.2))


def _money(draw: random.Random) -> Decimal:
    return Decimal(draw.randrange(10_000_000)) / 100


def _dtype(kind: Any) -> Any:
    if isinstance(kind, Many):
        return pl.List(pl.String) if isinstance(kind.of, Choice) else pl.List(pl.Decimal(18, 2))
    return pl.Boolean if isinstance(kind, Truth) else pl.Int64


def _row(name: str, ours: float, other: float, unit: str) -> dict[str, Any]:
    return {"name": name, "ours": ours, "other": other, "ratio": ours / other, "unit": unit}
