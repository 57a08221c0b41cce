"""Columns of a batch as facts: what is written plainly at once, every other cell as a person's, each mistake by its row.

What is quick here decides nothing by itself: a cell that it does not know is read by the fact, in whose words it is refused.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl

from onewindow.rules.columns import dtype as computed_as
from onewindow.rules.fact import Fact
from onewindow.rules.facts import Facts
from onewindow.rules.kinds import Choice, Day, Kind, Many, Number, Truth
from onewindow.rules.mistakes import RuleError
from onewindow.rules.sheet_columns import NONE, Column, uscc
from onewindow.words.identity import USCC_ALPHABET, USCC_WEIGHTS
from onewindow.words.refused import Problem, Refused

Mistakes = dict[int, tuple[Problem, ...]]
TEXT = (pl.String, pl.Categorical, pl.Enum, pl.Null)
_YES_NO = {"是": True, "否": False, "true": True, "false": False, "True": True, "False": False, "TRUE": True, "FALSE": False}


def dtype(kind: Kind) -> pl.DataType:
    """How a column of facts is handed to a book: numbers with their decimals."""
    if isinstance(kind, Number):
        return pl.Decimal(38, kind.scale) if kind.scale else pl.Int64()
    return pl.List(dtype(kind.of)) if isinstance(kind, Many) else computed_as(kind)


def takes(fact: Fact, found: pl.DataType) -> bool:
    """Whether a column of this type can hold a fact: exact numbers, never floats; text, and lists of texts, that are read one by one."""
    if isinstance(found, pl.List) and fact.many:
        return isinstance(found.inner, TEXT) or _holds(fact.kind.of, found.inner)  # type: ignore[union-attr]
    return isinstance(found, TEXT) or _holds(fact.kind, found)


def is_text(found: pl.DataType) -> bool:
    """Whether a column holds texts or lists of texts."""
    return isinstance(found.inner if isinstance(found, pl.List) else found, TEXT)


def _holds(kind: Kind, found: Any) -> bool:
    if isinstance(kind, Number):
        return bool(found.is_integer() or found.is_decimal())
    return bool(found == computed_as(kind))


def from_text(given: pl.Series, fact: Fact, column: Column) -> tuple[pl.Series, Mistakes]:
    """A column of texts, or of lists of texts, as one of facts, and what is wrong by its place. Blank is unknown."""
    if isinstance(given.dtype, pl.List):
        text = given.cast(pl.List(pl.String))
    else:
        text = given.cast(pl.String).str.strip_chars()
        text = text.set(text == "", None)
    quick = text.to_frame("cell").select(_plain(pl.col("cell"), fact.kind, text.dtype)).to_series().alias(given.name)
    others = (text.is_not_null() & quick.is_null()).arg_true()
    if others.is_empty():
        return quick, {}
    values: list[Any] = []
    mistakes: Mistakes = {}
    for place in others.to_list():
        try:
            values.append(column.read(_entries(text[place])))
        except Refused as refused:
            values.append(None)
            mistakes[place] = refused.problems
    return _put(quick, others, pl.Series(values, dtype=dtype(fact.kind), strict=False)), mistakes


def _put(column: pl.Series, places: pl.Series, values: pl.Series) -> pl.Series:
    """The column with these values at these places; ``scatter`` knows no lists."""
    height = len(column)
    order = pl.int_range(height, eager=True).scatter(places, pl.int_range(height, height + len(values), eager=True))
    return pl.concat([column, values.alias(column.name)]).gather(order)


def _plain(text: pl.Expr, kind: Kind, given: pl.DataType) -> pl.Expr:
    """What is written without any doubt; null for the rest. A list is written so where every entry is."""
    if isinstance(kind, Many):
        parts = text if isinstance(given, pl.List) else _parts(text)
        entries = parts.list.eval(_plain(pl.element().str.strip_chars(), kind.of, pl.String()))
        return pl.when(~entries.list.eval(pl.element().is_null()).list.any()).then(entries)
    if isinstance(kind, Number):
        pattern = rf"^\d{{1,13}}(\.\d{{1,{kind.scale}}})?$" if kind.scale else r"^\d{1,15}$"
        return pl.when(text.str.contains(pattern)).then(text).cast(dtype(kind), strict=False)
    if isinstance(kind, Choice):
        return pl.when(text.is_in(kind.keys)).then(text)
    if isinstance(kind, Truth):
        return text.replace_strict(_YES_NO, default=None, return_dtype=pl.Boolean)
    return text.str.to_date("%Y-%m-%d", strict=False) if isinstance(kind, Day) else text


def _parts(text: pl.Expr) -> pl.Expr:
    """The entries of a list that is written in one cell; none of 无."""
    parts = text.str.replace_all("；", ";").str.split(";")
    return pl.when(text == NONE).then(parts.list.head(0)).otherwise(parts)


def wrong_cells(given: pl.Series, fact: Fact, cls: type[Facts], on: date) -> Mistakes:
    """What is wrong in a column of facts by its place, in the words of the fact."""
    mistakes: Mistakes = {}
    for place in _suspect(given, fact, on).to_list():
        try:
            value = fact.read(_entries(given[place]), on=on)
            cls.model_construct(**{fact.name: value}).require_begun(on)
        except Refused as refused:
            mistakes[place] = refused.problems
        else:
            raise RuleError(f"{fact.name}: {value!r} is right for one and wrong for many")
    return mistakes


def _entries(value: Any) -> Any:
    return value.to_list() if isinstance(value, pl.Series) else value


def _suspect(given: pl.Series, fact: Fact, on: date) -> pl.Series:
    """The places of cells that are out of bounds, no key, or in a year that has not begun."""
    if not isinstance(fact.kind, Many):
        wrong = _beyond(given, fact.kind)
        if fact.of_day:
            wrong = wrong | (given > getattr(on, fact.of_day))
        return wrong.fill_null(False).arg_true()
    filled = pl.DataFrame({"place": range(len(given)), "entry": given}).filter(pl.col("entry").list.len() > 0).explode("entry")
    entries = filled["entry"]
    return filled["place"].filter((entries.is_null() | _beyond(entries, fact.kind.of)).fill_null(False)).unique(maintain_order=True)


def _beyond(given: pl.Series, kind: Kind) -> pl.Series:
    if isinstance(kind, Choice):
        return ~given.is_in(list(kind.keys))
    if not isinstance(kind, Number):
        return pl.Series(values=[False], dtype=pl.Boolean).new_from_index(0, len(given))
    decimals, physical = (given.dtype.scale, given.to_physical()) if isinstance(given.dtype, pl.Decimal) else (0, given)
    level = max(decimals, kind.scale)

    def whole(value: int) -> pl.Expr:
        return pl.lit(value, dtype=pl.Int128)

    exact = pl.col("cell").cast(pl.Int128) * whole(10 ** (level - decimals))
    beyond = (exact < whole(kind.low * 10 ** (level - kind.scale))) | (exact > whole(kind.high * 10 ** (level - kind.scale)))
    finer = exact % whole(10 ** (level - kind.scale)) != whole(0)
    return physical.to_frame("cell").select(beyond | finer).to_series()


def codes(given: pl.Series) -> tuple[pl.Series, Mistakes]:
    """The 统一社会信用代码 in their written form, and what is wrong by its place; a blank one is wrong too."""
    text = given.cast(pl.String)
    values = text.to_frame("code").select(_checks(pl.col("code"))).to_series()
    others = (~values.fill_null(False)).arg_true().to_list()
    if not others:
        return text, {}
    column = uscc()
    written, mistakes = text.to_list(), {}
    for place in others:
        try:
            written[place] = column.cell(written[place] or "")
        except Refused as refused:
            mistakes[place] = refused.problems
    return pl.Series(given.name, written, dtype=pl.String), mistakes


def _checks(code: pl.Expr) -> pl.Expr:
    """Whether a code is written as the standard has it and its check character is right (GB 32100-2015)."""
    alphabet = f"[{USCC_ALPHABET}]"
    order = {character: place for place, character in enumerate(USCC_ALPHABET)}
    digits = [code.str.slice(place, 1).replace_strict(order, default=None, return_dtype=pl.Int32) for place in range(18)]
    total = pl.sum_horizontal(digit * weight for digit, weight in zip(digits[:17], USCC_WEIGHTS, strict=True))
    return code.str.contains(rf"^{alphabet}{{2}}\d{{6}}{alphabet}{{10}}$") & ((-total) % 31 == digits[17])


def shown(value: Any) -> str:
    """A cell for the list of mistakes."""
    value = _entries(value)
    if isinstance(value, list):
        return "；".join(map(shown, value))
    if isinstance(value, bool):
        return "是" if value else "否"
    return "" if value is None else format(value, "f") if isinstance(value, Decimal) else str(value)
