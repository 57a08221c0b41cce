"""第十一条、第十六条、第二十一条、第二十五条、第二十六条 in the rule book: how much, how long, where, and what stands against it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from miluo.rural_mortgage.kinds import RIGHT_KINDS
from miluo.rural_mortgage.rules import rural_mortgage
from miluo.rural_mortgage.terms import remaining_years
from miluo.rural_mortgage.tests.evaluating import ON, SOUND, clauses, results

HIGHER = {"three_years_exactly": "higher"}


@pytest.mark.clause("mortgage-25b")
@pytest.mark.parametrize(
    ("years", "share", "most"),
    [
        ("2.99", "0.4", "400000.00"),
        ("3", "0.4", "400000.00"),
        ("3.01", "0.5", "500000.00"),
        ("5", "0.5", "500000.00"),
        ("5.01", "0.7", "700000.00"),
    ],
)
def test_the_ceiling_of_an_operation_right_follows_the_years_that_remain(years: str, share: str, most: str) -> None:
    found = results(remaining_years=years)
    assert (found["loan_to_value"], found["max_loan_cny"]) == (share, most)


@pytest.mark.clause("mortgage-25b")
@pytest.mark.parametrize(("years", "share"), [("2.9999999999", "0.4"), ("3", "0.5"), ("5", "0.5"), ("5.0000000001", "0.7")])
def test_under_the_other_reading_exactly_three_years_are_in_the_higher_bracket(years: str, share: str) -> None:
    assert results(remaining_years=years, readings=HIGHER)["loan_to_value"] == share


@pytest.mark.clause("mortgage-25a")
@pytest.mark.parametrize(("loan", "refused"), [("700000.00", []), ("700000.01", ["mortgage-25a"])])
def test_any_other_right_is_lent_on_up_to_seventy_per_cent_and_not_a_fen_above(loan: str, refused: list[str]) -> None:
    assert clauses(right_kind="forest", remaining_years=None, loan_cny=loan) == refused


@pytest.mark.clause("mortgage-25b")
@pytest.mark.parametrize(("loan", "refused"), [("400000.00", []), ("400000.01", ["mortgage-25b"])])
def test_a_loan_above_the_ceiling_of_an_operation_right_is_refused(loan: str, refused: list[str]) -> None:
    assert clauses(remaining_years="3", loan_cny=loan) == refused


@pytest.mark.clause("mortgage-25a")
def test_the_ceiling_is_rounded_to_the_fen_half_up() -> None:
    assert results(right_kind="other", remaining_years=None, value_cny="0.05", loan_cny="0.01")["max_loan_cny"] == "0.04"  # 0.035


@pytest.mark.clause("mortgage-25a")
@pytest.mark.parametrize(
    ("recommended", "most"), [("500000.00", "500000.00"), ("700000.00", "700000.00"), ("900000.00", "700000.00"), (None, None)]
)
def test_where_the_fund_supports_it_the_recommended_amount_is_a_ceiling_too(recommended: str | None, most: str | None) -> None:
    assert results(fund_supported=True, recommended_cny=recommended)["max_loan_cny"] == most


@pytest.mark.clause("mortgage-25a")
def test_a_supported_loan_is_never_above_two_million() -> None:
    assert results(fund_supported=True, recommended_cny="3000000.00", value_cny="10000000.00")["max_loan_cny"] == "2000000.00"
    assert results(fund_supported=False, recommended_cny="3000000.00", value_cny="10000000.00")["max_loan_cny"] == "7000000.00"


@pytest.mark.clause("mortgage-26")
@pytest.mark.parametrize(("months", "refused"), [(36, []), (37, ["mortgage-26"])])
def test_a_loan_runs_three_years_at_most(months: int, refused: list[str]) -> None:
    assert clauses(right_kind="forest", remaining_years=None, term_months=months) == refused


@pytest.mark.clause("mortgage-11a", "mortgage-11b")
@pytest.mark.parametrize(("kind", "clause"), [("contract_arable", "mortgage-11a"), ("operation_other", "mortgage-11b")])
def test_a_loan_does_not_outlive_the_right(kind: str, clause: str) -> None:
    assert results(right_kind=kind, remaining_years="2.5")["max_term_months"] == 30
    assert clauses(right_kind=kind, remaining_years="2.5", term_months=30) == []
    assert clauses(right_kind=kind, remaining_years="2.5", term_months=31) == [clause]


@pytest.mark.clause("mortgage-26")
def test_a_right_that_has_no_term_of_its_own_is_asked_for_none() -> None:
    assert results(right_kind="homestead", remaining_years=None)["max_term_months"] == 36
    assert results(right_kind="contract_other", remaining_years=None)["max_term_months"] is None


@pytest.mark.clause("mortgage-11b")
def test_the_fees_of_an_operation_right_are_paid_before_and_of_no_other_asked() -> None:
    assert clauses(transfer_fees_paid=False) == ["mortgage-11b"]
    assert clauses(right_kind="contract_arable", transfer_fees_paid=None) == []


@pytest.mark.clause("mortgage-16")
@pytest.mark.parametrize("kind", RIGHT_KINDS)
def test_arable_land_goes_to_agriculture_and_everything_else_to_the_register_of_real_estate(kind: str) -> None:
    expected = "agriculture" if kind in {"contract_arable", "operation_arable"} else "real_estate"
    assert results(right_kind=kind)["registrar"] == expected


@pytest.mark.clause("mortgage-21")
@pytest.mark.parametrize("flag", ["disputed", "requisition_announced", "otherwise_restricted"])
def test_each_of_the_three_flags_stands_against_a_mortgage(flag: str) -> None:
    assert clauses(**{flag: True}) == ["mortgage-21"]
    assert clauses(**{flag: False}) == []
    assert results(**{flag: None})["eligible"] is None


@pytest.mark.clause("mortgage-21")
def test_every_reason_that_holds_is_told_not_only_the_first() -> None:
    assert clauses(disputed=True, has_certificate=False, term_months=40) == ["mortgage-7-1", "mortgage-21", "mortgage-26"]


@pytest.mark.clause("mortgage-11a", "mortgage-25b")
@pytest.mark.parametrize(
    ("starts_on", "last_day", "years"),
    [
        (date(2023, 6, 1), date(2026, 5, 31), Decimal(3)),
        (date(2024, 2, 29), date(2027, 2, 27), Decimal(3)),  # three years after a leap day end on 28 February
        (date(2023, 9, 1), date(2026, 2, 28), Decimal("2.5")),
        (date(2023, 6, 1), date(2023, 5, 31), Decimal(0)),
    ],
)
def test_what_remains_is_counted_by_calendar(starts_on: date, last_day: date, years: Decimal) -> None:
    assert remaining_years(starts_on, last_day) == years


@pytest.mark.clause("mortgage-25b")
@given(st.dates(date(2023, 1, 1), date(2030, 12, 31)), st.integers(1, 4000))
def test_a_day_more_is_never_less_and_whole_months_stay_whole(starts_on: date, days: int) -> None:
    end = date.fromordinal(starts_on.toordinal() + days)
    assert remaining_years(starts_on, end) >= remaining_years(starts_on, date.fromordinal(end.toordinal() - 1))


@pytest.mark.clause("mortgage-2")
def test_many_rows_say_what_one_says() -> None:
    rows = [
        {**SOUND, "remaining_years": years, "right_kind": kind} for years in ("2.99", "3", "5.5") for kind in ("operation_arable", "forest")
    ]
    schema = {fact.name: type_ for fact in rural_mortgage.facts.fields() if (type_ := _dtype(fact.control))}
    typed = [{name: _typed(name, value) for name, value in row.items()} for row in rows]
    frame = rural_mortgage.frame(pl.DataFrame(typed, schema={name: schema[name] for name in SOUND}), on=ON)
    for row, facts in zip(frame.to_dicts(), rows, strict=True):
        one = rural_mortgage.evaluate(facts, on=ON).results
        assert {name: row[name] for name in ("loan_to_value", "max_loan_cny", "max_term_months", "eligible")} == {
            name: one[name] for name in ("loan_to_value", "max_loan_cny", "max_term_months", "eligible")
        }


def _dtype(control: str) -> pl.DataType | type[pl.DataType]:
    return {
        "money": pl.Decimal(15, 2),
        "number": pl.Decimal(20, 10),
        "whole": pl.Int64,
        "yes_no": pl.Boolean,
        "day": pl.Date,
        "choice": pl.String,
    }[control]


def _typed(name: str, value: object) -> object:
    if name == "birth_date":
        return date.fromisoformat(str(value))
    return Decimal(value) if name in {"value_cny", "loan_cny", "remaining_years"} and isinstance(value, str) else value
