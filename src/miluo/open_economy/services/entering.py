"""Rows of a checked file into the register: new figures, corrected figures, and those that were there already."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from miluo.open_economy.data_kinds import DataKind
from miluo.open_economy.models.enterprises import Correction, DataImport, Enterprise, YearData
from onewindow.rules.sheets import SheetRow
from onewindow.trail.services import record
from onewindow.words.actor import Actor

A_CHUNK = 2000  # rows of one statement
NO_YEAR = 0


@dataclass(slots=True)
class Entered:
    """How many enterprises got figures that they had not, other figures, or none."""

    created: int = 0
    corrected: int = 0
    unchanged: int = 0


@dataclass(slots=True)
class _Taken:
    """One row beside what the register held: the changes by fact, as (before, after)."""

    enterprise: Enterprise
    row: SheetRow
    given: Mapping[str, Any]
    target: Enterprise | YearData
    new: bool
    changes: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    added: bool = False


def enter(data_import: DataImport, kind: DataKind, rows: Sequence[SheetRow], *, by: Actor, at: datetime) -> Entered:
    """Enter the good rows of a file, inside the caller's transaction. A blank cell says nothing and changes nothing."""
    entered = Entered()
    for start in range(0, len(rows), A_CHUNK):
        chunk = rows[start : start + A_CHUNK]
        enterprises = _enterprises(chunk, at=at)
        taken = list(_of_year(data_import, kind, chunk, enterprises) if kind.of_year else _of_none(data_import, kind, chunk, enterprises))
        _write(taken, of_year=kind.of_year)
        _tell(data_import, taken, by=by, at=at)
        for each in taken:
            if each.changes:
                entered.corrected += 1
            elif each.added:
                entered.created += 1
            else:
                entered.unchanged += 1
    return entered


def _enterprises(rows: Sequence[SheetRow], *, at: datetime) -> dict[str, Enterprise]:
    """The enterprises of these rows, locked in the order of their codes; those that are not there yet are entered by name."""
    names = {row.values["uscc"]: row.values["name"] for row in rows}
    known = Enterprise.objects.select_for_update().order_by("uscc").in_bulk(list(names), field_name="uscc")
    new = [Enterprise(uscc=uscc, name=names[uscc][:100], entered_at=at) for uscc in sorted(names) if uscc not in known]
    Enterprise.objects.bulk_create(new)
    return known | {enterprise.uscc: enterprise for enterprise in new}


def _of_year(data_import: DataImport, kind: DataKind, rows: Sequence[SheetRow], enterprises: Mapping[str, Enterprise]) -> Iterator[_Taken]:
    facts = {fact.name: fact for fact in kind.model.fields()}
    ids = {enterprise.pk for enterprise in enterprises.values()}
    kept = {data.enterprise_id: data for data in YearData.objects.filter(year=data_import.year, enterprise__in=ids)}
    for row in rows:
        enterprise = enterprises[row.values["uscc"]]
        data = kept.get(enterprise.pk)
        given = {name: facts[name].written(row.values[name]) for name in kind.facts if row.values.get(name) is not None}
        if kind.monthly and given:
            given["closed_until"] = (data_import.closed_until or date(data_import.year, 12, 31)).isoformat()
        target = data or YearData(enterprise=enterprise, year=data_import.year)
        taken = _Taken(enterprise, row, given, target, new=data is None)
        for name, value in given.items():
            _set(taken, name, target.facts.get(name), value)
        target.facts = {**target.facts, **given}
        target.sources = {**target.sources, **_sources(data_import, taken)}
        target.version += bool(taken.changes)
        yield taken


def _of_none(data_import: DataImport, kind: DataKind, rows: Sequence[SheetRow], enterprises: Mapping[str, Enterprise]) -> Iterator[_Taken]:
    facts = {fact.name: fact for fact in kind.model.fields()}
    for row in rows:
        enterprise = enterprises[row.values["uscc"]]
        given = {name: row.values[name] for name in ("name", *kind.facts) if row.values.get(name) is not None}
        taken = _Taken(enterprise, row, given, enterprise, new=False)
        for name, value in given.items():
            before = getattr(enterprise, name) or None if name in {"name", "address"} else getattr(enterprise, name)
            write = facts[name].written if name in facts else str
            _set(taken, name, None if before is None else write(before), write(value))
            setattr(enterprise, name, value)
        enterprise.sources = {**enterprise.sources, **_sources(data_import, taken)}
        yield taken


def _set(taken: _Taken, name: str, before: Any, after: Any) -> None:
    if before is None:
        taken.added = True
    elif before != after:
        taken.changes[name] = (before, after)


def _sources(data_import: DataImport, taken: _Taken) -> dict[str, Any]:
    """Where each figure comes from; one that was said again the same keeps the file that said it first."""
    held = taken.target.sources
    source = {"import": data_import.number, "kind": data_import.kind, "row": taken.row.number}
    return {name: source for name in taken.given if name in taken.changes or name not in held}


def _write(taken: Sequence[_Taken], *, of_year: bool) -> None:
    if not of_year:
        columns = ["name", "address", "introduced_on", *_flags(), "sources"]
        Enterprise.objects.bulk_update([each.enterprise for each in taken if each.changes or each.added], columns, batch_size=200)
        return
    lines = [(each, each.target) for each in taken if isinstance(each.target, YearData)]
    YearData.objects.bulk_create([data for each, data in lines if each.new and each.given])
    changed = [data for each, data in lines if not each.new and (each.changes or each.added)]
    YearData.objects.bulk_update(changed, ["facts", "sources", "version"], batch_size=200)


def _flags() -> list[str]:
    return [column.name for column in Enterprise._meta.concrete_fields if column.get_internal_type() == "BooleanField"]


def _tell(data_import: DataImport, taken: Sequence[_Taken], *, by: Actor, at: datetime) -> None:
    """A correction is kept beside the figure, and is an event of the enterprise."""
    lines = []
    for each in taken:
        if not each.changes:
            continue
        body = {"year": data_import.year, "import": data_import.number, "row": each.row.number, "changes": each.changes}
        record(subject=each.enterprise.subject, kind="enterprise.corrected", by=by, at=at, body=body)
        lines += [
            Correction(
                enterprise=each.enterprise,
                year=data_import.year,
                fact=name,
                before=before,
                after=after,
                data_import=data_import,
                row=each.row.number,
                by=by.id,
                at=at,
            )
            for name, (before, after) in each.changes.items()
        ]
    Correction.objects.bulk_create(lines)
