"""第二条: the first-trade award (破零) and the growth award (倍增)."""

import pytest

from miluo.open_economy.tests.evaluating import line, results
from onewindow.cases.tests.cast import decided, gather
from onewindow.papers.models import Paper
from onewindow.papers.services import content_of
from onewindow.words.refused import Refused

NEW = {"traded_before": False, "trade_usd_previous_year": 0}


def first_trade(trade, **more):
    return results(**{**NEW, "trade_usd": trade, **more})["first_trade_award_cny"]


def growth(before, now, **more):
    return results(traded_before=True, trade_usd_previous_year=before, trade_usd=now, **more)["growth_award_cny"]


@pytest.mark.clause("open2023-2-1")
@pytest.mark.parametrize(
    ("trade", "award"),
    [
        ("0", "0.00"),
        ("9999.99", "0.00"),
        ("10000.00", "20000.00"),  # the lowest bound has no mark and no neighbour: it belongs
        ("10000.01", "20000.00"),
        ("99999.99", "20000.00"),
        ("100000.00", "20000.00"),  # 含: the upper bound belongs to its own tier
        ("100000.01", "30000.00"),
        ("499999.99", "30000.00"),
        ("500000.00", "30000.00"),
        ("500000.01", "40000.00"),
        ("999999.99", "40000.00"),
        ("1000000.00", "40000.00"),  # 含 is the more specific mark (conv-a-1)
        ("1000000.01", "50000.00"),
        ("9999999999999.99", "50000.00"),
    ],
)
def test_the_award_by_the_trade_of_the_year_at_and_beside_every_bound(trade, award):
    assert first_trade(trade) == award


@pytest.mark.clause("open2023-2-1")
@pytest.mark.parametrize(("trade", "award"), [("999999.99", "40000.00"), ("1000000.00", "50000.00"), ("1000000.01", "50000.00")])
def test_exactly_a_million_under_the_higher_reading(trade, award):
    assert first_trade(trade, readings={"first_trade_at_one_million": "higher"}) == award


@pytest.mark.clause("open2023-2-1")
@pytest.mark.parametrize("trade", ["10000", "100000", "100000.01", "500000", "500000.01", "999999.99", "1000000.01"])
def test_the_higher_reading_changes_nothing_elsewhere(trade):
    assert first_trade(trade) == first_trade(trade, readings={"first_trade_at_one_million": "higher"})


@pytest.mark.clause("open2023-2-1")
def test_who_ever_traded_before_breaks_no_zero():
    assert first_trade("200000", traded_before=True) == "0.00", "five dollars two years ago are trade"


@pytest.mark.clause("open2023-2-1")
def test_who_is_not_registered_here_gets_nothing():
    assert first_trade("200000", registered_in_miluo=False) == "0.00"
    assert first_trade("200000", registered_in_miluo=False, readings={"registration_required": "first_trade_only"}) == "0.00"


@pytest.mark.clause("open2023-2-1")
def test_unknown_is_not_zero_and_names_what_is_missing():
    assert line("first_trade_award_cny", trade_usd="200000")["missing"] == ("traded_before",)
    assert line("first_trade_award_cny", traded_before=False)["missing"] == ("trade_usd",)
    assert line("first_trade_award_cny")["value"] is None


@pytest.mark.clause("open2023-2-1")
def test_what_is_nothing_either_way_is_known_without_the_missing_fact():
    assert results(trade_usd="9999.99")["first_trade_award_cny"] == "0.00"
    assert results(traded_before=True)["first_trade_award_cny"] == "0.00"


@pytest.mark.clause("open2023-2-1")
@pytest.mark.parametrize("previous", ["0.01", "500000"])
def test_no_trade_before_and_trade_in_the_previous_year_contradict_each_other(previous):
    with pytest.raises(Refused) as refused:
        results(traded_before=False, trade_usd_previous_year=previous, trade_usd="1000000")
    assert [problem.field for problem in refused.value.problems] == ["traded_before", "trade_usd_previous_year"]
    assert refused.value.first.clause == "open2023-2-1"


@pytest.mark.clause("open2023-2-1")
def test_the_line_says_the_tier_its_wording_and_how_far_the_next_is():
    told = line("first_trade_award_cny", **NEW, trade_usd="85000")
    assert (told["clause"], told["citation"]) == ("open2023-2-1", "汨政发〔2023〕2号第二条（破零）")
    assert told["tier"]["number"] == 1
    assert told["next"] == {"fact": "trade_usd", "title": "本年度进出口额", "more": "15000.01", "to": "100000.01", "value": "30000.00"}
    assert told["inputs"]["trade_usd"] == "85000.00"
    assert told["readings"] == {"first_trade_at_one_million": "lower"}


@pytest.mark.clause("open2023-2-1")
def test_the_reading_is_told_only_where_it_decides():
    at_a_million = " ".join(line("first_trade_award_cny", **NEW, trade_usd="1000000")["sentences"])
    beside = " ".join(line("first_trade_award_cny", **NEW, trade_usd="999999.99")["sentences"])
    assert "则为50,000.00元" in at_a_million
    assert "恰为100万美元" not in beside


@pytest.mark.clause("open2023-2-2", "open2023-2-3")
@pytest.mark.parametrize(
    ("before", "now", "award"),
    [
        ("99999.99", "1000000", "0.00"),
        ("100000", "199999.99", "0.00"),
        ("100000", "200000", "20000.00"),
        ("100000.01", "200000.01", "0.00"),
        ("100000.01", "200000.02", "20000.00"),
        ("499999.99", "999999.97", "0.00"),
        ("499999.99", "999999.98", "20000.00"),
        ("500000", "999999.99", "0.00"),
        ("500000", "1000000", "50000.00"),  # not both: 50万 belongs to 50万以上
        ("500000.01", "1000000.02", "50000.00"),
        ("2000000", "3999999.99", "0.00"),
        ("2000000", "4000000", "50000.00"),
        ("0", "1000000", "0.00"),
    ],
)
def test_doubling_is_rewarded_by_the_trade_of_the_previous_year(before, now, award):
    assert growth(before, now) == award


@pytest.mark.clause("open2023-2-2", "open2023-2-3")
@pytest.mark.parametrize(("before", "clause"), [("100000", "open2023-2-2"), ("500000", "open2023-2-3")])
def test_the_line_cites_the_clause_of_its_tier(before, clause):
    assert line("growth_award_cny", traded_before=True, trade_usd_previous_year=before, trade_usd="9000000")["clause"] == clause


@pytest.mark.clause("open2023-2-2")
def test_growth_short_of_double_says_how_much_is_lacking_and_never_advises_the_past():
    told = line("growth_award_cny", traded_before=True, trade_usd_previous_year="100000", trade_usd="150000")
    assert told["next"] == {"fact": "trade_usd", "title": "本年度进出口额", "more": "50000.00", "to": "200000.00", "value": "20000.00"}


@pytest.mark.clause("open2023-2-2")
def test_growth_needs_both_years():
    assert line("growth_award_cny", traded_before=True, trade_usd="200000")["missing"] == ("trade_usd_previous_year",)
    assert line("growth_award_cny", traded_before=True, trade_usd_previous_year="200000")["missing"] == ("trade_usd",)
    assert results(trade_usd_previous_year="99999.99")["growth_award_cny"] == "0.00", "too small a base, whatever came after"


@pytest.mark.clause("open2023-2-1", "open2023-2-2", "open2023-2-3")
@pytest.mark.parametrize("now", ["0", "10000", "200000", "1000000"])
def test_the_first_trade_and_the_growth_award_exclude_each_other(now):
    new = results(**NEW, trade_usd=now)
    grown = results(traded_before=True, trade_usd_previous_year="100000", trade_usd=now)
    assert new["growth_award_cny"] == "0.00"
    assert grown["first_trade_award_cny"] == "0.00"


@pytest.mark.clause("open2023-2-2")
def test_growth_of_an_enterprise_registered_elsewhere_is_a_reading():
    facts = {"registered_in_miluo": False, "before": "100000", "now": "200000"}
    assert growth(**facts) == "0.00"
    assert growth(**facts, readings={"registration_required": "first_trade_only"}) == "20000.00"


@pytest.mark.clause("open2023-2-2")
@pytest.mark.parametrize("now", ["0", "1000000"])
def test_growth_from_nothing_is_not_said_to_double(now):
    told = line("growth_award_cny", traded_before=True, trade_usd_previous_year="0", trade_usd=now)
    assert told["value"] == "0.00"
    assert line("doubles", traded_before=True, trade_usd_previous_year="0", trade_usd=now)["value"] is False
    assert not [sentence for sentence in told["sentences"] if sentence.startswith("符合条件")]


@pytest.mark.django_db
@pytest.mark.clause("open2023-2-2", "open2023-2-3")
@pytest.mark.parametrize(
    ("before", "clause", "other"), [("499999.99", "open2023-2-2", "open2023-2-3"), ("500000", "open2023-2-3", "open2023-2-2")]
)
def test_the_decision_holds_the_clause_of_the_tier_and_not_its_neighbour(before, clause, other):
    number = decided(gather(), traded_before="true", trade_usd="1200000", trade_usd_previous_year=before)
    content = next(paper.content for paper in Paper.objects.filter(case_number=number) if paper.kind == "decision")
    assert clause in content
    assert other not in content


@pytest.mark.django_db
@pytest.mark.clause("open2023-2-1", "open2023-2-2")
def test_the_decision_names_the_document_and_its_articles_and_says_of_each_award_why_not():
    number = decided(gather(), traded_before="false", trade_usd="1200000", trade_usd_previous_year="0")
    content = next(content_of(paper) for paper in Paper.objects.filter(case_number=number) if paper.kind == "decision")
    assert content["basis"] == ["《汨罗市人民政府关于进一步加快开放型经济发展的通知》（汨政发〔2023〕2号）第二条、第三条"]
    assert {line["citation"] for line in content["lines"]} == {"汨政发〔2023〕2号第二条", "汨政发〔2023〕2号第三条"}
    assert not [label for label in ("破零）", "公示）", "增长100%以上，基数") if label in str(content["basis"]) + str(content["notes"])]
    (reason,) = content["reasons"]
    assert reason["text"].startswith("外贸倍增奖励：按申报事实核算，未达到奖励条件（")
    assert "上年度进出口额：0.00美元" in reason["text"]
    assert reason["citation"] == "汨政发〔2023〕2号第二条"
