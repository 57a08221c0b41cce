"""A reader takes every event, in order, and skips none: not even that of a transaction which commits late."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta

import pytest
import time_machine
from django.db import connection, transaction
from django.utils import timezone

from onewindow.trail.models import Cursor, Event
from onewindow.trail.readers import Reader
from onewindow.trail.seals import seal_day, seal_through
from onewindow.trail.selectors import events_of
from onewindow.trail.services import record
from onewindow.trail.tests.acts import CLERK, NOON, happen, moment, sealed
from onewindow.trail.verification import verify

POSTGRESQL = connection.vendor == "postgresql"
PATIENCE = 60


def take(reader: str = "notices", limit: int = 100) -> list[int]:
    with transaction.atomic():
        return [event.id for event in Reader(reader).take(limit)]


@pytest.fixture
def last_loaded(live_database) -> int:
    """A committed copy in which the reader has taken what loading the county recorded; the id of the last of it."""
    loaded = list(Event.objects.order_by("id").values_list("id", flat=True))
    assert take(limit=len(loaded) + 1) == loaded
    return loaded[-1]


def since(last: int) -> list[Event]:
    return list(Event.objects.filter(id__gt=last).order_by("id"))


@pytest.mark.django_db
def test_a_reader_takes_each_event_once_in_order():
    events = [happen(subject).id for subject in ("case:1", "case:2", "case:1")]
    assert (take(limit=2), take(limit=2), take(limit=2)) == (events[:2], events[2:], [])
    events.append(happen("case:1").id)
    assert take() == events[3:]
    assert take("statistics") == events


@pytest.mark.django_db
def test_an_event_is_taken_again_when_the_work_on_it_fails():
    event = happen()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        assert Reader("notices").take()
        raise ZeroDivisionError
    assert take() == [event.id]


def test_taking_outside_a_transaction_is_refused(live_database):
    with pytest.raises(RuntimeError, match="transaction"):
        Reader("notices").take()
    assert not Cursor.objects.exists()


def test_an_event_of_a_transaction_that_commits_late_is_lost_by_no_reader(last_loaded):
    with late_event("case:late") as commit:
        early = in_thread(lambda: happen("case:early"))
        if POSTGRESQL:  # SQLite's second writer waits: there ids are commit order
            early.join(PATIENCE)
            assert not early.is_alive(), "another chain is blocked"
            assert [event.subject for event in since(last_loaded)] == ["case:early"]
            assert take() == []
        commit()
    early.join(PATIENCE)
    taken = take()
    assert taken == [event.id for event in since(last_loaded)]
    assert [Event.objects.get(id=number).subject for number in taken] == ["case:late", "case:early"]
    assert take() == []


def test_a_late_event_that_is_rolled_back_holds_nobody_up(last_loaded):
    with late_event("case:late") as commit:
        early = in_thread(lambda: happen("case:early"))
        if POSTGRESQL:
            early.join(PATIENCE)
        commit(rollback=True)
    early.join(PATIENCE)
    (event,) = since(last_loaded)
    assert event.subject == "case:early"
    assert take() == [event.id]


def test_a_savepoint_that_is_rolled_back_leaves_the_next_event_its_place(last_loaded):
    with late_event("case:late", failed_before="case:failed") as commit:
        early = in_thread(lambda: happen("case:early"))
        if POSTGRESQL:
            early.join(PATIENCE)
            assert take() == []
        commit()
    early.join(PATIENCE)
    assert [Event.objects.get(id=number).subject for number in take()] == ["case:late", "case:early"]


def test_events_of_the_readers_own_transaction_are_taken_in_it(last_loaded):
    happen("case:1")
    with transaction.atomic():
        record(subject="case:2", kind="case.accepted", by=CLERK, at=NOON)
        assert [event.subject for event in Reader("notices").take()] == ["case:1", "case:2"]
    assert take() == []


def test_an_event_of_a_transaction_that_commits_late_is_under_a_seal(last_loaded):
    loaded = timezone.localdate(Event.objects.get(id=last_loaded).recorded_at)
    seal_through(loaded, at=moment(loaded + timedelta(days=1), "00:05:00"))
    day, next_day = loaded + timedelta(days=1), loaded + timedelta(days=2)
    morning_after = moment(loaded + timedelta(days=3), "00:05:00")
    with time_machine.travel(moment(day, "23:59:58"), tick=False):
        with late_event("case:late") as commit:
            early = in_thread(lambda: happen("case:early"))
            if POSTGRESQL:
                early.join(PATIENCE)
                assert sealed(day).count == 0
            commit()
        early.join(PATIENCE)
        seal_day(day, at=morning_after)
    seals = [seal_day(each, at=morning_after) for each in (day, next_day)]
    assert [seal.count for seal in seals] == ([0, 2] if POSTGRESQL else [2, 0])
    assert verify().ok


def test_a_reader_with_an_old_snapshot_is_refused(live_database):
    if not POSTGRESQL:
        return  # SQLite has one level
    with pytest.raises(RuntimeError, match="read committed"), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        Reader("notices").take()


def test_records_of_many_at_once_are_one_chain(live_database):
    def ten() -> None:
        for _ in range(10):
            happen("case:1")

    writers = [in_thread(ten) for _ in range(4)]
    for writer in writers:
        writer.join(60)
    events = events_of("case:1")
    assert [event.position for event in events] == list(range(1, 41))
    assert [event.id for event in events] == sorted(event.id for event in events)
    assert verify().ok


def test_readers_beside_writers_miss_nothing_and_take_nothing_twice(last_loaded):
    writers = [in_thread(lambda name=name: [happen(f"case:{name}") for _ in range(15)]) for name in "abc"]
    taken: list[int] = []
    while any(writer.is_alive() for writer in writers):
        taken += take(limit=7)
        time.sleep(0.02)  # as a worker rests; SQLite hands its lock to whoever asks first, and who never rests asks first
    while more := take(limit=7):
        taken += more
    assert taken == [event.id for event in since(last_loaded)]
    assert len(taken) == 45


def in_thread(work: Callable[[], object]) -> threading.Thread:
    def run() -> None:
        try:
            work()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


@contextmanager
def late_event(subject: str, failed_before: str = "") -> Iterator[Callable[..., None]]:
    """An event recorded in another connection whose transaction stays open until the yielded function is called."""
    recorded, go, ending = threading.Event(), threading.Event(), {"rollback": False}

    def hold() -> None:
        with transaction.atomic():
            if failed_before:
                with suppress(ZeroDivisionError), transaction.atomic():
                    record(subject=failed_before, kind="case.accepted", by=CLERK, at=NOON)
                    raise ZeroDivisionError
            record(subject=subject, kind="case.accepted", by=CLERK, at=NOON)
            recorded.set()
            go.wait(PATIENCE)
            transaction.set_rollback(ending["rollback"])

    thread = in_thread(hold)

    def commit(rollback: bool = False) -> None:
        ending["rollback"] = rollback
        go.set()
        thread.join(PATIENCE)

    try:
        assert recorded.wait(PATIENCE)
        yield commit
    finally:
        commit()
