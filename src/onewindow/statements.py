"""The cursor for statements that come again and again with the same text.

PostgreSQL parses and plans such a statement once a connection and then only runs it: measured, half the time of a round trip and half
of the client's processor time against Django's own cursor, which writes the values into the text and has it planned anew each time.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections


@contextmanager
def kept() -> Iterator[Any]:
    """A cursor on the default connection, with Django's errors. On SQLite, and while queries are recorded, it is the same as any other.

    What it found is fetched before the next one is asked for.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    if connection.vendor != "postgresql" or connection.queries_logged:
        with connection.cursor() as cursor:
            yield cursor
        return
    import psycopg  # noqa: PLC0415  # only where there is a PostgreSQL

    connection.ensure_connection()
    raw: Any = getattr(connection, "kept_cursor", None)  # making one costs as much as running a statement
    if raw is None or raw.connection is not connection.connection:
        raw = psycopg.Cursor(connection.connection)  # Django's own cursor writes the values into the text
        connection.kept_cursor = raw  # type: ignore[attr-defined]  # ours, beside what Django keeps there
    yield connection.make_cursor(raw)
