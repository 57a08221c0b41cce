"""The reader of messages, killed at every write and on both sides of its commit: each event has one message, never two, none is lost."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connections
from django.utils import timezone

from onewindow.cases.tests import cast as people
from onewindow.cases.tests.cast import AT
from onewindow.exchange.gateways import FileGateway, Outgoing
from onewindow.exchange.models import Message, ReadMark, Sms
from onewindow.exchange.services import read_trail, send_due
from onewindow.trail.models import Cursor, Event
from tests.kill.forks import AFTER_COMMIT, BEFORE_COMMIT, killed_at, together

KINDS = ["case.submitted", "case.accepted", "case.decided", "case.published", "case.issued"]


@pytest.fixture
def case(live_database: str) -> str:
    """A case that was issued; what came before it is read."""
    while read_trail():
        pass
    return people.issued(people.gather())


def state() -> tuple[list[int], int, list[int]]:
    connections.close_all()
    messages = list(Message.objects.order_by("id").values_list("event", flat=True))
    position = Cursor.objects.get(name="messages").position
    return messages, position, list(Sms.objects.order_by("id").values_list("message__event", flat=True))


def deaths(act: Callable[[], object]) -> list[str]:
    """Kill at the first write, the second … and before the commit; each time everything stands as before."""
    before, found = state(), list[str]()
    while not found or found[-1] != BEFORE_COMMIT:
        found.append(killed_at(len(found) + 1, act))
        assert found[-1] in {f"before write {len(found)}", BEFORE_COMMIT}
        assert state() == before
    return found


def test_a_kill_of_the_reader_leaves_every_event_told_once_or_not_yet(case: str) -> None:
    assert len(deaths(read_trail)) > len(KINDS)
    assert killed_at(AFTER_COMMIT, read_trail) == AFTER_COMMIT
    told = state()
    assert read_trail() == 0
    assert state() == told
    rows = Message.objects.filter(case_number=case).order_by("id")
    assert list(rows.values_list("kind", flat=True)) == KINDS
    assert told[1] == Event.objects.latest("id").pk


def test_two_readers_at_once_tell_each_event_once(case: str) -> None:
    taken = together(read_trail, read_trail)
    assert 0 in taken
    connections.close_all()
    assert list(Message.objects.filter(case_number=case).order_by("id").values_list("kind", flat=True)) == KINDS
    assert not ReadMark.objects.exists()


class Dying:
    """A gateway whose process is killed when the line is on the disk, and before anybody said so."""

    def __init__(self, inner: FileGateway) -> None:
        self.inner = inner

    def send(self, outgoing: Outgoing) -> str:
        self.inner.send(outgoing)
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError("still alive")


def test_an_sms_whose_sender_was_killed_after_sending_goes_out_once(case: str, tmp_path: Path) -> None:
    """It is sent again under the same id, which the file has already."""
    read_trail()
    Sms.objects.update(urgent=True)  # whatever time of the day it is
    waiting = Sms.objects.count()
    gateway = FileGateway(tmp_path / "outbox")
    for _ in range(waiting):
        assert together(lambda: send_due(at=AT, moment=timezone.now(), through=Dying(gateway))) == ["the child said nothing"]
    connections.close_all()
    assert (Sms.objects.filter(state="waiting", attempts=1).count(), lines(gateway)) == (waiting, waiting)
    Sms.objects.update(next_at=timezone.now())  # a minute later
    assert send_due(at=AT, moment=timezone.now(), through=gateway) == waiting
    assert lines(gateway) == waiting
    assert set(Sms.objects.values_list("state", flat=True)) == {"sent"}


def lines(gateway: FileGateway) -> int:
    """How many SMS are in the files; each id stands there once."""
    read = [json.loads(line)["id"] for path in gateway.folder.iterdir() for line in path.read_text(encoding="utf-8").splitlines()]
    assert len(read) == len(set(read))
    return len(read)
