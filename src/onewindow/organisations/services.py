"""Loading the county's organisations: one transaction, the same result however often, nothing deleted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import models, transaction

from onewindow.organisations.files import COLUMNS, Files, Line, names, read
from onewindow.organisations.models import Alias, Duty, Issuer, Leader, Organisation
from onewindow.organisations.names import plain
from onewindow.trail.services import record
from onewindow.words.actor import Actor
from onewindow.words.canonical import sm3
from onewindow.worktime.clock import day_of

SUBJECT = "organisations:county"
_RELATIONS = {label: value for value, label in Duty.Relation.choices}
_CHOICES = {
    ("organisations.csv", "kind"): tuple(Organisation.Kind.values),
    ("duties.csv", "kind"): tuple(Duty.Kind.values),
    ("duties.csv", "relation"): tuple(_RELATIONS),
}
Fields = dict[str, Any]


@transaction.atomic
def load(folder: Path, *, by: Actor, at: datetime) -> int:
    """Make the stored organisations, aliases, issuers, leaders and duties those of the files; how many organisations that is.

    What is no longer in the files is retired on the day of ``at``. An event tells what changed; without a change there is
    none. Raises Refused, and writes nothing, for files with any error; each problem names file, line and column.
    """
    files = read(folder, _CHOICES)
    list(Organisation.objects.select_for_update().values_list("pk"))  # two loads at once wait for each other
    changes = {
        "organisations": _organisations(files, day_of(at)),
        "aliases": _aliases(files),
        "issuers": _issuers(files, day_of(at)),
        "leaders": _leaders(files),
        "duties": _duties(files, day_of(at)),
    }
    if any(number for counts in changes.values() for number in counts.values()):
        digests = {name: sm3((folder / name).read_bytes()) for name in COLUMNS}
        record(subject=SUBJECT, kind="organisations.loaded", by=by, at=at, body={"changes": changes, "files": digests})
    return len(files["organisations.csv"])


def _organisations(files: Files, day: date) -> dict[str, int]:
    lines = files["organisations.csv"]
    counts = _store(
        Organisation,
        ("key",),
        [_of(line, "key", "name", "short_name", "kind") | _term(line) for line in lines],
        retired={"valid_until": day},
    )
    keys = dict(Organisation.objects.values_list("key", "pk"))
    parents = [{"key": line["key"], "parent_id": keys.get(line["parent"])} for line in lines]
    return counts | {"placed": _store(Organisation, ("key",), parents)["changed"]}  # under their parents, when all are there


def _aliases(files: Files) -> dict[str, int]:
    keys = dict(Organisation.objects.values_list("key", "pk"))
    rows: dict[str, Fields] = {}
    for name, line in names(files):
        owner = keys[line.values.get("organisation") or line["key"]]
        rows.setdefault(plain(name), {"plain": plain(name), "text": name, "organisation_id": owner, "retired": False})
    return _store(Alias, ("plain",), rows.values(), retired={"retired": True})


def _issuers(files: Files, day: date) -> dict[str, int]:
    keys = dict(Organisation.objects.values_list("key", "pk"))
    rows = [
        _of(line, "name", "printed", "prefix", "code", "clause")
        | {"row": int(line["row"]), "digits": int(line["digits"]), "organisation_id": keys[line["organisation"]]}
        | _term(line)
        for line in files["issuers.csv"]
    ]
    stored = list(Issuer.objects.all())
    decided = {line.row for line in stored if line.decision}
    undecided = [line for line in stored if not line.decision]
    return _store(Issuer, ("row",), [row for row in rows if row["row"] not in decided], retired={"valid_until": day}, among=undecided)


def _leaders(files: Files) -> dict[str, int]:
    rows = [_of(line, "key", "name", "post", "gender") | {"rank": int(line["rank"])} for line in files["leaders.csv"]]
    return _store(Leader, ("key",), rows)


def _duties(files: Files, day: date) -> dict[str, int]:
    organisations = dict(Organisation.objects.values_list("key", "pk"))
    leaders = dict(Leader.objects.values_list("key", "pk"))
    rows = [
        _of(line, "target", "kind", "clause")
        | {
            "leader_id": leaders[line["leader"]],
            "relation": _RELATIONS[line["relation"]],
            "organisation_id": organisations.get(line["organisation"]),
        }
        | _term(line)
        for line in files["duties.csv"]
    ]
    return _store(Duty, ("leader_id", "relation", "target", "valid_from"), rows, retired={"valid_until": day})


def _of(line: Line, *columns: str) -> Fields:
    return {column: line[column] for column in columns}


def _term(line: Line) -> Fields:
    return {"valid_from": line.day("valid_from"), "valid_until": line.day("valid_until")}


def _store(
    model: type[models.Model],
    key: tuple[str, ...],
    rows: Iterable[Fields],
    retired: Fields | None = None,
    among: Iterable[models.Model] | None = None,
) -> dict[str, int]:
    """Create and change what differs; give what is in no row the fields ``retired``, unless it has an end already.

    ``among`` are the stored ones that the rows are about, all if left out.
    """
    everything = model._default_manager.all() if among is None else among
    stored = {tuple(getattr(item, name) for name in key): item for item in everything}
    created, changed = [], []
    columns: set[str] = set()
    for row in rows:
        item = stored.pop(tuple(row[name] for name in key), None)
        if item is None:
            created.append(model(**row))
        elif any(getattr(item, name) != value for name, value in row.items()):
            changed.append(_with(item, row))
            columns |= row.keys()
    ended = [_with(item, retired) for item in stored.values() if retired and not any(getattr(item, name) for name in retired)]
    model._default_manager.bulk_create(created)
    if changed:
        model._default_manager.bulk_update(changed, sorted(columns))
    if ended and retired:
        model._default_manager.bulk_update(ended, sorted(retired))
    return {"created": len(created), "changed": len(changed), "retired": len(ended)}


def _with(item: models.Model, fields: Fields) -> models.Model:
    for name, value in fields.items():
        setattr(item, name, value)
    return item
