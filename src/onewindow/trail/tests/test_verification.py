"""Verification finds every changed bit, every event that is missing, moved or made up, and says which is the first."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection

from onewindow.trail import guards
from onewindow.trail.chain import EVENT_COLUMNS, SEAL_COLUMNS
from onewindow.trail.models import Event, Head, Seal
from onewindow.trail.tests.acts import MONDAY, TUESDAY, WEDNESDAY, happen_on, run, sealed, undone
from onewindow.trail.tests.damage import flipped, insert, rewrite_chain, stored, swap
from onewindow.trail.verification import Broken, verify

ONE, TWO = "case:1", "case:2"


@pytest.fixture
def trail(db, monkeypatch: pytest.MonkeyPatch) -> list[Event]:
    """Two chains over three days, the last day not sealed yet; the guards are off, and verification does not look for them."""
    events = happen_on(MONDAY, ONE, TWO, ONE)
    sealed(MONDAY)
    events += happen_on(TUESDAY, TWO, ONE)
    sealed(TUESDAY)
    events += happen_on(WEDNESDAY, ONE, TWO)
    guards.lift(connection)
    monkeypatch.setattr(guards, "missing", lambda _: [])
    return events


def broken() -> Broken:
    verification = verify()
    assert verification.first_broken and not verification.ok, "not found"
    return verification.first_broken


def test_a_whole_trail_is_ok(trail):
    told: list[tuple[int, int]] = []
    found = verify(progress=lambda done, total: told.append((done, total)))
    assert found.as_json() == {"ok": True, "events": 7, "chains": 2, "seals": 2, "first_broken": None}
    assert told == [(7, 7)]


@pytest.mark.django_db
def test_an_empty_trail_is_ok():
    assert verify().as_json() == {"ok": True, "events": 0, "chains": 0, "seals": 0, "first_broken": None}


@pytest.mark.parametrize("column", [*EVENT_COLUMNS, "hash"])
def test_a_flipped_bit_anywhere_in_a_stored_event_is_found(trail, column):
    event = trail[2]
    tried = 0
    for value in flipped(getattr(event, column)):
        with undone():
            if stored("trail_event", column, value, "id", event.id):
                tried += 1
                found = broken()
                assert column in {"id", "subject", "position"} or (found.subject, found.position, found.id) == (ONE, 2, event.id)
    assert tried >= 20
    assert verify().ok


@pytest.mark.parametrize("column", [*SEAL_COLUMNS, "hash"])
def test_a_flipped_bit_anywhere_in_a_seal_is_found(trail, column):
    seal = Seal.objects.get(day=TUESDAY)
    tried = 0
    for value in flipped(getattr(seal, column)):
        with undone():
            if stored("trail_seal", column, value, "hash", seal.hash):
                tried += 1
                assert broken().subject.startswith("seal:")
    assert tried >= 20
    assert verify().ok


@pytest.mark.parametrize("column", ["subject", "count", "hash"])
def test_a_flipped_bit_anywhere_in_a_head_is_found(trail, column):
    head = Head.objects.get(subject=ONE)
    tried = 0
    for value in flipped(getattr(head, column)):
        with undone():
            if stored("trail_head", column, value, "subject", ONE):
                tried += 1
                assert ONE in broken().subject or column == "subject"
    assert tried >= 20
    assert verify().ok


@pytest.mark.parametrize("number", range(7))
def test_a_deleted_event_is_found_and_named(trail, number):
    event = trail[number]
    run("DELETE FROM trail_event WHERE id = %s", event.id)
    found = broken()
    assert (found.subject, found.position, found.id) == (event.subject, event.position, None)
    assert "缺失" in found.what


@pytest.mark.parametrize(("first", "second"), [(0, 2), (0, 1), (5, 6)])
@pytest.mark.parametrize("columns", [("id",), ("subject", "position"), ("kind", "reason", "hash")])
def test_swapped_events_are_found(trail, first, second, columns):
    one, other = trail[first], trail[second]
    swap(one, other, *columns)
    assert broken().id in {one.id, other.id}


def test_an_event_put_in_with_right_hashes_is_found(trail):
    last = Event.objects.filter(subject=ONE).latest("position")
    forged = Event.objects.get(id=last.id)
    forged.id, forged.position, forged.previous = trail[-1].id + 1, last.position + 1, last.hash
    insert(forged)
    assert broken() == Broken(ONE, forged.position, forged.id, "事件不在链头之内")
    run("UPDATE trail_head SET count = %s WHERE subject = %s", forged.position, ONE)
    assert broken().subject == ONE


def test_an_event_put_into_a_sealed_day_with_right_hashes_is_found_by_the_seal(trail):
    forged = Event.objects.get(id=trail[0].id)
    forged.id, forged.subject, forged.position = 0, "case:3", 1
    insert(forged)
    run("INSERT INTO trail_head (subject, count, hash) VALUES ('case:3', 1, %s)", Event.objects.get(id=0).hash)
    assert broken() == Broken("seal:2026-11-23", None, None, "日封所记的3条事件与库内的4条不符")


def test_history_that_was_rewritten_whole_is_found_by_the_seal(trail):
    run("UPDATE trail_event SET reason = '改写' WHERE id = %s", trail[0].id)
    rewrite_chain(ONE)
    found = broken()
    assert (found.subject, found.what) == (ONE, "与库外日封文件所记不符")


def test_seals_that_were_rewritten_too_are_found_by_the_files_outside(trail, roots_folder):
    run("UPDATE trail_event SET reason = '改写' WHERE id = %s", trail[0].id)
    rewrite_chain(ONE)
    run("DELETE FROM trail_seal")
    outside = {path: path.read_bytes() for path in sorted(roots_folder.iterdir())}
    sealed(MONDAY), sealed(TUESDAY)
    assert outside == {path: path.read_bytes() for path in sorted(roots_folder.iterdir())}, "a file outside was overwritten"
    assert broken() == Broken("seal:2026-11-23", None, None, "库外日封文件与库内日封不符")


def test_a_cut_off_tail_is_found_by_the_files_outside(trail):
    cut = [event.id for event in trail[3:]]
    run("DELETE FROM trail_event WHERE id >= %s", cut[0])
    for subject, event in ((ONE, trail[2]), (TWO, trail[1])):
        run("UPDATE trail_head SET count = %s, hash = %s WHERE subject = %s", event.position, event.hash, subject)
    assert broken() == Broken(ONE, 3, None, "库外日封文件所记的第3条事件缺失")
    run("DELETE FROM trail_seal WHERE day = %s", TUESDAY)
    assert broken() == Broken(ONE, 3, None, "库外日封文件所记的第3条事件缺失")


def test_a_file_outside_that_was_changed_or_removed_is_found(trail, roots_folder):
    monday = min(roots_folder.iterdir())
    text = monday.read_text()
    monday.write_text(text.replace('"count":3', '"count":4'))
    assert broken().what == "库外日封文件与库内日封不符"
    monday.write_text("")
    assert broken().what == "库外日封文件与库内日封不符"
    monday.unlink()
    assert broken() == Broken("seal:2026-11-23", None, None, "库外日封文件缺失")


def test_a_missing_seal_is_found(trail):
    run("DELETE FROM trail_seal WHERE day = %s", MONDAY)
    assert broken().subject == "seal:2026-11-24"


def test_since_a_day_the_rest_is_trusted_and_the_days_after_are_checked(trail):
    assert verify(since=TUESDAY).as_json() == {"ok": True, "events": 4, "chains": 2, "seals": 1, "first_broken": None}
    assert verify(since=date(2027, 1, 1)).events == 2
    assert verify(since=date(2020, 1, 1)).events == 7
    run("UPDATE trail_event SET reason = 'x' WHERE id = %s", trail[0].id)
    assert verify(since=TUESDAY).ok
    run("UPDATE trail_event SET reason = 'x' WHERE id = %s", trail[4].id)
    assert verify(since=TUESDAY).first_broken == Broken(ONE, 3, trail[4].id, "事件内容与摘要不符")
