"""第五条: one award for an enterprise of cross-border e-commerce."""

from __future__ import annotations

import pytest

from miluo.open_economy.tests.evaluating import results

SHOP = {"ecommerce_registered": True, "ecommerce_award_paid_before": False}


def award(orders, usd, **facts):
    return results(**{**SHOP, "ecommerce_orders": orders, "ecommerce_usd": usd, **facts})["ecommerce_award_cny"]


@pytest.mark.clause("open2023-5-1")
@pytest.mark.parametrize(
    ("orders", "usd", "paid"),
    [
        (499, "499999.99", "0.00"),
        (500, "1000", "30000.00"),
        (501, "0", "30000.00"),
        (0, "500000", "30000.00"),
        (0, "500000.01", "30000.00"),
        (None, "500000", "30000.00"),
        (500, None, "30000.00"),
        (None, "499999.99", None),
    ],
)
def test_five_hundred_orders_or_half_a_million_dollars(orders, usd, paid):
    assert award(orders, usd) == paid


@pytest.mark.clause("open2023-5-1")
def test_a_branch_without_legal_personality_gets_nothing():
    assert award(900, "0", ecommerce_registered=False) == "0.00"


@pytest.mark.clause("open2023-5-1")
def test_an_enterprise_that_is_not_registered_here_gets_nothing():
    assert award(900, "900000", registered_in_miluo=False) == "0.00"


@pytest.mark.clause("open2023-5-1")
def test_the_award_is_given_once():
    assert award(900, "900000", ecommerce_award_paid_before=True) == "0.00"
