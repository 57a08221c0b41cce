"""An Excel file that is written safely: what is typed never becomes a formula, a link or a number."""

from __future__ import annotations

from typing import IO

import xlsxwriter

LITERALLY = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "nan_inf_to_errors": False}


def opened(file: IO[bytes] | str, *, row_by_row: bool = False) -> xlsxwriter.Workbook:
    """A new workbook, to be closed by the caller. ``row_by_row``: rows are written in order and not kept in memory."""
    return xlsxwriter.Workbook(file, {**LITERALLY, "constant_memory": row_by_row, "in_memory": not row_by_row})
