"""末款: in force from 2023-04-01 for five years; a calendar year that the term touches counts whole."""

from datetime import date

import polars as pl
import pytest

from miluo.open_economy.claim import problems_of
from miluo.open_economy.rules import open_economy
from miluo.open_economy.tests.evaluating import results
from onewindow.cases.claims import Claim
from onewindow.words.refused import Problem, Refused


@pytest.mark.clause("open2023-12-2")
@pytest.mark.parametrize("on", [date(2023, 4, 1), date(2028, 3, 31)])
def test_the_first_and_the_last_day_are_in_force(on):
    assert results(on=on, year=2023, trade_usd="1000000")["trade_volume_award_cny"] == "30000.00"


@pytest.mark.clause("open2023-12-2")
@pytest.mark.parametrize("on", [date(2023, 3, 31), date(2028, 4, 1)])
def test_the_day_before_and_the_day_after_are_refused_with_the_clause(on):
    with pytest.raises(Refused) as refused:
        results(on=on, trade_usd="1000000")
    assert (refused.value.first.clause, refused.value.first.field) == ("open2023-12-2", "on")


@pytest.mark.clause("open2023-10-1")
@pytest.mark.parametrize("year", [2023, 2027])
def test_a_year_of_performance_that_the_fund_pays_for_is_computed(year):
    assert results(on=date(2028, 3, 31), year=year, trade_usd="1000000")["trade_volume_award_cny"] == "30000.00"


@pytest.mark.clause("open2023-10-1")
@pytest.mark.parametrize("year", [2022, 2028])
def test_a_year_that_the_fund_does_not_pay_for_is_refused_by_the_calculator_as_by_a_claim(year):
    with pytest.raises(Refused) as refused:
        results(on=date(2028, 3, 31), year=year, trade_usd="1000000")
    assert (refused.value.first.field, refused.value.first.clause) == ("year", "open2023-10-1")
    (problem,) = problems_of(Claim("", "", {"year": year}, date(2028, 3, 31), {}))
    assert (problem.field, problem.clause) == ("year", "open2023-10-1")
    assert refused.value.first.expected == problem.expected == "2023至2027"


def test_a_year_that_has_not_begun_has_no_performance():
    with pytest.raises(Refused) as refused:
        results(on=date(2023, 9, 15), year=2024, trade_usd="1000000")
    assert refused.value.first == Problem("2024年度尚未开始", "future_date", "year", None, "不晚于2023")
    with pytest.raises(Refused, match="第2行“业绩年度”填写有误：2024"):
        open_economy.frame(pl.DataFrame({"year": [2023, 2024]}), on=date(2023, 9, 15))
