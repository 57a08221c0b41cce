"""The light of a clock, and what its page says of it (conv-c-3)."""

from datetime import date

import pytest

from onewindow.cases.clocks import Light, countdown, source_named
from onewindow.cases.conventions import ACCEPTANCE_LAW, LIGHTS, REVIEW_LIMIT
from onewindow.words.sources import Clause, Convention
from onewindow.worktime.calendar import national
from onewindow.worktime.counting import WorkingDays
from onewindow.worktime.ledger import Clock, Stop

START = date(2023, 9, 15)  # a Friday; the holiday of 2023 runs from 09-29 to 10-06, 10-07 and 10-08 are worked
REVIEW = Clock(START, WorkingDays(20, REVIEW_LIMIT))


@pytest.mark.parametrize(
    ("today", "light", "left"),
    [
        (date(2023, 9, 15), Light.GREEN, 20),
        (date(2023, 10, 12), Light.GREEN, 5),
        (date(2023, 10, 13), Light.YELLOW, 4),  # a fifth of 20
        (date(2023, 10, 19), Light.YELLOW, 0),  # the last day
        (date(2023, 10, 20), Light.RED, -1),
    ],
)
def test_the_light_turns_at_a_fifth_of_the_limit_and_after_its_last_day(today: date, light: Light, left: int) -> None:
    shown = countdown(REVIEW, national(), today)

    assert (shown.light, shown.days_left, shown.due) == (light, left, date(2023, 10, 19))


def test_one_working_day_left_of_a_short_limit_is_yellow() -> None:
    short = Clock(START, WorkingDays(3, ACCEPTANCE_LAW))

    assert countdown(short, national(), date(2023, 9, 18)).light is Light.GREEN
    assert countdown(short, national(), date(2023, 9, 19)).light is Light.YELLOW


def test_a_stopped_clock_is_grey_has_no_due_date_and_says_why() -> None:
    stopped = Clock(START, REVIEW.span, (Stop(date(2023, 9, 18), None, "申请人补正材料", ACCEPTANCE_LAW),))
    shown = countdown(stopped, national(), date(2023, 12, 1))

    assert (shown.light, shown.due, shown.days_left) == (Light.GREY, None, None)
    assert shown.stopped_because == "申请人补正材料"


def test_a_clock_that_was_over_before_it_was_stopped_stays_red() -> None:
    late = Clock(START, REVIEW.span, (Stop(date(2023, 11, 1), None, "申请人补正材料", ACCEPTANCE_LAW),))

    assert countdown(late, national(), date(2023, 11, 2)).light is Light.RED


def test_every_light_has_its_word_and_the_convention_names_them_all() -> None:
    assert {light.label for light in Light} == {"正常", "临期", "超期", "停止计时"}
    assert all(word in LIGHTS.text for word in ("绿灯", "黄灯", "红灯", "灰灯"))


@pytest.mark.parametrize("source", [Clause("riskfund-16a"), Convention("conv-c-1"), ACCEPTANCE_LAW])
def test_a_stored_source_is_found_again(source: object) -> None:
    assert source_named(source.id) == source  # type: ignore[attr-defined]
