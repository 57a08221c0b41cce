"""Three values: true, false, unknown; and a number that is unknown is no number. Both backends, row by row."""

from datetime import date
from decimal import Decimal

import polars as pl
import pytest

from onewindow.rules.tests.small_law import ON
from onewindow.rules.vocabulary import (
    all_of,
    any_of,
    contains,
    largest,
    largest_of_known,
    least,
    not_,
    tiers,
    total_of_known,
    when,
    years_between,
)

YES, NO, UNKNOWN = True, False, None
MONEY = {"yuan": pl.Decimal(15, 2), "other_yuan": pl.Decimal(15, 2)}


def result(book, body, facts, sort="quantity"):
    """What the rule gives for these facts, which both backends agree on."""
    body.__name__ = "tried"
    getattr(book, sort)("small-1", title="试验")(body)
    one = book.evaluate(facts, on=ON).results["tried"]
    parsed = book.facts.parse(facts, on=ON)
    many = book.frame(pl.DataFrame({name: [getattr(parsed, name)] for name in facts}), on=ON)["tried"][0] if facts else one
    assert one == many
    return one


@pytest.mark.parametrize(
    ("one", "other", "both", "either"),
    [
        (YES, YES, YES, YES),
        (YES, NO, NO, YES),
        (YES, UNKNOWN, UNKNOWN, YES),
        (NO, NO, NO, NO),
        (NO, UNKNOWN, NO, UNKNOWN),
        (UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN),
    ],
)
def test_false_and_unknown_is_false_true_or_unknown_is_true(book, one, other, both, either):
    facts = {"paid": one, "proven": other}
    swapped = {"paid": other, "proven": one}
    book.condition("small-1", title="都")(_named("both", lambda paid, proven: all_of(paid, proven)))
    book.condition("small-1", title="任一")(_named("either", lambda paid, proven: any_of(paid, proven)))
    rows = pl.DataFrame([facts, swapped], schema={"paid": pl.Boolean, "proven": pl.Boolean})
    for results in (book.evaluate(facts, on=ON).results, book.evaluate(swapped, on=ON).results, *book.frame(rows, on=ON).to_dicts()):
        assert (results["both"], results["either"]) == (both, either)


@pytest.mark.parametrize(("fact", "opposite"), [(YES, NO), (NO, YES), (UNKNOWN, UNKNOWN)])
def test_not_unknown_is_unknown(book, fact, opposite):
    assert result(book, lambda paid: not_(paid), {"paid": fact}, "condition") is opposite


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"paid": True, "yuan": "1", "other_yuan": None}, "1.00"),
        ({"paid": True, "yuan": None, "other_yuan": "2"}, None),
        ({"paid": None, "yuan": "1", "other_yuan": "2"}, None),
        ({"paid": None, "yuan": "2", "other_yuan": "2"}, "2.00"),
        ({"paid": None, "yuan": None, "other_yuan": None}, None),
    ],
)
def test_one_of_two_values_is_known_when_both_agree(book, facts, expected):
    found = result(book, lambda paid, yuan, other_yuan: when(paid, yuan, other_yuan), facts)
    assert found == (None if expected is None else Decimal(expected))


@pytest.mark.parametrize(
    "body",
    [
        lambda yuan, other_yuan: yuan + other_yuan,
        lambda yuan, other_yuan: yuan - other_yuan,
        lambda yuan, other_yuan: least(yuan, other_yuan),
        lambda yuan, other_yuan: largest(yuan, other_yuan),
        lambda yuan, other_yuan: least(other_yuan, yuan),
        lambda yuan, rate: yuan * rate,
        lambda yuan, cap: yuan // cap,
        lambda past_dollars, steps: tiers(past_dollars, steps),
    ],
)
def test_a_number_made_of_something_unknown_is_unknown(book, body):
    assert result(book, body, {"yuan": None, "other_yuan": "5", "past_dollars": None}) is None


def test_a_comparison_with_something_unknown_is_unknown(book):
    assert result(book, lambda yuan, other_yuan: yuan >= other_yuan, {"yuan": "1", "other_yuan": None}, "condition") is None


def test_a_list_that_is_unknown_is_not_empty(book):
    book.condition("small-1", title="甲")(_named("named", lambda marks: contains(marks, "a")))
    assert [book.evaluate({"marks": marks}, on=ON).results["named"] for marks in (None, [], ["b"], ["b", "a"])] == [
        None,
        False,
        False,
        True,
    ]
    rows = pl.DataFrame({"marks": [None, [], ["b"], ["b", "a"]]}, schema={"marks": pl.List(pl.String)})
    assert book.frame(rows, on=ON)["named"].to_list() == [None, False, False, True]


@pytest.mark.parametrize(
    ("yuan", "other_yuan", "summed", "most"), [("1", "2", "3", "2"), ("1", None, "1", "1"), (None, "2", "2", "2"), (None, None, None, None)]
)
def test_of_known_passes_over_what_is_unknown_and_is_unknown_itself_when_all_is(book, yuan, other_yuan, summed, most):
    book.amount("small-1", title="合计")(_named("summed", lambda yuan, other_yuan: total_of_known(yuan, other_yuan)))
    book.amount("small-1", title="最高")(_named("most", lambda yuan, other_yuan: largest_of_known(yuan, other_yuan)))
    facts = {"yuan": yuan, "other_yuan": other_yuan}
    evaluation = book.evaluate(facts, on=ON)
    row = book.frame(pl.DataFrame([book.facts.parse(facts, on=ON).model_dump(include=set(facts))], schema_overrides=MONEY), on=ON).row(
        0, named=True
    )
    for results in (evaluation.results, row):
        assert (results["summed"], results["most"]) == (summed and Decimal(summed), most and Decimal(most))
    assert evaluation.explanation[0].missing == tuple(name for name, value in facts.items() if value is None)


def test_missing_facts_are_named_through_the_rules_that_need_them(book):
    book.amount("small-1", title="甲", step=True)(_named("first", lambda yuan, other_yuan: yuan + other_yuan))
    book.amount("small-1", title="乙")(_named("second", lambda first, paid: when(paid, first, 0)))
    explanation = {line.rule: line for line in book.evaluate({"other_yuan": 1}, on=ON).explanation}
    assert explanation["first"].missing == ("yuan",)
    assert explanation["second"].missing == ("paid", "yuan")
    assert explanation["second"].value is None


def test_facts_of_a_branch_that_is_not_taken_are_not_missing(book):
    book.amount("small-1", title="甲")(_named("award", lambda paid, yuan, other_yuan: when(paid, yuan, other_yuan)))
    [line] = book.evaluate({"paid": True}, on=ON).explanation
    assert line.missing == ("yuan",)


@pytest.mark.parametrize(
    ("born", "on", "years"),
    [
        ("2000-09-15", date(2023, 9, 14), 22),
        ("2000-09-15", date(2023, 9, 15), 23),
        ("2000-02-29", date(2024, 2, 28), 23),
        ("2000-02-29", date(2024, 2, 29), 24),
        ("2000-02-29", date(2025, 2, 28), 24),
        ("2000-02-29", date(2025, 3, 1), 25),
        ("2023-09-16", date(2023, 9, 15), -1),
        (None, date(2023, 9, 15), None),
    ],
)
def test_years_are_completed_on_the_day(book, born, on, years):
    book.quantity("small-1", title="满年数")(_named("years", lambda born, ends: years_between(born, ends)))
    assert book.evaluate({"born": born, "ends": on}, on=ON).results["years"] == years
    rows = pl.DataFrame({"born": [born and date.fromisoformat(born)], "ends": [on]}, schema={"born": pl.Date, "ends": pl.Date})
    assert book.frame(rows, on=ON)["years"][0] == years


def _named(name, function):
    function.__name__ = name
    return function
