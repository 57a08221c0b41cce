"""How an explanation reads: lists, whole steps, caps, shares, calculations, conditions that fail, and what does not matter."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from onewindow.law.regulation import Regulation
from onewindow.rules.book import RuleBook
from onewindow.rules.facts import Facts, Money, money, whole, yes_no
from onewindow.rules.parameters import read_figures
from onewindow.rules.tests.small_law import FIGURES, ON, small_law
from onewindow.rules.vocabulary import all_of, any_of, each, highest, largest, least, not_, share, sum_of, tiers, when


class Asked(Facts):
    costs: list[Money] | None = money("费用", at_most=Decimal(10**6))
    trades: list[Money] | None = money("各家进出口额", "USD", at_most=Decimal(10**6))
    yuan: Money | None = money("甲金额", at_most=Decimal(10**6))
    dollars: Money | None = money("美元金额", "USD", at_most=Decimal(10**6))
    heads: int | None = whole("人数", "person", at_most=100)
    local: bool | None = yes_no("在本地")
    paid: bool | None = yes_no("已领过")


def figure(title: str, unit: str, value: str) -> dict[str, Any]:
    return {"title": title, "clause": "small-1", "unit": unit, "value": value, "as_written": value, "from": date(2023, 4, 1)}


BOOK_FIGURES = read_figures(
    {
        **{name: FIGURES[name] for name in ("rate", "cap", "steps", "per_dollar")},
        "most": figure("最多项数", "ratio", "2"),
        "start": figure("起点", "USD", "100"),
        "every": figure("每档", "USD", "50"),
        "bonus": figure("每档追加", "CNY", "2"),
        "a_head": figure("每人补贴", "CNY/person", "300"),
    }
)


@pytest.fixture
def law() -> Iterator[Regulation]:
    with small_law() as regulation:
        yield regulation


@pytest.fixture
def told(law: Regulation) -> Callable[..., list[str]]:
    """The sentences of the last rule of a book that has these rules."""

    def tell(*rules: Callable[..., Any], **facts: Any) -> list[str]:
        book = RuleBook("told", law, Asked, title="试行规则", figures=BOOK_FIGURES, questions={}, entered=False)
        for rule in rules[:-1]:
            book.amount("small-1", title=rule.__name__, step=True)(rule)
        book.amount("small-1", title="奖励")(rules[-1])
        return list(book.evaluate(facts, on=ON).explanation[-1].sentences)

    return tell


def capped_each(costs, cap, most):  # type: ignore[no-untyped-def]
    return sum_of(highest(most, each(costs, lambda cost: least(cost, cap))))


def by_trade(trades, steps):  # type: ignore[no-untyped-def]
    return sum_of(each(trades, lambda trade: tiers(trade, steps)))


def test_a_list_is_told_from_what_was_given_over_what_each_counts_as_to_the_sum(told: Callable[..., list[str]]) -> None:
    assert told(capped_each, costs=["1500", "700", "900"]) == [
        "费用3项：1,500.00元、700.00元、900.00元；每项不超过上限（1,000.00元），为1,000.00元、700.00元、900.00元；"
        "取最高的2项，为1,000.00元、900.00元；合计1,900.00元。",
        "费用第3项再增加100.00元（达到1,000.00元），本项为2,000.00元。",
    ]


def test_entries_under_every_cap_are_only_added_up_and_the_sentence_says_how_many_may_count(told: Callable[..., list[str]]) -> None:
    assert told(capped_each, costs=["700"])[0] == "费用1项：700.00元；最多可计2项；合计700.00元。"
    assert told(capped_each, costs=["700", "800"]) == [
        "费用2项：700.00元、800.00元；最多可计2项；合计1,500.00元。",
        "费用第2项再增加200.00元（达到1,000.00元），本项为1,700.00元。",
    ]


def test_an_empty_list_has_no_entry_and_an_unknown_one_is_asked_for(told: Callable[..., list[str]]) -> None:
    assert told(capped_each, costs=[]) == ["费用一项也没有，计0.00元。", "费用再增加一项，达到1,000.00元，本项为1,000.00元。"]
    assert told(capped_each) == ["缺少“费用”，暂不能确定。"]


def test_each_entry_by_its_tier(told: Callable[..., list[str]]) -> None:
    assert told(by_trade, trades=["9.99", "10"]) == [
        "各家进出口额2项：9.99美元、10.00美元；每项按“档次”计，为0.00元、5.00元；合计5.00元。",
        "各家进出口额第1项再增加0.01美元（达到10.00美元），本项为10.00元。",
    ]


def test_a_long_list_is_cut_after_six_entries(told: Callable[..., list[str]]) -> None:
    sentence, _ = told(by_trade, trades=["10"] * 7)
    assert "10.00美元、10.00美元、10.00美元、10.00美元、10.00美元、10.00美元等7项" in sentence


def stepped(dollars, steps, start, every, bonus):  # type: ignore[no-untyped-def]
    return tiers(dollars, steps) + bonus * ((largest(dollars, start) - start) // every)


def test_whole_steps_are_counted_above_their_bound_and_the_next_step_is_the_advice(told: Callable[..., list[str]]) -> None:
    assert told(stepped, dollars="199.99") == [
        "美元金额199.99美元，属于“100～500奖7.5元”。",
        "美元金额超过起点的部分为99.99美元，每满50.00美元计一次，共1次。",
        "奖励：7.50元＋2.00元×1，为9.50元。",
        "美元金额再增加0.01美元（达到200.00美元），本项为11.50元。",
    ]


def test_without_anything_above_the_bound_no_steps_are_told(told: Callable[..., list[str]]) -> None:
    assert not any("计一次" in sentence for sentence in told(stepped, dollars="100"))


def test_amounts_on_the_way_are_told_before_the_result_that_they_enter(told: Callable[..., list[str]]) -> None:
    def way(dollars, steps, start, every, bonus):  # type: ignore[no-untyped-def]
        return stepped(dollars, steps, start, every, bonus)

    def under(way, yuan, cap):  # type: ignore[no-untyped-def]
        return least(way + yuan, largest(cap - yuan, 0))

    sentences = told(way, under, dollars="200", yuan="3")
    assert sentences[2:6] == [
        "way：7.50元＋2.00元×2，为11.50元。",
        "way＋甲金额，即11.50元＋3.00元，为14.50元。",
        "上限－甲金额，即1,000.00元－3.00元，为997.00元。",
        "取其中较小的，为14.50元。",
    ]
    assert "不足0.00元的，按0.00元计。" in told(way, under, dollars="200", yuan="1003")


def test_a_cap_says_what_it_cuts_and_a_fact_under_it_that_it_does_not(told: Callable[..., list[str]]) -> None:
    def under(yuan, cap):  # type: ignore[no-untyped-def]
        return least(yuan, cap)

    assert told(under, yuan="1000.01") == ["甲金额1,000.01元，上限为1,000.00元，按上限计。"]
    assert told(under, yuan="999.99") == [
        "甲金额999.99元，未超过上限，按此计。",
        "甲金额再增加0.01元（达到1,000.00元），本项为1,000.00元。",
    ]


def test_a_share_is_told_in_per_cent(told: Callable[..., list[str]]) -> None:
    def part(yuan, rate, cap):  # type: ignore[no-untyped-def]
        return least(share(yuan, rate), cap)

    assert told(part, yuan="100")[0] == "甲金额×比例标准，即100.00元×35%，为35.00元。"


def test_a_sum_within_a_product_stands_in_brackets(told: Callable[..., list[str]]) -> None:
    def award(yuan, cap, rate):  # type: ignore[no-untyped-def]
        return (cap - yuan) * rate

    assert told(award, yuan="1") == ["（上限－甲金额）×比例标准，即（1,000.00元－1.00元）×35%，为349.65元。"]


def test_a_product_is_told_with_its_numbers(told: Callable[..., list[str]]) -> None:
    def award(heads, a_head):  # type: ignore[no-untyped-def]
        return heads * a_head

    assert told(award, heads=12) == ["人数×每人补贴，即12人×300元/人，为3,600.00元。"]


def test_of_conditions_that_must_all_hold_those_that_do_not_are_told(told: Callable[..., list[str]]) -> None:
    def award(local, paid, yuan, dollars, start):  # type: ignore[no-untyped-def]
        return when(all_of(local, not_(paid), any_of(dollars >= start, yuan > 0)), yuan, 0)

    assert told(award, local=True, paid=True, yuan="1", dollars="0") == ["不符合条件：“已领过”为是。"]
    assert told(award, local=False, paid=False, yuan="1", dollars="0") == ["不符合条件：“在本地”为否。"]
    assert told(award, local=True, paid=False, yuan="0", dollars="99") == [
        "不符合条件：美元金额为99.00美元，低于起点100.00美元；甲金额为0.00元。",
        "甲金额再增加0.01元（达到0.01元），本项为0.01元。",
    ]


def test_a_condition_that_is_unknown_and_decides_nothing_is_said_not_to_matter(told: Callable[..., list[str]]) -> None:
    def award(local, dollars, steps):  # type: ignore[no-untyped-def]
        return when(local, tiers(dollars, steps), 0)

    assert told(award, dollars="1") == ["无论是否符合条件（在本地），都为0.00元。"]
