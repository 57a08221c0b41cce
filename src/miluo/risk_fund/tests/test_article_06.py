"""第六条: the two rates, and the days that they cover."""

from __future__ import annotations

import pytest

from miluo.risk_fund.tests.evaluating import asked, window_of
from onewindow.words.refused import Refused


@pytest.mark.clause("riskfund-6a")
@pytest.mark.parametrize(
    ("bad", "balance", "rate"),
    [("1200000", "40000000", "0.03"), ("0", "0", "0"), ("1", "3", "0.3333333333333333333333333333"), ("1", "0", None), (None, "1", None)],
)
def test_the_bad_loan_rate_is_of_the_balance_on_the_day(bad, balance, rate):
    assert asked(bad_principal_cny=bad, loan_balance_cny=balance)["bad_loan_rate"] == rate


@pytest.mark.clause("riskfund-6b")
def test_the_compensation_rate_is_of_the_guarantees_released():
    assert asked(compensated_principal_cny="300000", released_guarantee_cny="10000000")["compensation_rate"] == "0.03"


@pytest.mark.clause("riskfund-6b")
def test_where_nothing_was_released_a_compensation_exceeds_unless_it_is_read_otherwise():
    unreleased = {"compensated_principal_cny": "100000", "released_guarantee_cny": "0"}
    found = asked(**unreleased)
    assert found["compensation_rate"] is None
    assert found["decision"] == "suspended_rate"
    assert asked({"nothing_released": "within"}, **unreleased)["decision"] == "ok"


@pytest.mark.clause("riskfund-6c")
@pytest.mark.parametrize(
    ("month_end", "start"),
    [
        ("2022-01-31", "2021-01-31"),  # the two examples of the text
        ("2022-02-28", "2021-02-28"),
        ("2023-05-31", "2022-05-31"),
        ("2024-01-31", "2023-01-31"),
        ("2024-02-29", "2023-03-01"),  # a 29 February lies inside from here
        ("2024-03-31", "2023-04-01"),
        ("2025-01-31", "2024-02-01"),
        ("2025-02-28", "2024-02-29"),  # the last of them
        ("2025-03-31", "2024-03-31"),
    ],
)
def test_the_window_is_the_365_days_before_the_month_end_in_leap_years_too(month_end, start):
    assert window_of(month_end) == (start, month_end)


@pytest.mark.clause("riskfund-6c")
@pytest.mark.parametrize(
    ("month_end", "start"),
    [("2022-01-31", "2021-01-31"), ("2024-02-29", "2023-02-28"), ("2024-03-31", "2023-03-31"), ("2025-02-28", "2024-02-28")],
)
def test_read_the_other_way_it_begins_on_the_same_date_of_the_year_before(month_end, start):
    assert window_of(month_end, {"window_by": "same_date"}) == (start, month_end)


@pytest.mark.clause("riskfund-6c")
@pytest.mark.parametrize("day", ["2023-08-30", "2024-02-28", "2023-09-01"])
def test_another_day_than_the_last_of_a_month_is_refused(day):
    with pytest.raises(Refused) as refused:
        window_of(day)
    assert refused.value.first.clause == "riskfund-6c"
    assert refused.value.first.field == "month_end"
