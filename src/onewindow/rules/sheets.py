"""Figures as Excel files: the template that is filled in, the rows that are read, and the same file back with what is wrong.

Columns are found by their header (title, or name), in any order. A number is what Excel shows of it, exactly; a formula counts
by the value that was last computed, an error in a cell (#N/A) as blank.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from xlsxwriter.utility import xl_col_to_name

from onewindow.rules.sheet_columns import Column
from onewindow.rules.sheet_grid import MISTAKES, Grid, Raw, exact, grid
from onewindow.words.refused import Problem, Refused
from onewindow.words.workbook import opened

MISTAKEN = ("行", "列", "填写内容", "错在哪里", "应当怎样填")
_ROWS = 1_048_575  # of a sheet, below its header
_LONGEST_LIST = 200  # characters of a list to choose from; Excel takes no more than 255
_TOP = {"text_wrap": True, "valign": "top"}
_WRONG = {"bg_color": "#FFC7CE", "font_color": "#9C0006", **_TOP}


@dataclass(frozen=True, slots=True)
class SheetRow:
    """``number`` is the row in Excel; ``values`` are by column name, None where blank; a cell with a problem has no value."""

    number: int
    values: Mapping[str, Any]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What was read. With ``problems`` of the header there are no rows: a renamed column would pass for an unknown one.

    ``ignored`` are headers that no column asks for, ``absent`` the names of columns that the file does not have.
    """

    header_row: int
    rows: tuple[SheetRow, ...]
    problems: tuple[Problem, ...]
    ignored: tuple[str, ...]
    absent: tuple[str, ...]

    @property
    def good(self) -> tuple[SheetRow, ...]:
        return tuple(row for row in self.rows if not row.problems)

    @property
    def wrong(self) -> dict[int, tuple[Problem, ...]]:
        """The problems by the number of their row, those of the header first: what ``marked`` takes."""
        header = {self.header_row: self.problems} if self.problems else {}
        return header | {row.number: row.problems for row in self.rows if row.problems}


def template(columns: Sequence[Column], rows: Iterable[Sequence[str]] = ()) -> bytes:
    """A sheet with the headers, empty or with these rows as text, and a second one that says what goes into each column."""
    stream = io.BytesIO()
    book = opened(stream)
    page, guide = book.add_worksheet("填报"), book.add_worksheet("填写说明")
    head = book.add_format({"bold": True, "bottom": 1, **_TOP})
    must = book.add_format({"bold": True, "bottom": 1, "font_color": "#9C0006", **_TOP})
    for place, column in enumerate(columns):
        page.set_column(place, place, 2 * min(len(column.header), 15) + 4, book.add_format({"num_format": column.form}))
        page.write_string(0, place, column.header, must if column.required else head)
        if column.offered and len("".join(column.offered)) < _LONGEST_LIST:
            page.data_validation(1, place, _ROWS, place, {"validate": "list", "source": list(column.offered), "error_type": "warning"})
    page.freeze_panes(1, 0)
    wrap = book.add_format(_TOP)
    for number, row in enumerate(rows, start=1):
        for place, cell in enumerate(row):
            page.write_string(number, place, cell, wrap)
    guide.write_row(0, 0, ["列", "是否必填", "应填", "说明"], head)
    for number, column in enumerate(columns, start=1):
        guide.write_row(number, 0, [column.header, "必填" if column.required else "", column.expected, column.help], wrap)
    guide.set_column(0, 0, 40)
    guide.set_column(2, 3, 60)
    book.close()
    return stream.getvalue()


def read(content: bytes, columns: Sequence[Column], *, unique: Sequence[str] = ()) -> Sheet:
    """The rows of the first sheet. ``unique``: names whose values together may stand in one row only; the rows after it are wrong.

    Raises Refused for what is no Excel file, and for one without a header that has a single one of the columns.
    """
    found = grid(content, columns)
    rows: Iterable[SheetRow] = ()
    if not found.problems:
        wanted = [(column, found.places.get(column.name)) for column in columns]
        rows = (_row(number, cells, wanted) for number, cells in found.filled())
        if unique:
            rows = _once(rows, [column for column in columns if column.name in unique])
    absent = tuple(column.name for column in columns if column.name not in found.places)
    return Sheet(found.header_row, tuple(rows), found.problems, found.others, absent)


def marked(content: bytes, problems: Mapping[int, Sequence[Problem]], columns: Sequence[Column]) -> bytes:
    """The first sheet again, each cell with its value, the wrong ones marked, and a last column that says what is wrong.

    ``problems`` are by row number, their field the name of a column (``fees[2]`` is in ``fees``) or a header. A second sheet
    lists them. Reading the file again passes over the added column; layout and further sheets of the original are not kept.
    """
    found = grid(content, columns)
    stream = io.BytesIO()
    book = opened(stream)
    page = book.add_worksheet("填报")
    wrong = book.add_format(_WRONG)
    for number, cells in enumerate(found.rows, start=1):
        mistaken = problems.get(number, ())
        at = {found.place(problem.field) for problem in mistaken}
        for place, cell in enumerate(cells[: found.width]):
            _write(page, number - 1, place, cell, wrong if place in at else None)
        if mistaken:
            page.write_string(number - 1, found.width, "；".join(map(_said, mistaken)), wrong)
        elif number == found.header_row:
            page.write_string(number - 1, found.width, MISTAKES)
    page.set_column(0, max(found.width - 1, 0), 20)
    page.set_column(found.width, found.width, 60)
    page.freeze_panes(found.header_row, 0)
    page.autofilter(found.header_row - 1, 0, max(len(found.rows) - 1, found.header_row), found.width)
    list_mistakes(book, _lines(found, problems))
    book.close()
    return stream.getvalue()


def list_mistakes(book: Any, lines: Iterable[Sequence[str | int]]) -> None:
    """A sheet of a workbook that lists mistakes, each a row, column, value, what is wrong and what would be right."""
    page = book.add_worksheet("错误清单")
    page.set_column(1, 4, 30)
    page.freeze_panes(1, 0)
    page.write_row(0, 0, MISTAKEN, book.add_format({"bold": True, "bottom": 1}))
    wrap = book.add_format(_TOP)
    for place, (number, *said) in enumerate(lines, start=1):
        page.write_number(place, 0, number)
        page.write_row(place, 1, said, wrap)


def _lines(found: Grid, problems: Mapping[int, Sequence[Problem]]) -> Iterator[tuple[int, str, str, str, str]]:
    for number in sorted(problems):
        for problem in problems[number]:
            place, cells = found.place(problem.field), found.rows[number - 1]
            where = "" if place is None else f"{xl_col_to_name(place)}　{found.header[place]}"
            value = "" if place is None or place >= len(cells) else spelled(cells[place])
            yield number, where, value, problem.message, problem.expected or ""


def spelled(cell: Raw) -> str:
    """A cell as text."""
    value = exact(cell)
    return "" if value is None else "是" if value is True else "否" if value is False else str(value)


def _row(number: int, cells: Sequence[Raw], wanted: Sequence[tuple[Column, int | None]]) -> SheetRow:
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for column, place in wanted:
        try:
            values[column.name] = column.cell(None if place is None or place >= len(cells) else exact(cells[place]))
        except Refused as refused:
            problems += refused.problems
    return SheetRow(number, values, tuple(problems))


def _once(rows: Iterable[SheetRow], unique: Sequence[Column]) -> Iterator[SheetRow]:
    """The rows, those that say again what an earlier one is about with a problem."""
    first: dict[tuple[Any, ...], int] = {}
    titles = "、".join(column.title for column in unique)
    for row in rows:
        key = tuple(row.values.get(column.name) for column in unique)
        earlier = first.setdefault(key, row.number) if key[0] is not None else row.number
        if earlier == row.number:
            yield row
            continue
        problem = Problem(f"与第{earlier}行重复：{titles}相同", "duplicate_row", unique[0].name, expected=f"{titles}相同的只填一行")
        yield SheetRow(row.number, row.values, (*row.problems, problem))


def _said(problem: Problem) -> str:
    return f"{problem.message}（应为：{problem.expected}）" if problem.expected else problem.message


def _write(page: Any, row: int, place: int, cell: Raw, style: Any) -> None:
    if isinstance(cell, bool):
        page.write_boolean(row, place, cell, style)
    elif isinstance(cell, int | float):
        page.write_number(row, place, cell, style)
    elif cell != "" or style:
        page.write_string(row, place, spelled(cell), style)
