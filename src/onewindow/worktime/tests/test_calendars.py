"""Notices of holidays: announced once, in force at once."""

from collections.abc import Iterable
from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from onewindow.words.actor import SYSTEM
from onewindow.words.refused import Refused
from onewindow.words.sources import Clause
from onewindow.worktime.calendar import DayKind, SpecialDay, national
from onewindow.worktime.calendars import current_calendar
from onewindow.worktime.counting import WorkingDays, add
from onewindow.worktime.models import DayOverride, HolidayNotice
from onewindow.worktime.services import announce

AT = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)
NUMBER = "国办发明电〔2026〕99号"
SPAN = WorkingDays(10, Clause("mortgage-18a"))


def off(day: str, holiday: str) -> SpecialDay:
    return SpecialDay(date.fromisoformat(day), False, holiday)


def at_work(day: str, holiday: str) -> SpecialDay:
    return SpecialDay(date.fromisoformat(day), True, holiday)


DAYS_2027 = (
    off("2027-01-01", "元旦"),
    off("2027-02-05", "春节"),
    off("2027-02-08", "春节"),
    off("2027-02-09", "春节"),
    at_work("2027-01-30", "春节"),
    off("2027-05-01", "劳动节"),
    off("2027-05-02", "劳动节"),
    off("2027-05-03", "劳动节"),
    off("2027-10-01", "国庆节"),
    off("2027-10-02", "国庆节"),
    off("2027-10-03", "国庆节"),
    off("2027-10-04", "国庆节"),
    at_work("2027-10-09", "国庆节"),
)


def announce_2027(days: Iterable[SpecialDay] = DAYS_2027, number: str = NUMBER, year: int = 2027) -> HolidayNotice:
    return announce(year=year, number=number, days=days, by=SYSTEM, at=AT)


@pytest.mark.django_db
def test_without_notices_the_calendar_is_the_national_one() -> None:
    assert current_calendar() is national()


@pytest.mark.django_db
def test_a_notice_makes_a_provisional_date_certain_and_moves_it() -> None:
    before = add(date(2027, 1, 29), SPAN, current_calendar())
    announce_2027()
    after = add(date(2027, 1, 29), SPAN, current_calendar())
    assert (str(before.due), before.provisional) == ("2027-02-12", True)
    assert (str(after.due), after.provisional) == ("2027-02-16", False)
    assert current_calendar().name(date(2027, 1, 30)) == "春节调休上班"
    assert current_calendar().announced_until == date(2027, 12, 31)


@pytest.mark.django_db
def test_a_calendar_is_kept_until_the_next_notice(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    announce_2027()
    kept = current_calendar()
    with django_assert_num_queries(1):
        assert current_calendar() is kept
    announce(year=2027, number="更正", days=[off("2027-09-15", "中秋节")], by=SYSTEM, at=AT)
    assert current_calendar() is not kept
    assert current_calendar().name(date(2027, 9, 15)) == "中秋节"


@pytest.mark.django_db
def test_a_notice_taken_back_with_its_transaction_leaves_no_calendar_behind() -> None:
    with pytest.raises(KeyboardInterrupt), transaction.atomic():
        announce_2027()
        assert current_calendar().announced_until.year == 2027
        raise KeyboardInterrupt
    assert current_calendar() is national()
    announce_2027([*DAYS_2027, off("2027-09-15", "中秋节")])
    assert current_calendar().kind(date(2027, 9, 15)) is DayKind.HOLIDAY


@pytest.mark.django_db
def test_a_notice_may_change_december_of_the_year_before() -> None:
    announce_2027([*DAYS_2027, off("2026-12-31", "元旦"), at_work("2026-12-26", "元旦")])
    assert not current_calendar().is_working(date(2026, 12, 31))
    assert current_calendar().name(date(2026, 12, 26)) == "元旦调休上班"


@pytest.mark.django_db
def test_an_amending_notice_names_only_what_it_changes() -> None:
    announce(year=2026, number="调整", days=[off("2026-12-07", "纪念日"), at_work("2026-10-07", "国庆节")], by=SYSTEM, at=AT)
    assert current_calendar().announced_until == date(2026, 12, 31)
    assert current_calendar().kind(date(2026, 12, 7)) is DayKind.HOLIDAY
    assert current_calendar().kind(date(2026, 10, 7)) is DayKind.WORKDAY


@pytest.mark.django_db
def test_of_two_amendments_of_a_day_the_later_holds() -> None:
    announce(year=2026, number="调整一", days=[off("2026-12-07", "纪念日")], by=SYSTEM, at=AT)
    announce(year=2026, number="调整二", days=[at_work("2026-12-07", "纪念日")], by=SYSTEM, at=AT)
    assert current_calendar().is_working(date(2026, 12, 7))


@pytest.mark.django_db
def test_the_same_notice_again_changes_nothing() -> None:
    first = announce_2027()
    calendar = current_calendar()
    assert announce_2027(reversed(DAYS_2027)) == first
    assert current_calendar() is calendar
    assert DayOverride.objects.count() == len(DAYS_2027)
    assert (first.announced_by, first.announced_at, str(first)) == ("system", AT, f"{NUMBER}（2027年）")


@pytest.mark.django_db
def test_the_same_number_with_other_contents_is_refused() -> None:
    announce_2027()
    with pytest.raises(Refused, match="内容不同") as refused:
        announce_2027(DAYS_2027[:-1])
    assert refused.value.status == 409


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"year": 2028}, "wrong_year"),
        ({"year": 2003}, "wrong_year"),
        ({"number": "  "}, "missing_number"),
        ({"days": ()}, "no_days"),
        ({"days": (*DAYS_2027, off("2027-10-09", "国庆节"))}, "twice"),
        ({"days": (*DAYS_2027, off("2028-01-01", "元旦"))}, "outside_year"),
        ({"days": (*DAYS_2027, off("2026-11-30", "元旦"))}, "outside_year"),
        ({"days": (*DAYS_2027, off("2027-06-09", " "))}, "missing_holiday"),
        ({"days": DAYS_2027[1:]}, "missing_statutory_day"),
        ({"days": (*DAYS_2027, at_work("2027-10-08", "国庆节"))}, "needless_make_up"),
    ],
)
def test_a_notice_that_cannot_be_right_is_refused_whole(changes: dict[str, object], code: str) -> None:
    with pytest.raises(Refused) as refused:
        announce_2027(**changes)  # type: ignore[arg-type]
    assert code in {problem.code for problem in refused.value.problems}
    assert not HolidayNotice.objects.exists()
    assert current_calendar() is national()


@pytest.mark.django_db
def test_every_problem_of_a_notice_is_told_at_once() -> None:
    with pytest.raises(Refused) as refused:
        announce_2027([off("2027-01-01", ""), off("2025-01-01", "元旦")], number="")
    codes = [problem.code for problem in refused.value.problems]
    assert codes[:3] == ["missing_number", "outside_year", "missing_holiday"]
    assert codes.count("missing_statutory_day") == 5


@pytest.mark.django_db
def test_the_database_refuses_a_year_before_the_calendar_and_a_day_named_twice() -> None:
    with pytest.raises(IntegrityError, match="holiday_notice_year_in_calendar"), transaction.atomic():
        HolidayNotice.objects.create(year=1999, number="1999", announced_by="system", announced_at=AT)
    notice = HolidayNotice.objects.create(year=2027, number="2027", announced_by="system", announced_at=AT)
    day = DayOverride.objects.create(notice=notice, day=date(2027, 1, 1), works=False, holiday="元旦")
    assert str(day) == "2027-01-01 元旦放假"
    with pytest.raises(IntegrityError), transaction.atomic():
        DayOverride.objects.create(notice=notice, day=date(2027, 1, 1), works=True, holiday="元旦")
