"""The interpreter and the columns prove each other: random rules over random facts, unknown ones among them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import polars as pl
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from onewindow.rules.frame import REFUSED, layers
from onewindow.rules.mistakes import RuleError
from onewindow.rules.tests.small_law import ON, SmallFacts, small_book, small_law
from onewindow.rules.vocabulary import (
    all_of,
    any_of,
    contains,
    each,
    highest,
    largest,
    largest_of_known,
    least,
    not_,
    share,
    sum_of,
    tiers,
    total,
    total_of_known,
    when,
    years_between,
)
from onewindow.words.refused import Refused

AT_A_BOUND = ("10", "100", "500", "1000")
EDGES = [Decimal(bound) + Decimal(step) for bound in AT_A_BOUND for step in ("-0.01", "0", "0.01")] + [Decimal(0), Decimal("33333.33")]
SCHEMA = {
    "yuan": pl.Decimal(15, 2),
    "other_yuan": pl.Decimal(15, 2),
    "dollars": pl.Decimal(15, 2),
    "past_dollars": pl.Decimal(15, 2),
    "ratio": pl.Decimal(9, 4),
    "heads": pl.Int64,
    "local": pl.Boolean,
    "paid": pl.Boolean,
    "proven": pl.Boolean,
    "born": pl.Date,
    "ends": pl.Date,
    "sort": pl.String,
    "funded": pl.List(pl.String),
    "marks": pl.List(pl.String),
    "costs": pl.List(pl.Decimal(15, 2)),
    "trades": pl.List(pl.Decimal(15, 2)),
}
KNOWN = dict.fromkeys(("yuan", "other_yuan", "dollars", "past_dollars"), Decimal("33333.33")) | {
    "ratio": Decimal("0.5"),
    "heads": 1,
    "local": True,
    "paid": True,
    "proven": False,
    "born": ON,
    "ends": ON,
    "sort": "land",
    "funded": [],
    "marks": ["a"],
    "costs": [Decimal(7)],
    "trades": [],
}
Body = Callable[[dict[str, Any]], Any]

money = st.sampled_from(EDGES) | st.decimals(0, 10**9, places=2)
days = st.dates(date(1950, 1, 1), date(2030, 12, 31)) | st.just(date(2000, 2, 29))
FACTS = st.fixed_dictionaries(
    {
        **{name: st.none() | money for name in ("yuan", "other_yuan", "dollars", "past_dollars")},
        "ratio": st.none() | st.decimals(0, 1, places=4),
        "heads": st.none() | st.integers(0, 10**6),
        **{name: st.none() | st.booleans() for name in ("local", "paid", "proven")},
        **{name: st.none() | days for name in ("born", "ends")},
        "sort": st.none() | st.sampled_from(["land", "house", "forest"]),
        "funded": st.none() | st.lists(st.sampled_from(["first", "second"]), max_size=3),
        "marks": st.none() | st.lists(st.sampled_from(["a", "b"]), max_size=3),
        **{name: st.none() | st.lists(money, max_size=5) for name in ("costs", "trades")},
    }
)


def named(name: str) -> Body:
    return lambda names: names[name]


def joined(word: Callable[..., Any], *parts: st.SearchStrategy[Body]) -> st.SearchStrategy[Body]:
    return st.tuples(*parts).map(lambda bodies: lambda names: word(*(body(names) for body in bodies)))


def yuan_bodies(depth: int) -> st.SearchStrategy[Body]:
    leaves = st.sampled_from([named("yuan"), named("other_yuan"), named("cap"), lambda names: names["dollars"] * names["per_dollar"]])
    if not depth:
        return leaves
    yuan, truth, dollars = yuan_bodies(depth - 1), truths(depth - 1), dollar_bodies(depth - 1)
    return st.one_of(
        leaves,
        joined(lambda one, other: one + other, yuan, yuan),
        joined(lambda one, other: one - other, yuan, yuan),
        joined(lambda one: one * Decimal("0.35"), yuan),
        joined(when, truth, yuan, yuan),
        joined(lambda truth, one: when(truth, 0, one), truth, yuan),
        joined(least, yuan, yuan),
        joined(largest, yuan, yuan, yuan),
        joined(total, yuan, yuan),
        joined(total_of_known, yuan, yuan, yuan),
        joined(largest_of_known, yuan, yuan),
        dollars.map(lambda body: lambda names: tiers(body(names), names["steps"])),
        lists(depth - 1).map(lambda body: lambda names: sum_of(body(names))),
        yuan.map(lambda body: lambda names: share(body(names), names["rate"])),
    )


def lists(depth: int) -> st.SearchStrategy[Body]:
    """Lists of yuan: as given, each under a cap, at a share or by its tier, the highest few."""
    leaves: st.SearchStrategy[Body] = st.sampled_from(
        [
            named("costs"),
            lambda names: each(names["trades"], lambda trade: tiers(trade, names["steps"])),
            lambda names: each(names["trades"], lambda trade: trade * names["per_dollar"]),
        ]
    )
    if depth < 0:
        return leaves
    inner = lists(depth - 1)
    return st.one_of(
        leaves,
        inner.map(lambda body: lambda names: each(body(names), lambda entry: least(entry, names["cap"]))),
        inner.map(
            lambda body: (
                lambda names: each(body(names), lambda entry: when(entry > names["cap"], names["cap"] - entry, share(entry, names["rate"])))
            )
        ),
        st.tuples(st.integers(1, 4), inner).map(lambda pair: lambda names: highest(pair[0], pair[1](names))),
    )


def dollar_bodies(depth: int) -> st.SearchStrategy[Body]:
    leaves = st.sampled_from([named("dollars"), named("past_dollars")])
    if not depth:
        return leaves
    return st.one_of(leaves, joined(lambda one, other: one - other, leaves, leaves), joined(when, truths(depth - 1), leaves, leaves))


def truths(depth: int) -> st.SearchStrategy[Body]:
    leaves: st.SearchStrategy[Body] = st.sampled_from(
        [
            named("local"),
            named("paid"),
            named("proven"),
            lambda names: names["sort"] == "land",
            lambda names: names["sort"] != "forest",
            lambda names: names["generous"] == "yes",
            lambda names: contains(names["funded"], "first"),
            lambda names: contains(names["marks"], "b"),
            lambda names: names["born"] <= names["ends"],
            lambda names: years_between(names["born"], names["on"]) >= years_between(names["ends"], names["on"]),
            lambda names: names["yuan"] // names["cap"] > names["other_yuan"] // names["cap"],
        ]
    )
    if not depth:
        return leaves
    truth, yuan = truths(depth - 1), yuan_bodies(depth - 1)
    comparisons = [
        lambda a, b: a < b,
        lambda a, b: a <= b,
        lambda a, b: a > b,
        lambda a, b: a >= b,
        lambda a, b: a == b,
        lambda a, b: a != b,
    ]
    return st.one_of(
        leaves,
        joined(not_, truth),
        joined(all_of, truth, truth),
        joined(any_of, truth, truth),
        *(joined(compared, yuan, yuan) for compared in comparisons),
    )


def declared(book, sort, name, body):
    """A rule whose function names everything that a body may use."""
    parameters = [*SCHEMA, "rate", "cap", "per_dollar", "steps", "generous", "on"]
    function = eval(f"lambda {', '.join(parameters)}: body(dict({', '.join(f'{each}={each}' for each in parameters)}))", {"body": body})
    function.__name__ = name
    getattr(book, sort)("small-1", title=name)(function)


@settings(max_examples=150, deadline=None)
@given(
    amount=yuan_bodies(3),
    truth=truths(2),
    rows=st.lists(FACTS, min_size=1, max_size=8),
    generous=st.sampled_from(["no", "yes"]),
    known=st.sets(st.sampled_from(list(SCHEMA))) | st.just(set(SCHEMA)),
)
def test_random_rules_give_the_same_for_one_and_for_many(amount, truth, rows, generous, known):
    """``known``: columns without a null, of which the expressions do not ask whether they are known."""
    rows = [{name: KNOWN[name] if value is None and name in known else value for name, value in facts.items()} for facts in rows]
    with small_law() as regulation:
        book = small_book(regulation)
        try:
            declared(book, "amount", "rounded", amount)
            declared(book, "quantity", "exact", amount)
            declared(book, "condition", "holds", truth)
        except RuleError as mistake:
            assume("overflow" not in str(mistake))
            raise
        readings = {"generous": generous} if book.uses.questions else {}
        many = book.frame(pl.DataFrame(rows, schema=SCHEMA), on=ON, readings=readings).drop(REFUSED).to_dicts()
        evaluations = [book.evaluate(facts, on=ON, readings=readings) for facts in rows]
        for facts, evaluation, row in zip(rows, evaluations, many, strict=True):
            assert evaluation.results == row, facts
            explained = {line.rule: line.value for line in evaluation.explanation}
            assert explained == evaluation.results_json()
            exact = evaluation.results["exact"]
            assert evaluation.results["rounded"] == (None if exact is None else exact.quantize(Decimal("0.01"), ROUND_HALF_UP))


def test_of_columns_without_a_null_nothing_asks_whether_they_are_known():
    with small_law() as regulation:
        book = small_book(regulation)
        declared(book, "amount", "tier", lambda names: tiers(names["dollars"], names["steps"]))
        declared(book, "amount", "volume", lambda names: least(names["yuan"], names["dollars"] * names["per_dollar"]))
        declared(book, "amount", "chosen", lambda names: when(names["paid"], names["yuan"], 0))
        declared(book, "amount", "twice", lambda names: largest(names["yuan"], names["other_yuan"]))
        edition, known = book.edition(ON), frozenset({"paid", "yuan", "dollars"})
        tier, volume, chosen, twice = layers(edition, known)[0]
        assert "is_not_null" not in f"{tier}{volume}"
        assert "not()" not in str(chosen)
        assert "is_not_null" in str(twice)  # the other amount may be unknown
        assert "is_not_null" in str(layers(edition)[0][0])
        assert layers(edition, known) is layers(edition, known)  # compiled once


@settings(max_examples=60, deadline=None)
@given(amount=yuan_bodies(2), facts=FACTS)
def test_what_is_unknown_names_facts_that_are_unknown_and_knowing_them_settles_it(amount, facts):
    with small_law() as regulation:
        book = small_book(regulation)
        try:
            declared(book, "amount", "award", amount)
        except RuleError as mistake:
            assume("overflow" not in str(mistake))
            raise
        evaluation = book.evaluate(facts, on=ON)
        [line] = evaluation.explanation
        assert all(getattr(evaluation.facts, name) is None for name in line.missing)
        if evaluation.results["award"] is None:
            assert line.missing
            known = {
                "sort": "land",
                "paid": True,
                "proven": True,
                "marks": [],
                "costs": ["7"],
                "trades": [],
                "born": ON,
                "ends": ON,
                "heads": 1,
                "ratio": "0.5",
            }
            filled = {**facts, **{name: known.get(name, "7") for name in line.missing}}
            assert book.evaluate(filled, on=ON).results["award"] is not None


@pytest.mark.parametrize("yuan", ["0.00", "0.01", "0.02", "1.42", "1.43", "1.44", "999999999.99"])
def test_half_a_fen_is_rounded_up_and_only_where_an_amount_is_defined(yuan):
    with small_law() as regulation:
        book = small_book(regulation)
        declared(book, "amount", "part", lambda names: names["yuan"] * Decimal("0.35"))
        declared(book, "quantity", "exact", lambda names: names["yuan"] * Decimal("0.35"))
        declared(book, "amount", "owed", lambda names: 0 - names["yuan"] * Decimal("0.35"))
        expected = (Decimal(yuan) * Decimal("0.35")).quantize(Decimal("0.01"), ROUND_HALF_UP)
        one = book.evaluate({"yuan": yuan}, on=ON).results
        many = book.frame(pl.DataFrame({"yuan": [Decimal(yuan)]}), on=ON).row(0, named=True)
        for found in (one, many):
            assert (found["part"], found["owed"], found["exact"]) == (expected, -expected, Decimal(yuan) * Decimal("0.35"))


@pytest.mark.parametrize(
    ("column", "code"),
    [
        (pl.Series("yuan", [1.5]), "wrong_column"),
        (pl.Series("yuan", ["1.50"]), "wrong_column"),
        (pl.Series("yuan", [Decimal("1.501")]), "wrong_value"),
        (pl.Series("yuan", [Decimal("0.01"), Decimal("-0.01")]), "wrong_value"),
        (pl.Series("yuan", [10**9 + 1]), "wrong_value"),
        (pl.Series("heads", [-1]), "wrong_value"),
        (pl.Series("sort", ["sea"]), "wrong_value"),
        (pl.Series("marks", [["a"], ["c"]]), "wrong_value"),
        (pl.Series("marks", [["a", None]]), "wrong_value"),
        (pl.Series("marks", [["a"] * 1001]), "wrong_value"),
        (pl.Series("marks", [[1]]), "wrong_column"),
        (pl.Series("marks", ["a"]), "wrong_column"),
        (pl.Series("paid", [1]), "wrong_column"),
        (pl.Series("yaun", [1]), "unknown_fact"),
    ],
)
def test_a_column_that_is_no_fact_or_not_exact_is_refused(column, code):
    with small_law() as regulation, pytest.raises(Refused) as refused:
        book = small_book(regulation)
        declared(
            book,
            "condition",
            "holds",
            lambda names: all_of(
                names["yuan"] > 0,
                names["sort"] == "land",
                names["heads"] > names["heads"],
                names["paid"],
                contains(names["marks"], "a"),
            ),
        )
        book.frame(column.to_frame(), on=ON)
    assert refused.value.first.code == code


def test_the_row_of_a_wrong_value_is_named():
    with small_law() as regulation, pytest.raises(Refused) as refused:
        book = small_book(regulation)
        declared(book, "amount", "award", named("yuan"))
        book.frame(pl.DataFrame({"yuan": [Decimal("1"), None, Decimal("-2")]}), on=ON)
    assert refused.value.first.field == "[2].yuan"


def test_whole_numbers_and_decimals_of_any_scale_are_columns_of_money():
    with small_law() as regulation:
        book = small_book(regulation)
        declared(book, "amount", "award", lambda names: names["yuan"] + names["other_yuan"])
        rows = pl.DataFrame({"yuan": [7, None], "other_yuan": [Decimal("1.500"), Decimal("2.000")]}, schema_overrides={"yuan": pl.Int32})
        assert book.frame(rows, on=ON)["award"].to_list() == [Decimal("8.50"), None]


def test_a_default_fills_what_is_null_in_a_column_and_columns_that_are_absent():
    with small_law() as regulation:
        book = small_book(regulation)
        declared(book, "condition", "local_and_free", lambda names: all_of(names["local"], not_(contains(names["funded"], "first"))))
        rows = pl.DataFrame({"local": [None, False, True], "funded": [["second"], None, ["first"]]})
        assert book.frame(rows, on=ON)["local_and_free"].to_list() == [True, False, False]
        assert book.frame(pl.DataFrame({"yuan": [1, 2]}), on=ON)["local_and_free"].to_list() == [True, True]


def test_a_row_whose_facts_contradict_each_other_has_no_results_and_says_why():
    with small_law() as regulation:
        book = small_book(regulation)

        @book.check("small-3", title="乙不多于甲", refusal="乙多于甲", expected="乙不多于甲", fields=("yuan", "other_yuan"))
        def sensible(yuan, other_yuan):
            return other_yuan <= yuan

        declared(book, "amount", "award", named("yuan"))
        rows = pl.DataFrame({"yuan": [5, 5, 5], "other_yuan": [5, 6, None]})
        found = book.frame(rows, on=ON)
        assert found["award"].to_list() == [5, None, 5]
        assert found[REFUSED].to_list() == [None, "乙多于甲", None]
        with pytest.raises(Refused) as refused:
            book.evaluate({"yuan": 5, "other_yuan": 6}, on=ON)
        assert [(problem.field, problem.clause) for problem in refused.value.problems] == [("yuan", "small-3"), ("other_yuan", "small-3")]


def test_the_facts_of_the_tests_are_those_of_the_law():
    assert {"year", *SCHEMA} == set(SmallFacts.model_fields)
