"""第一条: support for new enterprises, by the trade of two years, and awards for foreign investment under one cap."""

from __future__ import annotations

import pytest

from miluo.open_economy.tests.evaluating import line, results

NEW = {"is_new_production_trader": True, "setup_support_paid_before": False}
FOREIGN = {"fdi_usd": 0, "foreign_awards_paid_cny": 0}


def support(trade, cost="900000", **facts):
    return results(**{**NEW, "setup_trade_usd": trade, "setup_cost_cny": cost, **facts})["setup_support_cny"]


def award(investment, readings=None, **facts):
    return results(readings=readings, **{**FOREIGN, "investment_usd": investment, **facts})["foreign_investment_award_cny"]


@pytest.mark.clause("open2023-1-1a")
@pytest.mark.parametrize(
    ("trade", "ceiling"),
    [
        ("999999.99", "0.00"),
        ("1000000", "50000.00"),
        ("1000000.01", "50000.00"),
        ("4999999.99", "50000.00"),
        ("5000000", "100000.00"),
        ("5000000.01", "100000.00"),
        ("9999999.99", "100000.00"),
        ("10000000", "200000.00"),
        ("10000000.01", "200000.00"),
    ],
)
def test_the_ceiling_of_the_support_follows_the_trade_of_two_years(trade, ceiling):
    assert support(trade) == ceiling


@pytest.mark.clause("open2023-1-1a")
@pytest.mark.parametrize(
    ("cost", "paid"), [("80000", "80000.00"), ("99999.99", "99999.99"), ("100000", "100000.00"), ("100000.01", "100000.00")]
)
def test_never_more_than_was_spent(cost, paid):
    assert support("5000000", cost) == paid


@pytest.mark.clause("open2023-1-1a")
def test_only_a_new_enterprise_of_production_is_supported():
    assert support("5000000", is_new_production_trader=False) == "0.00"


@pytest.mark.clause("open2023-1-1b")
def test_who_was_granted_it_before_is_not_granted_it_again():
    assert support("5500000", setup_support_paid_before=True) == "0.00"


@pytest.mark.clause("open2023-1-1a")
@pytest.mark.parametrize("missing", ["is_new_production_trader", "setup_support_paid_before", "setup_trade_usd", "setup_cost_cny"])
def test_what_is_not_known_is_named_and_never_zero(missing):
    facts = {**NEW, "setup_trade_usd": "5000000", "setup_cost_cny": "80000", missing: None}
    told = line("setup_support_cny", **facts)
    assert told["value"] is None
    assert told["missing"] == (missing,)


@pytest.mark.clause("open2023-1-2a")
@pytest.mark.parametrize(
    ("investment", "paid"),
    [
        ("4999999.99", "0.00"),
        ("5000000", "100000.00"),
        ("9999999.99", "100000.00"),
        ("10000000", "100000.00"),
        ("11999999.99", "100000.00"),
        ("12000000", "120000.00"),
        ("12000000.01", "120000.00"),
        ("19999999.99", "180000.00"),
        ("20000000", "200000.00"),
        ("22000000", "200000.00"),
    ],
)
def test_the_award_follows_the_investment_and_every_full_two_million(investment, paid):
    assert award(investment) == paid


@pytest.mark.clause("open2023-1-2a")
@pytest.mark.parametrize(("investment", "paid"), [("9999999.99", "100000.00"), ("10000000", "140000.00"), ("11000000", "160000.00")])
def test_the_other_reading_counts_the_steps_from_five_million(investment, paid):
    assert award(investment, readings={"investment_steps": "from_the_first_bound"}) == paid


@pytest.mark.clause("open2023-1-2b")
@pytest.mark.parametrize(("direct", "paid"), [("999999.99", "0.00"), ("1000000", "20000.00"), ("1000000.01", "20000.00")])
def test_direct_investment_of_a_million_gives_twenty_thousand(direct, paid):
    assert award("4999999", fdi_usd=direct) == paid


@pytest.mark.clause("open2023-1-2c")
@pytest.mark.parametrize(
    ("investment", "before", "paid"),
    [("18000000", "0", "200000.00"), ("24000000", "100000", "100000.00"), ("24000000", "200000", "0.00"), ("24000000", "300000", "0.00")],
)
def test_both_awards_together_stay_under_the_cap_of_a_life(investment, before, paid):
    assert award(investment, fdi_usd="1000000", foreign_awards_paid_cny=before) == paid


@pytest.mark.clause("open2023-1-2c")
def test_under_the_other_reading_the_support_of_the_article_counts_in_the_cap():
    facts = {**NEW, "setup_trade_usd": "5000000", "setup_cost_cny": "80000", "fdi_usd": "1000000"}
    assert award("18000000", **facts) == "200000.00"
    assert award("18000000", readings={"foreign_cap_scope": "whole_article"}, **facts) == "120000.00"


@pytest.mark.clause("open2023-1-2c")
def test_what_was_paid_before_must_be_known():
    told = line("foreign_investment_award_cny", investment_usd="5000000", fdi_usd=0)
    assert (told["value"], told["missing"]) == (None, ("foreign_awards_paid_cny",))


@pytest.mark.clause("open2023-1-2a")
def test_the_next_step_is_named():
    step = line("investment_award", investment_usd="10500000")["next"]
    assert (step["fact"], step["more"], step["value"]) == ("investment_usd", "1500000.00", "120000.00")


@pytest.mark.clause("open2023-1-1a")
def test_the_next_tier_is_named():
    step = line("setup_support_cny", **NEW, setup_trade_usd="4000000", setup_cost_cny="90000")["next"]
    assert (step["fact"], step["to"], step["value"]) == ("setup_trade_usd", "5000000.00", "90000.00")
