"""预约: slots with their places on working days, kept, cancelled or missed."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from onewindow.hall import selectors, services
from onewindow.hall.models import Appointment
from onewindow.hall.tests.small_hall import AT, DAY, VISITOR, Cast, later, take
from onewindow.hall.tests.test_numbers import refusal
from onewindow.words.actor import SYSTEM

MONDAY = date(2023, 9, 18)
SHANGHAI = ZoneInfo("Asia/Shanghai")


def book(day: date = MONDAY, hour: int = 10, **given: str) -> Appointment:
    return services.book(business="all", day=day, begins=time(hour), by=VISITOR, at=AT, **given)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=SHANGHAI)


def test_working_days_are_offered_and_days_of_rest_are_not(cast: Cast) -> None:
    days = selectors.bookable_days(AT)
    assert days == [DAY, *(date(2023, 9, each) for each in (18, 19, 20, 21, 22))]
    assert refusal(book, day=date(2023, 9, 16)).first.clause == "conv-hall-5"
    assert refusal(book, day=date(2023, 9, 25)).first.code == "day_not_bookable"


def test_a_slot_has_so_many_places_and_a_cancelled_one_is_free_again(cast: Cast) -> None:
    first = book()
    assert refusal(book).first.code == "slot_full"
    services.cancel_appointment(code=first.code, by=VISITOR, at=later(1))
    assert book().code != first.code
    assert refusal(services.cancel_appointment, code=first.code, by=VISITOR, at=later(2)).first.code == "wrong_state"


def test_a_slot_that_has_begun_or_that_there_is_not_is_refused(cast: Cast) -> None:
    assert refusal(book, day=DAY, hour=9).first.code == "slot_begun"
    assert refusal(book, hour=3).first.code == "unknown_slot"
    open_ = {line.slot.begins.hour: line.open for line in selectors.slots_on(selectors.business("all"), DAY, AT)}
    assert open_ == {9: False, 10: True, 14: True}


def test_a_browser_has_one_appointment_for_a_business_on_a_day(cast: Cast) -> None:
    first = book(visitor="browser")
    assert book(visitor="browser").pk == first.pk
    assert refusal(book, hour=14, visitor="browser").first.code == "booked_before"
    assert book(day=date(2023, 9, 19), visitor="browser").pk != first.pk


def test_who_arrives_in_the_slot_goes_first_and_who_comes_late_does_not(cast: Cast) -> None:
    code = book(day=DAY).code
    take(), take(minutes=1)
    assert refusal(services.arrive, code=code, by=VISITOR, at=at(DAY, 9, 29)).first.code == "too_early"
    ticket = services.arrive(code=code, by=VISITOR, at=at(DAY, 9, 50))
    assert services.arrive(code=code, by=VISITOR, at=at(DAY, 9, 51)).pk == ticket.pk
    queue = [ticket.queue]
    assert [each.number for each in selectors.line_of(queue, DAY, at(DAY, 9, 55))] == ["A001", "A002", "A003"]
    assert [each.number for each in selectors.line_of(queue, DAY, at(DAY, 10, 5))] == ["A003", "A001", "A002"]


def test_who_does_not_come_has_missed_it_and_queues_as_others_do(cast: Cast) -> None:
    code = book(day=DAY).code
    take(minutes=100)
    services.end_days(by=SYSTEM, at=at(DAY, 11))
    assert Appointment.objects.get().state == "missed"
    late = services.arrive(code=code, by=VISITOR, at=at(DAY, 11, 30))
    assert [each.number for each in selectors.line_of([late.queue], DAY, at(DAY, 11, 31))] == ["A001", "A002"]


def test_an_appointment_is_kept_on_its_own_day_with_its_own_code(cast: Cast) -> None:
    code = book().code
    assert refusal(services.arrive, code=code, by=VISITOR, at=at(DAY, 9, 50)).first.code == "wrong_day"
    assert refusal(services.arrive, code="00000000x", by=VISITOR, at=AT).status == 404
    assert refusal(services.cancel_appointment, code=code, by=VISITOR, at=at(MONDAY, 10)).first.code == "slot_begun"


def test_the_phone_of_an_appointment_is_forgotten_after_its_day(cast: Cast) -> None:
    book(day=DAY, phone="13800000000")
    services.end_days(by=SYSTEM, at=AT)
    assert Appointment.objects.get().phone == "13800000000"
    services.end_days(by=SYSTEM, at=AT + timedelta(days=3))
    assert Appointment.objects.get().phone is None
