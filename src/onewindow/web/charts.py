"""A chart and the table that says the same: pages draw the one where there is script, and always show the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from onewindow.web.workbook import LONGEST_NAME, Cell, Sheet
from onewindow.words.money import format_money

Value = Decimal | int | None  # None: there is no such value, which is not zero
NONE = "无"
BLANK = ""


@dataclass(frozen=True, slots=True)
class Series:
    """Values in the order of the chart's categories; ``dashed`` for what is not in force (a draft, a forecast).

    ``tone`` names a colour of the site (“red-600”) where the colour itself says something, as that of a light does.
    """

    name: str
    values: tuple[Value, ...]
    dashed: bool = False
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A line across the chart: a budget, a limit."""

    title: str
    value: Value


@dataclass(frozen=True, slots=True)
class Chart:
    """``key`` is its id on the page; ``axis`` heads the column of the ``categories``; ``unit`` is that of the values (元, 家).

    ``across`` lays bars along the lines of a page: for long names. ``total`` adds a last line to the table. Raises ValueError
    where a series has another number of values than there are categories.
    """

    key: str
    title: str
    axis: str
    unit: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    kind: Literal["bar", "line", "stacked"] = "bar"
    across: bool = False
    marks: tuple[Mark, ...] = ()
    total: bool = False
    note: str = BLANK

    def __post_init__(self) -> None:
        if any(len(each.values) != len(self.categories) for each in self.series):
            raise ValueError(f"{self.key}: a value for each of the {len(self.categories)} categories")

    @property
    def data_id(self) -> str:
        return f"{self.key}-data"

    @property
    def header(self) -> tuple[str, ...]:
        unit = f"（{self.unit}）" if self.unit else BLANK
        return (self.axis, *(f"{each.name}{unit}" for each in self.series))

    @property
    def rows(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """For each category its name, and what each series says of it: (heading, value)."""
        heads = self.header[1:]
        columns = [[told(value) for value in each.values] for each in self.series]
        return [
            (name, [(head, column[place]) for head, column in zip(heads, columns, strict=True)])
            for place, name in enumerate(self.categories)
        ]

    @property
    def totals(self) -> list[tuple[str, str]]:
        """The sum of each series as (heading, value), what is unknown left out; nothing where the chart has no total."""
        return list(zip(self.header[1:], map(told, self._sums), strict=True)) if self.total else []

    @property
    def _sums(self) -> list[Value]:
        return [sum((value for value in each.values if value is not None), 0) for each in self.series]

    @property
    def data(self) -> dict[str, Any]:
        """What the script draws from: numbers as JSON has them, since a pixel is coarser than a float."""
        return {
            "kind": self.kind,
            "across": self.across,
            "unit": self.unit,
            "places": 2 if any(isinstance(value, Decimal) for each in self.series for value in each.values) else 0,
            "categories": self.categories,
            "series": [
                {"name": each.name, "values": [_drawn(value) for value in each.values], "dashed": each.dashed, "tone": each.tone}
                for each in self.series
            ],
            "marks": [{"title": mark.title, "value": _drawn(mark.value)} for mark in self.marks],
        }

    @property
    def height(self) -> str:
        """The class of its frame: bars that lie need room for each name."""
        return "is-tall" if self.across and len(self.categories) > 7 else BLANK

    def sheet(self) -> Sheet:
        """The same table as a sheet of an Excel file."""
        columns = [each.values for each in self.series]
        lines: list[list[Cell]] = [[name, *(column[place] for column in columns)] for place, name in enumerate(self.categories)]
        return Sheet(self.title[:LONGEST_NAME], self.header, lines, ["合计", *self._sums] if self.total else ())


def told(value: Value) -> str:
    """1,234.50 for money, 12 for a count, 无 for what there is not."""
    if value is None:
        return NONE
    return format_money(value) if isinstance(value, Decimal) else f"{value:,}"


def figures(name: str, values: Sequence[Value], *, dashed: bool = False, tone: str = "") -> Series:
    """A series from any sequence."""
    return Series(name, tuple(values), dashed, tone)


def _drawn(value: Value) -> float | int | None:
    return float(value) if isinstance(value, Decimal) else value
