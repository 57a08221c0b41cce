"""第十条: the more favourable provision, adding up across articles, and no second payment for the same matter."""

from datetime import date

import pytest

from miluo.open_economy.facts import AWARDS
from miluo.open_economy.rules import open_economy
from miluo.open_economy.tests.evaluating import line, results
from onewindow.words.refused import Refused

ZERO_BREAKER = {"traded_before": False, "trade_usd_previous_year": 0, "trade_usd": "600000"}
DOUBLER = {"traded_before": True, "trade_usd_previous_year": "500000", "trade_usd": "1000000"}
HIGHEST = {"stacking": "highest_only"}


@pytest.mark.clause("open2023-10-2b")
def test_awards_of_different_articles_are_added():
    assert results(**ZERO_BREAKER)["total_cny"] == "58000.00"  # 40,000 under article 2, 18,000 under article 3


@pytest.mark.clause("open2023-10-2b")
def test_within_one_article_only_one_provision_applies():
    found = results(**DOUBLER)
    assert (found["growth_award_cny"], found["total_cny"]) == ("50000.00", "80000.00")


@pytest.mark.clause("open2023-10-2b")
@pytest.mark.parametrize(
    ("facts", "total"), [(ZERO_BREAKER, "40000.00"), (DOUBLER, "50000.00"), ({**DOUBLER, "trade_usd": "9000000"}, "270000.00")]
)
def test_under_the_other_reading_only_the_largest_award_counts(facts, total):
    found = results(**facts, readings=HIGHEST)
    assert found["total_cny"] == total
    assert {name: found[name] for name in AWARDS if name in found} == {
        name: value for name, value in results(**facts).items() if name in AWARDS
    }


@pytest.mark.clause("open2023-10-2b")
def test_the_total_says_what_the_other_reading_would_give():
    assert any("则为40,000.00元" in sentence for sentence in line("total_cny", **ZERO_BREAKER)["sentences"])
    assert any("则为58,000.00元" in sentence for sentence in line("total_cny", **ZERO_BREAKER, readings=HIGHEST)["sentences"])


@pytest.mark.clause("open2023-10-2b")
@pytest.mark.parametrize("readings", [None, HIGHEST])
def test_what_is_unknown_is_left_out_of_the_total_and_named(readings):
    told = line("total_cny", trade_usd="600000", traded_before=False, readings=readings)
    assert "growth_award_cny" in told["unknown"]
    assert "first_trade_award_cny" not in told["unknown"]
    assert told["inputs"]["growth_award_cny"] is None
    assert "trade_usd_previous_year" in told["missing"]
    assert told["value"] == ("40000.00" if readings else "58000.00")


@pytest.mark.clause("open2023-10-2b")
def test_a_total_of_nothing_known_is_unknown():
    assert results()["total_cny"] is None


@pytest.mark.clause("open2023-10-3")
@pytest.mark.parametrize("award", [rule.name for rule in open_economy.results if rule.name in AWARDS])
@pytest.mark.parametrize("facts", [ZERO_BREAKER, DOUBLER])
def test_a_matter_that_another_fund_pays_is_not_paid_again_and_says_why(award, facts):
    before, after = results(**facts), results(**facts, funded_elsewhere=[award])
    assert after[award] == "0.00"
    assert {name: value for name, value in after.items() if name not in {award, "total_cny"}} == {
        name: value for name, value in before.items() if name not in {award, "total_cny"}
    }
    told = line(award, **facts, funded_elsewhere=[award])
    assert told["clause"] == "open2023-10-3"
    assert AWARDS[award] in told["sentences"][0]


@pytest.mark.clause("open2023-10-3")
def test_what_is_paid_elsewhere_is_known_to_be_nothing_even_where_facts_are_missing():
    assert results(funded_elsewhere=["trade_volume_award_cny"])["trade_volume_award_cny"] == "0.00"


@pytest.mark.clause("open2023-10-3")
def test_a_matter_that_this_document_does_not_know_is_refused():
    with pytest.raises(Refused) as refused:
        results(**ZERO_BREAKER, funded_elsewhere=["growth_award_cny", "housing"])
    assert refused.value.first.field == "funded_elsewhere[1]"


@pytest.mark.clause("open2023-10-2b")
@pytest.mark.parametrize("readings", [{"stacking": "all"}, {"stack": "highest_only"}])
def test_an_unknown_reading_is_refused(readings):
    with pytest.raises(Refused):
        results(**ZERO_BREAKER, readings=readings)


@pytest.mark.clause("open2023-10-1")
@pytest.mark.parametrize(("year", "on"), [(2023, date(2023, 9, 15)), (2027, date(2028, 1, 10))])
def test_the_first_and_the_last_year_of_the_fund_are_paid_for(year: int, on: date) -> None:
    assert results(on, year=year, workers_dispatched=1)["dispatch_subsidy_cny"] == "300.00"


@pytest.mark.clause("open2023-10-1")
@pytest.mark.parametrize(("year", "on"), [(2022, date(2023, 9, 15)), (2028, date(2028, 1, 10))])
def test_a_year_before_the_fund_or_after_its_fifth_is_refused(year: int, on: date) -> None:
    with pytest.raises(Refused, match="业绩年度不在专项资金安排的年度之内") as refused:
        results(on, year=year, workers_dispatched=1)
    assert (refused.value.first.field, refused.value.first.clause) == ("year", "open2023-10-1")
    assert refused.value.first.expected == "2023至2027"


@pytest.mark.clause("open2023-2-1")
def test_who_never_traded_has_no_trade_of_the_year_before() -> None:
    with pytest.raises(Refused, match="与“本年度以前没有进出口记录”矛盾"):
        results(traded_before=False, trade_usd="60000", trade_usd_previous_year="0.01")
    assert results(traded_before=False, trade_usd="60000", trade_usd_previous_year="0")["first_trade_award_cny"] == "20000.00"
    assert results(traded_before=True, trade_usd="60000", trade_usd_previous_year="0.01")["first_trade_award_cny"] == "0.00"
