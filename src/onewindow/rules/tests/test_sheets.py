"""Figures in Excel: read exactly, by header, and every mistake back by row, column and reason in the same file."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from onewindow.rules import sheet_columns as columns
from onewindow.rules import sheets
from onewindow.rules.tests.small_law import ON, SmallFacts
from onewindow.words.refused import Problem, Refused
from onewindow.words.workbook import opened

CODE, OTHER = "91430681MA4L00001N", "91430681000000012B"
NAMED = columns.text("enterprise_name", "企业名称")
FIGURES = columns.facts(SmallFacts, "yuan", "dollars", "heads", "local", "born", "sort", "marks", on=ON)
ALL = (columns.uscc(), NAMED, *FIGURES)
HEADER = [column.header for column in ALL]


def filled(*rows: Sequence[Any], header: Sequence[str] = HEADER, heading: str = "") -> bytes:
    stream = io.BytesIO()
    book = opened(stream)
    page = book.add_worksheet()
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    lines = [[heading]] * bool(heading) + [header, *rows]
    for number, line in enumerate(lines):
        for place, cell in enumerate(line):
            page.write(number, place, cell, day if isinstance(cell, date) else None)
    book.close()
    return stream.getvalue()


def rows_of(content: bytes, sheet: int = 0) -> list[list[Any]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(sheet).to_python(skip_empty_area=False)


def one(header: str, cell: Any) -> sheets.SheetRow:
    [row] = sheets.read(filled([CODE, cell], header=["统一社会信用代码", header]), ALL).rows
    return row


def test_every_kind_of_cell_is_read_exactly() -> None:
    content = filled([CODE, "甲公司", 600000.1, "1,234.5", 12, "是", date(2000, 2, 29), "房屋", "甲；乙"])
    [row] = sheets.read(content, ALL).good
    assert row.values == {
        "uscc": CODE,
        "enterprise_name": "甲公司",
        "yuan": Decimal("600000.10"),
        "dollars": Decimal("1234.50"),
        "heads": 12,
        "local": True,
        "born": date(2000, 2, 29),
        "sort": "house",
        "marks": ("a", "b"),
    }


def test_columns_are_found_by_title_or_name_in_any_order_below_a_heading_and_others_are_told() -> None:
    content = filled(["x", 7, CODE.lower()], header=["备注", "yuan", "统一社会信用 代码"], heading="某表")
    sheet = sheets.read(content, ALL)
    assert (sheet.header_row, sheet.ignored, sheet.problems) == (2, ("备注",), ())
    assert set(sheet.absent) == {column.name for column in ALL} - {"uscc", "yuan"}
    [row] = sheet.rows
    assert (row.number, row.values["uscc"], row.values["yuan"], row.values["dollars"]) == (3, CODE, 7, None)


def test_what_is_blank_is_unknown_and_a_blank_row_is_no_row() -> None:
    sheet = sheets.read(filled([CODE, "", None, "  "], [None, " "], [OTHER]), ALL)
    assert [(row.number, row.values["yuan"], row.values["dollars"]) for row in sheet.good] == [(2, None, None), (4, None, None)]


@pytest.mark.parametrize(("cell", "value"), [("无", ()), ("甲", ("a",)), ("b;甲", ("b", "a"))])
def test_a_list_has_its_entries_between_semicolons_and_says_that_there_are_none(cell: str, value: tuple[str, ...]) -> None:
    assert one("标注", cell).values["marks"] == value


@pytest.mark.parametrize("cell", ["2023-4-1", "2023/04/01", "2023年4月1日", "２０２３.4.1"])
def test_a_day_is_read_as_people_write_it(cell: str) -> None:
    assert one("出生日期", cell).values["born"] == date(2023, 4, 1)


@pytest.mark.parametrize(
    ("header", "cell", "code", "expected"),
    [
        ("甲金额（元）", "很多", "not_a_number", "数字"),
        ("甲金额（元）", -1, "negative_amount", "不小于0"),
        ("甲金额（元）", "-0.01", "negative_amount", "不小于0"),
        ("甲金额（元）", 1.005, "too_many_decimals", "两位小数"),
        ("甲金额（元）", 10**9 + 1, "out_of_range", "1000000000元"),
        ("甲金额（元）", True, "not_a_number", "数字"),
        ("甲金额（元）", date(2023, 4, 1), "not_a_number", "数字"),
        ("甲金额（元）", "600000元", "unit_in_number", "如 600000"),
        ("甲金额（元）", "60.5万元", "unit_in_number", "如 605000"),
        ("甲金额（元）", "1,000美元", "currency_not_asked", "折算为元"),
        ("美元金额（美元）", "600000美元", "unit_in_number", "如 600000"),
        ("美元金额（美元）", "60万", "unit_in_number", "如 600000"),
        ("美元金额（美元）", "600000元", "currency_not_asked", "折算为美元"),
        ("美元金额（美元）", "€5", "currency_not_asked", "折算为美元"),
        ("美元金额（美元）", "5日元", "currency_not_asked", "折算为美元"),
        ("人数（人）", "12人", "unit_in_number", "如 12"),
        ("人数（人）", "12元", "currency_not_asked", "整数"),
        ("人数（人）", 1.5, "too_many_decimals", "整数"),
        ("在本地", "大概", "wrong_value", "是或者否"),
        ("出生日期", "2023-02-30", "not_a_day", "2023-04-01"),
        ("种类", "海", "wrong_value", "土地、房屋、林木"),
        ("标注", "甲；丙", "wrong_value", "甲、乙"),
    ],
)
def test_a_cell_that_is_wrong_says_what_would_be_right(header: str, cell: Any, code: str, expected: str) -> None:
    row = one(header, cell)
    [problem] = row.problems
    assert problem.code == code
    assert expected in (problem.expected or "")


@pytest.mark.parametrize(("cell", "code"), [("91430681MA4L00001X", "invalid_uscc"), (914306810000000128, "digits_lost"), ("", "required")])
def test_an_enterprise_whose_code_does_not_check_is_named(cell: Any, code: str) -> None:
    sheet = sheets.read(filled([cell, "甲公司"]), ALL)
    assert [problem.code for problem in sheet.rows[0].problems] == [code]


@pytest.mark.parametrize(
    ("header", "code", "field"),
    [
        (["统一社会信用代码", "美元的金额"], "unknown_column", "美元的金额"),
        (["统一社会信用代码", "甲金额（万元）"], "unit_of_column", "甲金额（万元）"),
        (["统一社会信用代码", "甲金额（元）", "甲金额"], "duplicate_column", "甲金额"),
        (["企业名称"], "missing_column", "uscc"),
    ],
)
def test_a_renamed_doubled_or_missing_column_is_reported_and_no_row_is_taken(header: list[str], code: str, field: str) -> None:
    content = filled([CODE], header=header)
    sheet = sheets.read(content, ALL)
    assert [(problem.code, problem.field) for problem in sheet.problems] == [(code, field)]
    assert not sheet.rows
    assert sheet.problems[0].message in rows_of(sheets.marked(content, sheet.wrong, ALL))[0][-1]


def test_the_same_enterprise_twice_is_refused_the_second_time() -> None:
    sheet = sheets.read(filled([CODE], [OTHER], [CODE.lower()]), ALL, unique=["uscc"])
    assert [(row.number, [problem.message for problem in row.problems]) for row in sheet.rows if row.problems] == [
        (4, ["与第2行重复：统一社会信用代码相同"])
    ]


def test_what_is_no_excel_file_or_has_no_header_is_refused() -> None:
    for content, code in ((b"not a workbook", "unreadable_file"), (filled(["x"], header=["y"]), "no_header"), (filled(), None)):
        if code is None:
            assert sheets.read(content, ALL).rows == ()
            continue
        with pytest.raises(Refused) as refused:
            sheets.read(content, ALL)
        assert refused.value.first.code == code


def test_the_returned_file_is_the_same_file_with_what_is_wrong() -> None:
    content = filled([CODE, "=1+1", 1.25, "600000美元"], [OTHER, "丙公司", 3], heading="某表")
    sheet = sheets.read(content, ALL)
    back = sheets.marked(content, sheet.wrong, ALL)
    rows, listed = rows_of(back), rows_of(back, 1)
    assert rows[1] == [*HEADER, "错误说明"]
    assert rows[2][:4] == [CODE, "=1+1", 1.25, "600000美元"]
    assert rows[2][-1] == "“600000美元”的数字里写了单位（应为：只填数字，如 600000）"
    assert rows[3][:3] == [OTHER, "丙公司", 3]
    assert rows[3][-1] == ""
    assert listed[1] == [3, "D　美元金额（美元）", "600000美元", "“600000美元”的数字里写了单位", "只填数字，如 600000"]


def test_a_returned_file_is_corrected_and_read_again() -> None:
    content = filled([CODE, "甲公司", "很多"])
    back = sheets.marked(content, sheets.read(content, ALL).wrong, ALL)
    again = sheets.read(back, ALL)
    assert (again.problems, again.ignored, len(again.rows)) == ((), (), 1)
    assert sheets.marked(back, again.wrong, ALL)[:4] == b"PK\x03\x04"
    assert rows_of(sheets.marked(back, again.wrong, ALL)) == rows_of(back)


def test_a_mistake_that_the_caller_found_is_marked_beside_those_of_the_cells() -> None:
    content = filled([CODE, "甲公司"])
    back = sheets.marked(content, {2: [Problem("已经登记", "known", "uscc")]}, ALL)
    assert rows_of(back)[1][-1] == "已经登记"


def test_the_template_reads_as_an_empty_sheet_and_explains_every_column() -> None:
    content = sheets.template(ALL)
    assert sheets.read(content, ALL).rows == ()
    assert [row[0] for row in rows_of(content, 1)] == ["列", *HEADER]


def test_many_rows_with_three_mistakes_keep_all_others() -> None:
    wrong = {500: "很多", 7_000: -1, 9_999: "5美元"}
    content = filled(*([f"甲{number}", wrong.get(number, number / 100)] for number in range(10_000)), header=["企业名称", "甲金额（元）"])
    sheet = sheets.read(content, (NAMED, *FIGURES))
    assert set(sheet.wrong) == {number + 2 for number in wrong}
    assert len(sheet.good) == 9_997
    assert sum(row.values["yuan"] for row in sheet.good) == sum(Decimal(n) for n in range(10_000) if n not in wrong) / 100
