"""The open-economy book beside hand-written code for the same three awards: one enterprise, and a million."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import polars as pl

from miluo.open_economy.rules import open_economy
from onewindow.rules.frame import layers
from onewindow.worktime.clock import today

ROWS = 1_000_000
SEED = 20260101
FEN = Decimal("0.01")
FACTS = {"traded_before": False, "trade_usd": "600000.00", "trade_usd_previous_year": "0.00"}
AWARDS = ["first_trade_award_cny", "growth_award_cny", "trade_volume_award_cny", "total_cny"]


def run() -> list[dict[str, Any]]:
    """Each a ratio of ours to the hand-written one in the same run; the million is checked to give the same results."""
    return [*_one(), *_many()]


def _one() -> list[dict[str, Any]]:
    on = today()
    facts = open_economy.facts.parse(FACTS, on=on)
    edition, values = open_economy.edition(on), facts.values(on)
    by_hand = _microseconds(lambda: _in_decimal(False, Decimal("600000.00"), Decimal("0.00")))
    return [
        _row("one enterprise, rules alone | plain Decimal", _microseconds(lambda: edition.values(values)), by_hand, "µs"),
        _row(
            "one enterprise, evaluate() | plain Decimal", _microseconds(lambda: open_economy.evaluate(facts, on=on).results), by_hand, "µs"
        ),
        _row("one enterprise from JSON, explained | plain Decimal", _microseconds(_explained, 50), by_hand, "µs"),
    ]


def _explained() -> object:
    return open_economy.evaluate(FACTS, on=today()).as_json()


def _in_decimal(traded: bool, now: Decimal, before: Decimal) -> tuple[Decimal, ...]:
    first = growth = Decimal(0)
    if not traded:
        if now > 1_000_000:
            first = Decimal(50_000)
        elif now > 500_000:
            first = Decimal(40_000)
        elif now > 100_000:
            first = Decimal(30_000)
        elif now >= 10_000:
            first = Decimal(20_000)
    if now >= 2 * before and before >= 100_000:
        growth = Decimal(50_000) if before >= 500_000 else Decimal(20_000)
    volume = min(now * Decimal("0.03"), Decimal(1_000_000)).quantize(FEN, ROUND_HALF_UP)
    return first, growth, volume, first + growth + volume


def _many() -> list[dict[str, Any]]:
    cents = _enterprises()
    on = today()
    book = layers(open_economy.edition(on))
    fixed = cents.with_columns(
        year=pl.lit(on.year, dtype=pl.Int64), registered_in_miluo=pl.lit(True), funded_elsewhere=pl.lit([], dtype=pl.List(pl.String))
    )
    if not _compiled(fixed, book).select(AWARDS).equals(_in_polars(cents)):
        raise AssertionError("the book and the hand-written expression differ")
    rows = cents.with_columns((pl.col("trade_usd", "trade_usd_previous_year").cast(pl.Decimal(38, 2)) / 100).cast(pl.Decimal(18, 2)))
    by_hand = _milliseconds(lambda: _in_polars(cents))
    return [
        _row("1,000,000 rows, compiled on integers | hand-written Polars", _milliseconds(lambda: _compiled(fixed, book)), by_hand, "ms"),
        _row(
            "1,000,000 rows, frame() from and to decimals | hand-written",
            _milliseconds(lambda: open_economy.frame(rows, on=on)),
            by_hand,
            "ms",
        ),
    ]


def _enterprises() -> pl.DataFrame:
    """Trade in cents, log-normal, one row in twenty at a bound or a cent beside it; a third of them new, 2% of the facts unknown."""
    chance = random.Random(SEED)  # a benchmark draws no lots
    bounds = [1_000_000, 10_000_000, 50_000_000, 100_000_000, 3_333_333_333]

    def amount() -> int | None:
        if chance.random() < 0.02:
            return None
        if chance.random() < 0.05:
            return chance.choice(bounds) + chance.choice((-1, 0, 1))
        return int(chance.lognormvariate(16.5, 2.2))

    old = [None if chance.random() < 0.02 else chance.random() < 0.67 for _ in range(ROWS)]
    before = [amount() if traded else 0 for traded in old]
    now = [amount() for _ in range(ROWS)]
    columns = {"traded_before": old, "trade_usd": now, "trade_usd_previous_year": before}
    return pl.DataFrame(columns, schema={"traded_before": pl.Boolean, "trade_usd": pl.Int64, "trade_usd_previous_year": pl.Int64})


def _in_polars(cents: pl.DataFrame) -> pl.DataFrame:
    """As a careful engineer writes it, in three steps: unknown stays unknown, unless the award is nothing either way."""
    now, before, old = pl.col("trade_usd"), pl.col("trade_usd_previous_year"), pl.col("traded_before")
    tier = (
        pl.when(now < 1_000_000).then(0).when(now <= 10_000_000).then(2_000_000).when(now <= 50_000_000).then(3_000_000)
        .when(now <= 100_000_000).then(4_000_000).when(now > 100_000_000).then(5_000_000).cast(pl.Int64)
    )  # fmt: skip
    base = pl.when(before < 10_000_000).then(0).when(before < 50_000_000).then(2_000_000).when(before >= 50_000_000).then(5_000_000)
    volume = ((now * 3).clip(upper_bound=10_000_000_000) + 50) // 100
    steps = cents.with_columns(tier=tier, base=base.cast(pl.Int64), doubled=now >= before * 2)
    nothing, tier, base, doubled = pl.lit(0, dtype=pl.Int64), pl.col("tier"), pl.col("base"), pl.col("doubled")
    first = pl.when(old).then(nothing).when(~old).then(tier).when(tier == 0).then(nothing)
    growth = pl.when(doubled).then(base).when(~doubled).then(nothing).when(base == 0).then(nothing)
    awards = steps.select(first.alias(AWARDS[0]), growth.alias(AWARDS[1]), volume.alias(AWARDS[2]))
    known = pl.any_horizontal(pl.col(AWARDS[:3]).is_not_null())
    return awards.with_columns(pl.when(known).then(pl.sum_horizontal(AWARDS[:3])).alias(AWARDS[3]))


def _compiled(fixed: pl.DataFrame, book: list[list[pl.Expr]]) -> pl.DataFrame:
    for layer in book:
        fixed = fixed.with_columns(layer)
    return fixed


def _microseconds(call: Callable[[], object], number: int = 2000) -> float:
    def once() -> float:
        start = time.perf_counter()
        for _ in range(number):
            call()
        return (time.perf_counter() - start) / number * 1e6

    return statistics.median(once() for _ in range(5))


def _milliseconds(call: Callable[[], object]) -> float:
    def once() -> float:
        start = time.perf_counter()
        call()
        return (time.perf_counter() - start) * 1e3

    return statistics.median(once() for _ in range(7))


def _row(name: str, ours: float, other: float, unit: str) -> dict[str, Any]:
    return {"name": name, "ours": ours, "other": other, "ratio": ours / other, "unit": unit}
