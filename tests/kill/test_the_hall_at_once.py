"""Two clerks who press at once get two people; numbers run without gap or double, whoever is killed."""

from __future__ import annotations

from datetime import time
from functools import partial

from onewindow.hall import services
from onewindow.hall.models import Call, Seat, Ticket
from onewindow.hall.tests import small_hall
from onewindow.hall.tests.small_hall import AT, VISITOR, later
from onewindow.papers.models import Counter
from onewindow.trail.models import Event
from onewindow.trail.verification import verify
from tests.kill.forks import AFTER_COMMIT, killed_at, together

CROWD = 8


def test_two_clerks_who_press_at_once_get_two_people(live_database: str) -> None:
    cast = small_hall.build()
    services.sit(window="1", by=cast.one, at=AT)
    services.sit(window="2", by=cast.two, at=AT)
    for each in range(4):
        small_hall.take(minutes=each / 10)
    for each in range(2):
        answers = together(*(partial(services.call, by=by, at=later(1 + each)) for by in (cast.one, cast.two)))
        assert {answer.ticket_id for answer in answers} == set(Ticket.objects.filter(state="called").values_list("id", flat=True))
        assert len({answer.ticket_id for answer in answers}) == 2
        for by in (cast.one, cast.two):
            services.finish(by=by, at=later(1.5 + each))
    assert Call.objects.count() == 4


def test_one_number_is_called_to_one_of_two_windows(live_database: str) -> None:
    cast = small_hall.build()
    services.sit(window="1", by=cast.one, at=AT)
    services.sit(window="2", by=cast.two, at=AT)
    small_hall.take()
    answers = together(*(partial(services.call, by=by, at=later(1)) for by in (cast.one, cast.two)))
    assert sorted(type(answer).__name__ for answer in answers) == ["Call", "tuple"]
    assert (409, "nobody_waits") in answers


def test_the_same_press_sent_twice_at_once_calls_one_person(live_database: str) -> None:
    cast = small_hall.build()
    services.sit(window="1", by=cast.one, at=AT)
    small_hall.take(), small_hall.take(minutes=1)
    press = partial(services.call, by=cast.one, at=later(2), key="press")
    answers = together(press, press)
    assert len({answer.pk for answer in answers}) == 1
    assert Call.objects.count() == 1


def test_two_clerks_who_sit_down_at_once_at_one_window_are_one(live_database: str) -> None:
    cast = small_hall.build()
    answers = together(*(partial(services.sit, window="1", by=by, at=AT) for by in (cast.one, cast.two)))
    assert (409, "window_taken") in answers
    assert Seat.objects.count() == 1


def test_a_crowd_at_once_gets_numbers_without_gap_or_double(live_database: str) -> None:
    small_hall.build()
    take = partial(services.take_number, business="all", channel="machine", by=VISITOR, at=AT)
    answers = together(*[take] * CROWD)
    assert sorted(answer.number for answer in answers) == [f"A{each:03d}" for each in range(1, CROWD + 1)]
    assert verify().ok


def test_one_browser_that_presses_twice_at_once_has_one_number(live_database: str) -> None:
    small_hall.build()
    take = partial(services.take_number, business="all", channel="phone", visitor="browser", by=VISITOR, at=AT)
    assert len({answer.number for answer in together(take, take)}) == 1
    assert Ticket.objects.count() == 1


def test_the_last_place_of_a_slot_is_given_once(live_database: str) -> None:
    small_hall.build()
    day, begins = AT.date(), small_hall.SLOTS[1]["begins"]
    book = partial(services.book, business="all", day=day, begins=time.fromisoformat(begins), by=VISITOR, at=AT)
    answers = together(book, book, book)
    assert answers.count((409, "slot_full")) == 2


def test_issuing_numbers_survives_a_kill_before_every_write(live_database: str) -> None:
    small_hall.build()
    take = partial(services.take_number, business="all", channel="machine", by=VISITOR, at=AT)
    died = [killed_at(point, take) for point in range(1, 7)]
    assert Ticket.objects.count() == 0 and len(set(died)) > 1
    killed_at(AFTER_COMMIT, take)
    assert [services.take_number(business="all", channel="machine", by=VISITOR, at=AT).number for _ in range(2)] == ["A002", "A003"]
    assert Counter.objects.get(series="hall-A-2023-09-15").last == Ticket.objects.count() == 3
    assert Event.objects.filter(kind="hall.taken").count() == 3
    assert verify().ok
