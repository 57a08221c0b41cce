"""第四条: fairs on and off the provincial list, fairs online, freight to fairs, and promotion online."""

from __future__ import annotations

import pytest

from miluo.open_economy.tests.evaluating import line, results

REGISTERED = {"registered_in_miluo": True}


@pytest.mark.clause("open2023-4-1a")
def test_every_booth_of_a_listed_fair_is_paid_in_full():
    booths = ["20000", "20000", "20000", "15000", "15000"]
    assert results(listed_booth_fees_cny=booths, listed_staff_costs_cny=[])["listed_fair_support_cny"] == "90000.00"


@pytest.mark.clause("open2023-4-1b")
@pytest.mark.parametrize(
    ("costs", "half"),
    [
        ([], "0.00"),
        (["6000"], "3000.00"),
        (["6000", "5000"], "5500.00"),
        (["4000", "6000", "5000"], "5500.00"),
        (["0.01", "0"], "0.01"),
        (["0.03", "0.02"], "0.03"),
    ],
)
def test_half_of_what_the_two_dearest_people_cost(costs, half):
    assert results(listed_booth_fees_cny=[], listed_staff_costs_cny=costs)["listed_fair_support_cny"] == half


@pytest.mark.clause("open2023-4-2")
@pytest.mark.parametrize(
    ("booths", "paid"),
    [([], "0.00"), (["20000"] * 3, "60000.00"), (["20000"] * 4, "60000.00"), (["10000", "30000", "20000", "20000.01"], "70000.01")],
)
def test_off_the_list_the_three_dearest_booths_are_paid(booths, paid):
    assert results(unlisted_booth_fees_cny=booths)["unlisted_fair_support_cny"] == paid


@pytest.mark.clause("open2023-4-3a")
@pytest.mark.parametrize(
    ("costs", "ceiling"),
    [
        (["25000", "18000", "30000"], "40000.00"),
        (["19999.99"], "19999.99"),
        (["20000"], "20000.00"),
        (["20000.01"], "20000.00"),
        (["10000", "18000", "12000"], "30000.00"),
        ([], "0.00"),
    ],
)
def test_two_online_fairs_each_under_its_ceiling(costs, ceiling):
    assert results(online_fair_costs_cny=costs)["online_fair_support_cny"] == ceiling


@pytest.mark.clause("open2023-4-3b")
@pytest.mark.parametrize(
    ("costs", "ceiling"), [(["60000"], "50000.00"), (["49999.99"], "49999.99"), (["50000.01", "10000", "70000"], "110000.00"), ([], "0.00")]
)
def test_freight_to_any_number_of_fairs_each_under_its_ceiling(costs, ceiling):
    assert results(fair_logistics_costs_cny=costs)["fair_logistics_support_cny"] == ceiling


@pytest.mark.clause("open2023-4-4")
@pytest.mark.parametrize(
    ("cost", "ceiling"), [("39999.99", "39999.99"), ("40000", "40000.00"), ("40000.01", "40000.00"), ("55000", "40000.00")]
)
def test_promotion_online_under_its_ceiling(cost, ceiling):
    assert results(online_marketing_cost_cny=cost)["online_marketing_support_cny"] == ceiling


FAIRS = {
    "listed_fair_support_cny": {"listed_booth_fees_cny": ["1000"], "listed_staff_costs_cny": ["1000"]},
    "unlisted_fair_support_cny": {"unlisted_booth_fees_cny": ["1000"]},
    "online_fair_support_cny": {"online_fair_costs_cny": ["1000"]},
    "fair_logistics_support_cny": {"fair_logistics_costs_cny": ["1000"]},
    "online_marketing_support_cny": {"online_marketing_cost_cny": "1000"},
}


@pytest.mark.clause("open2023-4-0")
@pytest.mark.parametrize("support", FAIRS)
def test_only_an_enterprise_of_this_city_is_supported(support):
    assert results(**FAIRS[support])[support] != "0.00"
    assert results(**FAIRS[support], registered_in_miluo=False)[support] == "0.00"


@pytest.mark.clause("open2023-4-0")
@pytest.mark.parametrize("support", FAIRS)
def test_a_list_that_was_left_out_is_unknown_and_an_empty_one_is_none(support):
    for fact in FAIRS[support]:
        told = line(support, **{**FAIRS[support], fact: None})
        assert (told["value"], told["missing"]) == (None, (fact,))


@pytest.mark.clause("open2023-4-3a")
def test_the_explanation_says_what_each_fair_counts_as():
    said = line("online_fair_support_cny", online_fair_costs_cny=["25000", "18000", "30000"])["sentences"]
    assert any("25,000.00元、18,000.00元、30,000.00元" in each and "取最高的2项" in each and "合计40,000.00元" in each for each in said)
