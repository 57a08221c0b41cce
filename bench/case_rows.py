"""The rows that one case life writes, told from a life that our doors led, and written again without any door.

``plain`` is a guarded statement for each row by the bare driver cursor, with every value ready beforehand; ``orm`` is what one
writes with Django's models: ``select_for_update().get()``, ``save(update_fields=…)``, ``create``. Neither checks, computes,
explains, hashes or renders anything: they are the price of the rows alone.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models, transaction

from onewindow.papers.models import Counter
from onewindow.trail.chain import EVENT_COLUMNS, row_hash, time_text
from onewindow.trail.models import Event, Head

ROOMS = ("trail", "rules", "papers", "cases", "open_economy")
State = dict[type[models.Model], dict[Any, dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Write:
    """One row written: inserted whole, or the columns that changed."""

    model: type[models.Model]
    pk: Any
    values: dict[str, Any]
    inserted: bool


Door = list[Write]


def state() -> State:
    """Every row of the rooms; the heads are left out, since the database moves them itself."""
    found = [model for room in ROOMS for model in apps.get_app_config(room).get_models() if model is not Head]
    return {model: {row[model._meta.pk.attname]: row for row in model._default_manager.order_by("pk").values()} for model in found}


def written(before: State, after: State) -> Door:
    """What a door wrote, inserts in the order of their tables' dependence."""
    writes = []
    for model, rows in after.items():
        for pk, row in rows.items():
            old = before[model].get(pk)
            if old is None:
                writes.append(Write(model, pk, row, True))
            elif old != row:
                writes.append(Write(model, pk, {name: value for name, value in row.items() if old[name] != value}, False))
    return sorted(writes, key=lambda write: (write.model is Event, not write.inserted))


class Copies:
    """Further lives with the same rows under their own numbers, keys and chains."""

    def __init__(self, doors: list[Door]) -> None:
        self.doors = doors
        inserts = [write for door in doors for write in door if write.inserted]
        self.strides = {model: sum(write.model is model for write in inserts) for model in {write.model for write in inserts}}
        made = {(write.model, write.pk) for write in inserts}
        changed = {(write.model, write.pk) for door in doors for write in door if not write.inserted}
        self.forms = {(model, pk) for model, pk in changed - made if model is not Counter}  # the draft and its files

    def life(self, k: int) -> list[Door]:
        """The ``k``-th further life, ``k`` from 1, with every hash already computed."""
        names = dict(self._renamed(k))
        heads: dict[str, str] = {}
        doors = [[self._copy(write, k, names, heads) for write in door] for door in self.doors]
        if connection.vendor == "postgresql":  # where the head is the row that locks the chain
            doors[0][:0] = [Write(Head, subject, {"subject": subject, "count": 0, "hash": ""}, True) for subject in heads]
        return doors

    def _renamed(self, k: int) -> Iterator[tuple[str, str]]:
        for write in (write for door in self.doors for write in door if write.inserted):
            if write.model._meta.label == "cases.Case":
                year, serial = write.values["number"].split("-")
                yield write.values["number"], f"{year}-{int(serial) + k:06d}"
                yield write.values["uscc"], f"9143{write.values['uscc'][12:17]}{k:09d}"
            elif write.model._meta.label == "papers.Paper":
                head, _, _ = write.values["number"].partition("〕")
                yield write.values["number"], f"{head}〕{write.values['serial'] + k}号"  # one paper of each series a life
                yield write.values["code"], hashlib.sha256(f"{write.values['code']}{k}".encode()).hexdigest()[:12].upper()

    def _copy(self, write: Write, k: int, names: dict[str, str], heads: dict[str, str]) -> Write:
        if write.model is Counter:
            return write
        values = {name: self._value(write.model, name, value, k, names) for name, value in write.values.items()}
        if write.model._meta.label == "papers.Paper" and write.inserted:
            values["serial"] += k
        if write.model is Event:
            _chain(values, heads)
        return Write(write.model, self._pk(write.model, write.pk, k), values, write.inserted)

    def _value(self, model: type[models.Model], name: str, value: Any, k: int, names: dict[str, str]) -> Any:
        field = model._meta.get_field(name)
        if field.primary_key:
            return self._pk(model, value, k)
        if isinstance(field, models.ForeignKey):
            return self._pk(field.related_model, value, k) if value is not None else None
        if isinstance(value, str):
            for old, new in names.items():
                value = value.replace(old, new)
        elif model._meta.label == "cases.Decision" and name == "evaluation":
            return value + k
        return value

    def _pk(self, model: Any, pk: Any, k: int) -> Any:
        return pk + k * self.strides.get(model, 1) if isinstance(pk, int) else pk


def begin(copies: Copies, lives: int) -> None:
    """The forms that the further lives submit; not part of what is measured."""
    for model, pk in sorted(copies.forms, key=lambda form: form[0]._meta.label, reverse=True):
        row = model._default_manager.filter(pk=pk).values().get()
        for k in range(1, lives + 1):
            changes = {"id": pk + k, "key": secrets.token_hex(12)}
            changes |= {"case_number": ""} if "case_number" in row else {"case_id": None}
            model._default_manager.create(**{**row, **changes})


def continue_sequences() -> None:
    """Rows that came with their ids do not move PostgreSQL's sequences."""
    written = [model for room in ROOMS for model in apps.get_app_config(room).get_models()]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), written):
            cursor.execute(statement)


def _chain(values: dict[str, Any], heads: dict[str, str]) -> None:
    """The event's place in its own chain: previous hash and hash."""
    values["previous"] = heads.get(values["subject"], "")
    texts = {**values, "at": time_text(values["at"]), "recorded_at": time_text(values["recorded_at"])}
    values["hash"] = heads[values["subject"]] = row_hash([texts[name] for name in EVENT_COLUMNS])


def plain(lives: list[list[Door]]) -> Callable[[], None]:
    """Write the lives by the bare cursor; statements and values are made ready now."""
    ready = [[[_statement(write) for write in door] for door in doors] for doors in lives]

    def write() -> None:
        cursor = connection.connection.cursor()
        for doors in ready:
            for statements in doors:
                with transaction.atomic():
                    for sql, values in statements:
                        cursor.execute(sql, values)

    return write


def _statement(write: Write) -> tuple[str, list[Any]]:
    table, mark = write.model._meta.db_table, "?" if connection.vendor == "sqlite" else "%s"
    if write.model is Counter:
        return f"UPDATE {table} SET last = last + 1 WHERE id = {mark}", [write.pk]  # our own names
    fields = [write.model._meta.get_field(name) for name in write.values]
    values = [field.get_db_prep_save(write.values[name], connection) for field, name in zip(fields, write.values, strict=True)]
    columns = [f'"{field.column}"' for field in fields]
    if write.inserted:
        return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join([mark] * len(columns))})", values
    changes = ", ".join(f"{column} = {mark}" for column in columns)
    return f"UPDATE {table} SET {changes} WHERE {write.model._meta.pk.column} = {mark}", [*values, write.pk]


def orm(lives: list[list[Door]]) -> Callable[[], None]:
    """Write the lives by Django's models."""

    def write() -> None:
        for doors in lives:
            for door in doors:
                with transaction.atomic():
                    for row in door:
                        _save(row)

    return write


def _save(write: Write) -> None:
    manager = write.model._default_manager
    if write.inserted:
        manager.create(**write.values)
        return
    row = manager.select_for_update().get(pk=write.pk)
    if isinstance(row, Counter):
        row.last += 1
        row.save(update_fields=["last"])
        return
    for name, value in write.values.items():
        setattr(row, name, value)
    row.save(update_fields=[write.model._meta.get_field(name).name for name in write.values])
