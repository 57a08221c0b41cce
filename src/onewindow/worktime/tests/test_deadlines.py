"""Limits declared by clause, and what they come to from a day."""

from datetime import date

import pytest

from onewindow.words.refused import Refused
from onewindow.words.sources import Clause, Convention, OutsideLaw
from onewindow.worktime import deadlines
from onewindow.worktime.calendar import national
from onewindow.worktime.conventions import FIXED_DAY
from onewindow.worktime.counting import Days, FixedDate, WorkingDays
from onewindow.worktime.deadlines import Emergency, citation, compute, deadline, declare, declared

CALENDAR = national()
REVIEW = "normdoc-3-1c"


@pytest.fixture(autouse=True)
def only_these(monkeypatch: pytest.MonkeyPatch) -> None:
    """The limits of this file, and none of a county."""
    monkeypatch.setattr(deadlines, "_declared", {})
    declare(REVIEW, WorkingDays(15, REVIEW), WorkingDays(5, REVIEW), Emergency.LIFTS_BOTH, title="合法性审核")
    declare("normdoc-5a", Days(15, "normdoc-5a"), title="报送备案审查")


def test_a_limit_with_a_minimum_has_an_earliest_day() -> None:
    found = compute(REVIEW, date(2023, 9, 15), CALENDAR)
    assert found.as_json() == {
        "clause": REVIEW,
        "earliest": date(2023, 9, 22),
        "due": date(2023, 10, 12),
        "unit": "working-days",
        "provisional": False,
    }


def test_a_limit_without_a_minimum_has_none() -> None:
    assert compute("normdoc-5a", date(2023, 9, 14), CALENDAR).as_json() == {
        "clause": "normdoc-5a",
        "due": date(2023, 10, 7),
        "unit": "days",
        "provisional": False,
    }


def test_an_emergency_lifts_what_the_clause_says() -> None:
    lifted = compute(REVIEW, date(2023, 9, 15), CALENDAR, emergency=True)
    assert (lifted.earliest, lifted.due, lifted.provisional) == (None, None, False)
    assert lifted.as_json()["earliest"] is None
    declare("mortgage-18a", WorkingDays(5, "mortgage-18a"), WorkingDays(1, "mortgage-18a"), Emergency.LIFTS_MINIMUM, title="登记")
    only_minimum = compute("mortgage-18a", date(2023, 9, 15), CALENDAR, emergency=True).as_json()
    assert (only_minimum["earliest"], only_minimum["due"]) == (None, date(2023, 9, 22))


def test_an_emergency_that_the_clause_does_not_know_is_refused() -> None:
    with pytest.raises(Refused, match="没有规定紧急情形的例外") as refused:
        compute("normdoc-5a", date(2023, 9, 15), CALENDAR, emergency=True)
    assert refused.value.first.clause == "normdoc-5a"


def test_a_limit_that_reaches_beyond_the_notices_is_provisional() -> None:
    assert compute(REVIEW, date(2026, 12, 20), CALENDAR).provisional
    assert not compute(REVIEW, date(2026, 12, 1), CALENDAR).provisional


def test_a_clause_without_a_limit_is_refused_with_its_neighbours() -> None:
    with pytest.raises(Refused, match="条款“normdoc-3-1”没有登记期限") as refused:
        compute("normdoc-3-1", date(2023, 9, 15), CALENDAR)
    assert refused.value.first.code == "unknown_deadline"
    assert "《" not in str(refused.value.first.expected)
    assert "法第" not in str(refused.value.first.expected)
    assert REVIEW in (refused.value.first.expected or "")


def test_with_no_limits_at_all_the_refusal_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deadlines, "_declared", {})
    with pytest.raises(Refused) as refused:
        deadline(REVIEW)
    assert "目前没有登记任何期限" in (refused.value.first.expected or "")


def test_a_fixed_date_is_a_limit_too() -> None:
    declare("oil-2b", FixedDate(date(2023, 6, 30), FIXED_DAY), title="申请许可证")
    assert compute("oil-2b", date(2023, 5, 6), CALENDAR).as_json()["due"] == date(2023, 6, 30)
    assert compute("oil-2b", date(2023, 5, 6), CALENDAR).unit == "date"


def test_a_clause_has_one_limit() -> None:
    again = declare("normdoc-5a", Days(15, "normdoc-5a"), title="报送备案审查")  # the same once more changes nothing
    assert declared() == (deadline(REVIEW), again)
    with pytest.raises(ValueError, match="has a limit already"):
        declare("normdoc-5a", Days(10, "normdoc-5a"), title="报送备案审查")


def test_a_limit_may_rest_on_a_convention_that_says_something() -> None:
    convention = Convention("conv-test-1", "条文未规定审核期限，按20个工作日办理。")
    declare("valuation-15", WorkingDays(20, convention), title="审核")
    assert compute("valuation-15", date(2023, 9, 15), CALENDAR).due is not None
    assert citation(convention) == "conv-test-1：条文未规定审核期限，按20个工作日办理。"
    with pytest.raises(ValueError, match="says nothing"):
        declare("valuation-14", WorkingDays(20, "conv-test-2"), title="审核")


def test_a_limit_outside_the_gazette_names_its_law() -> None:
    law = OutsideLaw("行政许可法", "第三十二条")
    assert declare(law, WorkingDays(5, law), title="一次性告知补正").clause == "行政许可法第三十二条"
    assert citation(law) == "《行政许可法》第三十二条"
    assert citation(Clause("normdoc-5a")) == "normdoc-5a"


def test_a_minimum_may_be_as_long_as_the_limit() -> None:
    declare("mortgage-18a", WorkingDays(5, "mortgage-18a"), WorkingDays(5, "mortgage-18a"), title="登记")
    found = compute("mortgage-18a", date(2023, 9, 15), CALENDAR)
    assert found.earliest == found.due


@pytest.mark.parametrize("minimum", [Days(5, REVIEW), WorkingDays(16, REVIEW)])
def test_a_minimum_that_does_not_fit_its_limit_is_refused(minimum: Days | WorkingDays) -> None:
    with pytest.raises(ValueError, match="minimum"):
        declare("mortgage-18a", WorkingDays(15, REVIEW), minimum, title="登记")


def test_an_emergency_cannot_lift_a_minimum_that_is_not_there() -> None:
    with pytest.raises(ValueError, match="no minimum"):
        declare("mortgage-18a", WorkingDays(15, REVIEW), emergency=Emergency.LIFTS_MINIMUM, title="登记")
