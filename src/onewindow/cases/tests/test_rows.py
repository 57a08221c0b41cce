"""A row that went through ``rows`` is the row that the ORM would have written and read."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, models, transaction
from django.test.utils import CaptureQueriesContext

from onewindow import rows
from onewindow.cases import services
from onewindow.cases.models import (
    Attachment,
    Case,
    ClockInterval,
    Correction,
    Decision,
    Delivery,
    Draft,
    IdempotencyKey,
    Rating,
    Snapshot,
    Task,
)
from onewindow.cases.tests.cast import AT, OTHER_USCC, Cast, correcting, draft, issued

MODELS = [Attachment, Case, ClockInterval, Correction, Decision, Delivery, Draft, IdempotencyKey, Rating, Snapshot, Task]


def values(row: models.Model) -> dict[str, Any]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


@pytest.fixture
def lives(cast: Cast) -> None:
    """Rows of every model."""
    services.rate(number=issued(cast), level=5, comment="很快", by=cast.agent, at=AT)
    draft(cast)
    correcting(cast, uscc=OTHER_USCC)
    services.start_draft(procedure_key="open-economy-trade", by=cast.agent, at=AT, key="one")


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_a_row_is_read_as_the_orm_reads_it(lives: None, model: type[models.Model]) -> None:
    for row in model._default_manager.all():
        read = rows.one(model, lock=True, **{model._meta.pk.name: row.pk})
        assert read is not None
        assert values(read) == values(row)
        assert read == row


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_a_row_is_written_as_the_orm_writes_it(lives: None, model: type[models.Model]) -> None:
    for row in model._default_manager.all():
        before = values(row)
        with transaction.atomic():
            model._default_manager.filter(pk=row.pk)._raw_delete("default")
            again = rows.insert(model(**{name: value for name, value in before.items() if name != "id"}))
            kept = values(model._default_manager.get(pk=again.pk))
            transaction.set_rollback(True)
        assert {**kept, "id": None} == {**before, "id": None}
        assert again._state.adding is False


def test_columns_are_changed_under_their_condition(lives: None) -> None:
    task = Task.objects.exclude(done_at=None).first()
    assert task is not None

    assert rows.change(Task, {"id": task.pk, "done_at": None}, note="x") == 0
    assert rows.change(Task, {"id": task.pk, "step": task.step}, note="退回", due_on=date(2023, 10, 1), taken_at=None) == 1
    task.refresh_from_db()
    assert (task.note, task.due_on, task.taken_at) == ("退回", date(2023, 10, 1), None)


def test_some_columns_are_read_in_the_order_asked_for(lives: None) -> None:
    assert rows.some(Decision, ("total_cny", "outcome", "at"), outcome="granted") == [
        (Decimal("36000.00"), "granted", Decision.objects.get().at)
    ]
    assert rows.some(Decision, ("paper",), outcome="refused") == []


def test_what_is_not_there_is_none(lives: None) -> None:
    assert rows.one(Case, number="2023-999999") is None


def test_columns_left_out_are_read_when_they_are_asked_for(lives: None) -> None:
    case = rows.one(Case, without=("contact_name",), number="2023-000001")
    assert case is not None and "contact_name" not in case.__dict__
    assert case.contact_name == "演示联系人"


def test_the_database_still_refuses_a_double(lives: None) -> None:
    key = IdempotencyKey.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.insert(IdempotencyKey(actor=key.actor, key=key.key, request="", answer={}, at=AT))


def test_a_row_is_locked_only_where_the_database_has_row_locks(lives: None) -> None:
    with CaptureQueriesContext(connection) as captured:
        rows.one(Case, lock=True, number="2023-000001")

    assert ("FOR UPDATE" in captured[0]["sql"]) is (connection.vendor == "postgresql")
