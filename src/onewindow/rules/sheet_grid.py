"""A sheet of Excel as rows of cells, and where in it the columns are that are asked for."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from difflib import get_close_matches

from python_calamine import CalamineError, CalamineWorkbook

from onewindow.rules.sheet_columns import Cell, Column, narrow
from onewindow.words.refused import Problem, Refused

MISTAKES = "错误说明"
Raw = str | float | bool | date | time | timedelta
_SEARCHED = 10  # rows in which the header is looked for: lists often begin with a heading
_NEAR_ENOUGH = 0.6  # a header and a title: the column was renamed rather than added


@dataclass(frozen=True, slots=True)
class Grid:
    """``header_row`` counts from 1; ``places`` are by column name; ``others`` are headers that no column asks for."""

    rows: Sequence[Sequence[Raw]]
    header_row: int
    header: Sequence[str]
    places: Mapping[str, int]
    problems: tuple[Problem, ...]
    others: tuple[str, ...]

    @property
    def width(self) -> int:
        """The columns of the file itself, without the messages of an earlier check."""
        return self.header.index(MISTAKES) if MISTAKES in self.header else len(self.header)

    def place(self, field: str | None) -> int | None:
        """Where the column of a problem is: ``fees[2]`` is in ``fees``; a problem of the header names it."""
        name = (field or "").partition("[")[0]
        return self.places.get(name, self.header.index(name) if name in self.header else None)

    def filled(self) -> Iterator[tuple[int, Sequence[Raw]]]:
        """The rows below the header that are not blank, by their number."""
        for number, cells in enumerate(self.rows[self.header_row :], start=self.header_row + 1):
            if any(exact(cell) is not None for cell in cells[: self.width]):
                yield number, cells


def grid(content: bytes, columns: Sequence[Column]) -> Grid:
    """The first sheet of a file. Raises Refused for what is no Excel file, and where no row names any of the columns."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        rows: list[list[Raw]] = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (CalamineError, IndexError, OSError):
        raise Refused("文件无法按Excel读取", code="unreadable_file", field="file", expected="Excel工作簿（.xlsx），没有密码") from None
    header_row, header = _header(rows, columns)
    return Grid(rows, header_row, header, *located(header, columns))


def located(header: Sequence[str], columns: Sequence[Column]) -> tuple[dict[str, int], tuple[Problem, ...], tuple[str, ...]]:
    """Where each column is by name, what is wrong with the header, and the headers that no column asks for."""
    known = _names(columns)
    places: dict[str, int] = {}
    problems: list[Problem] = []
    others: list[str] = []
    for place, head in enumerate(header):
        name = known.get(_plain(head))
        if name is None:
            others += [head] if head and head != MISTAKES else []
        elif name in places:
            problems.append(Problem(f"“{head}”有两列", "duplicate_column", head, expected="同样的列只保留一列"))
        else:
            places[name] = place
    missing = [column for column in columns if column.name not in places]
    renamed = {head: near for head in others if (near := _near(head, missing))}
    problems += [_renamed(head, near) for head, near in renamed.items()]
    lacking = [column for column in missing if column.required and column not in renamed.values()]
    problems += [Problem(f"缺少“{each.header}”一列", "missing_column", each.name, expected=f"列名：{each.header}") for each in lacking]
    return places, tuple(problems), tuple(head for head in others if head not in renamed)


def exact(cell: Raw) -> Cell | None:
    """A cell as it is read: blank as None, a number by the 15 digits that Excel shows of it, never its binary noise."""
    if isinstance(cell, bool):
        return cell
    if isinstance(cell, int | float):
        return Decimal(format(Decimal(f"{cell:.15g}"), "f"))
    if isinstance(cell, str):
        return cell if cell.strip() else None
    return cell if isinstance(cell, date) else str(cell)


def _header(rows: Sequence[Sequence[Raw]], columns: Sequence[Column]) -> tuple[int, list[str]]:
    """The first of the top rows that names most columns."""
    known = _names(columns)
    heads = [[str(cell).strip() for cell in row] for row in rows[:_SEARCHED]]
    counts = [sum(_plain(head) in known for head in row) for row in heads]
    if not any(counts):
        like = "、".join(column.header for column in columns[:5])
        raise Refused("表中没有找到表头", code="no_header", field="file", expected=f"一行表头，列名如：{like}")
    place = counts.index(max(counts))
    return place + 1, heads[place]


def _names(columns: Sequence[Column]) -> dict[str, str]:
    """What a header may be called, with the name of its column."""
    return {_plain(called): column.name for column in columns for called in (column.name, column.title, column.header, *column.aliases)}


def _plain(head: str) -> str:
    return "".join(narrow(head).split()).replace("*", "").lower()


def _near(head: str, missing: Sequence[Column]) -> Column | None:
    """The missing column that a header was probably meant for: its title with another unit, or nearly its title."""
    by_title = {_plain(column.title): column for column in missing}
    found = get_close_matches(_plain(head).partition("(")[0], by_title, n=1, cutoff=_NEAR_ENOUGH)
    return by_title[found[0]] if found else None


def _renamed(head: str, column: Column) -> Problem:
    if _plain(head).partition("(")[0] == _plain(column.title):
        return Problem(f"“{head}”一列的单位不对", "unit_of_column", head, expected=f"列名：{column.header}，按这个单位折算后填写")
    return Problem(f"没有名为“{head}”的列，列名可能被改过", "unknown_column", head, expected=f"列名：{column.header}")
