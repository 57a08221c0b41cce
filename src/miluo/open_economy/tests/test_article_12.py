"""末款: in force from 2023-04-01 for five years; a calendar year that the term touches counts whole."""

from datetime import date

import pytest

from miluo.open_economy.tests.evaluating import results
from onewindow.words.refused import Refused


@pytest.mark.clause("open2023-12-2")
@pytest.mark.parametrize("on", [date(2023, 4, 1), date(2028, 3, 31)])
def test_the_first_and_the_last_day_are_in_force(on):
    assert results(on=on, trade_usd="1000000")["trade_volume_award_cny"] == "30000.00"


@pytest.mark.clause("open2023-12-2")
@pytest.mark.parametrize("on", [date(2023, 3, 31), date(2028, 4, 1)])
def test_the_day_before_and_the_day_after_are_refused_with_the_clause(on):
    with pytest.raises(Refused) as refused:
        results(on=on, trade_usd="1000000")
    assert (refused.value.first.clause, refused.value.first.field) == ("open2023-12-2", "on")


@pytest.mark.clause("open2023-12-2")
@pytest.mark.parametrize("year", [2023, 2027, 2028])
def test_a_year_of_performance_within_the_term_is_computed(year):
    assert results(on=date(2028, 3, 31), year=year, trade_usd="1000000")["trade_volume_award_cny"] == "30000.00"


@pytest.mark.clause("open2023-12-2")
@pytest.mark.parametrize("year", [2022, 2029])
def test_a_year_that_the_term_does_not_touch_is_refused(year):
    with pytest.raises(Refused) as refused:
        results(year=year, trade_usd="1000000")
    assert (refused.value.first.field, refused.value.first.clause) == ("year", "open2023-12-2")
    assert refused.value.first.expected == "2023至2028"
