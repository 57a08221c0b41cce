"""An office decides which reading holds from a day on: that day and later by its ruling, earlier days as before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import polars as pl
import pytest

from onewindow.rules.book import RuleBook
from onewindow.rules.describe import described
from onewindow.rules.mistakes import RuleError
from onewindow.rules.parameters import read_figures
from onewindow.rules.readings import Question, read_questions
from onewindow.rules.tests.small_law import FIGURES, QUESTIONS, SmallFacts, small_law
from onewindow.rules.vocabulary import when

FIRST, SECOND = date(2023, 10, 1), date(2024, 1, 1)
RULINGS: list[dict[str, Any]] = [
    {"from": FIRST, "reading": "yes", "by": "试验局"},
    {"from": SECOND, "reading": "no", "by": "试验委员会"},
]


def question(**changes: Any) -> Question:
    return read_questions({"generous": {**QUESTIONS["generous"], "rulings": RULINGS, **changes}})["generous"]


@pytest.fixture
def ruled() -> Iterator[RuleBook]:
    with small_law() as law:
        book = RuleBook("ruled", law, SmallFacts, title="试行规则", figures=read_figures(FIGURES), questions={"generous": question()})

        @book.amount("small-1", title="奖励")
        def award(yuan, generous):  # type: ignore[no-untyped-def]
            return when(generous == "yes", yuan * 2, yuan)

        yield book


@pytest.mark.parametrize(
    ("on", "key", "amount"),
    [
        (FIRST - timedelta(days=1), "no", "5.00"),
        (FIRST, "yes", "10.00"),
        (SECOND - timedelta(days=1), "yes", "10.00"),
        (SECOND, "no", "5.00"),
    ],
)
def test_the_reading_in_force_on_the_day_decides_for_one_and_for_many(ruled: RuleBook, on: date, key: str, amount: str) -> None:
    evaluation = ruled.evaluate({"yuan": "5"}, on=on)
    assert (evaluation.readings, evaluation.results_json()) == ({"generous": key}, {"award": amount})
    assert str(ruled.frame(pl.DataFrame({"yuan": [5]}), on=on)["award"][0]) == amount


def test_a_reading_asked_for_goes_before_the_ruling(ruled: RuleBook) -> None:
    assert ruled.evaluate({"yuan": "5"}, on=FIRST, readings={"generous": "no"}).results_json() == {"award": "5.00"}


def test_an_explanation_says_who_decided_and_since_when_but_only_of_the_reading_that_was_decided(ruled: RuleBook) -> None:
    def told(on: date, **readings: str) -> tuple[str, ...]:
        return ruled.evaluate({"yuan": "5"}, on=on, readings=readings).explanation[0].sentences

    assert "从宽还是从严？本次按“从宽”（试验局确定，自2023年10月1日起执行）；如按“从严”，则为5.00元。" in told(FIRST)
    assert "从宽还是从严？本次按“从严”；如按“从宽”，则为10.00元。" in told(FIRST - timedelta(days=1))
    assert "从宽还是从严？本次按“从严”；如按“从宽”，则为10.00元。" in told(FIRST, generous="no")


def test_the_book_as_a_whole_tells_every_ruling(ruled: RuleBook) -> None:
    [reading] = described(ruled)["readings"]
    assert reading["said"] == "从严；自2023年10月1日起：从宽（试验局确定）；自2024年1月1日起：从严（试验委员会确定）"
    assert reading["rulings"][0] == {"from": FIRST, "reading": "yes", "by": "试验局"}


def test_a_default_that_an_office_has_confirmed_says_so() -> None:
    confirmed = question(decided={"by": "试验局", "on": date(2023, 5, 1)})
    assert confirmed.authority(date(2023, 6, 1)) == "试验局2023年5月1日确定"
    assert confirmed.history.startswith("从严（试验局2023年5月1日确定）；")
    assert question().authority(date(2023, 6, 1)) == ""


def test_rulings_are_part_of_what_decides_a_result() -> None:
    assert question().as_data() != question(rulings=[]).as_data() == question(rulings=None).as_data()


@pytest.mark.parametrize(
    "rulings",
    [
        [{"from": FIRST, "reading": "perhaps", "by": "试验局"}],
        [{"from": FIRST, "reading": "yes", "by": ""}],
        [{"from": FIRST, "reading": "yes"}],
        [{"from": "soon", "reading": "yes", "by": "试验局"}],
        [RULINGS[1], RULINGS[0]],
        [RULINGS[0], RULINGS[0]],
    ],
)
def test_a_ruling_without_day_reading_or_office_or_out_of_order_is_refused(rulings: list[dict[str, Any]]) -> None:
    with pytest.raises(RuleError, match="reading generous, ruling"):
        question(rulings=rulings)


def test_an_entry_that_no_reading_has_is_refused() -> None:
    with pytest.raises(RuleError, match="unknown ruling"):
        question(ruling=RULINGS)
