"""A document holds from its first to its last day, both counted, unless a later one ends it."""

from datetime import date
from pathlib import Path

import pytest

from onewindow.law import registry
from onewindow.law.regulation import Change, Regulation, Term
from onewindow.law.tests.conftest import declare
from onewindow.law.validity import Validity, days_left, require_in_force, status
from onewindow.words.refused import Refused


@pytest.mark.parametrize(
    ("on", "state", "title"),
    [
        (date(2020, 2, 29), Validity.NOT_YET, "未生效"),
        (date(2020, 3, 1), Validity.IN_FORCE, "有效"),
        (date(2022, 11, 29), Validity.IN_FORCE, "有效"),
        (date(2022, 11, 30), Validity.EXPIRING, "将届满"),
        (date(2023, 2, 28), Validity.EXPIRING, "将届满"),
        (date(2023, 3, 1), Validity.EXPIRED, "已失效"),
    ],
)
def test_the_state_of_a_document_at_every_bound(sample: Regulation, on: date, state: Validity, title: str) -> None:
    assert status(sample, on) is state
    assert state.title == title


def test_notice_begins_90_days_before_the_last_day(sample: Regulation) -> None:
    assert days_left(sample, date(2022, 11, 30)) == 90


def test_a_repealed_document_ends_on_the_day_of_the_repeal(tmp_path: Path) -> None:
    with registry.isolated():
        repealed = declare(tmp_path, repealed=Change(date(2021, 6, 1), "某政发〔2021〕3号"))
    assert status(repealed, date(2021, 5, 31)) is Validity.IN_FORCE
    assert status(repealed, date(2021, 6, 1)) is Validity.REPEALED
    with pytest.raises(Refused, match="某政发〔2021〕3号自2021年6月1日起废止") as refusal:
        require_in_force(repealed, date(2021, 6, 1))
    assert refusal.value.first.expected == "2020年3月1日至2021年5月31日之间的日期"


def test_an_amended_document_still_holds(tmp_path: Path) -> None:
    with registry.isolated():
        amended = declare(tmp_path, amended=Change(date(2021, 6, 1), "某政发〔2021〕3号"))
    assert status(amended, date(2021, 6, 1)) is Validity.AMENDED
    assert require_in_force(amended, date(2021, 6, 1)).title == "已修改"


def test_a_document_without_an_end_does_not_expire(tmp_path: Path) -> None:
    with registry.isolated():
        endless = declare(tmp_path, in_force=Term(date(2020, 3, 1), "sample-17"))
    assert status(endless, date(2099, 1, 1)) is Validity.IN_FORCE
    assert days_left(endless, date(2099, 1, 1)) is None


@pytest.mark.parametrize("on", [date(2020, 3, 1), date(2023, 2, 28)])
def test_the_first_and_the_last_day_are_in_force(sample: Regulation, on: date) -> None:
    assert require_in_force(sample, on).holds


@pytest.mark.parametrize(
    ("on", "code", "words"),
    [
        (date(2020, 2, 29), "document_not_yet", "自2020年3月1日起施行，尚未生效"),
        (date(2023, 3, 1), "document_expired", "有效期至2023年2月28日，已经失效"),
    ],
)
def test_a_day_outside_the_term_is_refused_with_its_clause(sample: Regulation, on: date, code: str, words: str) -> None:
    with pytest.raises(Refused) as refusal:
        require_in_force(sample, on)
    problem = refusal.value.first
    assert (problem.code, problem.clause) == (code, "sample-17")
    assert words in problem.message
    assert problem.expected == "2020年3月1日至2023年2月28日之间的日期"
