"""An event is recorded in the transaction of its act, at the end of its subject's chain."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import time_machine
from django.db import connection, transaction

from onewindow.trail.chain import EVENT_COLUMNS, time_text
from onewindow.trail.models import Event, Head
from onewindow.trail.selectors import events_of
from onewindow.trail.services import record
from onewindow.trail.tests.acts import CLERK, NOON, happen
from onewindow.words.canonical import canonical, sm3


@pytest.mark.django_db
def test_the_events_of_a_subject_are_a_chain():
    first, other, second = happen(), happen("case:2023-000002"), happen(kind="case.decided")
    assert [event.position for event in events_of(first.subject)] == [1, 2]
    assert (first.previous, second.previous, other.previous) == ("", first.hash, "")
    head = Head.objects.get(subject=first.subject)
    assert (head.count, head.hash) == (2, second.hash)


@pytest.mark.django_db
def test_every_column_is_under_the_hash():
    happen()
    event = events_of(happen(kind="case.decided", body={"amount": Decimal("1.50"), "on": date(2023, 9, 15)}).subject)[-1]
    columns = [field.column for field in Event._meta.concrete_fields]
    assert columns == [*EVENT_COLUMNS, "hash"]
    values = [getattr(event, name) for name in EVENT_COLUMNS]
    assert event.hash == sm3(canonical([time_text(v) if isinstance(v, datetime) else v for v in values]).encode())
    assert event.content == {"amount": "1.50", "on": "2023-09-15"}


@pytest.mark.django_db
def test_what_comes_back_is_what_is_stored():
    event = happen()
    stored = Event.objects.get(id=event.id)
    assert {n: getattr(stored, n) for n in (*EVENT_COLUMNS, "hash")} == {n: getattr(event, n) for n in (*EVENT_COLUMNS, "hash")}


@pytest.mark.django_db
def test_an_event_keeps_who_in_which_roles_for_which_organisation_but_no_name():
    event = happen()
    assert (event.actor, event.roles, event.organisation) == ("u-7", "approver,clerk", "approval-service")
    assert not [field for field in Event._meta.concrete_fields if CLERK.name in str(getattr(event, field.name))]


@pytest.mark.django_db
def test_business_time_is_the_acts_and_recording_time_is_the_systems():
    with time_machine.travel(datetime(2026, 11, 24, 10, tzinfo=UTC), tick=False):
        event = events_of(happen().subject)[0]
    assert (event.at, event.recorded_at) == (NOON, datetime(2026, 11, 24, 10, tzinfo=UTC))


@pytest.mark.django_db
def test_an_event_costs_two_statements(django_assert_num_queries):
    happen()
    with transaction.atomic(), django_assert_num_queries(2):
        record(subject="case:2023-000001", kind="case.decided", by=CLERK, at=NOON)
    with transaction.atomic(), django_assert_num_queries(2):
        record(subject="case:2023-000009", kind="case.submitted", by=CLERK, at=NOON)


@pytest.mark.django_db
def test_an_act_that_is_rolled_back_leaves_no_event_and_the_chain_goes_on():
    first = happen()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        record(subject=first.subject, kind="case.decided", by=CLERK, at=NOON)
        raise ZeroDivisionError
    assert happen(kind="case.decided").previous == first.hash
    assert [event.position for event in events_of(first.subject)] == [1, 2]


def test_an_event_outside_a_transaction_is_refused(live_database):
    assert not connection.in_atomic_block
    with pytest.raises(RuntimeError, match="transaction"):
        record(subject="case:2023-000001", kind="case.accepted", by=CLERK, at=NOON)
    assert not Event.objects.filter(subject="case:2023-000001").exists()


@pytest.mark.django_db
@pytest.mark.parametrize("subject", ["", "case", "case:", "Case:1", "case:一 二", "case:" + "1" * 100])
def test_a_subject_out_of_shape_is_refused(subject):
    with pytest.raises(ValueError, match="subject"):
        happen(subject)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["", "accepted", "case.", "case.Accepted", "case." + "a" * 80])
def test_a_kind_out_of_shape_is_refused(kind):
    with pytest.raises(ValueError, match="kind"):
        happen(kind=kind)


@pytest.mark.django_db
def test_a_business_time_without_zone_is_refused():
    with pytest.raises(ValueError, match="zone"):
        happen(at=datetime(2023, 9, 15))


@pytest.mark.django_db
@pytest.mark.parametrize("body", [{"rate": 0.1}, {"file": b"x"}])
def test_a_body_without_canonical_text_is_refused(body):
    with pytest.raises(TypeError):
        happen(body=body)
