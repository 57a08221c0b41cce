"""Every day that is over is sealed once, in order, with every event under one seal, and outside the database too."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.db import transaction

from onewindow.trail.chain import heads_digest
from onewindow.trail.merkle import EMPTY, Tree
from onewindow.trail.models import Head, Seal
from onewindow.trail.seals import seal_day, seal_through
from onewindow.trail.tests.acts import MONDAY, TUESDAY, WEDNESDAY, happen_on, moment, sealed
from onewindow.trail.verification import verify
from onewindow.words.canonical import sm3
from onewindow.words.refused import Refused


def knot(left: str, right: str) -> str:
    return sm3(b"\1" + bytes.fromhex(left) + bytes.fromhex(right))


def test_the_root_is_that_of_a_merkle_tree():
    leaves = [sm3(bytes([n])) for n in range(5)]
    tree = Tree()
    assert tree.root() == EMPTY
    roots = []
    for leaf in leaves:
        tree.add(leaf)
        roots.append(tree.root())
    a, b, c, d, e = leaves
    pair, four = knot(a, b), knot(knot(a, b), knot(c, d))
    assert roots == [a, pair, knot(pair, c), four, knot(four, e)]
    with pytest.raises(ValueError, match="hex"):
        tree.add("no hash")


@pytest.mark.django_db
def test_a_seal_covers_the_events_of_its_day():
    events = happen_on(MONDAY, "case:1", "case:2", "case:1", time="00:00:00")
    happen_on(TUESDAY, "case:1", time="00:00:00")
    seal, tree = sealed(MONDAY), Tree()
    for event in events:
        tree.add(event.hash)
    assert (seal.count, seal.last, seal.root) == (3, events[-1].id, tree.root())
    assert seal.heads == heads_digest([("case:1", 2, events[2].hash), ("case:2", 1, events[1].hash)])


@pytest.mark.django_db
def test_the_seals_are_a_chain_and_an_empty_day_has_one():
    happen_on(MONDAY, "case:1")
    happen_on(WEDNESDAY, "case:1")
    monday, tuesday, wednesday = seal_through(WEDNESDAY, at=moment(WEDNESDAY + timedelta(days=1), "00:05:00"))
    assert (monday.count, tuesday.count, wednesday.count) == (1, 0, 1)
    assert tuesday.root == EMPTY
    assert (monday.previous, tuesday.previous, wednesday.previous) == ("", monday.hash, tuesday.hash)


@pytest.mark.django_db
def test_a_day_is_sealed_once():
    happen_on(MONDAY, "case:1")
    first = sealed(MONDAY)
    happen_on(MONDAY, "case:2")
    again = seal_day(MONDAY, at=moment(WEDNESDAY, "09:00:00"))
    assert (again.hash, again.sealed_at, Seal.objects.count()) == (first.hash, first.sealed_at, 1)


@pytest.mark.django_db
def test_an_event_that_appears_after_the_seal_of_its_day_stands_under_the_next():
    happen_on(MONDAY, "case:1")
    sealed(MONDAY)
    late = happen_on(MONDAY, "case:2", time="23:59:59")[0]
    happen_on(TUESDAY, "case:1")
    assert (sealed(TUESDAY).count, late.recorded_at.day) == (2, MONDAY.day)
    assert verify().ok


@pytest.mark.django_db
def test_a_clock_that_ran_ahead_hides_no_event():
    happen_on(WEDNESDAY, "case:1")
    happen_on(MONDAY, "case:2")
    happen_on(TUESDAY, "case:2")
    seals = seal_through(WEDNESDAY, at=moment(WEDNESDAY + timedelta(days=1), "00:05:00"))
    assert sum(seal.count for seal in seals) == 3
    assert verify().ok


@pytest.mark.django_db
def test_root_count_and_heads_are_outside_the_database_and_in_a_line(roots_folder):
    events = happen_on(MONDAY, "case:2", "case:1", "case:1")
    seal = sealed(MONDAY)
    first, *ends = map(json.loads, (roots_folder / "2026-11-23.jsonl").read_text().splitlines())
    assert (first["day"], first["count"], first["root"], first["hash"]) == ("2026-11-23", 3, seal.root, seal.hash)
    assert ends == [
        {"subject": "case:1", "count": 2, "hash": events[2].hash},
        {"subject": "case:2", "count": 1, "hash": events[0].hash},
    ]
    assert all(text in str(seal) for text in ("2026-11-23", "3条", seal.root, seal.heads))


@pytest.mark.django_db
def test_a_file_lost_after_the_commit_is_written_again_as_it_was(roots_folder):
    happen_on(MONDAY, "case:1")
    sealed(MONDAY)
    sealed(TUESDAY)
    files = {path: path.read_bytes() for path in roots_folder.iterdir()}
    (roots_folder / "2026-11-23.jsonl").unlink()
    happen_on(WEDNESDAY, "case:1")
    assert not verify().ok
    assert [seal.day for seal in seal_through(TUESDAY, at=moment(WEDNESDAY, "01:00:00"))] == []
    assert {path: path.read_bytes() for path in roots_folder.iterdir()} == files
    assert Head.objects.get().count == 2
    assert verify().ok


@pytest.mark.django_db
@pytest.mark.parametrize("time", ["00:00:00", "23:59:59"])
def test_a_day_that_is_not_over_is_refused(time):
    happen_on(MONDAY, "case:1")
    with pytest.raises(Refused, match="尚未结束"):
        seal_day(MONDAY, at=moment(MONDAY, time))
    assert not Seal.objects.exists()


@pytest.mark.django_db
def test_a_gap_between_seals_is_refused():
    happen_on(MONDAY, "case:1")
    at = moment(WEDNESDAY + timedelta(days=1), "00:05:00")
    with pytest.raises(Refused, match="2026-11-23"):
        seal_day(TUESDAY, at=at)
    sealed(MONDAY)
    for day in (WEDNESDAY, MONDAY - timedelta(days=1)):
        with pytest.raises(Refused, match="2026-11-24"):
            seal_day(day, at=at)


def test_a_seal_inside_another_transaction_is_refused(live_database):
    happen_on(MONDAY, "case:1")
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        sealed(MONDAY)
