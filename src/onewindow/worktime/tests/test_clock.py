"""Business time."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.conf import LazySettings

from onewindow.worktime.clock import day_of, now, today


@time_machine.travel(datetime(2026, 11, 24, 17, 30, tzinfo=UTC), tick=False)
def test_the_business_date_is_that_of_the_county_and_not_of_utc(settings: LazySettings) -> None:
    settings.FIXED_TODAY = None
    assert today() == date(2026, 11, 25)
    assert now().isoformat() == "2026-11-25T01:30:00+08:00"


@time_machine.travel(datetime(2026, 11, 24, 17, 30, 5, tzinfo=UTC), tick=False)
def test_a_fixed_date_keeps_the_time_of_day(settings: LazySettings) -> None:
    settings.FIXED_TODAY = date(2023, 9, 15)
    assert today() == date(2023, 9, 15)
    assert now().isoformat() == "2023-09-15T01:30:05+08:00"


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2023, 9, 15, 15, 59, 59, tzinfo=UTC), date(2023, 9, 15)),
        (datetime(2023, 9, 15, 16, 0, tzinfo=UTC), date(2023, 9, 16)),
    ],
)
def test_a_moment_lies_on_the_day_of_the_county(moment: datetime, day: date) -> None:
    assert day_of(moment) == day


def test_now_is_aware() -> None:
    assert now().utcoffset() == timedelta(hours=8)


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        day_of(datetime(2023, 9, 15, 9, 0))
