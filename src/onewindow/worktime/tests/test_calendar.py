"""Which days are worked, and what they are called."""

from dataclasses import FrozenInstanceError
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onewindow.words.refused import Refused
from onewindow.worktime.calendar import Calendar, DayKind, Notice, SpecialDay, national

CALENDAR = national()
UNHURRIED = settings(deadline=None)  # a busy machine is no failure
DAYS = st.dates(date(2003, 12, 31), date(2027, 12, 31))
MAKE_UP_2023 = ("2023-01-28", "2023-01-29", "2023-04-23", "2023-05-06", "2023-06-25", "2023-10-07", "2023-10-08")  # conv-a-3


@pytest.mark.parametrize("day", MAKE_UP_2023)
def test_a_make_up_day_of_2023_is_a_weekend_that_is_worked(day: str) -> None:
    made_up = date.fromisoformat(day)
    assert made_up.weekday() >= 5
    assert CALENDAR.kind(made_up) is DayKind.MAKE_UP
    assert CALENDAR.is_working(made_up)
    assert CALENDAR.name(made_up).endswith("节调休上班")


def test_2023_has_no_other_make_up_days_and_249_working_days() -> None:
    days = [date(2023, 1, 1) + timedelta(n) for n in range(365)]
    assert [str(day) for day in days if CALENDAR.kind(day) is DayKind.MAKE_UP] == list(MAKE_UP_2023)
    assert CALENDAR.working_days_between(date(2023, 1, 1), date(2024, 1, 1)) == 249


@pytest.mark.parametrize(
    ("day", "kind", "name"),
    [
        ("2023-09-28", DayKind.WORKDAY, "星期四"),
        ("2023-09-29", DayKind.HOLIDAY, "中秋节"),
        ("2023-09-30", DayKind.HOLIDAY, "国庆节"),
        ("2023-10-06", DayKind.HOLIDAY, "国庆节"),
        ("2023-10-07", DayKind.MAKE_UP, "国庆节调休上班"),
        ("2023-10-14", DayKind.WEEKEND, "星期六"),
        ("2023-01-21", DayKind.HOLIDAY, "春节"),
        ("2023-01-28", DayKind.MAKE_UP, "春节调休上班"),
        ("2015-09-03", DayKind.HOLIDAY, "抗战胜利70周年纪念日"),
        ("2026-02-28", DayKind.MAKE_UP, "春节调休上班"),
    ],
)
def test_a_day_has_a_kind_and_a_chinese_name(day: str, kind: DayKind, name: str) -> None:
    assert (CALENDAR.kind(date.fromisoformat(day)), CALENDAR.name(date.fromisoformat(day))) == (kind, name)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2026-12-31", True),  # announced
        ("2027-01-01", False),  # the fixed statutory days are known by law
        ("2027-02-08", True),  # Spring Festival is not: the lunar days wait for the notice
        ("2027-05-03", True),
        ("2027-05-02", False),
        ("2027-10-01", False),
        ("2027-10-04", True),
        ("2027-10-09", False),  # a Saturday: make-up days are not foreseen
    ],
)
def test_days_beyond_the_notices_follow_the_convention(day: str, works: bool) -> None:
    assert CALENDAR.is_working(date.fromisoformat(day)) is works


def test_only_days_beyond_the_notices_are_provisional() -> None:
    assert CALENDAR.announced_until == date(2026, 12, 31)
    assert not CALENDAR.is_provisional(date(2026, 12, 31))
    assert CALENDAR.is_provisional(date(2027, 1, 1))


@UNHURRIED
@given(DAYS, st.integers(1, 300))
def test_a_sum_of_working_days_is_what_a_loop_finds(start: date, n: int) -> None:
    day, left = start, n
    while left:
        day += timedelta(days=1)
        left -= CALENDAR.is_working(day)
    assert CALENDAR.add_working_days(start, n) == day


@UNHURRIED
@given(DAYS, st.integers(-5, 200))
def test_working_days_between_are_what_a_loop_counts(first: date, length: int) -> None:
    first = max(first, CALENDAR.first_day)
    end = first + timedelta(days=length)
    days = [first + timedelta(days=n) for n in range(length)]
    assert CALENDAR.working_days_between(first, end) == sum(CALENDAR.is_working(day) for day in days)


@UNHURRIED
@given(DAYS.filter(lambda day: day.year >= 2004))
def test_the_next_working_day_is_the_day_itself_if_it_is_worked(day: date) -> None:
    found = CALENDAR.next_working_day(day)
    assert CALENDAR.is_working(found)
    assert CALENDAR.working_days_between(day, found) == 0


@pytest.mark.parametrize("n", [0, -1, -20])
def test_no_number_below_one_is_added(n: int) -> None:
    with pytest.raises(Refused, match="不小于1"):
        CALENDAR.add_working_days(date(2023, 9, 15), n)


@pytest.mark.parametrize("day", [date(2003, 12, 30), date(1, 1, 1)])
def test_a_day_before_the_table_is_refused_and_not_wrapped_around(day: date) -> None:
    for ask in (CALENDAR.kind, CALENDAR.is_working, CALENDAR.name, CALENDAR.next_working_day, lambda d: CALENDAR.add_working_days(d, 5)):
        with pytest.raises(Refused, match="早于工作日历的第一天") as refused:
            ask(day)
        assert refused.value.first.code == "outside_calendar"
        assert "2004-01-01至2066-12-31" in (refused.value.first.expected or "")


def test_the_eve_of_the_table_can_be_an_event_but_is_itself_unknown() -> None:
    eve = date(2003, 12, 31)
    assert CALENDAR.add_working_days(eve, 1) == date(2004, 1, 2)


def test_a_day_behind_the_table_is_refused() -> None:
    with pytest.raises(Refused, match="超出工作日历的最后一天"):
        CALENDAR.kind(CALENDAR.last_day + timedelta(days=1))
    with pytest.raises(Refused, match="超出工作日历的最后一天"):
        CALENDAR.add_working_days(date(2066, 12, 1), 60)
    with pytest.raises(Refused, match="超出工作日历的最后一天"):
        CALENDAR.working_days_between(date(2066, 12, 1), date(2070, 1, 1))


def test_a_moment_is_no_day() -> None:
    with pytest.raises(TypeError, match="day_of"):
        CALENDAR.add_working_days(datetime(2023, 9, 15, 9, 0), 5)


def test_a_calendar_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        CALENDAR.edition = "other"  # type: ignore[misc]
    with pytest.raises(TypeError):
        CALENDAR.special[date(2023, 9, 15)] = SpecialDay(date(2023, 9, 15), False, "节")  # type: ignore[index]


def test_a_further_notice_lies_over_the_earlier_ones_and_leaves_the_old_calendar_alone() -> None:
    notice = Notice(2027, "放假通知2027", (SpecialDay(date(2027, 2, 8), False, "春节"), SpecialDay(date(2026, 12, 31), False, "元旦")))
    later = Notice(2027, "更正通知2027", (SpecialDay(date(2027, 2, 8), True, "春节"),))
    once, twice = CALENDAR.extended([notice], edition="a"), CALENDAR.extended([notice, later], edition="b")
    assert [calendar.is_working(date(2027, 2, 8)) for calendar in (CALENDAR, once, twice)] == [True, False, True]
    assert twice.kind(date(2027, 2, 8)) is DayKind.WORKDAY
    assert not once.is_working(date(2026, 12, 31))
    assert once.announced_until == date(2027, 12, 31)
    assert once.notices[2027] == "放假通知2027"
    assert once.is_working(date(2027, 10, 1))  # an announced year knows no convention any more: its notice names every holiday


def test_every_announced_year_names_its_notice() -> None:
    assert set(CALENDAR.notices) == set(range(2004, 2027))
    assert CALENDAR.notices[2023] == "国务院办公厅关于2023年部分节假日安排的通知"
    assert isinstance(CALENDAR, Calendar)
