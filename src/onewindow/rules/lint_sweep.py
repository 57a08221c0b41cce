"""Made-up rows at and beside every bound of a book, to see whether something decides anything."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING, Any

import polars as pl

from onewindow.rules.brackets import Table
from onewindow.rules.columns import dtype
from onewindow.rules.fact import Fact
from onewindow.rules.kinds import Choice, Day, Kind, Many, Number, Truth

if TYPE_CHECKING:
    from onewindow.rules.book import RuleBook

ROWS = 20_000
LONGEST = 4  # entries of a made-up list
LEAP_DAY = date(2024, 2, 29)  # the last of its month too: what counts by days and by years parts here
LONGEST_LIFE = 120  # years: a figure up to it may be an age
BEYOND = 2  # how far above the highest bound: a multiple of it


def sweep(book: RuleBook) -> pl.DataFrame:
    """The same rows each time. A fact of the day stays out: its own day fills it."""
    chance, bounds = Random(0), _bounds(book)
    facts = [fact for fact in book.uses.facts.values() if not fact.of_day]
    return pl.DataFrame([_column(fact, bounds, book.regulation.in_force.start, chance) for fact in facts])


def _column(fact: Fact, bounds: list[Decimal], on: date, chance: Random) -> pl.Series:
    values = _values(fact.kind, bounds, on, chance)
    drawn = [None if fact.default is not None and chance.random() < 0.5 else chance.choice(values) for _ in range(ROWS)]
    return pl.Series(fact.name, drawn, dtype=_dtype(fact.kind))


def _values(kind: Kind, bounds: list[Decimal], on: date, chance: Random) -> Sequence[Any]:
    if isinstance(kind, Many):
        entries = _values(kind.of, bounds, on, chance)
        return [chance.sample(entries, min(size, len(entries))) for size in range(LONGEST) for _ in range(4)]
    if isinstance(kind, Truth):
        return [True, False]
    if isinstance(kind, Choice):
        return list(kind.keys)
    if isinstance(kind, Number):
        step = Decimal(1).scaleb(-kind.scale)
        beside = {near for bound in bounds for near in (bound - step, bound, bound + step, bound * BEYOND)}
        low, high = (Decimal(end).scaleb(-kind.scale) for end in (kind.low, kind.high))
        within = sorted(value for value in {low, high, *(each.quantize(step) for each in beside)} if low <= value <= high)
        return within if kind.scale else [int(value) for value in within]
    return _days(bounds, on) if isinstance(kind, Day) else ["甲", "乙"]


def _days(bounds: list[Decimal], on: date) -> list[date]:
    """Days about the first one, and those so many years and a half before it that a figure names: ages have bounds too."""
    years = [int(bound) for bound in bounds if 1 < bound <= LONGEST_LIFE and bound == int(bound)]
    return [*(on + timedelta(days=days) for days in (-10_000, -400, -1, 0, 1, 400, *(-365 * each - 200 for each in years))), LEAP_DAY]


def _bounds(book: RuleBook) -> list[Decimal]:
    """Every bound and figure of a book, whatever its unit: a money may meet either."""
    found = {Decimal(0), Decimal(1)}
    for figure in book.uses.figures.values():
        value = figure.lines[-1].value
        if isinstance(value, Table):
            found |= {bound for tier in value.tiers for bound in (tier.low, tier.high) if bound is not None}
        elif isinstance(value, Decimal):
            found.add(value)
    return sorted(found)


def _dtype(kind: Kind) -> pl.DataType:
    if isinstance(kind, Many):
        return pl.List(_dtype(kind.of))
    return pl.Decimal(38, kind.scale) if isinstance(kind, Number) and kind.scale else dtype(kind)
