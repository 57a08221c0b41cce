"""Facts of many enterprises as columns, from mappings or a sheet: the shape that ``RuleBook.frame`` takes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import polars as pl

from onewindow.rules.columns import dtype
from onewindow.rules.facts import Facts
from onewindow.rules.kinds import Kind, Many, Number
from onewindow.rules.sheet_columns import Column
from onewindow.rules.sheets import Sheet, marked
from onewindow.words.refused import Problem, Refused

TOLD = 20  # problems of a sheet that are told at once


def as_frame(facts: type[Facts], rows: Iterable[Mapping[str, Any]], labels: Iterable[str] = ()) -> pl.DataFrame:
    """A column for each label (text) and for each fact that somebody has; what is unknown is null, money decimals."""
    given = list(rows)
    columns = {name: pl.Series([row.get(name) for row in given], dtype=pl.String) for name in labels}
    for fact in facts.fields():
        values = [row.get(fact.name) for row in given]
        if any(value is not None for value in values):
            columns[fact.name] = pl.Series([list(value) if isinstance(value, tuple) else value for value in values], dtype=kept(fact.kind))
    return pl.DataFrame(columns)


class WrongSheet(Refused):
    """A sheet with mistakes in it. ``marked`` is the same file with each of them in its place and told in the column 错误说明."""

    marked: bytes = b""


def require_right(sheet: Sheet, columns: Sequence[Column], *, field: str, content: bytes = b"") -> None:
    """Raises WrongSheet where something in a sheet is wrong, saying of each place its row, its column and what would be right.

    ``content`` is the file that it was read from: given, it comes back marked.
    """
    titles = {column.name: column.title for column in columns}
    problems = [_placed(number, problem, titles, field) for number, wrong in sheet.wrong.items() for problem in wrong]
    if not problems:
        return
    more = f"（共{len(problems)}处，先列{TOLD}处）" if len(problems) > TOLD else ""
    refused = WrongSheet(replace(problems[0], message=f"{problems[0].message}{more}"), *problems[1:TOLD])
    refused.marked = marked(content, sheet.wrong, columns) if content else b""
    raise refused


def _placed(row: int, problem: Problem, titles: Mapping[str, str], field: str) -> Problem:
    title = titles.get((problem.field or "").split("[")[0], "")
    where = f"第{row}行“{title}”" if title and title not in problem.message else f"第{row}行"
    return replace(problem, message=f"{where}：{problem.message}", field=field)


def kept(kind: Kind) -> pl.DataType:
    """Money as decimals, counts as whole numbers."""
    if isinstance(kind, Many):
        return pl.List(kept(kind.of))
    if isinstance(kind, Number):
        return pl.Decimal(38, kind.scale) if kind.scale else pl.Int64()
    return dtype(kind)
