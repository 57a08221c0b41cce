"""The form of a draft: every figure and table that a book uses, as it holds and as it is typed, and the changes between the two."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.http import QueryDict

from onewindow.rules.amending import Changes
from onewindow.rules.book import RuleBook
from onewindow.rules.brackets import Table, Tier
from onewindow.rules.kinds import Number, plain
from onewindow.rules.parameters import Figure
from onewindow.rules.readings import Question
from onewindow.rules.rule import Sort
from onewindow.rules.units import unit_title
from onewindow.web.amounts import in_words

SPARE = 2  # empty lines below a table, for further tiers
LONGEST = 30
ROWS = 40  # of a table that are read
_LOW, _HIGH = {"1": "at_least", "0": "over"}, {"1": "up_to", "0": "below"}


@dataclass(frozen=True, slots=True)
class TierRow:
    """One line of a table as typed: ends, whether they belong (1 or 0), and the value."""

    low: str = ""
    low_in: str = "1"
    high: str = ""
    high_in: str = "1"
    value: str = ""

    @property
    def empty(self) -> bool:
        return not (self.low or self.high or self.value)


@dataclass(frozen=True, slots=True)
class FigureBlock:
    """A figure: what holds (``now``) and what is typed."""

    name: str
    title: str
    clause: str
    unit: str
    now: str
    typed: str
    changed: bool


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table with its lines as typed, empty ones below; ``axis`` and ``unit`` are those of bounds and values."""

    name: str
    title: str
    clause: str
    axis: str
    unit: str
    rows: tuple[TierRow, ...]
    otherwise: str
    changed: bool


@dataclass(frozen=True, slots=True)
class ReadingBlock:
    question: Question
    chosen: str
    changed: bool


@dataclass(frozen=True, slots=True)
class DraftForm:
    figures: tuple[FigureBlock, ...]
    tables: tuple[TableBlock, ...]
    readings: tuple[ReadingBlock, ...]


def draft_form(book: RuleBook, on: date, changes: Changes, typed: QueryDict | None = None) -> DraftForm:
    """The form: what was typed, or else a draft over what holds on a day. What only a check uses is nothing to try."""
    tried = {name for rule in book.rules if rule.sort is not Sort.CHECK for name in rule.needs}
    used = [figure for name, figure in book.uses.figures.items() if name in tried]
    figures = [figure for figure in used if isinstance(figure.on(on).kind, Number)]
    tables = [figure for figure in used if isinstance(figure.on(on).value, Table)]
    return DraftForm(
        tuple(_figure(figure, on, changes, typed) for figure in figures),
        tuple(_table(figure, on, changes, typed) for figure in tables),
        tuple(_reading(question, changes) for question in book.uses.questions.values()),
    )


def changes_typed(book: RuleBook, on: date, typed: QueryDict) -> Changes:
    """What the form changes: figures and tables that say something else than what holds, and readings that are not the default."""
    figures: dict[str, Any] = {}
    for figure in book.uses.figures.values():
        held = figure.on(on).value
        if isinstance(held, Table):
            rows, otherwise = _typed_rows(figure.name, typed), _cell(typed, f"{figure.name}-otherwise")
            if (rows, otherwise) != (_held_rows(held), _held_otherwise(held)) and f"{figure.name}-0-value" in typed:
                figures[figure.name] = {"tiers": [_as_tier(row) for row in rows], "otherwise": otherwise or None}
        elif isinstance(held, Decimal):
            value = _cell(typed, figure.name)
            if value and value != plain(held):
                figures[figure.name] = value
    readings = {name: typed.get(f"reading-{name}", "") for name in book.uses.questions}
    defaults = {name: question.default for name, question in book.uses.questions.items()}
    return Changes(figures, {name: key for name, key in readings.items() if key and key != defaults[name]})


def budgets(book: RuleBook, on: date) -> list[tuple[str, str]]:
    """Figures in yuan that no rule uses: what a regulation sets aside, to hold the cost against."""
    found = [
        figure for name, figure in book.figures.items() if name not in book.uses.figures and any(line.holds(on) for line in figure.lines)
    ]
    lines = [(figure.title, figure.on(on)) for figure in found]
    return [(title, plain(line.value)) for title, line in lines if isinstance(line.value, Decimal) and _unit(line.kind) == "元"]


def _figure(figure: Figure, on: date, changes: Changes, typed: QueryDict | None) -> FigureBlock:
    line = figure.on(on)
    assert isinstance(line.value, Decimal) and isinstance(line.kind, Number)
    held = plain(line.value)
    value = _cell(typed, figure.name) if typed is not None else str(changes.figures.get(figure.name, held))
    return FigureBlock(
        figure.name, figure.title, line.clause, unit_title(line.kind.unit), in_words(line.value, line.kind.unit), value, value != held
    )


def _table(figure: Figure, on: date, changes: Changes, typed: QueryDict | None) -> TableBlock:
    line = figure.on(on)
    held = line.value
    assert isinstance(held, Table)
    rows, otherwise = _held_rows(held), _held_otherwise(held)
    if typed is not None:
        rows, otherwise = _typed_rows(figure.name, typed), _cell(typed, f"{figure.name}-otherwise")
    elif figure.name in changes.figures:
        value = changes.figures[figure.name]
        drafted = value if isinstance(value, Mapping) else {"tiers": value}
        rows, otherwise = tuple(map(_as_row, drafted["tiers"])), str(drafted.get("otherwise") or otherwise)
    changed = (rows, otherwise) != (_held_rows(held), _held_otherwise(held))
    spare = (TierRow(),) * SPARE
    return TableBlock(
        figure.name, figure.title, line.clause, unit_title(held.axis), unit_title(held.unit), (*rows, *spare), otherwise, changed
    )


def _reading(question: Question, changes: Changes) -> ReadingBlock:
    chosen = changes.readings.get(question.name, question.default)
    return ReadingBlock(question, chosen, chosen != question.default)


def _typed_rows(name: str, typed: QueryDict) -> tuple[TierRow, ...]:
    rows = (
        TierRow(
            _cell(typed, f"{name}-{place}-low"),
            "0" if typed.get(f"{name}-{place}-low_in") == "0" else "1",
            _cell(typed, f"{name}-{place}-high"),
            "0" if typed.get(f"{name}-{place}-high_in") == "0" else "1",
            _cell(typed, f"{name}-{place}-value"),
        )
        for place in range(ROWS)
    )
    return tuple(_normal(row) for row in rows if not row.empty)


def _normal(row: TierRow) -> TierRow:
    """An end that is not there belongs by convention of the form, so that two lines that say the same are the same."""
    return TierRow(row.low, row.low_in if row.low else "1", row.high, row.high_in if row.high else "1", row.value)


def _held_rows(table: Table) -> tuple[TierRow, ...]:
    return tuple(_of_tier(tier) for tier in table.tiers)


def _of_tier(tier: Tier) -> TierRow:
    low, high = ("" if end is None else plain(end) for end in (tier.low, tier.high))
    return _normal(TierRow(low, str(int(tier.low_included)), high, str(int(tier.high_included)), plain(tier.value)))


def _held_otherwise(table: Table) -> str:
    return "" if table.otherwise is None else plain(table.otherwise)


def _as_tier(row: TierRow) -> dict[str, str]:
    ends = {_LOW[row.low_in]: row.low} if row.low else {}
    ends |= {_HIGH[row.high_in]: row.high} if row.high else {}
    return {**ends, "value": row.value}


def _as_row(tier: Mapping[str, Any]) -> TierRow:
    low, high = tier.get("at_least", tier.get("over")), tier.get("up_to", tier.get("below"))
    return _normal(
        TierRow(str(low or ""), "0" if "over" in tier else "1", str(high or ""), "0" if "below" in tier else "1", str(tier["value"]))
    )


def _cell(typed: QueryDict, name: str) -> str:
    return typed.get(name, "").replace(",", "").replace("，", "").strip()[:LONGEST]


def _unit(kind: Any) -> str:
    return unit_title(kind.unit) if isinstance(kind, Number) else ""
