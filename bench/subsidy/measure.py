"""Ours, hand-written Polars and C in one process on one thread, compared row by row with exact arithmetic; prints JSON."""

from __future__ import annotations

import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

os.environ["POLARS_MAX_THREADS"] = "1"

import polars as pl

from bench.subsidy.book import ON, RESULTS, subsidy
from bench.subsidy.by_hand import InC, in_decimal, in_polars
from bench.subsidy.data import COLUMNS, load
from onewindow.rules.frame import REFUSED, certain_of, computed, layers

ROUNDS = 9
_MONEY = tuple(name for name in COLUMNS if name not in {"traded_before", "workers"})


def main(folder: Path) -> None:
    columns = load(folder)
    cents = pl.DataFrame({name: list(values) for name, values in columns.items()})
    right = [in_decimal(row) for row in cents.iter_rows()]
    with subsidy() as book:
        fixed = cents.with_columns(pl.col("traded_before") == 1)
        ready = layers(book.edition(ON), certain_of(fixed))
        doubtful = layers(book.edition(ON))
        decimals = fixed.with_columns((pl.col(_MONEY).cast(pl.Decimal(38, 2)) / 100).cast(pl.Decimal(18, 2)))
        loop = InC(folder, columns)
        timed = {
            "ours": lambda: computed(fixed, ready),
            "doubtful": lambda: computed(fixed, doubtful),
            "frame": lambda: book.frame(decimals, on=ON),
            "polars": lambda: in_polars(cents),
            **({"c": loop} if loop.ready else {}),
        }
        times = rounds(timed)
        exact = book.frame(decimals, on=ON).drop(REFUSED).select(pl.all().cast(pl.Decimal(38, 2)).to_physical().cast(pl.Int64))
        ours, asking = (computed(fixed, each).select(RESULTS) for each in (ready, doubtful))
        found = {"ours": ours, "doubtful": asking, "frame": exact, "polars": in_polars(cents)}
    totals = [row[-1] for row in right]
    wrong = {name: sum(one != other for one, other in zip(frame.iter_rows(), right, strict=True)) for name, frame in found.items()}
    if loop.ready:
        wrong["c"] = sum(one != other for one, other in zip(zip(*loop.results(), strict=True), right, strict=True))
    openfisca = folder / "openfisca.i64"
    if openfisca.exists():
        theirs = memoryview(openfisca.read_bytes()).cast("q")
        wrong["openfisca"] = sum(one != other for one, other in zip(theirs, totals, strict=True))
    json.dump({"ms": times, "wrong": wrong, "total": sum(totals)}, sys.stdout)


def rounds(calls: dict[str, Callable[[], object]]) -> dict[str, float]:
    """The median of each, taken in turns."""
    taken: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(ROUNDS):
        for name, call in calls.items():
            start = time.perf_counter()
            call()
            taken[name].append((time.perf_counter() - start) * 1e3)
    return {name: statistics.median(times) for name, times in taken.items()}


main(Path(sys.argv[1]))
