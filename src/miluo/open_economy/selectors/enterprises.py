"""The enterprises and their figures: one enterprise with where every figure came from, and all of them as columns."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import polars as pl

from miluo.open_economy.data_kinds import KINDS
from miluo.open_economy.facts import OpenEconomyFacts
from miluo.open_economy.models.enterprises import Enterprise, YearData
from onewindow.rules.columns import dtype
from onewindow.rules.kinds import Kind, Many, Number

OF_THE_ENTERPRISE = ("registered_in_miluo", "is_new_production_trader", "is_hightech_or_mechatronic", "ecommerce_registered")
PREVIOUS = "trade_usd_previous_year"


def facts_of(uscc: str, year: int) -> tuple[dict[str, Any], dict[str, str]]:
    """The facts of an enterprise for a year, as JSON by name, and for each that is verified by data where it comes from, in Chinese.

    Nothing is known of an enterprise that is not in the register. Three queries.
    """
    enterprise = Enterprise.objects.filter(uscc=uscc).first()
    if enterprise is None:
        return {}, {}
    lines = {data.year: data for data in YearData.objects.filter(enterprise=enterprise, year__in=(year - 1, year))}
    return known_facts(enterprise, lines.get(year), lines.get(year - 1))


def known_facts(enterprise: Enterprise, of_year: YearData | None, before: YearData | None) -> tuple[dict[str, Any], dict[str, str]]:
    """The same of rows that were read already."""
    facts: dict[str, Any] = {name: value for name in OF_THE_ENTERPRISE if (value := getattr(enterprise, name)) is not None}
    sources = {name: _said(enterprise.sources[name]) for name in facts if name in enterprise.sources}
    if before is not None and before.facts.get("trade_usd") is not None and _whole(before):
        facts[PREVIOUS] = before.facts["trade_usd"]
        sources[PREVIOUS] = _said(before.sources["trade_usd"])
    if of_year is not None:
        facts |= of_year.facts
        sources |= {name: _said(source) for name, source in of_year.sources.items()}
    return facts, sources


def frame(year: int) -> pl.DataFrame:
    """The whole register for one year: ``uscc``, ``enterprise_name``, ``closed_until`` and a column for each fact that somebody has.

    Money as decimals, what is unknown null. What the rule book takes is every column but the first three.
    """
    lines = {data.enterprise_id: data for data in YearData.objects.filter(year=year)}
    before = {data.enterprise_id: data for data in YearData.objects.filter(year=year - 1)}
    rows = [
        (enterprise, known_facts(enterprise, lines.get(enterprise.pk), before.get(enterprise.pk))[0])
        for enterprise in Enterprise.objects.iterator(chunk_size=2000)
    ]
    columns = {
        "uscc": pl.Series([enterprise.uscc for enterprise, _ in rows], dtype=pl.String),
        "enterprise_name": pl.Series([enterprise.name for enterprise, _ in rows], dtype=pl.String),
        "closed_until": pl.Series([facts.get("closed_until") for _, facts in rows], dtype=pl.String),
        "year": pl.Series([year] * len(rows), dtype=pl.Int64),
    }
    for fact in OpenEconomyFacts.fields():
        values = [facts.get(fact.name) for _, facts in rows]
        if fact.name not in columns and any(value is not None for value in values):
            columns[fact.name] = pl.Series([_exact(value, fact.kind) for value in values], dtype=_dtype(fact.kind))
    return pl.DataFrame(columns)


def _dtype(kind: Kind) -> pl.DataType:
    """Money as decimals, counts as whole numbers: what the rule book takes."""
    if isinstance(kind, Many):
        return pl.List(_dtype(kind.of))
    if isinstance(kind, Number):
        return pl.Decimal(38, kind.scale) if kind.scale else pl.Int64()
    return dtype(kind)


def _exact(value: Any, kind: Kind) -> Any:
    if value is None or not isinstance(kind, Number | Many):
        return value
    if isinstance(kind, Many):
        return [_exact(entry, kind.of) for entry in value]
    return Decimal(value) if kind.scale else value


def _whole(data: YearData) -> bool:
    """Whether figures are of the whole year."""
    return data.facts.get("closed_until", f"{data.year}-12-31") == f"{data.year}-12-31"


def _said(source: Mapping[str, Any]) -> str:
    """海关数据，导入DR2023-0001第3行."""
    return f"{KINDS[source['kind']].title}，导入{source['import']}第{source['row']}行"
