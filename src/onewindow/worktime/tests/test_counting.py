"""Counting rules: working days, days, months and years are different words, and end on different days."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onewindow.words.refused import Refused
from onewindow.words.sources import Clause, Convention, OutsideLaw
from onewindow.worktime.calendar import DayKind, national
from onewindow.worktime.conventions import CALENDAR_DAY, CONVENTIONS, FIXED_DAY, WORKING_DAY
from onewindow.worktime.counting import (
    Days,
    FixedDate,
    Months,
    Role,
    Span,
    Unit,
    WorkingDays,
    Years,
    add,
    corresponding_day,
    last_day_of_validity,
    span_of,
)

CALENDAR = national()
UNHURRIED = settings(deadline=None)  # a busy machine is no failure
CLAUSE = Clause("riskfund-19")
STARTS = st.dates(date(2004, 1, 1), date(2025, 12, 31))


def due(start: str, span: Span) -> str:
    return str(add(date.fromisoformat(start), span, CALENDAR).due)


@pytest.mark.parametrize(
    ("start", "n", "last"),
    [
        ("2023-09-15", 1, "2023-09-18"),  # Friday: the day of the event is not counted
        ("2023-09-16", 1, "2023-09-18"),  # an event on a rest day
        ("2023-09-28", 1, "2023-10-07"),  # over Mid-autumn and National Day, onto a make-up Saturday
        ("2023-09-28", 2, "2023-10-08"),  # and a make-up Sunday
        ("2023-09-28", 3, "2023-10-09"),
        ("2023-09-15", 20, "2023-10-19"),
        ("2023-01-20", 1, "2023-01-28"),
        ("2023-04-21", 1, "2023-04-23"),
        ("2023-05-05", 1, "2023-05-06"),
        ("2023-06-21", 1, "2023-06-25"),
    ],
)
def test_working_days_skip_rest_days_and_take_make_up_days(start: str, n: int, last: str) -> None:
    assert due(start, WorkingDays(n, CLAUSE)) == last


@pytest.mark.parametrize(
    ("start", "n", "last"),
    [
        ("2023-09-15", 3, "2023-09-18"),
        ("2023-09-15", 1, "2023-09-18"),  # Saturday rolls to Monday
        ("2023-09-13", 15, "2023-09-28"),  # a worked day stays
        ("2023-09-14", 15, "2023-10-07"),  # 09-29 is a holiday: rolls to the make-up Saturday
        ("2023-09-21", 15, "2023-10-07"),
        ("2023-09-22", 15, "2023-10-07"),  # a make-up Saturday is no rest day
        ("2023-09-29", 15, "2023-10-16"),  # an ordinary Saturday is
    ],
)
def test_days_are_calendar_days_whose_last_rolls_off_a_rest_day(start: str, n: int, last: str) -> None:
    assert due(start, Days(n, CLAUSE)) == last


@pytest.mark.parametrize(
    ("start", "span", "last"),
    [
        ("2023-09-15", Months(1, CLAUSE), "2023-10-16"),  # 10-15 is a Sunday
        ("2023-01-31", Months(1, CLAUSE), "2023-02-28"),  # February lacks the 31st
        ("2024-01-31", Months(1, CLAUSE), "2024-02-29"),
        ("2023-08-31", Months(1, CLAUSE), "2023-10-07"),  # 09-30 is a holiday
        ("2023-11-30", Months(3, CLAUSE), "2024-02-29"),
        ("2023-12-15", Months(1, CLAUSE), "2024-01-15"),
        ("2024-02-29", Years(1, CLAUSE), "2025-02-28"),
        ("2023-10-01", Years(1, CLAUSE), "2024-10-08"),
        ("2020-05-25", Years(3, CLAUSE), "2023-05-25"),
    ],
)
def test_months_and_years_end_on_the_corresponding_day(start: str, span: Span, last: str) -> None:
    assert due(start, span) == last


def test_a_fixed_date_belongs_to_the_period_and_does_not_roll() -> None:
    saturday = FixedDate(date(2023, 9, 30), FIXED_DAY)
    found = add(date(2023, 9, 27), saturday, CALENDAR)
    assert found.due == date(2023, 9, 30)
    assert [line.number for line in found.counted] == [1, 2, 3]
    assert not add(date(2023, 9, 27), FixedDate(date(2031, 1, 4), FIXED_DAY), CALENDAR).provisional
    assert add(date(2023, 10, 9), saturday, CALENDAR).counted == []  # already past
    assert str(saturday) == "2023-09-30前"


@pytest.mark.parametrize(
    ("start", "n", "last", "provisional"),
    [
        ("2026-12-01", 20, "2026-12-29", False),
        ("2026-12-10", 15, "2026-12-31", False),
        ("2026-12-10", 16, "2027-01-04", True),  # 01-01 is a holiday by law
        ("2026-11-24", 60, "2027-02-17", True),
        ("2040-01-02", 5, "2040-01-09", True),
    ],
)
def test_a_due_date_beyond_the_announced_years_is_provisional(start: str, n: int, last: str, provisional: bool) -> None:
    found = add(date.fromisoformat(start), WorkingDays(n, CLAUSE), CALENDAR)
    assert (str(found.due), found.provisional) == (last, provisional)


def test_a_roll_into_the_next_year_is_provisional_too() -> None:
    found = add(date(2025, 12, 31), Years(1, CLAUSE), CALENDAR)
    assert (found.due, found.provisional) == (date(2026, 12, 31), False)
    rolled = add(date(2026, 12, 31), Days(1, CLAUSE), CALENDAR)
    assert (rolled.due, rolled.provisional) == (date(2027, 1, 4), True)


def test_national_day_2023_is_counted_out_with_its_rest_days_named() -> None:
    lines = add(date(2023, 9, 27), WorkingDays(3, CLAUSE), CALENDAR).counted
    assert [(line.number, line.name) for line in lines] == [
        (1, "星期四"),
        (None, "中秋节"),
        *[(None, "国庆节")] * 7,
        (2, "国庆节调休上班"),
        (3, "国庆节调休上班"),
    ]
    assert lines[-1].as_json() == {
        "date": date(2023, 10, 8),
        "kind": DayKind.MAKE_UP,
        "name": "国庆节调休上班",
        "counts": True,
        "number": 3,
    }


def test_the_days_over_which_a_period_rolls_do_not_count() -> None:
    lines = add(date(2023, 9, 27), Days(3, CLAUSE), CALENDAR).counted
    assert [line.number for line in lines] == [1, 2, 3, *[None] * 7]
    assert {line.role for line in lines[3:]} == {Role.ROLLED}
    assert lines[-1].date == date(2023, 10, 7)
    assert not lines[-1].counts


def test_the_count_is_made_when_it_is_asked_for_and_kept() -> None:
    found = add(date(2023, 9, 15), WorkingDays(20, CLAUSE), CALENDAR)
    assert "counted" not in vars(found)
    assert found.counted is found.counted


@UNHURRIED
@given(STARTS, st.sampled_from([WorkingDays, Days]), st.integers(1, 200))
def test_every_period_ends_on_a_working_day_and_counts_to_its_number(start: date, kind: type[Span], n: int) -> None:
    found = add(start, kind(n, CLAUSE), CALENDAR)
    assert CALENDAR.is_working(found.due)
    assert [line.number for line in found.counted if line.counts] == list(range(1, n + 1))
    assert [line.date for line in found.counted] == [start + timedelta(days=k) for k in range(1, (found.due - start).days + 1)]


@UNHURRIED
@given(STARTS, st.integers(1, 60))
def test_working_days_are_never_shorter_than_days(start: date, n: int) -> None:
    assert add(start, WorkingDays(n, CLAUSE), CALENDAR).due >= add(start, Days(n, CLAUSE), CALENDAR).due


@UNHURRIED
@given(STARTS, st.integers(1, 120))
def test_the_corresponding_day_has_the_same_number_or_ends_its_month(start: date, months: int) -> None:
    day = corresponding_day(start, months)
    assert (day.year * 12 + day.month) - (start.year * 12 + start.month) == months
    assert day.day == start.day or (day.day < start.day and (day + timedelta(days=1)).day == 1)


@pytest.mark.parametrize(
    ("start", "years", "last"),
    [
        ("2023-04-01", 5, "2028-03-31"),
        ("2023-05-25", 2, "2025-05-24"),
        ("2023-05-23", 2, "2025-05-22"),
        ("2024-02-29", 1, "2025-02-28"),
        ("2024-02-29", 4, "2028-02-28"),
        ("2024-03-01", 1, "2025-02-28"),
    ],
)
def test_a_validity_ends_the_day_before_its_anniversary(start: str, years: int, last: str) -> None:
    assert str(last_day_of_validity(date.fromisoformat(start), years)) == last


def test_the_other_reading_of_a_validity_is_one_day_longer() -> None:
    assert last_day_of_validity(date(2023, 4, 1), 5, first_day_counts=False) == date(2028, 4, 1)


def test_a_validity_without_a_year_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one year"):
        last_day_of_validity(date(2023, 4, 1), 0)


def test_days_and_working_days_are_different_things() -> None:
    assert WorkingDays(5, CLAUSE) != Days(5, CLAUSE)
    assert WorkingDays(5, CLAUSE) == WorkingDays(5, "riskfund-19")
    assert WorkingDays(5, CLAUSE) != WorkingDays(5, "riskfund-17b")
    assert len({WorkingDays(5, CLAUSE), WorkingDays(5, CLAUSE), Days(5, CLAUSE)}) == 2
    assert [str(kind(2, CLAUSE)) for kind in (WorkingDays, Days, Months, Years)] == ["2个工作日", "2日", "2个月", "2年"]


def test_a_span_names_its_source() -> None:
    assert WorkingDays(5, "riskfund-19").source == CLAUSE
    with pytest.raises(TypeError):
        WorkingDays(5)  # type: ignore[call-arg]
    with pytest.raises(ValueError, match="no clause id"):
        WorkingDays(5, "第十九条")


@pytest.mark.parametrize("n", [0, -1, 10_001, 2.0, "5", True])
def test_a_span_that_is_no_whole_number_in_reach_is_refused(n: object) -> None:
    with pytest.raises(ValueError, match="whole number"):
        WorkingDays(n, CLAUSE)  # type: ignore[arg-type]


def test_a_span_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        WorkingDays(5, CLAUSE).n = 6  # type: ignore[misc]


def test_a_period_does_not_start_from_a_moment() -> None:
    with pytest.raises(TypeError, match="day_of"):
        add(datetime(2023, 9, 15, 9, 0), WorkingDays(5, CLAUSE), CALENDAR)


@pytest.mark.parametrize("span", [Days(713, CLAUSE), Months(12, CLAUSE), WorkingDays(3, CLAUSE)])
@pytest.mark.parametrize("start", [date(1999, 12, 1), date(2066, 12, 31), date(9999, 1, 6)])
def test_a_period_outside_the_calendar_is_refused(start: date, span: Span) -> None:
    with pytest.raises(Refused) as refused:
        add(start, span, CALENDAR)
    assert refused.value.first.code == "outside_calendar"


@pytest.mark.parametrize(
    ("n", "unit", "span"),
    [
        ("20", "working-days", WorkingDays(20, WORKING_DAY)),
        (" 15 ", "days", Days(15, CALENDAR_DAY)),
        (2, "months", Months(2, OutsideLaw("民法典", "第二百零二条"))),
        ("1", "years", Years(1, OutsideLaw("民法典", "第二百零二条"))),
    ],
)
def test_what_is_typed_becomes_a_span_with_the_rule_of_its_unit(n: str | int, unit: str, span: Span) -> None:
    assert span_of(n, unit) == span


def test_what_is_typed_may_have_a_source_of_its_own() -> None:
    assert span_of("5", Unit.WORKING_DAYS, CLAUSE) == WorkingDays(5, CLAUSE)


@pytest.mark.parametrize("n", ["0", "-5", "", "5.5", "五", "２０", "1e3", "999999", "99999999999999999999"])
def test_a_typed_number_out_of_reach_is_refused(n: str) -> None:
    with pytest.raises(Refused) as refused:
        span_of(n, "working-days")
    assert (refused.value.first.code, refused.value.first.field) == ("invalid_number", "n")


@pytest.mark.parametrize("unit", ["", "workdays", "date", "日"])
def test_an_unknown_unit_is_refused_with_the_known_ones(unit: str) -> None:
    with pytest.raises(Refused) as refused:
        span_of("5", unit)
    assert refused.value.first.expected == "working-days、days、months、years"


def test_every_convention_has_an_id_of_its_own_and_says_something() -> None:
    assert len({convention.id for convention in CONVENTIONS}) == len(CONVENTIONS)
    assert all(isinstance(convention, Convention) and convention.text.endswith("。") for convention in CONVENTIONS)
