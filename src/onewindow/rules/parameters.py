"""Figures beside their clause: ``parameters.yaml`` of a regulation, every line with its unit, its wording and its first day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache, reduce
from pathlib import Path
from typing import Any

import yaml

from onewindow.rules.brackets import Table, exact, read_table
from onewindow.rules.kinds import Brackets, Choice, Kind, Many, Number, hull, number, written
from onewindow.rules.mistakes import RuleError
from onewindow.rules.units import parse_unit, unit_name
from onewindow.words.refused import Refused

_FIELDS = {"title", "clause", "unit", "value", "tiers", "entries", "otherwise", "as_written", "from", "to"}
LIST = "list"  # the unit of what is no number but a list of keys


@dataclass(frozen=True, slots=True)
class Dated:
    """A figure, a table or a list of keys, and the days for which it holds. ``as_written`` is the wording of the official text."""

    value: Decimal | Table | tuple[str, ...]
    kind: Number | Brackets | Many
    clause: str
    as_written: str
    first: date
    last: date | None

    @property
    def clauses(self) -> tuple[str, ...]:
        own = (tier.clause for tier in self.value.tiers) if isinstance(self.value, Table) else ()
        return tuple(dict.fromkeys((self.clause, *own)))

    def holds(self, on: date) -> bool:
        return self.first <= on and (self.last is None or on <= self.last)

    def as_json(self) -> Any:
        """A table as its rows, a figure as the contract writes it."""
        table = self.value
        return [table.row(tier) for tier in table.tiers] if isinstance(table, Table) else written(table, self.kind)


@dataclass(frozen=True, slots=True)
class Figure:
    """A named figure over time; its kind holds the values of all its lines."""

    name: str
    title: str
    lines: tuple[Dated, ...]

    @property
    def kind(self) -> Kind:
        tables = [line.kind for line in self.lines if isinstance(line.kind, Brackets)]
        if tables:
            return Brackets(tables[0].axis, max(kind.axis_scale for kind in tables), hull(*(kind.gives for kind in tables)))
        lists = [line.kind.of for line in self.lines if isinstance(line.kind, Many) and isinstance(line.kind.of, Choice)]
        if lists:
            return Many(reduce(Choice.or_of, lists))
        return hull(*(line.kind for line in self.lines if isinstance(line.kind, Number)))

    def on(self, day: date) -> Dated:
        """The line of a day. Raises Refused, with the clause, when the figure has none."""
        for line in self.lines:
            if line.holds(day):
                return line
        known = "；".join(f"{line.first}至{line.last or '今'}" for line in self.lines)
        raise Refused(
            f"“{self.title}”在{day}没有有效的数值",
            code="no_figure",
            field="on",
            clause=self.lines[-1].clause,
            expected=f"有数值的期间：{known}",
        )

    def as_data(self) -> Any:
        """What the hash of a book covers."""
        outside = [line.value.outside() if isinstance(line.value, Table) else None for line in self.lines]
        return [[line.first, line.last, line.clause, line.as_json(), each] for line, each in zip(self.lines, outside, strict=True)]


@cache
def figures_of(folder: Path) -> Mapping[str, Figure]:
    """The figures of a regulation's folder by name; none without the file. Raises RuleError, naming the line that is wrong."""
    file = folder / "parameters.yaml"
    return read_figures(yaml.safe_load(file.read_text("utf-8")) or {}) if file.exists() else {}


def read_figures(raw: Mapping[str, Any]) -> Mapping[str, Figure]:
    """The figures of a mapping as parameters.yaml holds it: each an entry, or a list of entries with different first days."""
    return {name: _figure(name, entry if isinstance(entry, list) else [entry]) for name, entry in raw.items()}


def _figure(name: str, entries: list[Mapping[str, Any]]) -> Figure:
    lines = sorted((_line(name, entry) for entry in entries), key=lambda line: line.first)
    closed = tuple(_until(name, line, after) for line, after in zip(lines, [*lines[1:], None], strict=True))
    if len({_unit_of(line.kind) for line in closed}) > 1:
        raise RuleError(f"{name}: one unit for all its lines")
    return Figure(name, entries[0]["title"], closed)


def _until(name: str, line: Dated, after: Dated | None) -> Dated:
    """A line without a last day ends before the next begins."""
    if after is None:
        return line
    if after.first == line.first or (line.last is not None and line.last >= after.first):
        raise RuleError(f"{name}: two lines hold on {after.first}")
    return replace(line, last=line.last or after.first - timedelta(days=1))


def _line(name: str, entry: Mapping[str, Any]) -> Dated:
    unknown, missing = set(entry) - _FIELDS, {"title", "clause", "unit", "from"} - set(entry)
    if unknown or missing:
        raise RuleError(f"{name}: unknown {', '.join(sorted(unknown)) or 'nothing'}, missing {', '.join(sorted(missing)) or 'nothing'}")
    value, kind = _value(name, entry)
    return Dated(value, kind, entry["clause"], entry.get("as_written", ""), entry["from"], entry.get("to"))


def _value(name: str, entry: Mapping[str, Any]) -> tuple[Decimal | Table | tuple[str, ...], Number | Brackets | Many]:
    if "tiers" in entry:
        return _table(name, entry)
    return _list(name, entry) if "entries" in entry else _single(name, entry)


def _list(name: str, entry: Mapping[str, Any]) -> tuple[tuple[str, ...], Many]:
    """A list of keys, each with the wording of the text: ``entries: {request: 请示}`` with ``unit: list``."""
    entries = entry["entries"]
    worded = isinstance(entries, dict) and all(isinstance(part, str) for pair in entries.items() for part in pair)
    if entry["unit"] != LIST or not worded:
        raise RuleError(f"{name}: the unit of a list is {LIST}, its entries are keys with their wording")
    return tuple(entries), Many(Choice(tuple(entries), tuple(entries.values())))


def _single(name: str, entry: Mapping[str, Any]) -> tuple[Decimal, Number]:
    if not {"value", "as_written"} <= set(entry):
        raise RuleError(f"{name}: value or tiers, and how the text writes it (as_written)")
    value = exact(name, entry["value"])
    return value, number(value, parse_unit(entry["unit"]))


def _table(name: str, entry: Mapping[str, Any]) -> tuple[Table, Brackets]:
    unit, _, axis = entry["unit"].partition(" by ")
    if not axis:
        raise RuleError(f"{name}: the unit of a table is that of its values by that of its bounds: CNY by USD")
    otherwise = exact(name, entry["otherwise"]) if "otherwise" in entry else None
    table = read_table(name, entry["tiers"], parse_unit(axis), parse_unit(unit), otherwise, entry["clause"])
    return table, table.kind


def _unit_of(kind: Number | Brackets | Many) -> str:
    if isinstance(kind, Many):
        return LIST
    return f"{unit_name(kind.gives.unit)} by {unit_name(kind.axis)}" if isinstance(kind, Brackets) else unit_name(kind.unit)
