"""第六条: support for upgrading, a tenth of the equipment under a ceiling."""

from __future__ import annotations

import pytest

from miluo.open_economy.tests.evaluating import results

UPGRADING = {"is_hightech_or_mechatronic": True, "trade_usd": "1"}


def support(cost, readings=None, **facts):
    return results(readings=readings, **{**UPGRADING, "equipment_cost_cny": cost, **facts})["upgrade_support_cny"]


@pytest.mark.clause("open2023-6-1")
@pytest.mark.parametrize(
    ("cost", "ceiling"),
    [
        ("1999990", "199999.00"),
        ("1999999.99", "200000.00"),
        ("2000000", "200000.00"),
        ("2000000.01", "200000.00"),
        ("5000000", "200000.00"),
        ("0.04", "0.00"),
        ("0.05", "0.01"),
    ],
)
def test_a_tenth_of_the_equipment_under_the_ceiling(cost, ceiling):
    assert support(cost) == ceiling


@pytest.mark.clause("open2023-6-1")
def test_another_kind_of_enterprise_gets_nothing():
    assert support("2000000", is_hightech_or_mechatronic=False) == "0.00"


@pytest.mark.clause("open2023-6-1")
def test_who_has_not_traded_gets_nothing_but_under_the_other_reading():
    assert support("2000000", trade_usd=0) == "0.00"
    assert support("2000000", trade_usd=0, readings={"upgrade_trade": "not_required"}) == "200000.00"
    assert support("2000000", trade_usd=None) is None
