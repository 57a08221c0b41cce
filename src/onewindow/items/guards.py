"""The guards in the database: what is published stays as it is, no two versions of an item hold on one day, no version is deleted."""

from __future__ import annotations

from typing import Final

from onewindow.trail.triggers import BEFORE, DELETE, INSERT, ROW, TRUNCATE, UPDATE, Guards

TABLE: Final = "items_itemversion"
_KEPT = (  # of a published version; its last day may come, and come earlier
    "item_id",
    "number",
    "title",
    "content",
    "digest",
    "note",
    "origin",
    "effective_from",
    "drafters",
    "drafted_by",
    "drafted_at",
    "submitted_at",
    "reviewed_by",
    "reviewed_at",
    "opinion",
    "published_by",
    "published_at",
)
_STAYS = "a published version stays as it is, and ends no later than it did"
_APART = "two versions of an item do not hold on one day"
_NEVER = "a version is never deleted"
_FAR: Final = {"sqlite": "'9999-12-31'", "postgresql": "DATE '9999-12-31'"}


def _unchanged(vendor: str) -> str:
    same, far = ("IS" if vendor == "sqlite" else "IS NOT DISTINCT FROM"), _FAR[vendor]
    kept = " AND ".join(f"NEW.{column} {same} OLD.{column}" for column in _KEPT)
    ends = f"coalesce(NEW.effective_until, {far}) <= coalesce(OLD.effective_until, {far})"
    return f"OLD.state <> 'published' OR ({kept} AND {ends} AND NEW.state IN ('published', 'withdrawn'))"


def _apart(vendor: str) -> str:
    far = _FAR[vendor]
    return (
        f"NEW.state <> 'published' OR NOT EXISTS (SELECT 1 FROM {TABLE} v WHERE v.item_id = NEW.item_id AND v.id <> NEW.id"
        f" AND v.state = 'published' AND v.effective_from <= coalesce(NEW.effective_until, {far})"
        f" AND coalesce(v.effective_until, {far}) >= NEW.effective_from)"
    )


def _sqlite(name: str, occasion: str, unless: str, why: str) -> tuple[str, str]:
    when = f" WHEN NOT ({unless})" if unless else ""
    return name, f"CREATE TRIGGER {name} {occasion} ON {TABLE}{when} BEGIN SELECT RAISE(ABORT, 'items: {why}'); END"


_SQLITE: Final[dict[str, str]] = dict(
    (
        _sqlite("items_version_stays", "BEFORE UPDATE", _unchanged("sqlite"), _STAYS),
        _sqlite("items_version_apart_insert", "AFTER INSERT", _apart("sqlite"), _APART),
        _sqlite("items_version_apart_update", "AFTER UPDATE", _apart("sqlite"), _APART),
        _sqlite("items_version_kept", "BEFORE DELETE", "", _NEVER),
    )
)
_REFUSE = "  RAISE EXCEPTION 'items: {}' USING ERRCODE = 'integrity_constraint_violation';\n"
_FUNCTIONS: Final[dict[str, tuple[str, str]]] = {
    "items_version_follows": (
        "items_version_follows() RETURNS trigger LANGUAGE plpgsql",
        "\nBEGIN\n  PERFORM 1 FROM items_item WHERE id = NEW.item_id FOR UPDATE;\n"
        f"  IF TG_OP = 'UPDATE' AND NOT ({_unchanged('postgresql')}) THEN\n  {_REFUSE.format(_STAYS)}  END IF;\n"
        f"  IF NOT ({_apart('postgresql')}) THEN\n  {_REFUSE.format(_APART)}  END IF;\n  RETURN NEW;\nEND\n",
    ),
    "items_refuse": (
        "items_refuse() RETURNS trigger LANGUAGE plpgsql",
        f"\nBEGIN\n{_REFUSE.format(_NEVER)}END\n",
    ),
}
_TRIGGERS: Final[dict[str, tuple[str, str, int, str]]] = {
    "items_version_follows": (TABLE, "BEFORE INSERT OR UPDATE", ROW | BEFORE | INSERT | UPDATE, "items_version_follows"),
    "items_version_kept": (TABLE, "BEFORE DELETE OR TRUNCATE", BEFORE | DELETE | TRUNCATE, "items_refuse"),
}

GUARDS: Final = Guards(tables=(TABLE,), sqlite=_SQLITE, functions=_FUNCTIONS, triggers=_TRIGGERS)
