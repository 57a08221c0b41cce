"""Up to which event the trail is final: every event up to the horizon is committed and visible, or will never be."""

from __future__ import annotations

from django.db import connection


def horizon() -> int:
    """The highest id up to which no event can appear any more, for the *next* statement of this transaction. Costs one statement.

    SQLite commits in the order of ids. On PostgreSQL it lies below the first event of the oldest other transaction that records
    (see ``guards_postgresql``); one's own events count as there. Raises RuntimeError where the transaction reads an old snapshot,
    since events between it and the horizon would be missed.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT coalesce(max(id), 0) FROM trail_event")
            return int(cursor.fetchone()[0])
        cursor.execute("SELECT trail_horizon(), current_setting('transaction_isolation')")
        number, isolation = cursor.fetchone()
    if isolation != "read committed":
        raise RuntimeError(f"the trail is read at the isolation level read committed, not {isolation}")
    return int(number)
