"""Facts of many enterprises as columns, from mappings: the shape that ``RuleBook.frame`` takes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import polars as pl

from onewindow.rules.columns import dtype
from onewindow.rules.facts import Facts
from onewindow.rules.kinds import Kind, Many, Number


def as_frame(facts: type[Facts], rows: Iterable[Mapping[str, Any]], labels: Iterable[str] = ()) -> pl.DataFrame:
    """A column for each label (text) and for each fact that somebody has; what is unknown is null, money decimals."""
    given = list(rows)
    columns = {name: pl.Series([row.get(name) for row in given], dtype=pl.String) for name in labels}
    for fact in facts.fields():
        values = [row.get(fact.name) for row in given]
        if any(value is not None for value in values):
            columns[fact.name] = pl.Series([list(value) if isinstance(value, tuple) else value for value in values], dtype=kept(fact.kind))
    return pl.DataFrame(columns)


def kept(kind: Kind) -> pl.DataType:
    """Money as decimals, counts as whole numbers."""
    if isinstance(kind, Many):
        return pl.List(kept(kind.of))
    if isinstance(kind, Number):
        return pl.Decimal(38, kind.scale) if kind.scale else pl.Int64()
    return dtype(kind)
