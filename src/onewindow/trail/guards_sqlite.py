"""The guards as SQLite's triggers. REPLACE is refused before it deletes, whether or not ``recursive_triggers`` is on."""

from __future__ import annotations

from typing import Final

_REFUSE = "BEGIN SELECT RAISE(ABORT, 'trail: {}'); END"


def _kept(table: str, verb: str) -> str:
    return f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} " + _REFUSE.format("what is recorded stays as it is")


_HEAD_OF_NEW = "(SELECT {} FROM trail_head WHERE subject = NEW.subject)"
_NEW_HEAD_IS_LAST_EVENT = "EXISTS (SELECT 1 FROM trail_event WHERE subject = NEW.subject AND position = NEW.count AND hash = NEW.hash)"

GUARDS: Final[dict[str, str]] = {
    "trail_event_no_update": _kept("trail_event", "UPDATE"),
    "trail_event_no_delete": _kept("trail_event", "DELETE"),
    "trail_event_continues": (
        "CREATE TRIGGER trail_event_continues BEFORE INSERT ON trail_event "
        "WHEN NEW.id <= coalesce((SELECT max(id) FROM trail_event), 0)"
        f" OR NEW.position <> coalesce({_HEAD_OF_NEW.format('count')}, 0) + 1"
        f" OR NEW.previous <> coalesce({_HEAD_OF_NEW.format('hash')}, '') " + _REFUSE.format("an event continues its chain")
    ),
    "trail_event_begins_chain": (
        "CREATE TRIGGER trail_event_begins_chain AFTER INSERT ON trail_event WHEN NEW.position = 1 "
        "BEGIN INSERT INTO trail_head (subject, count, hash) VALUES (NEW.subject, NEW.position, NEW.hash); END"
    ),
    "trail_event_moves_head": (
        "CREATE TRIGGER trail_event_moves_head AFTER INSERT ON trail_event WHEN NEW.position > 1 "
        "BEGIN UPDATE trail_head SET count = NEW.position, hash = NEW.hash WHERE subject = NEW.subject; END"
    ),
    "trail_head_begins": (
        "CREATE TRIGGER trail_head_begins BEFORE INSERT ON trail_head "
        "WHEN NEW.count <> 1 OR EXISTS (SELECT 1 FROM trail_head WHERE subject = NEW.subject)"
        f" OR NOT {_NEW_HEAD_IS_LAST_EVENT} " + _REFUSE.format("a head begins with its first event")
    ),
    "trail_head_moves": (
        "CREATE TRIGGER trail_head_moves BEFORE UPDATE ON trail_head "
        f"WHEN NEW.subject <> OLD.subject OR NEW.count <> OLD.count + 1 OR NOT {_NEW_HEAD_IS_LAST_EVENT} "
        + _REFUSE.format("a head moves with its events")
    ),
    "trail_head_no_delete": _kept("trail_head", "DELETE"),
    "trail_seal_no_update": _kept("trail_seal", "UPDATE"),
    "trail_seal_no_delete": _kept("trail_seal", "DELETE"),
    "trail_seal_continues": (
        "CREATE TRIGGER trail_seal_continues BEFORE INSERT ON trail_seal "
        "WHEN NEW.day <= (SELECT max(day) FROM trail_seal) " + _REFUSE.format("days are sealed in order, once")
    ),
}
