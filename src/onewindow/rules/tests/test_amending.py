"""A draft is the same book over other figures: it computes what the draft says, is in no registry, and may have no gap or overlap."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from onewindow.rules import registry
from onewindow.rules.amending import Changes, amended, changes_of
from onewindow.rules.book import RuleBook
from onewindow.rules.tests.small_law import ON, small_book, small_law
from onewindow.rules.vocabulary import least, tiers
from onewindow.words.refused import Refused

TIERS = [{"at_least": "10", "up_to": "100", "value": "6"}, {"over": "100", "value": "12"}]


@pytest.fixture
def law() -> Iterator[RuleBook]:
    with small_law() as regulation:
        book = small_book(regulation)

        @book.amount("small-1", title="甲")
        def first(yuan, rate, cap):
            return least(yuan * rate, cap)

        @book.amount("small-2", title="乙")
        def second(dollars, steps):
            return tiers(dollars, steps)

        yield book


def given(book: RuleBook, **facts: Any) -> dict[str, Any]:
    return book.evaluate(facts, on=ON).results


def refusal(law: RuleBook, **figures: Any) -> Refused:
    with pytest.raises(Refused) as caught:
        amended(law, Changes(figures))
    return caught.value


def test_a_changed_figure_decides_and_the_book_in_force_stays_as_it_is(law: RuleBook) -> None:
    draft = amended(law, Changes({"cap": "1500"}))
    assert given(draft, yuan="10000")["first"] == Decimal("1500.00")
    assert given(law, yuan="10000")["first"] == Decimal("1000.00")
    assert draft.version != law.version


def test_a_changed_table_decides_by_its_own_bounds(law: RuleBook) -> None:
    draft = amended(law, Changes({"steps": {"tiers": TIERS, "otherwise": "0"}}))
    assert [given(draft, dollars=value)["second"] for value in ("9.99", "10", "100", "100.01")] == [0, 6, 6, 12]


def test_without_changes_the_draft_is_the_book(law: RuleBook) -> None:
    assert amended(law, Changes()).version == law.version


def test_a_draft_is_found_in_no_registry(law: RuleBook) -> None:
    amended(law, Changes({"cap": "1500"}))
    assert registry.book("small") is law


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([{"at_least": "10", "up_to": "100", "value": "6"}, {"at_least": "100", "value": "9"}], "重叠：100.00美元同属两档"),
        ([{"at_least": "10", "below": "100", "value": "6"}, {"over": "100", "value": "9"}], "空档：100.00美元不属任何一档"),
        ([{"at_least": "10", "up_to": "100", "value": "6"}, {"over": "90", "value": "9"}], "第1档与第2档重叠"),
        ([{"at_least": "10", "up_to": "100", "value": "6"}, {"over": "110", "value": "9"}], "空档：100.00美元至110.00美元"),
        ([{"at_least": "100", "up_to": "10", "value": "6"}], "上限低于下限"),
        ([{"at_least": "一百", "value": "6"}], "不是数字：一百"),
        ([{"at_least": "10", "value": "-6"}], "超出范围"),
        ([], "至少要有一档"),
    ],
)
def test_a_table_that_leaves_a_gap_or_overlaps_is_refused_at_its_tier(law: RuleBook, rows: list[Any], message: str) -> None:
    refused = refusal(law, steps=rows)
    assert message in refused.first.message
    assert str(refused.first.field).startswith("steps")


def test_every_wrong_figure_is_named_at_once(law: RuleBook) -> None:
    refused = refusal(law, cap="很多", nothing="1", rate="-1")
    assert [problem.field for problem in refused.problems] == ["cap", "nothing", "rate"]


def test_a_draft_that_can_not_be_computed_is_refused(law: RuleBook) -> None:
    assert refusal(law, rate="999999999999999.9").first.code == "draft_impossible"


def test_changes_of_another_shape_and_unknown_readings_are_refused(law: RuleBook) -> None:
    for raw in ([], {"cap": "1"}, {"figures": []}):
        with pytest.raises(Refused):
            changes_of(raw)
    with pytest.raises(Refused):
        amended(law, changes_of({"readings": {"generous": "maybe"}}))
