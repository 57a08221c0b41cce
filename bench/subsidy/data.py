"""A million enterprises: amounts log-normal with cents, one in twenty exactly on, a cent under or a cent over a bound."""

from __future__ import annotations

import random
from array import array
from pathlib import Path

COLUMNS = ("setup_trade_usd", "setup_cost_cny", "investment_usd", "traded_before", "trade_usd", "previous_usd", "equipment_cny", "workers")
ROWS = 1_000_000
SEED = 20260101
_BOUNDS = (1_000_000, 5_000_000, 10_000_000, 50_000_000, 100_000_000, 500_000_000, 1_000_000_000, 1_200_000_000, 3_333_333_333)


def enterprises(rows: int = ROWS) -> dict[str, array[int]]:
    """Whole cents, whole people, 0 or 1, by column."""
    draw = random.Random(SEED)  # a benchmark draws no lots

    def amount() -> int:
        if draw.random() < 0.05:
            return draw.choice(_BOUNDS) + draw.choice((-1, 0, 1))
        return int(draw.lognormvariate(16.5, 2.2))

    found = {name: array("q", (amount() for _ in range(rows))) for name in COLUMNS}
    found["traded_before"] = array("q", (draw.random() < 0.67 for _ in range(rows)))
    found["workers"] = array("q", (draw.randrange(200) if draw.random() < 0.1 else 0 for _ in range(rows)))
    for place, traded in enumerate(found["traded_before"]):
        if not traded:
            found["previous_usd"][place] = 0
        elif draw.random() < 0.05:  # exactly doubled, or a cent beside it
            found["trade_usd"][place] = 2 * found["previous_usd"][place] + draw.choice((-1, 0, 1))
    return found


def save(columns: dict[str, array[int]], folder: Path) -> None:
    """Each column as 64-bit numbers in a file of its own, which every engine reads."""
    for name, values in columns.items():
        with (folder / f"{name}.i64").open("wb") as file:
            values.tofile(file)


def load(folder: Path) -> dict[str, array[int]]:
    found = {}
    for name in COLUMNS:
        found[name] = array("q")
        found[name].frombytes((folder / f"{name}.i64").read_bytes())
    return found
