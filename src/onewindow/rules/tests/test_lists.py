"""Lists in rules: dated lists of keys, whether a key is in one, and what another list lacks; one row and many agree."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from onewindow.law.regulation import Regulation
from onewindow.rules import sheet_columns
from onewindow.rules.book import RuleBook
from onewindow.rules.facts import Facts, Money, choices, money, text
from onewindow.rules.mistakes import RuleError
from onewindow.rules.parameters import read_figures
from onewindow.rules.services import replay, store
from onewindow.rules.tests.small_law import ON, small_law
from onewindow.rules.vocabulary import among, contains, sum_of, without
from onewindow.words.actor import SYSTEM
from onewindow.words.refused import Refused

PAPERS = {"request": "请示", "basis": "依据", "other": "其他"}
FIGURES = read_figures(
    {
        "bodies": [
            {"title": "名单", "clause": "small-1", "unit": "list", "from": date(2023, 1, 1), "entries": {"a": "甲局", "b": "乙局"}},
            {"title": "名单", "clause": "small-1", "unit": "list", "from": date(2024, 1, 1), "entries": {"a": "甲局", "c": "丙局"}},
        ],
        "wanted": {
            "title": "应交材料",
            "clause": "small-1",
            "unit": "list",
            "from": date(2023, 1, 1),
            "entries": {"request": "请示", "basis": "依据"},
        },
    }
)


class Asked(Facts):
    body: str | None = text("单位", spellings={"甲局": "a", "县甲局": "a"})
    papers: tuple[str, ...] | None = choices("材料", PAPERS)


def book_of(law: Regulation) -> RuleBook:
    book = RuleBook("lists", law, Asked, title="名单", figures=FIGURES, questions={})

    @book.condition("small-1", title="在名单内")
    def listed(body, bodies):  # type: ignore[no-untyped-def]
        return among(body, bodies)

    @book.quantity("small-1", title="缺少的材料")
    def lacking(papers, wanted):  # type: ignore[no-untyped-def]
        return without(wanted, papers)

    return book


@pytest.fixture
def lists() -> Iterator[RuleBook]:
    with small_law() as law:
        yield book_of(law)


ROWS: list[tuple[dict[str, Any], date, dict[str, Any]]] = [
    ({"body": "a", "papers": ["other", "basis"]}, date(2023, 9, 15), {"listed": True, "lacking": ["request"]}),
    ({"body": "甲 局", "papers": []}, date(2023, 9, 15), {"listed": True, "lacking": ["request", "basis"]}),
    ({"body": "b", "papers": ["basis", "request"]}, date(2023, 9, 15), {"listed": True, "lacking": []}),
    ({"body": "b", "papers": None}, date(2024, 9, 15), {"listed": False, "lacking": None}),
    ({"body": "c"}, date(2023, 9, 15), {"listed": False, "lacking": None}),
    ({"papers": ["other"]}, date(2023, 9, 15), {"listed": None, "lacking": ["request", "basis"]}),
]


@pytest.mark.parametrize(("facts", "on", "results"), ROWS)
def test_a_list_answers_for_one(lists: RuleBook, facts: dict[str, Any], on: date, results: dict[str, Any]) -> None:
    assert lists.evaluate(facts, on=on).results_json() == results


@pytest.mark.parametrize("on", [date(2023, 9, 15), date(2024, 9, 15)])
def test_a_list_answers_for_many_as_for_one(lists: RuleBook, on: date) -> None:
    facts = [{"body": row.get("body"), "papers": row.get("papers")} for row, _, _ in ROWS if row.get("body") != "甲 局"]
    frame = pl.DataFrame(facts, schema={"body": pl.String, "papers": pl.List(pl.String)})
    many = lists.frame(frame, on=on).drop("refused").to_dicts()
    assert many == [lists.evaluate(row, on=on).results_json() for row in facts]


def test_many_are_spelled_as_one(lists: RuleBook) -> None:
    frame = pl.DataFrame({"body": ["县甲局", "乙局"]})
    assert lists.frame(frame, on=date(2023, 9, 15))["listed"].to_list() == [True, False]


def test_a_list_is_said_in_its_own_words(lists: RuleBook) -> None:
    line = next(each for each in lists.evaluate({"papers": []}, on=date(2023, 9, 15)).explanation if each.rule == "lacking")
    assert line.said == "请示、依据"
    assert line.parameters == {"wanted": ["request", "basis"]}


def test_an_entry_that_no_list_knows_is_refused(lists: RuleBook) -> None:
    with pytest.raises(Refused, match="材料"):
        lists.evaluate({"papers": ["poem"]}, on=date(2023, 9, 15))


@pytest.mark.parametrize(
    "entry",
    [{"unit": "CNY", "entries": {"a": "甲"}}, {"unit": "list", "entries": ["a"]}, {"unit": "list", "entries": {"a": 1}}],
)
def test_a_list_that_is_none_is_refused(entry: dict[str, Any]) -> None:
    with pytest.raises(RuleError, match="list"):
        read_figures({"bad": {"title": "名单", "clause": "small-1", "from": date(2023, 1, 1), **entry}})


def test_words_for_lists_take_lists() -> None:
    for wrong in (lambda: among("a", "b"), lambda: without("a", "b"), lambda: contains("a", "b")):
        with pytest.raises(RuleError):
            wrong()


class Spent(Facts):
    costs: list[Money] | None = money("费用", at_most=Decimal(10**6))


@pytest.fixture
def spent() -> Iterator[RuleBook]:
    with small_law() as law:
        book = RuleBook("spent", law, Spent, title="费用", figures={}, questions={})

        @book.amount("small-1", title="合计")
        def spending(costs):  # type: ignore[no-untyped-def]
            return sum_of(costs)

        yield book


def test_a_list_of_numbers_is_added_up_for_one_and_for_many(spent: RuleBook) -> None:
    rows: list[list[Decimal] | None] = [[Decimal("1.50"), Decimal("2.25")], [], None]
    many = spent.frame(pl.DataFrame({"costs": pl.Series(rows, dtype=pl.List(pl.Decimal(15, 2)))}), on=ON)["spending"].to_list()
    assert many == [spent.evaluate({"costs": row}, on=ON).results["spending"] for row in rows] == [Decimal("3.75"), 0, None]


@pytest.mark.parametrize(
    ("entries", "place"),
    [
        ([None], "costs"),
        (["1", "1.001"], "costs"),
        (["-1"], "costs"),
        ([0.125], "costs"),
        (["1000000.01"], "costs"),
        (["1"] * 1001, "costs"),
        ("1", "costs"),
    ],
    ids=["null", "three decimals", "negative", "float with three decimals", "out of bounds", "too many", "no list"],
)
def test_a_list_with_an_entry_that_is_no_amount_is_refused(spent: RuleBook, entries: Any, place: str) -> None:
    with pytest.raises(Refused) as refused:
        spent.evaluate({"costs": entries}, on=ON)
    assert (refused.value.first.field or "").startswith(place)
    assert "None" not in refused.value.first.message


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        (pl.Series([[1], [1, None]], dtype=pl.List(pl.Int64)), "wrong_value"),
        (pl.Series([[1], [-1]], dtype=pl.List(pl.Int64)), "wrong_value"),
        (pl.Series([[1], [1_000_001]], dtype=pl.List(pl.Int64)), "wrong_value"),
        (pl.Series([[1], [1] * 1001], dtype=pl.List(pl.Int64)), "wrong_value"),
        (pl.Series([[Decimal("1")], [Decimal("1.001")]], dtype=pl.List(pl.Decimal(15, 3))), "wrong_value"),
        (pl.Series([[1.0], [1.5]], dtype=pl.List(pl.Float64)), "wrong_column"),
        (pl.Series(["1", "2"]), "wrong_column"),
    ],
    ids=["null", "negative", "out of bounds", "too many", "three decimals", "floats", "text"],
)
def test_a_column_of_lists_with_an_entry_that_is_no_amount_is_refused_with_its_row(spent: RuleBook, rows: pl.Series, code: str) -> None:
    with pytest.raises(Refused) as refused:
        spent.frame(rows.alias("costs").to_frame(), on=ON)
    assert refused.value.first.code == code
    if code == "wrong_value":
        assert refused.value.first.field == "[1].costs"


@pytest.mark.django_db
def test_an_evaluation_of_lists_is_stored_and_replayed(spent: RuleBook) -> None:
    stored = store(spent.evaluate({"costs": ["1.50", "2"]}, on=ON), by=SYSTEM, at=datetime(2023, 9, 15, 9, tzinfo=UTC))
    found = replay(stored.number)
    assert (found.same, found.differences) == (True, ())


def test_a_cell_that_is_no_list_of_amounts_says_how_a_list_is_written() -> None:
    [column] = sheet_columns.facts(Spent, on=ON)
    assert column.read("1；2.50") == (Decimal("1.00"), Decimal("2.50"))
    with pytest.raises(Refused) as refused:
        column.read("[1,2]")
    assert "“；”" in (refused.value.first.expected or "")
