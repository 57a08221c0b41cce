"""Customs figures against themselves and against what the register holds already."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from miluo.open_economy.models.enterprises import YearData
from onewindow.rules.sheets import SheetRow
from onewindow.words.refused import Problem

SPLIT_BY = 5000
BEFORE = "trade_usd_previous_year"


def cross_checked(rows: tuple[SheetRow, ...], year: int) -> tuple[SheetRow, ...]:
    """The rows, those whose figures cannot all be true with the problem: trade without having traded, or another figure for the
    previous year than the register has for it.
    """
    held = _held([row.values["uscc"] for row in rows if row.values.get("uscc")], year - 1)
    checked = ((row, _problems(row.values, held.get(row.values.get("uscc") or "", {}), year)) for row in rows)
    return tuple(replace(row, problems=(*row.problems, *problems)) if problems else row for row, problems in checked)


def _held(codes: list[str], year: int) -> dict[str, Mapping[str, Any]]:
    """The whole-year figures that the register holds of these enterprises for a year."""
    found: dict[str, Mapping[str, Any]] = {}
    for start in range(0, len(codes), SPLIT_BY):
        lines = YearData.objects.filter(year=year, enterprise__uscc__in=codes[start : start + SPLIT_BY])
        found |= {uscc: facts for uscc, facts in lines.values_list("enterprise__uscc", "facts") if _is_whole(facts, year)}
    return found


def _is_whole(facts: Mapping[str, Any], year: int) -> bool:
    return facts.get("closed_until", f"{year}-12-31") == f"{year}-12-31"


def _problems(row: Mapping[str, Any], held: Mapping[str, Any], year: int) -> Iterable[Problem]:
    before, traded = row.get(BEFORE), row.get("traded_before")
    registered = Decimal(held["trade_usd"]) if held.get("trade_usd") is not None else None
    found = []
    if before is not None and registered is not None and before != registered:
        message = f"上年度进出口额与名录中{year - 1}年度的{registered:,.2f}美元不一致"
        found.append(Problem(message, "contradicts_register", BEFORE, None, f"{registered}；原数据有误的，先导入{year - 1}年度的更正"))
    if traded is False and (before or registered):
        found.append(
            Problem("上年度有进出口额，与“本年度以前没有进出口记录”矛盾", "contradictory_facts", "traded_before", "open2023-2-1", "是")
        )
    return found
