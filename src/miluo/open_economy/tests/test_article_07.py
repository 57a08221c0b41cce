"""第七条: an award for each enterprise that a service platform helped to its first trade."""

from __future__ import annotations

import pytest

from miluo.open_economy.tests.evaluating import line, results


def award(*trades):
    return results(helped_first_trades_usd=list(trades))["platform_award_cny"]


@pytest.mark.clause("open2023-7-1")
@pytest.mark.parametrize(
    ("trade", "paid"),
    [
        ("9999.99", "0.00"),
        ("10000", "10000.00"),
        ("10000.01", "10000.00"),
        ("99999.99", "10000.00"),
        ("100000", "20000.00"),
        ("100000.01", "20000.00"),
    ],
)
def test_each_helped_enterprise_counts_by_its_trade(trade, paid):
    assert award(trade) == paid


@pytest.mark.clause("open2023-7-1")
def test_the_awards_of_all_helped_enterprises_add_up():
    assert award("9999", "99999.99", "100000") == "30000.00"
    assert award() == "0.00"


@pytest.mark.clause("open2023-7-1")
def test_exactly_a_hundred_thousand_is_the_lower_tier_of_the_enterprise_and_the_higher_of_the_platform():
    assert results(traded_before=False, trade_usd="100000")["first_trade_award_cny"] == "20000.00"
    assert award("100000") == "20000.00"
    assert results(traded_before=False, trade_usd="99999.99")["first_trade_award_cny"] == "20000.00"


@pytest.mark.clause("open2023-7-1")
def test_without_the_list_the_award_is_unknown():
    assert line("platform_award_cny")["missing"] == ("helped_first_trades_usd",)
