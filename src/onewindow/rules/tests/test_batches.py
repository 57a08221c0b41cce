"""A book over files: any format in, any out; the wrong rows apart by row, column and reason, and every other row kept."""

from __future__ import annotations

import random
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from onewindow.rules import batch
from onewindow.rules.batch import run
from onewindow.rules.book import RuleBook
from onewindow.rules.tests.batch_runs import ran, refused, sheet, written
from onewindow.rules.tests.small_law import ON, small_book, small_law
from onewindow.rules.vocabulary import contains, least, tiers, when
from onewindow.words.identity import uscc_check
from onewindow.words.refused import Refused

CODES = [(body := f"91430681MA4L{number:05d}") + uscc_check(body) for number in range(2_000)]
RESULTS = ["part", "tiered", "local_and_marked"]


@pytest.fixture
def book() -> Iterator[RuleBook]:
    with small_law() as regulation:
        made = small_book(regulation)

        @made.amount("small-1", title="按比例奖励")
        def part(yuan, rate, cap):
            return least(yuan * rate, cap)

        @made.amount("small-2", title="分档奖励")
        def tiered(dollars, steps):
            return tiers(dollars, steps)

        @made.condition("small-3", title="在本地且有标注")
        def local_and_marked(local, marks):
            return when(local, contains(marks, "a"), False)

        @made.check("small-3", title="乙不多于甲", refusal="乙多于甲", expected="乙不多于甲", fields=("yuan", "other_yuan"))
        def sensible(yuan, other_yuan):
            return other_yuan <= yuan

        @made.check("small-3", title="年度在期限之内", refusal="年度不在期限之内", expected="2023至2024", fields=("year",))
        def covered(year):
            return year >= 2023

        yield made


TEXTS = {
    "uscc": CODES[:4],
    "enterprise_name": ["甲公司", "=乙", "丙", "丁"],
    "yuan": ["100.05", "1,000,000", None, "７"],
    "dollars": ["99.99", "100.01", "500", None],
    "local": ["是", "否", "true", None],
    "marks": ["甲；b", "无", "a", "乙"],
}
EXPECTED = [
    {"row": 2, "part": Decimal("35.02"), "tiered": Decimal("5.00"), "local_and_marked": True},
    {"row": 3, "part": Decimal("1000.00"), "tiered": Decimal("7.50"), "local_and_marked": False},
    {"row": 4, "part": None, "tiered": Decimal("9.00"), "local_and_marked": True},
    {"row": 5, "part": Decimal("2.45"), "tiered": None, "local_and_marked": False},
]


@pytest.mark.parametrize(("name", "encoding"), [("in.csv", "utf-8"), ("in.csv", "utf-8-sig"), ("in.csv", "gb18030"), ("in.xlsx", "")])
def test_what_people_write_is_read_as_one_evaluation_reads_it(book: RuleBook, tmp_path: Path, name: str, encoding: str) -> None:
    report, found = ran(book, written(tmp_path, name, TEXTS, encoding))
    assert (report.rows, report.wrong, report.errors) == (4, 0, None)
    assert found.select("row", *RESULTS).to_dicts() == EXPECTED
    assert found["enterprise_name"].to_list() == TEXTS["enterprise_name"]


def test_typed_columns_of_parquet_give_the_same(book: RuleBook, tmp_path: Path) -> None:
    typed = {
        **TEXTS,
        "yuan": [Decimal("100.05"), Decimal(1_000_000), None, Decimal(7)],
        "dollars": [Decimal("99.99"), Decimal("100.01"), Decimal(500), None],
        "local": [True, False, True, None],
        "marks": [["a", "b"], [], ["a"], ["b"]],
    }
    _, found = ran(book, written(tmp_path, "in.parquet", typed))
    assert found.columns == ["row", "uscc", "enterprise_name", *RESULTS]
    assert found.select(RESULTS).to_dicts() == [{name: row[name] for name in RESULTS} for row in EXPECTED]
    assert found["row"].to_list() == [1, 2, 3, 4]


@pytest.mark.parametrize("out", ["out.csv", "out.xlsx"])
def test_results_come_out_in_every_format(book: RuleBook, tmp_path: Path, out: str) -> None:
    report = run(book, written(tmp_path, "in.csv", TEXTS), tmp_path / out, on=ON, readings={})
    if out.endswith("csv"):
        lines = report.out.read_text("utf-8-sig").splitlines()
        assert lines[:2] == [f"row,uscc,enterprise_name,{','.join(RESULTS)}", f"2,{CODES[0]},甲公司,35.02,5.00,true"]
    else:
        assert sheet(report.out)[2] == [3, CODES[1], "=乙", 1000.0, 7.5, False]


@pytest.mark.parametrize("source", ["in.xlsx", "in.csv", "in.parquet"])
def test_results_are_called_as_the_columns_of_the_file_are(book: RuleBook, tmp_path: Path, source: str) -> None:
    """A file with titles for headers gets results under their titles, in every format that people open; Parquet has the names."""
    titles = {"统一社会信用代码": CODES[:1], "甲金额（元）": ["100"], "备注": ["x"]}
    asked = {"on": ON, "readings": {}, "keep": ["备注"]}
    named, called = (
        ["row", "uscc", "备注", *RESULTS],
        ["行", "统一社会信用代码", "备注", "按比例奖励", "分档奖励", "在本地且有标注"],
    )
    file = written(tmp_path, source, titles)
    assert sheet(run(book, file, tmp_path / "out.xlsx", **asked).out)[0] == called
    assert run(book, file, tmp_path / "out.csv", **asked).out.read_text("utf-8-sig").splitlines()[0] == ",".join(called)
    assert pl.read_parquet(run(book, file, tmp_path / "out.parquet", **asked).out).columns == named
    names = written(tmp_path, f"named_{source}", {"uscc": CODES[:1], "yuan": ["100"], "备注": ["x"]})
    assert sheet(run(book, names, tmp_path / "out.xlsx", **asked).out)[0] == named


WRONG = {
    "uscc": [CODES[0], CODES[1][:17] + "O", CODES[2], CODES[0], CODES[4], CODES[5], CODES[6], None],
    "year": [None, None, None, None, 1999, 2024, None, None],
    "yuan": ["很多", "1", "-1", "2", "3", "4", "5", "6"],
    "other_yuan": [None, None, "5美元", None, None, None, "5.01", None],
}
SAID = [
    (2, "yuan", "很多", "“很多”不是金额"),
    (3, "uscc", CODES[1][:17] + "O", "统一社会信用代码含有不允许的字符，或第3至8位不是数字"),
    (4, "yuan", "-1", "金额不能为负数：-1"),
    (4, "other_yuan", "5美元", "“5美元”的币种不是元"),
    (5, "uscc", CODES[0], "与第2行重复：同一企业、同一年度"),
    (6, "year", "1999", "年度不在期限之内"),
    (7, "year", "2024", "2024年度尚未开始"),
    (8, "yuan", "5", "乙多于甲"),
    (8, "other_yuan", "5.01", "乙多于甲"),
    (9, "uscc", "", "“统一社会信用代码”没有填写"),
]


@pytest.mark.parametrize("name", ["in.csv", "in.xlsx"])
def test_each_mistake_comes_back_by_row_column_and_reason(book: RuleBook, tmp_path: Path, name: str) -> None:
    right = {"uscc": CODES[9], "year": None, "yuan": "10", "other_yuan": None}
    report, found = ran(book, written(tmp_path, name, {head: [*cells, right[head]] for head, cells in WRONG.items()}))
    assert (report.rows, report.wrong) == (9, 8)
    assert found.select("row", "uscc", "part").rows() == [(10, CODES[9], Decimal("3.50"))]
    assert report.errors == tmp_path / "out.parquet.errors.xlsx"
    listed = sheet(report.errors, 1 if name.endswith("xlsx") else 0)[1:]
    assert [(line[0], line[1].rpartition("　")[2], str(line[2]), line[3]) for line in listed] == SAID
    assert all(line[4] for line in listed)


def test_every_mistake_of_a_row_is_told_at_once(book: RuleBook, tmp_path: Path) -> None:
    """What a check says of a row does not wait until its other cells are right; of a cell that is wrong itself it says nothing."""
    columns = {
        "year": ["1999", "2024", "1999", "很久以前", "1999", None],
        "yuan": ["很多", "-1", "3", "5", "1", "很多"],
        "other_yuan": ["1", "1", "4", "6", "1", "1"],
        "uscc": [*CODES[:4], CODES[0], "O"],
    }
    report, found = ran(book, written(tmp_path, "in.csv", columns))
    assert found.is_empty()
    assert report.errors is not None
    told: dict[int, list[str]] = {}
    for row, field, _, message, _ in sheet(report.errors)[1:]:
        told.setdefault(row, []).append(f"{field}：{message}")
    early, late = "year：年度不在期限之内", "year：2024年度尚未开始"
    contradiction = ["yuan：乙多于甲", "other_yuan：乙多于甲"]
    assert told == {
        2: ["yuan：“很多”不是金额", early],
        3: ["yuan：金额不能为负数：-1", late],
        4: [*contradiction, early],
        5: ["year：“年度”填写有误：很久以前", *contradiction],
        6: ["uscc：与第2行重复：同一企业、同一年度", early],
        7: ["yuan：“很多”不是金额", "uscc：统一社会信用代码应为18位，输入了1位"],
    }
    with pytest.raises(Refused) as one:
        book.evaluate({"year": 1999, "yuan": 3, "other_yuan": 4}, on=ON)
    assert [problem.field for problem in one.value.problems] == ["yuan", "other_yuan", "year"]


def test_an_excel_file_comes_back_marked(book: RuleBook, tmp_path: Path) -> None:
    report, _ = ran(book, written(tmp_path, "in.xlsx", {"uscc": CODES[:2], "yuan": [1, -1]}))
    assert report.errors is not None
    rows = sheet(report.errors)
    assert rows[0] == ["uscc", "yuan", "错误说明"]
    assert rows[1] == [CODES[0], 1, ""]
    assert rows[2][2].startswith("金额不能为负数：-1")


def test_wrong_cells_of_typed_columns_are_found_and_the_other_rows_kept(book: RuleBook, tmp_path: Path) -> None:
    columns = {
        "yuan": [Decimal("1.00"), Decimal("-0.01"), Decimal("2.00"), Decimal(10**9) + 1, None, Decimal("3.00")],
        "marks": [["a"], ["a"], ["c"], ["a"], [], ["a", None]],
    }
    report, found = ran(book, written(tmp_path, "in.parquet", columns))
    assert found["row"].to_list() == [1, 5]
    assert report.wrong == 4
    assert report.errors is not None
    assert [(line[0], line[1]) for line in sheet(report.errors)[1:]] == [(2, "yuan"), (3, "marks"), (4, "yuan"), (6, "marks")]


@pytest.mark.parametrize(
    ("columns", "code", "field"),
    [
        ({"yaun": ["1"]}, "unknown_fact", "yaun"),
        ({"yuan": ["1"], "备注": ["x"]}, "unknown_fact", "备注"),
        ({"甲金额（万元）": ["1"]}, "unit_of_column", "甲金额（万元）"),
        ({"yuan": ["1"], "甲金额": ["1"]}, "duplicate_column", "甲金额"),
        ({"uscc": [CODES[0]]}, "no_facts", "in"),
    ],
)
def test_a_column_that_is_no_fact_is_refused_and_named_in_the_errors_too(
    book: RuleBook, tmp_path: Path, columns: dict[str, list[Any]], code: str, field: str
) -> None:
    refusal = refused(book, written(tmp_path, "in.csv", columns))
    assert (refusal.first.code, refusal.first.field) == (code, field)
    if code != "no_facts":
        assert sheet(tmp_path / "out.parquet.errors.xlsx")[1][3] == refusal.first.message


def test_a_column_that_is_asked_to_be_kept_comes_out_as_it_is(book: RuleBook, tmp_path: Path) -> None:
    source = written(tmp_path, "in.csv", {"yuan": ["1"], "备注": ["=x"]})
    assert ran(book, source, keep=["备注"])[1]["备注"].to_list() == ["=x"]
    for head, code in (("没有的", "unknown_column"), ("yuan", None)):
        if code:
            assert refused(book, source, "other.parquet", keep=["备注", head]).first.code == code
    named = written(tmp_path, "named.csv", {"yuan": ["1"], "part": ["x"]})
    assert refused(book, named, "other.parquet", keep=["part"]).first.code == "name_taken"


@pytest.mark.parametrize("column", [[1.5], [[1.5]], [True]])
def test_money_in_floats_is_refused_as_a_column(book: RuleBook, tmp_path: Path, column: list[Any]) -> None:
    refusal = refused(book, written(tmp_path, "in.parquet", {"yuan": column}))
    assert (refusal.first.code, refusal.first.field) == ("wrong_column", "yuan")
    assert "不用浮点数" in (refusal.first.expected or "")


def test_files_that_cannot_be_read_or_written_are_refused(book: RuleBook, tmp_path: Path) -> None:
    good = written(tmp_path, "in.csv", {"yuan": ["1"]})
    (tmp_path / "broken.parquet").write_bytes(b"PAR1")
    (tmp_path / "broken.xlsx").write_bytes(b"PK")
    (tmp_path / "empty.csv").write_bytes(b"")
    (tmp_path / "ragged.csv").write_text("yuan\n1\n1,2,3\n")
    (tmp_path / "in.txt").write_text("yuan\n1\n")
    cases = {"broken.parquet": "unreadable_file", "broken.xlsx": "unreadable_file", "empty.csv": "unreadable_file"}
    cases |= {"ragged.csv": "unreadable_file", "in.txt": "unknown_format", "none.csv": "no_such_file"}
    assert {name: refused(book, tmp_path / name).first.code for name in cases} == cases
    assert refused(book, good, "out.txt").first.code == "unknown_format"
    assert refused(book, good, "no/out.csv").first.code == "no_such_folder"
    with pytest.raises(Refused) as same:
        run(book, good, good, on=ON, readings={})
    assert same.value.first.code == "same_file"
    assert good.read_text() == 'yuan\n"1"'


def test_a_run_that_fails_leaves_the_old_result(book: RuleBook, tmp_path: Path) -> None:
    old = tmp_path / "out.parquet"
    old.write_bytes(b"old")

    def breaks(*_: Any) -> Iterator[pl.DataFrame]:
        yield pl.DataFrame({"row": [1], "part": [None], "tiered": [None], "local_and_marked": [None]})
        raise KeyError

    with pytest.raises(KeyError):
        ran(book, written(tmp_path, "in.csv", {"yuan": ["1"]}), engine=breaks)
    assert old.read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.csv", "out.parquet"]


def test_errors_of_an_earlier_run_do_not_stay(book: RuleBook, tmp_path: Path) -> None:
    ran(book, written(tmp_path, "in.csv", {"yuan": ["x"]}))
    assert ran(book, written(tmp_path, "in.csv", {"yuan": ["1"]}))[0].errors is None
    assert not (tmp_path / "out.parquet.errors.xlsx").exists()


def test_more_rows_than_excel_has_are_refused_before_they_are_computed(
    book: RuleBook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch, "ROWS_OF_EXCEL", 1)
    assert refused(book, written(tmp_path, "in.csv", {"yuan": ["1", "2"]}), "out.xlsx").first.code == "too_many_rows"


def test_slices_join_to_the_same_results_and_tell_how_far_they_are(book: RuleBook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    draw = random.Random(5)
    columns = {"uscc": CODES, "yuan": [str(draw.randint(0, 10**9)) if draw.random() > 0.1 else "x" for _ in CODES]}
    whole = ran(book, written(tmp_path, "in.csv", columns))
    monkeypatch.setattr(batch, "SLICE", 300)
    told: list[tuple[int, int]] = []
    sliced = ran(book, tmp_path / "in.csv", "sliced.parquet", progress=lambda done, total: told.append((done, total)))
    assert sliced[1].equals(whole[1])
    assert sliced[0].wrong == whole[0].wrong == columns["yuan"].count("x")
    assert (len(told), told[0], told[-1]) == (7, (300, 2_000), (2_000, 2_000))


def test_three_mistakes_among_a_hundred_thousand_rows_cost_three_rows(book: RuleBook, tmp_path: Path) -> None:
    rows = 100_000
    wrong = {7: Decimal(-1), 50_000: Decimal("0.001"), 99_999: Decimal(10**10)}
    yuan = [wrong.get(number, Decimal(number % 1000)) for number in range(rows)]
    file = tmp_path / "in.parquet"
    pl.DataFrame({"yuan": yuan}, schema={"yuan": pl.Decimal(20, 3)}).write_parquet(file)
    report, found = ran(book, file)
    assert (report.rows, report.wrong, found.height) == (rows, 3, rows - 3)
    assert found["part"].sum() == sum(Decimal(n % 1000) * 35 / 100 for n in range(rows) if n not in wrong)
    assert report.errors is not None
    assert [line[0] for line in sheet(report.errors)[1:]] == [number + 1 for number in wrong]
