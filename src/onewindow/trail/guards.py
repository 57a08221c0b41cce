"""The guards in the database itself: nothing kept is changed or deleted, and an event can only continue its chain.

``guards_sqlite`` and ``guards_postgresql`` hold the texts. They stop mistakes, and every program that goes past the doors; an
administrator who drops them can still write, and ``verification`` finds what was done.
"""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper

from onewindow.trail import guards_postgresql, guards_sqlite


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """The guards that are not there, not switched on, or not as they are written here; by name."""
    return _texts(connection).missing(connection)


def restore(connection: BaseDatabaseWrapper) -> list[str]:
    """Put back what is missing and look again; the names of what was put back. Raises RuntimeError if the database does not keep them."""
    gone = missing(connection)
    if gone:
        _texts(connection).install(connection)
        if still := missing(connection):
            raise RuntimeError(f"the database does not keep the guards of the trail: {', '.join(still)}")
    return gone


def lift(connection: BaseDatabaseWrapper) -> None:
    """Take the guards off: while a migration rebuilds a table of the trail, and for tests that damage it. ``migrate`` puts them back."""
    _texts(connection).lift(connection)


def _texts(connection: BaseDatabaseWrapper):  # type: ignore[no-untyped-def]
    return {"sqlite": guards_sqlite, "postgresql": guards_postgresql}[connection.vendor]
