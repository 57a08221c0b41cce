"""Lists in the files of a batch: entries of every type, read one by one where they are texts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from onewindow.rules.book import RuleBook
from onewindow.rules.facts import Facts, Money, choices, day, money, whole
from onewindow.rules.tests.batch_runs import ran, refused, sheet, written
from onewindow.rules.tests.small_law import small_law
from onewindow.rules.vocabulary import contains, sum_of


@pytest.fixture
def lists() -> Iterator[RuleBook]:
    class ListFacts(Facts):
        costs: list[Money] | None = money("各项费用", at_most=Decimal(10**6))
        orders: list[int] | None = whole("各月单数", "order")
        visits: list[date] | None = day("到访日期")
        marks: tuple[str, ...] | None = choices("标注", {"a": "甲", "b": "乙"})

    with small_law() as regulation:
        made = RuleBook("lists", regulation, ListFacts, title="列表规则", figures={}, questions={})
        made.quantity("small-1", title="费用合计")(named("costs", sum_of))
        made.quantity("small-1", title="单数合计")(named("orders", sum_of))
        made.condition("small-1", title="有标注")(named("marks", lambda marks: contains(marks, "a")))
        made.quantity("small-1", title="到访")(named("visits", lambda visits: visits))
        yield made


def named(fact: str, body: Callable[[Any], Any]) -> Callable[..., Any]:
    """The function of a rule over one fact: a rule finds what it needs by the names of its parameters."""
    function = eval(f"lambda {fact}: body({fact})", {"body": body})
    function.__name__ = f"of_{fact}"
    return function


OF_LISTS = ["of_costs", "of_orders", "of_marks", "of_visits"]
SUMMED = [
    (Decimal("1012.50"), 3, True, [date(2023, 4, 1), date(2023, 12, 31)]),
    (Decimal(0), 0, False, []),
    (None, None, None, None),
]


@pytest.mark.parametrize(
    "columns",
    [
        {
            "costs": [["1,000", "12.5"], [], None],
            "orders": [["1", " ２"], [], None],
            "marks": [["甲", "b"], [], None],
            "visits": [["2023-04-01", "2023年12月31日"], [], None],
        },
        {
            "costs": [[Decimal(1000), Decimal("12.50")], [], None],
            "orders": [[1, 2], [], None],
            "marks": pl.Series([["a", "b"], [], None], dtype=pl.List(pl.Categorical)),
            "visits": [[date(2023, 4, 1), date(2023, 12, 31)], [], None],
        },
        {
            "costs": ["1000；12.50", "无", None],
            "orders": ["1；2", "无", None],
            "marks": ["甲；乙", "无", None],
            "visits": ["2023-04-01；2023/12/31", "无", None],
        },
    ],
)
def test_lists_are_read_whatever_their_entries_are_kept_as(lists: RuleBook, tmp_path: Path, columns: dict[str, Any]) -> None:
    report, found = ran(lists, written(tmp_path, "in.parquet", columns))
    assert report.errors is None
    assert found.select(OF_LISTS).rows() == SUMMED


def test_a_wrong_entry_of_a_list_is_named_and_costs_its_row_alone(lists: RuleBook, tmp_path: Path) -> None:
    columns = {
        "costs": [["1"], ["很多"], ["5美元"], ["1", None], [""], ["1"], ["1"]],
        "marks": [["a"], ["a"], ["a"], ["a"], ["a"], ["丙"], ["b"]],
        "visits": [["2023-04-01"], None, None, None, None, ["2023-02-30"], None],
    }
    report, found = ran(lists, written(tmp_path, "in.parquet", columns))
    assert found["row"].to_list() == [1, 7]
    assert report.errors is not None
    assert [(line[0], line[1]) for line in sheet(report.errors)[1:]] == [
        *((row, "costs") for row in (2, 3, 4, 5)),
        (6, "visits"),
        (6, "marks"),
    ]
    assert all(line[4] for line in sheet(report.errors)[1:])


def test_a_key_that_nobody_knows_is_wrong_among_right_rows_too(lists: RuleBook, tmp_path: Path) -> None:
    report, found = ran(lists, written(tmp_path, "in.parquet", {"marks": [["a"], ["c"]]}))
    assert (report.wrong, found["of_marks"].to_list()) == (1, [True])


@pytest.mark.parametrize(
    ("column", "said"),
    [
        (pl.Series([[1.5]]), "“各项费用”一列的类型是列表，每项为浮点数（Float64）"),
        (pl.Series([1.5]), "“各项费用”一列的类型是浮点数（Float64）"),
        (pl.Series([["1"]]).to_frame("entry").select(pl.struct("entry")).to_series(), "“各项费用”一列的类型是Struct"),
    ],
)
def test_a_column_that_holds_no_list_of_numbers_is_refused_as_what_it_is(
    lists: RuleBook, tmp_path: Path, column: pl.Series, said: str
) -> None:
    pl.DataFrame({"costs": column}).write_parquet(tmp_path / "in.parquet")
    refusal = refused(lists, tmp_path / "in.parquet")
    assert refusal.first.message.startswith(said)
    assert refusal.first.expected == "列表，每项为定点小数（decimal）、整数或者文字，不用浮点数；或者一列文字，各项之间用“；”隔开"
