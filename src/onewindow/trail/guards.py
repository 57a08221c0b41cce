"""The guards in the database itself: nothing kept is changed or deleted, and an event can only continue its chain.

``guards_sqlite`` and ``guards_postgresql`` hold the texts, ``triggers`` puts them into the database.
"""

from __future__ import annotations

from onewindow.trail import guards_postgresql, guards_sqlite
from onewindow.trail.triggers import Guards

GUARDS = Guards(
    tables=("trail_event", "trail_head", "trail_seal"),
    sqlite=guards_sqlite.GUARDS,
    functions=guards_postgresql.FUNCTIONS,
    triggers=guards_postgresql.TRIGGERS,
)
missing, restore, lift = GUARDS.missing, GUARDS.restore, GUARDS.lift
