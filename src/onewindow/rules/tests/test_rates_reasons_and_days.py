"""Rates that are shown, reasons that hold, and days back from a day: alone, for many rows, and where something is unknown."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from onewindow.rules.mistakes import RuleError
from onewindow.rules.tests.small_law import ON, small_book, small_law
from onewindow.rules.vocabulary import day_before, key, month_end, quotient, reasons_of, when


def both(body: Any, facts: dict[str, Any], schema: dict[str, Any], sources: tuple[str, ...] = ("small-1",)) -> tuple[Any, Any]:
    """What the interpreter and what the columns make of a rule, as the contract writes it and as the frame holds it."""
    with small_law() as law:
        book = small_book(law)

        body.__name__ = "result"
        book.quantity(*sources, title="结果")(body)
        one = book.evaluate({name: value for name, value in facts.items() if value is not None}, on=ON).results_json()["result"]
        many = book.frame(pl.DataFrame({name: [value] for name, value in facts.items()}, schema=schema), on=ON)["result"][0]
    return one, many.to_list() if isinstance(many, pl.Series) else many


YUAN = {"yuan": pl.Decimal(15, 2), "other_yuan": pl.Decimal(15, 2)}


@pytest.mark.parametrize(
    ("over", "under", "rate"),
    [
        ("1200000", "40000000", "0.03"),
        ("1200000.01", "40000000", "0.03000000025"),
        ("1", "3", "0.3333333333333333333333333333"),
        ("2", "3", "0.6666666666666666666666666667"),
        ("0", "0", "0"),
        ("0.01", "0", None),
        (None, "3", None),
    ],
)
def test_a_quotient_has_all_its_digits_alone_and_in_columns(over, under, rate):
    facts = {"yuan": over and Decimal(over), "other_yuan": Decimal(under)}
    assert both(lambda yuan, other_yuan: quotient(yuan, other_yuan), facts, YUAN) == (rate, rate)


def test_a_quotient_is_of_one_unit():
    with pytest.raises(RuleError, match="CNY and USD"):
        both(lambda yuan, dollars: quotient(yuan, dollars), {}, {})


def test_a_quotient_is_not_compared():
    with pytest.raises(RuleError, match="do not mix"):
        both(lambda yuan, other_yuan: quotient(yuan, other_yuan) > Decimal("0.03"), {}, {})


REASONS = [("1", "2", ["less"]), ("2", "1", ["more"]), ("1", "1", []), (None, "1", None)]


def compared(yuan: Any, other_yuan: Any) -> Any:
    return reasons_of(
        ("less", yuan < other_yuan, "small-1", "低于"),
        ("more", yuan > other_yuan, "small-1", "超过"),
    )


@pytest.mark.parametrize(("one", "two", "held"), REASONS)
def test_the_reasons_that_hold_are_told_with_their_clause_and_all_are_unknown_where_one_is(one, two, held):
    facts = {"yuan": one and Decimal(one), "other_yuan": Decimal(two)}
    said = {"less": "低于", "more": "超过"}
    told = None if held is None else [{"clause": "small-1", "message": said[each]} for each in held]
    assert both(compared, facts, YUAN) == (told, held)


def test_of_reasons_unknown_as_a_whole_those_that_hold_are_told_beside_what_is_missing():
    with small_law() as law:
        book = small_book(law)

        @book.quantity("small-1", title="结果")
        def result(yuan, other_yuan):
            return reasons_of(("none", yuan <= 0, "small-1", "没有"), ("more", yuan > other_yuan, "small-1", "超过"))

        line = book.evaluate({"yuan": Decimal(0)}, on=ON).explanation[-1]
        assert (line.value, line.details["certain"]) == (None, [{"clause": "small-1", "message": "没有"}])
        assert line.sentences[0] == "已经确定的：没有。" and "缺少" in line.sentences[1]
        assert "certain" not in book.evaluate({"yuan": Decimal(1)}, on=ON).explanation[-1].details


def test_a_reason_rests_on_a_source_of_its_rule():
    with pytest.raises(RuleError, match="small-2"):
        both(lambda yuan: reasons_of(("any", yuan > 0, "small-2", "有")), {}, {})


def test_a_reason_has_a_key_of_its_own():
    with pytest.raises(RuleError, match="each key once"):
        both(lambda yuan: reasons_of(("any", yuan > 0, "small-1", "有"), ("any", yuan <= 0, "small-1", "无")), {}, {})


@pytest.mark.parametrize(
    ("day", "end"),
    [(date(2024, 2, 1), date(2024, 2, 29)), (date(2023, 2, 28), date(2023, 2, 28)), (date(2023, 12, 31), date(2023, 12, 31))],
)
def test_a_month_ends_on_its_last_day(day, end):
    assert both(lambda born: month_end(born), {"born": day}, {"born": pl.Date}) == (end.isoformat(), end)


def test_a_day_before_is_so_many_days_or_years_back_by_the_unit_of_the_figure():
    with pytest.raises(RuleError, match="days or years"):
        both(lambda born, heads: day_before(born, heads), {}, {})


def test_a_chain_of_choices_gives_each_of_its_keys():
    def chain(yuan: Any) -> Any:
        return when(yuan > 0, key("some", "有"), when(yuan == 0, key("none", "无"), key("less", "负")))

    assert both(chain, {"yuan": Decimal(0)}, {"yuan": pl.Decimal(15, 2)}) == ("none", "none")
