"""An Excel file that a clerk can use: identifiers stay text, nothing becomes a formula, the total is below."""

import io
from datetime import date

from python_calamine import CalamineWorkbook

from onewindow.web.workbook import Sheet, workbook


def test_a_sheet_has_its_header_its_rows_as_text_and_its_total() -> None:
    content = workbook([Sheet("目录", ["序号", "文号", "日期"], [[1, "00430681", date(2023, 4, 1)], [2, "=1+1", None]], ["合计", "2件"])])
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name("目录").to_python()
    assert rows == [["序号", "文号", "日期"], [1.0, "00430681", "2023-04-01"], [2.0, "=1+1", ""], ["合计", "2件", ""]]


def test_an_empty_list_has_a_header_and_a_total() -> None:
    rows = CalamineWorkbook.from_filelike(io.BytesIO(workbook([Sheet("空", ["文号"], [], ["合计"])]))).get_sheet_by_index(0).to_python()
    assert rows == [["文号"], ["合计"]]
