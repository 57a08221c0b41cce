"""Every check of a rule book: what it finds in a bad one, and that it finds nothing in the clean one beside it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from onewindow.law.regulation import Regulation
from onewindow.rules.book import RuleBook
from onewindow.rules.brackets import Table, Tier
from onewindow.rules.facts import Facts, Money, money
from onewindow.rules.lint import CHECKS, Finding, lint
from onewindow.rules.parameters import Dated, Figure, read_figures
from onewindow.rules.readings import read_questions
from onewindow.rules.tests.small_law import FIGURES, QUESTIONS, small_law
from onewindow.rules.units import parse_unit
from onewindow.rules.vocabulary import least, tiers, when


class Asked(Facts):
    yuan: Money | None = money("甲金额", at_most=Decimal(10**6))
    dollars: Money | None = money("美元金额", "USD", at_most=Decimal(10**6))


class AskedMore(Asked):
    spare: Money | None = money("闲置金额", at_most=Decimal(10**6))


@pytest.fixture
def law() -> Iterator[Regulation]:
    with small_law() as regulation:
        yield regulation


def book_of(law: Regulation, *, facts: type[Facts] = Asked, capped: bool = True, deciding: bool = True, **figures: Any) -> RuleBook:
    """Two awards: one under a cap that a reading lifts, one by tiers."""
    given = {**{name: FIGURES[name] for name in ("cap", "steps")}, **figures}
    read = {**read_figures({name: each for name, each in given.items() if not isinstance(each, Figure)})}
    read |= {name: each for name, each in given.items() if isinstance(each, Figure)}
    book = RuleBook("linted", law, facts, title="试行规则", figures=read, questions=read_questions(QUESTIONS), entered=False)

    @book.amount("small-1", title="按量奖励")
    def by_volume(yuan, cap, generous):  # type: ignore[no-untyped-def]
        under = least(yuan, cap) if capped else yuan
        return when(generous == "yes", yuan if deciding else under, under)

    @book.amount("small-2", title="分档奖励")
    def by_tiers(dollars, steps):  # type: ignore[no-untyped-def]
        return tiers(dollars, steps)

    return book


def found(book: RuleBook, check: str) -> list[Finding]:
    return [finding for finding in lint(book) if finding.rule == check]


def table(*ends: tuple[int, int | None, int]) -> Figure:
    """Tiers as they come, gaps and all: a table that the file would refuse."""
    rows = tuple(
        Tier(Decimal(low), True, None if high is None else Decimal(high), False, Decimal(value), "", "small-2") for low, high, value in ends
    )
    held = Table(parse_unit("USD"), parse_unit("CNY"), rows, Decimal(0))
    return Figure("steps", "档次", (Dated(held, held.kind, "small-2", "", date(2023, 4, 1), None),))


def test_a_clean_book_has_no_findings(law: Regulation) -> None:
    assert lint(book_of(law)) == []


@pytest.mark.parametrize(
    ("steps", "words"),
    [(table((10, 100, 5), (200, None, 9)), "空档"), (table((10, 100, 5), (50, None, 9)), "重叠")],
    ids=["gap", "overlap"],
)
def test_tiers_with_a_gap_or_an_overlap_are_an_error(law: Regulation, steps: Figure, words: str) -> None:
    [finding] = found(book_of(law, steps=steps), "tiers_apart")
    assert (finding.severity, finding.where) == ("error", "steps[1]")
    assert words in finding.message


def test_a_table_that_gives_less_to_who_has_more_is_found_at_its_bound(law: Regulation) -> None:
    [finding] = found(book_of(law, steps=table((10, 100, 9), (100, None, 5))), "falling_tiers")
    assert finding.message == "“档次”在100.00美元处由9.00元降为5.00元：多了反而少得"
    assert not found(book_of(law, steps=table((10, 100, 5), (100, None, 5))), "falling_tiers"), "as much is not less"


def test_a_table_that_ends_with_nothing_above_it_falls_at_its_end(law: Regulation) -> None:
    [finding] = found(book_of(law, steps=table((10, 100, 9))), "falling_tiers")
    assert finding.message == "“档次”在100.00美元处由9.00元降为0.00元：多了反而少得"


@pytest.mark.parametrize(
    ("term", "words"),
    [({"to": date(2024, 3, 31)}, "只到2024-03-31有效"), ({"from": date(2023, 5, 1)}, "自2023-05-01起才有数值")],
)
def test_a_figure_that_does_not_hold_as_long_as_the_document_is_an_error(law: Regulation, term: dict[str, date], words: str) -> None:
    [finding] = found(book_of(law, cap={**FIGURES["cap"], **term}), "figure_term")
    assert (finding.severity, finding.where) == ("error", "cap")
    assert words in finding.message


def test_a_figure_that_holds_to_the_last_day_of_the_document_is_clean(law: Regulation) -> None:
    assert not found(book_of(law, cap={**FIGURES["cap"], "to": law.last_day}), "figure_term")


def test_a_reading_between_whose_answers_no_result_differs_is_found(law: Regulation) -> None:
    [finding] = found(book_of(law, deciding=False), "idle_reading")
    assert (finding.where, finding.message) == ("generous", "口径“从宽还是从严”怎样选都不影响结果")


def test_a_result_that_leaves_out_the_cap_of_its_clause_is_found(law: Regulation) -> None:
    def book(*, capped: bool) -> RuleBook:
        cap = {**FIGURES["cap"], "as_written": "单个企业不超过1000元"}
        made = book_of(law, capped=capped, cap=cap)

        @made.amount("small-3", title="别的奖励")
        def other(yuan, cap):  # type: ignore[no-untyped-def]
            return least(yuan, cap)

        return made

    [finding] = found(book(capped=False), "missing_cap")
    assert finding.message == "条文有上限（单个企业不超过1000元），“按量奖励”没有用到“上限”"


def test_a_result_that_uses_the_cap_of_its_clause_is_clean(law: Regulation) -> None:
    assert not found(book_of(law, cap={**FIGURES["cap"], "as_written": "单个企业不超过1000元"}), "missing_cap")


def test_a_step_on_the_way_to_nothing_is_found(law: Regulation) -> None:
    book = book_of(law)

    @book.quantity("small-1", title="半途", step=True)
    def halfway(yuan):  # type: ignore[no-untyped-def]
        return yuan * 2

    assert [finding.where for finding in found(book, "unneeded_rule")] == ["halfway"]


def test_a_fact_and_a_figure_that_no_rule_uses_are_notes_that_need_not_be_dealt_with(law: Regulation) -> None:
    findings = lint(book_of(law, facts=AskedMore, rate=FIGURES["rate"]))
    assert [(finding.rule, finding.where, finding.counts) for finding in findings] == [
        ("unused_fact", "spare", False),
        ("unused_figure", "rate", False),
    ]


def test_a_figure_that_another_book_of_the_regulation_uses_is_used(law: Regulation) -> None:
    book = book_of(law, rate=FIGURES["rate"])
    other = RuleBook("other", law, Asked, title="别的规则", figures=read_figures({"rate": FIGURES["rate"]}), questions={})

    @other.quantity("small-1", title="部分")
    def part(yuan, rate):  # type: ignore[no-untyped-def]
        return yuan * rate

    assert lint(book) == []


def test_a_book_that_cannot_be_ordered_has_that_one_finding(law: Regulation) -> None:
    book = book_of(law)

    @book.amount("small-1", title="循环")
    def circle(nobody):  # type: ignore[no-untyped-def]
        return nobody

    [finding] = lint(book)
    assert (finding.rule, finding.severity) == ("unusable", "error")
    assert "nobody" in finding.message


def test_every_check_is_tried_above() -> None:
    assert set(CHECKS) == {
        "tiers_apart",
        "falling_tiers",
        "figure_term",
        "missing_cap",
        "idle_reading",
        "unneeded_rule",
        "unused_fact",
        "unused_figure",
    }
