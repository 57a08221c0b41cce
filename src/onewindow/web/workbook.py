"""Lists as Excel files: one sheet, a header row, every value as text but counts and amounts, and the total below."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import xlsxwriter

from onewindow.words.workbook import opened

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MONEY = "#,##0.00"
_WIDEST = 60
LONGEST_NAME = 31  # of a sheet, as Excel has it
Cell = str | int | Decimal | date | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; ``total`` is the last line, its first cell 合计."""

    name: str
    header: Sequence[str]
    rows: Iterable[Sequence[Cell]]
    total: Sequence[Cell]


def workbook(sheets: Iterable[Sheet]) -> bytes:
    """The sheets as an xlsx file. An identifier stays text, and nothing that is typed becomes a formula or a link."""
    stream = io.BytesIO()
    book = opened(stream)
    bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    total = _Style(book.add_format({"bold": True, "top": 1}), book.add_format({"bold": True, "top": 1, "num_format": MONEY}))
    plain = _Style(
        book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"}), book.add_format({"num_format": MONEY, "valign": "top"})
    )
    for sheet in sheets:
        page = book.add_worksheet(sheet.name)
        rows = [list(row) for row in sheet.rows]
        page.write_row(0, 0, list(sheet.header), bold)
        for number, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                _write(page, number, column, cell, plain)
        for column, cell in enumerate(sheet.total):
            _write(page, len(rows) + 1, column, cell, total)
        for column, title in enumerate(sheet.header):
            widest = max((len(str(row[column] or "")) for row in rows), default=0)
            page.set_column(column, column, min(_WIDEST, 2 * max(widest, len(title)) + 2))
        page.freeze_panes(1, 0)
        page.repeat_rows(0)
        page.set_landscape()
        page.fit_to_pages(1, 0)
    book.close()
    return stream.getvalue()


@dataclass(frozen=True, slots=True)
class _Style:
    text: xlsxwriter.format.Format
    money: xlsxwriter.format.Format


def _write(page: xlsxwriter.worksheet.Worksheet, row: int, column: int, cell: Cell, style: _Style) -> None:
    if isinstance(cell, Decimal):
        page.write_number(row, column, float(cell), style.money)  # a cell of Excel holds 15 digits, and an amount has at most 15
    elif isinstance(cell, int):
        page.write_number(row, column, cell, style.text)
    else:
        page.write_string(row, column, cell.isoformat() if isinstance(cell, date) else cell or "", style.text)
