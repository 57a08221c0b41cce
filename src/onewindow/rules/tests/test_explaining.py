"""Why a value is what it is: clause, inputs, figures, readings, tier, cap, what is missing, and what would give more."""

from decimal import Decimal

import pytest

from onewindow.rules.explain import sentences
from onewindow.rules.tests.small_law import ON, small_book, small_law
from onewindow.rules.vocabulary import all_of, any_of, contains, each, highest, least, not_, sum_of, tiers, total_of_known, when


@pytest.fixture
def policy():
    """An award by tiers, one by the dollar with a cap, and their total."""
    with small_law() as regulation:
        book = small_book(regulation)

        @book.condition("small-1", title="符合前提", step=True)
        def eligible(local, paid):
            return all_of(local, not_(paid))

        @book.condition("small-2", title="比上年增加一半", step=True)
        def grows(dollars, past_dollars):
            return dollars - past_dollars >= past_dollars * Decimal("0.5")

        @book.amount("small-2", "small-3", title="分档奖励")
        def tiered(eligible, dollars, steps, funded):
            return when(contains(funded, "first"), 0, when(eligible, tiers(dollars, steps), 0))

        @book.amount("small-1", title="按量奖励")
        def by_volume(grows, dollars, per_dollar, cap, generous):
            return when(any_of(grows, generous == "yes"), least(dollars * per_dollar, cap), 0)

        @book.amount("small-3", title="合计")
        def sum_of_awards(tiered, by_volume):
            return total_of_known(tiered, by_volume)

        yield book


def lines(book, facts, **readings):
    return {line.rule: line.as_json() for line in book.evaluate(facts, on=ON, readings=readings).explanation}


FACTS = {"paid": False, "dollars": "200", "past_dollars": "100"}


def test_a_line_has_the_fields_of_the_contract_and_money_as_strings(policy):
    line = lines(policy, FACTS)["tiered"]
    assert [line[name] for name in ("rule", "title", "clause", "citation")] == ["tiered", "分档奖励", "small-2", "试政发〔2023〕1号第2条"]
    assert line["inputs"] == {"funded": [], "eligible": True, "local": True, "paid": False, "dollars": "200.00"}
    assert line["parameters"] == {
        "steps": [
            {"at_least": "10.00", "up_to": "100.00", "value": "5.00"},
            {"over": "100.00", "below": "500.00", "value": "7.50"},
            {"at_least": "500.00", "value": "9.00"},
        ]
    }
    assert (line["readings"], line["value"], line["missing"]) == ({}, "7.50", ())


def test_steps_are_lines_of_their_own_and_no_results(policy):
    evaluation = policy.evaluate(FACTS, on=ON)
    assert list(evaluation.results) == ["tiered", "by_volume", "sum_of_awards"]
    assert [line.rule for line in evaluation.explanation] == ["eligible", "grows", "tiered", "by_volume", "sum_of_awards"]
    assert [paragraph.rule for paragraph in sentences(evaluation)] == list(evaluation.results)


def test_the_tier_that_decided_is_told_with_its_wording_and_its_own_clause(policy):
    line = lines(policy, {**FACTS, "dollars": "500"})["tiered"]
    assert line["tier"] == {"parameter": "steps", "number": 3, "at_least": "500.00", "value": "9.00", "as_written": "500以上奖9元"}
    assert line["clause"] == "small-3"


def test_below_the_lowest_tier_the_line_says_so_and_how_far_the_first_is(policy):
    line = lines(policy, {**FACTS, "dollars": "9.99"})["tiered"]
    assert line["tier"] == {"parameter": "steps", "number": None, "value": "0.00"}
    assert line["next"] == {"fact": "dollars", "title": "美元金额", "more": "0.01", "to": "10.00", "value": "5.00"}


@pytest.mark.parametrize(
    ("dollars", "more", "value"),
    [("10", "90.01", "7.50"), ("100", "0.01", "7.50"), ("100.01", "399.99", "9.00"), ("499.99", "0.01", "9.00")],
)
def test_the_next_tier_says_how_much_more_and_what_it_would_give(policy, dollars, more, value):
    following = lines(policy, {**FACTS, "dollars": dollars})["tiered"]["next"]
    assert (following["more"], following["value"]) == (more, value)
    assert Decimal(following["to"]) == Decimal(dollars) + Decimal(more)


def test_there_is_no_next_in_the_last_tier_or_where_more_would_not_help(policy):
    assert "next" not in lines(policy, {**FACTS, "dollars": "500"})["tiered"]
    assert "next" not in lines(policy, {**FACTS, "paid": True})["tiered"]
    assert "next" not in lines(policy, {**FACTS, "funded": ["first"]})["tiered"]


def test_a_comparison_that_fails_says_how_much_is_lacking(policy):
    line = lines(policy, {**FACTS, "dollars": "149.99"})["by_volume"]
    assert line["value"] == "0.00"
    assert line["next"] == {"fact": "dollars", "title": "美元金额", "more": "0.01", "to": "150.00", "value": "4.50"}


def test_what_is_past_is_not_advised_to_change(policy):
    assert lines(policy, {"paid": False, "dollars": "100", "past_dollars": "100"})["by_volume"]["next"]["fact"] == "dollars"


@pytest.fixture
def fairs():
    """Awards over lists: by the tier of each entry, the two highest under a cap, and all of them without one."""
    with small_law() as regulation:
        book = small_book(regulation)

        @book.amount("small-2", title="逐家奖励")
        def each_tier(trades, steps):
            return sum_of(each(trades, lambda trade: tiers(trade, steps)))

        @book.amount("small-1", title="最高两项")
        def highest_two(paid, costs, cap):
            return when(not_(paid), sum_of(highest(2, each(costs, lambda cost: least(cost, cap)))), 0)

        @book.amount("small-1", title="全部费用")
        def every_cost(costs):
            return sum_of(costs)

        yield book


def growing(book, **facts):
    """What would give more by rule: the place of the entry, whether it is added, by how much, to what, and the value."""
    found = {}
    for rule, line in lines(book, {"paid": False, **facts}).items():
        if step := line.get("next"):
            found[rule] = (step["entry"], step["added"], step["more"], step["to"], step["value"])
            assert step["fact"] in ("trades", "costs")
    return found


@pytest.mark.parametrize(
    ("trades", "step"),
    [
        ([], (1, True, "10.00", "10.00", "5.00")),
        (["100"], (1, False, "0.01", "100.01", "7.50")),
        (["50", "499"], (2, False, "1.00", "500.00", "14.00")),
        (["50"], (2, True, "10.00", "10.00", "10.00")),
        (["500", "9"], (2, False, "1.00", "10.00", "14.00")),
        (["500", "500"], (3, True, "10.00", "10.00", "23.00")),
        (["0"], (1, False, "10.00", "10.00", "5.00")),
    ],
)
def test_of_a_list_the_entry_that_lacks_least_grows_or_one_is_added(fairs, trades, step):
    assert growing(fairs, trades=trades)["each_tier"] == step


def test_an_entry_that_would_not_count_is_not_advised(fairs):
    assert growing(fairs, costs=["999", "1", "400"])["highest_two"] == (1, False, "1.00", "1000.00", "1400.00")
    assert growing(fairs, costs=["1000", "10", "400"])["highest_two"] == (3, False, "600.00", "1000.00", "2000.00")
    assert growing(fairs, costs=["5000"])["highest_two"] == (2, True, "1000.00", "1000.00", "2000.00")
    assert "highest_two" not in growing(fairs, costs=["1000", "1000", "400"])
    assert "highest_two" not in growing(fairs, costs=["1"], paid=True)


def test_where_every_further_yuan_of_a_list_counts_there_is_no_next_and_none_of_an_unknown_list(fairs):
    assert set(growing(fairs, costs=["1"])) == {"highest_two"}
    assert growing(fairs) == {}


def test_a_list_is_full_at_its_longest_and_of_many_entries_few_are_tried(fairs):
    assert growing(fairs, trades=["500"] * 1000) == {}
    many = [f"{500 + place}.00" for place in range(999)]
    assert growing(fairs, trades=[*many, "9.99"])["each_tier"] == (1000, False, "0.01", "10.00", "8996.00")


@pytest.mark.parametrize(
    ("trades", "said"),
    [
        (["50", "499"], "各家美元金额第2项再增加1.00美元（达到500.00美元），本项为14.00元。"),
        (["500"], "各家美元金额再增加一项，达到10.00美元，本项为14.00元。"),
    ],
)
def test_the_sentence_says_which_entry(fairs, trades, said):
    assert lines(fairs, {"trades": trades})["each_tier"]["sentences"][-1] == said


def test_a_cap_not_reached_is_the_next_and_a_cap_reached_is_told(policy):
    below = lines(policy, {**FACTS, "dollars": "33333.00"})["by_volume"]
    assert "cap" not in below
    assert (below["value"], below["next"]["to"], below["next"]["value"]) == ("999.99", "33333.34", "1000.00")
    above = lines(policy, {**FACTS, "dollars": "50000"})["by_volume"]
    assert (above["cap"], above["value"]) == ({"parameter": "cap", "value": "1000.00"}, "1000.00")
    assert "next" not in above


def test_a_list_that_names_an_award_decides_under_its_own_clause(policy):
    line = lines(policy, {**FACTS, "funded": ["first"]})["tiered"]
    assert (line["value"], line["clause"]) == ("0.00", "small-3")
    assert line["sentences"][0] == "“已受支持的事项”包括“首项”，本项不再计。"


def test_a_total_adds_what_is_known_and_names_what_is_not(policy):
    line = lines(policy, {"paid": False, "dollars": "200"})["sum_of_awards"]
    assert (line["value"], line["unknown"], line["missing"]) == ("7.50", ["by_volume"], ("past_dollars",))
    assert line["inputs"] == {"tiered": "7.50", "by_volume": None}
    assert "尚不能确定、没有计入：按量奖励。" in line["sentences"]


def test_a_result_that_is_unknown_asks_for_the_missing_facts_by_their_titles(policy):
    [tiered, *_] = sentences(policy.evaluate({}, on=ON))
    assert (tiered.said, tiered.missing) == ("暂不能确定", ("paid", "dollars"))
    assert tiered.sentences == ("缺少“已领过”、“美元金额”，暂不能确定。",)


def test_a_reading_that_decides_is_told_with_what_the_other_would_give(policy):
    facts = {**FACTS, "past_dollars": "200"}
    assert "从宽还是从严？本次按“从严”；如按“从宽”，则为6.00元。" in lines(policy, facts)["by_volume"]["sentences"]
    assert lines(policy, facts, generous="yes")["by_volume"]["value"] == "6.00"
    assert not any("从宽" in sentence for sentence in lines(policy, FACTS)["by_volume"]["sentences"]), "it decides nothing here"
    assert "符合条件：比上年增加一半。" in lines(policy, FACTS)["by_volume"]["sentences"]


def test_a_condition_that_fails_is_told_with_the_part_that_fails(policy):
    told = lines(policy, {**FACTS, "paid": True})["tiered"]["sentences"]
    assert told == ("不符合条件：符合前提（“已领过”为是）。",)


def test_a_stored_explanation_makes_the_same_paragraphs(policy):
    evaluation = policy.evaluate(FACTS, on=ON)
    assert sentences(evaluation.as_json()["explanation"]) == sentences(evaluation)


def test_what_decided_a_step_on_the_way_leads_to_the_next_tier_too():
    with small_law() as regulation:
        book = small_book(regulation)

        @book.amount("small-2", title="其中的分档部分", step=True)
        def part(dollars, steps):
            return tiers(dollars, steps)

        @book.amount("small-1", title="封顶后的奖励")
        def capped(part, other_yuan, cap):
            return least(part + other_yuan, cap)

        line = lines(book, {"dollars": "9", "other_yuan": "0"})["capped"]
        assert line["next"] == {"fact": "dollars", "title": "美元金额", "more": "1.00", "to": "10.00", "value": "5.00"}
