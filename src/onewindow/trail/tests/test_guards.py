"""The database itself refuses what the trail does not do, whoever asks; and the guards come back with every migration."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.core.management.sql import emit_pre_migrate_signal
from django.db import DatabaseError, connection, models, transaction
from django.db.migrations import Migration

from onewindow.trail import guards
from onewindow.trail.chain import EVENT_COLUMNS
from onewindow.trail.models import Event, Head, Seal
from onewindow.trail.tests.acts import MONDAY, happen, happen_on, run, sealed
from onewindow.trail.verification import verify

COLUMNS = ", ".join((*EVENT_COLUMNS, "hash"))
BUT_ID = ", ".join((*EVENT_COLUMNS[1:], "hash"))
FROM_KIND = ", ".join((*EVENT_COLUMNS[3:], "hash"))

REFUSED = [
    "UPDATE trail_event SET reason = 'x'",
    "UPDATE trail_event SET reason = reason WHERE id = (SELECT max(id) FROM trail_event)",
    "DELETE FROM trail_event",
    "DELETE FROM trail_event WHERE position = 2",
    "UPDATE trail_seal SET count = count",
    "DELETE FROM trail_seal",
    "DELETE FROM trail_head",
    "UPDATE trail_head SET count = count - 1",
    "UPDATE trail_head SET count = count + 1",
    "UPDATE trail_head SET hash = ''",
    "UPDATE trail_head SET subject = 'case:other'",
    "INSERT INTO trail_head (subject, count, hash) VALUES ('case:other', 1, 'x')",
    f"INSERT INTO trail_event ({COLUMNS}) SELECT id + 100, subject, position + 3, {FROM_KIND} FROM trail_event WHERE position = 1",
    f"INSERT INTO trail_event ({COLUMNS}) SELECT id + 100, 'case:other', position, {FROM_KIND} FROM trail_event WHERE position = 2",
    f"INSERT INTO trail_event ({COLUMNS}) SELECT {COLUMNS} FROM trail_event WHERE true ON CONFLICT (id) DO UPDATE SET reason = 'x'",
    "INSERT INTO trail_seal SELECT * FROM trail_seal WHERE true ON CONFLICT (day) DO UPDATE SET count = 0",
    "INSERT INTO trail_seal (day, last, count, root, heads, sealed_at, previous, hash)"
    " SELECT '2026-11-22', last, count, root, heads, sealed_at, previous, hash FROM trail_seal",
]
REFUSED += {
    "postgresql": [
        "TRUNCATE trail_event",
        "TRUNCATE trail_seal",
        "TRUNCATE trail_head",
        "SET LOCAL session_replication_role = 'replica'; DELETE FROM trail_event",
    ],
    "sqlite": [
        f"REPLACE INTO trail_event ({COLUMNS}) SELECT {COLUMNS} FROM trail_event",
        f"REPLACE INTO trail_event ({COLUMNS}) SELECT id + 100, {BUT_ID} FROM trail_event",
        "REPLACE INTO trail_seal SELECT * FROM trail_seal",
        "REPLACE INTO trail_head SELECT * FROM trail_head",
        "REPLACE INTO trail_head SELECT subject, 1, hash FROM trail_head",
    ],
}[connection.vendor]


@pytest.fixture
def three_events(db):
    happen_on(MONDAY, *["case:2023-000001"] * 3)
    sealed(MONDAY)


@pytest.mark.parametrize("statement", REFUSED)
def test_the_database_refuses_to_change_or_forget(three_events, statement):
    with pytest.raises(DatabaseError, match="trail:"), transaction.atomic():
        run(statement)
    assert Event.objects.count() == 3
    assert verify().ok


if connection.vendor == "sqlite":

    def test_replace_is_refused_without_recursive_triggers_too(live_database):
        event = happen()
        run("PRAGMA recursive_triggers=OFF")
        for statement in (statement for statement in REFUSED if statement.startswith("REPLACE INTO trail_event")):
            with pytest.raises(DatabaseError, match="trail:"), transaction.atomic():
                run(statement)
        assert Event.objects.get(id=event.id) == event


@pytest.mark.django_db
def test_the_migration_installs_every_guard():
    assert guards.missing(connection) == []


@pytest.mark.django_db
def test_a_migration_puts_back_guards_that_are_gone():
    happen()
    guards.lift(connection)
    assert guards.missing(connection)
    call_command("migrate", verbosity=0)
    assert guards.missing(connection) == []
    with pytest.raises(DatabaseError, match="trail:"), transaction.atomic():
        run("DELETE FROM trail_event")


@pytest.mark.django_db
def test_a_guard_that_was_made_harmless_is_put_back():
    happen()
    name = "trail_event_no_delete" if connection.vendor == "sqlite" else "trail_event_kept"
    if connection.vendor == "sqlite":
        run(f"DROP TRIGGER {name}")
        run(f"CREATE TRIGGER {name} BEFORE DELETE ON trail_event BEGIN SELECT 1; END")
    else:
        run(f"ALTER TABLE trail_event DISABLE TRIGGER {name}")
        run("CREATE OR REPLACE FUNCTION trail_continue() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'")
    assert name in guards.missing(connection)
    assert not verify().ok
    assert name in guards.restore(connection)
    assert guards.missing(connection) == []
    with pytest.raises(DatabaseError, match="trail:"), transaction.atomic():
        run("DELETE FROM trail_event")


@pytest.mark.parametrize("model", [Event, Head, Seal])
def test_a_table_that_a_migration_rebuilds_keeps_its_events_and_gets_its_guards_back(live_database, model):
    happen()
    before = model._meta.get_field("hash")
    after = models.CharField(max_length=65)
    after.set_attributes_from_name("hash")
    emit_pre_migrate_signal(verbosity=0, interactive=False, db="default", plan=[(Migration("0002_longer", "trail"), False)])
    with connection.schema_editor() as editor:
        editor.alter_field(model, before, after)
    call_command("migrate", verbosity=0)
    assert guards.missing(connection) == []
    assert happen(kind="case.decided").position == 2
    assert verify().ok
    with pytest.raises(DatabaseError, match="trail:"), transaction.atomic():
        run("UPDATE trail_event SET reason = ''")
