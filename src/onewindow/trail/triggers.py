"""Triggers that keep tables, written down as text: looked for, put back after every migration, taken off for a rebuild.

A room that lets the database guard its rows declares one ``Guards`` and calls ``keep`` when its app is ready. SQLite drops the triggers
of a table that it rebuilds, and refuses to rebuild it while triggers elsewhere name it. Triggers stop mistakes, and every program that
goes past the doors; an administrator can drop them, and what he then wrote is found by the room's own verification.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.apps import AppConfig
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.signals import post_migrate, pre_migrate

ROW, BEFORE, INSERT, DELETE, UPDATE, TRUNCATE = 1, 2, 4, 8, 16, 32  # the bits of pg_trigger.tgtype
STATEMENT: Final = BEFORE | DELETE | UPDATE | TRUNCATE


@dataclass(frozen=True, slots=True)
class Guards:
    """The triggers of some tables. ``sqlite`` maps a name to its CREATE TRIGGER; ``functions`` a name to the head and the body of a
    PostgreSQL function; ``triggers`` a name to its table, what is put after CREATE TRIGGER name, pg_trigger.tgtype and its function.
    """

    tables: tuple[str, ...]
    sqlite: Mapping[str, str]
    functions: Mapping[str, tuple[str, str]]
    triggers: Mapping[str, tuple[str, str, int, str]]

    def missing(self, connection: BaseDatabaseWrapper) -> list[str]:
        """The guards that are not there, not switched on, or not as they are written here; by name."""
        return self._missing_postgresql(connection) if connection.vendor == "postgresql" else self._missing_sqlite(connection)

    def restore(self, connection: BaseDatabaseWrapper) -> list[str]:
        """Put back what is missing and look again; the names of what was put back. Raises RuntimeError if the database keeps none."""
        gone = self.missing(connection)
        if gone:
            self._install(connection, gone)
            if still := self.missing(connection):
                raise RuntimeError(f"the database does not keep the guards: {', '.join(still)}")
        return gone

    def lift(self, connection: BaseDatabaseWrapper) -> None:
        """Take the guards off: while a migration rebuilds one of the tables, and for tests that damage them. ``migrate`` puts them back."""
        with connection.cursor() as cursor:
            for name in self.sqlite if connection.vendor == "sqlite" else self.triggers:
                on = "" if connection.vendor == "sqlite" else f" ON {self.triggers[name][0]}"
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")

    def keep(self, app: AppConfig) -> None:
        """Have the guards lifted before a migration of this app (on SQLite), and put back after every migration."""

        def lift(using: str, plan: list[Any], **_: Any) -> None:
            if connections[using].vendor == "sqlite" and any(migration.app_label == app.label for migration, _ in plan):
                self.lift(connections[using])

        def restore(using: str, **_: Any) -> None:
            if self.tables[0] in connections[using].introspection.table_names():
                self.restore(connections[using])

        pre_migrate.connect(lift, sender=app, weak=False)
        post_migrate.connect(restore, sender=app, weak=False)

    def _missing_sqlite(self, connection: BaseDatabaseWrapper) -> list[str]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            there = dict(cursor.fetchall())
        return [name for name, text in self.sqlite.items() if there.get(name) != text]

    def _missing_postgresql(self, connection: BaseDatabaseWrapper) -> list[str]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT proname, prosrc FROM pg_proc WHERE pronamespace = current_schema()::regnamespace")
            functions = dict(cursor.fetchall())
            cursor.execute(
                "SELECT tgname, tgrelid::regclass::text, tgtype, proname, tgenabled FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid"
                " WHERE tgrelid = ANY (SELECT to_regclass(name) FROM unnest(%s::text[]) AS name)",
                [list(self.tables)],
            )
            triggers = {name: tuple(rest) for name, *rest in cursor.fetchall()}
        # “A” (always): a session in the replica role, which ordinary triggers let through, is refused too.
        expected = {name: (table, kind, function, "A") for name, (table, _, kind, function) in self.triggers.items()}
        gone = [name for name, (_, body) in self.functions.items() if functions.get(name) != body]
        return gone + [name for name, state in expected.items() if triggers.get(name) != state]

    def _install(self, connection: BaseDatabaseWrapper, gone: list[str]) -> None:
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                for name in gone:
                    cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
                    cursor.execute(self.sqlite[name])
                return
            for head, body in self.functions.values():
                cursor.execute(f"CREATE OR REPLACE FUNCTION {head} AS $body${body}$body$")
            for name, (table, occasion, kind, function) in self.triggers.items():
                each = "ROW" if kind & ROW else "STATEMENT"
                cursor.execute(f"CREATE OR REPLACE TRIGGER {name} {occasion} ON {table} FOR EACH {each} EXECUTE FUNCTION {function}()")
                cursor.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}")
