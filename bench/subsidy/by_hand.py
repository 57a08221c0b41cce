"""The eight rules by hand: in Decimal, which is what is right; as a Polars expression; and as a loop in C."""

from __future__ import annotations

import ctypes
import shutil
import subprocess
from array import array
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import polars as pl

from bench.subsidy.data import COLUMNS

FEN = Decimal("0.01")
_SETUP = ((Decimal(10_000_000), Decimal(200_000)), (Decimal(5_000_000), Decimal(100_000)), (Decimal(1_000_000), Decimal(50_000)))
_SHARE, _EACH, _ZERO = Decimal("0.1"), Decimal("0.03"), Decimal(0)


def in_decimal(row: tuple[int, ...]) -> tuple[int, ...]:
    """Cents in, the eight results in fen."""
    setup_trade, setup_cost, invested, now, before, equipment = (Decimal(row[place]) / 100 for place in (0, 1, 2, 4, 5, 6))
    setup = min(setup_cost, next((value for least, value in _SETUP if setup_trade >= least), _ZERO))
    steps = (invested - 10_000_000) // 2_000_000 if invested >= 10_000_000 else 0
    investment = min(Decimal(100_000) + steps * 20_000, Decimal(200_000)) if invested >= 5_000_000 else _ZERO
    first = growth = _ZERO
    if not row[3]:
        first = Decimal(
            50_000 if now > 1_000_000 else 40_000 if now > 500_000 else 30_000 if now > 100_000 else 20_000 if now >= 10_000 else 0
        )
    if before > 0 and now >= before * 2:
        growth = Decimal(50_000 if before >= 500_000 else 20_000 if before >= 100_000 else 0)
    volume = min(now * _EACH, Decimal(1_000_000)).quantize(FEN, ROUND_HALF_UP)
    upgrade = min(equipment * _SHARE, Decimal(300_000)).quantize(FEN, ROUND_HALF_UP)
    found = (setup, investment, first, growth, volume, upgrade, Decimal(row[7] * 300))
    return tuple(int(value * 100) for value in (*found, sum(found)))


def in_polars(cents: pl.DataFrame) -> pl.DataFrame:
    """One expression over whole cents, as a careful engineer writes it; nothing in it is unknown."""
    setup_trade, setup_cost, invested, traded, now, before, equipment, workers = map(pl.col, COLUMNS)
    by_trade = (
        pl.when(setup_trade >= 1_000_000_000).then(20_000_000)
        .when(setup_trade >= 500_000_000).then(10_000_000)
        .when(setup_trade >= 100_000_000).then(5_000_000).otherwise(0).cast(pl.Int64)
    )  # fmt: skip
    steps = (invested.clip(lower_bound=1_000_000_000) - 1_000_000_000) // 200_000_000
    invest = pl.when(invested >= 500_000_000).then((10_000_000 + steps * 2_000_000).clip(upper_bound=20_000_000)).otherwise(0)
    first = (
        pl.when((traded == 1) | (now < 1_000_000)).then(0)
        .when(now <= 10_000_000).then(2_000_000)
        .when(now <= 50_000_000).then(3_000_000)
        .when(now <= 100_000_000).then(4_000_000).otherwise(5_000_000).cast(pl.Int64)
    )  # fmt: skip
    grown = (before > 0) & (now >= before * 2)
    growth = pl.when(~grown | (before < 10_000_000)).then(0).when(before < 50_000_000).then(2_000_000).otherwise(5_000_000).cast(pl.Int64)
    volume = ((now * 3 + 50) // 100).clip(upper_bound=100_000_000)
    upgrade = ((equipment + 5) // 10).clip(upper_bound=30_000_000)
    parts = [pl.min_horizontal(setup_cost, by_trade), invest, first, growth, volume, upgrade, workers * 30_000]
    named = cents.select(part.alias(f"r{place}") for place, part in enumerate(parts))
    return named.with_columns(pl.sum_horizontal(pl.all()).alias("r7"))


_C = """
#include <stdint.h>
void run(int64_t n, const int64_t *st, const int64_t *sc, const int64_t *iv, const int64_t *tb, const int64_t *now, const int64_t *be,
         const int64_t *eq, const int64_t *wo, int64_t *out) {
  for (int64_t i = 0; i < n; i++) {
    int64_t cap = st[i] >= 1000000000 ? 20000000 : st[i] >= 500000000 ? 10000000 : st[i] >= 100000000 ? 5000000 : 0;
    int64_t setup = sc[i] < cap ? sc[i] : cap;
    int64_t inv = iv[i] < 500000000 ? 0 : iv[i] < 1000000000 ? 10000000 : 10000000 + (iv[i] - 1000000000) / 200000000 * 2000000;
    if (inv > 20000000) inv = 20000000;
    int64_t v = now[i];
    int64_t first = tb[i] || v < 1000000 ? 0 : v <= 10000000 ? 2000000 : v <= 50000000 ? 3000000 : v <= 100000000 ? 4000000 : 5000000;
    int64_t b = be[i];
    int64_t growth = b > 0 && v >= 2 * b ? (b >= 50000000 ? 5000000 : b >= 10000000 ? 2000000 : 0) : 0;
    int64_t volume = (v * 3 + 50) / 100;
    if (volume > 100000000) volume = 100000000;
    int64_t upgrade = (eq[i] + 5) / 10;
    if (upgrade > 30000000) upgrade = 30000000;
    int64_t dispatch = wo[i] * 30000;
    out[i] = setup; out[n + i] = inv; out[2 * n + i] = first; out[3 * n + i] = growth; out[4 * n + i] = volume;
    out[5 * n + i] = upgrade; out[6 * n + i] = dispatch;
    out[7 * n + i] = setup + inv + first + growth + volume + upgrade + dispatch;
  }
}
"""


class InC:
    """The loop, compiled; ``ready`` is false on a machine without gcc."""

    def __init__(self, folder: Path, columns: dict[str, array[int]]) -> None:
        self.ready = shutil.which("gcc") is not None
        if not self.ready:
            return
        (folder / "loop.c").write_text(_C)
        subprocess.run(
            ["gcc", "-O3", "-march=native", "-shared", "-fPIC", "-o", str(folder / "loop.so"), str(folder / "loop.c")], check=True
        )
        self._run = ctypes.CDLL(str(folder / "loop.so")).run
        self._rows = len(columns[COLUMNS[0]])
        buffers = [(ctypes.c_int64 * self._rows).from_buffer(columns[name]) for name in COLUMNS]
        self.out = array("q", bytes(8 * 8 * self._rows))
        self._arguments = [ctypes.c_int64(self._rows), *buffers, (ctypes.c_int64 * (8 * self._rows)).from_buffer(self.out)]

    def __call__(self) -> None:
        self._run(*self._arguments)

    def results(self) -> list[list[int]]:
        return [self.out[place * self._rows : (place + 1) * self._rows].tolist() for place in range(8)]
