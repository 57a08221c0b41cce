"""One row read, written or changed by a statement that is made once for each shape and then kept.

Building a statement costs the ORM ten times what running it costs (0.3 ms against 0.03), and a case life is fifty of them;
doors go through here for what they do every time. Values pass through the model's own fields, so a row is the same row; there are no
signals, no joins, no expressions. Everything else is asked through the ORM.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache, partial
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, connections, models
from django.db.models.base import ModelState

from onewindow.statements import Answer, fetch, once, send, send_gathered, vendor

M = TypeVar("M", bound=models.Model)
_PLAIN = {  # PostgreSQL reads these as they are written
    models.AutoField,
    models.BigAutoField,
    models.BigIntegerField,
    models.BooleanField,
    models.CharField,
    models.DateField,
    models.DateTimeField,
    models.IntegerField,
    models.PositiveBigIntegerField,
    models.PositiveIntegerField,
    models.PositiveSmallIntegerField,
    models.TextField,
}


def insert(row: M, *, ahead: bool = False) -> M:
    """Write a new row now (``ahead`` of what is gathered, if it names none of it) and give it its key. IntegrityError as of ``save``."""
    sql, values, key = _inserted(row)
    found = fetch(sql, values, ahead=ahead)
    if key:
        setattr(row, key, found[0][0])
    return row


def add(row: M) -> M:
    """Write a new row with what else is gathered. It has its key only then; IntegrityError is raised then, too."""
    sql, values, key = _inserted(row)
    send(sql, values, partial(_take_key, row, key) if key else None)
    return row


def change(model: type[models.Model], where: dict[str, Any], **values: Any) -> int:
    """Set columns of the rows in which every column of ``where`` has its value (None: is null), now; how many rows there were."""
    found: list[int] = []
    send(*_changed(model, where, values), lambda answer: found.append(answer.reached))
    send_gathered()
    return found[0]


def alter(model: type[models.Model], where: dict[str, Any], *, missed: Callable[[], Exception] | None = None, **values: Any) -> None:
    """The same with what else is gathered; ``missed`` is raised where there was no such row."""
    send(*_changed(model, where, values), partial(_require_one, missed) if missed else None)


def one(model: type[M], *, lock: bool = False, without: tuple[str, ...] = (), **where: Any) -> M | None:
    """The row in which every column has its value (None: is null), locked until the transaction ends if asked.

    Columns named in ``without`` are left for later, as ``defer`` does. ``case__number`` is the column of the row that a key names.
    """
    sql, writers, attnames, converters = _select_of(model, without, _shape(where), lock, vendor())
    found = fetch(sql, _prepared(writers, _given(where)))
    return _row(model, attnames, converters, found[0]) if found else None


def some(model: type[models.Model], names: tuple[str, ...], **where: Any) -> list[tuple[Any, ...]]:
    """These columns of the rows in which every column has its value (None: is null), in no order."""
    return Some(model, names, **where).rows()


class Some:
    """The question for these columns of such rows, to be foreseen (``statements.foresee``) and asked ``once``."""

    def __init__(self, model: type[models.Model], names: tuple[str, ...] = (), **where: Any) -> None:
        self.model = model
        sql, writers, self._attnames, self._converters = _select_of(model, (), _shape(where), False, vendor(), names)
        self.question = sql, tuple(_prepared(writers, _given(where)))

    def rows(self) -> list[tuple[Any, ...]]:
        """The columns of each row, asked now."""
        return self._read(fetch(*self.question))

    def rows_once(self) -> list[tuple[Any, ...]]:
        """The same as it was foreseen."""
        return self._read(once(self.question))

    def first_once(self) -> Any:
        """The first row as a row of its model, as it was foreseen, or None; the question is for all columns then."""
        found = once(self.question)
        return _row(self.model, self._attnames, self._converters, found[0]) if found else None

    def _read(self, found: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
        if not self._converters:
            return found
        rows = [list(row) for row in found]
        for row in rows:
            for place, convert in self._converters:
                row[place] = convert(row[place])
        return [tuple(row) for row in rows]


def _row(model: type[M], attnames: list[str], converters: list[tuple[int, Callable[[Any], Any]]], found: tuple[Any, ...]) -> M:
    """The row as the ORM would make it, but that nobody is signalled; what was not read is loaded when it is asked for."""
    row = model.__new__(model)
    row._state = ModelState()
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS
    known = row.__dict__
    known.update(zip(attnames, found, strict=True))
    for place, convert in converters:
        known[attnames[place]] = convert(found[place])
    return row


def _inserted(row: models.Model) -> tuple[str, list[Any], str]:
    sql, writers, key = _insert_of(type(row), vendor())
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS
    known = row.__dict__
    return sql, [known[name] if write is None else write(known[name]) for name, write in writers], key


def _take_key(row: models.Model, key: str, answer: Answer) -> None:
    setattr(row, key, answer.rows[0][0])


def _changed(model: type[models.Model], where: dict[str, Any], values: dict[str, Any]) -> tuple[str, list[Any]]:
    sql, writers = _change_of(model, tuple(values), _shape(where), vendor())
    return sql, _prepared(writers, [*values.values(), *_given(where)])


def _require_one(missed: Callable[[], Exception], answer: Answer) -> None:
    if not answer.reached:
        raise missed()


def _prepared(writers: list[Any], values: list[Any]) -> list[Any]:
    return [value if write is None else write(value) for write, value in zip(writers, values, strict=True)]


def _given(where: dict[str, Any]) -> list[Any]:
    return [value for value in where.values() if value is not None]


def _shape(where: dict[str, Any]) -> tuple[tuple[str, bool], ...]:
    return tuple((name, value is None) for name, value in where.items())


def _quoted(name: str | None) -> str:
    return f'"{name}"'


def _condition(model: type[models.Model], shape: tuple[tuple[str, bool], ...]) -> str:
    return " AND ".join(f"{_quoted(_key(model, name).column)} {'IS NULL' if null else _equals(model, name)}" for name, null in shape)


def _key(model: type[models.Model], name: str) -> Any:
    return model._meta.get_field(name.partition("__")[0])


def _named(model: type[models.Model], name: str) -> Any:
    """The field whose value is given: a column, or (``case__number``) one of the row that a key leads to."""
    other = name.partition("__")[2]
    return _key(model, name).related_model._meta.get_field(other) if other else _key(model, name)


def _equals(model: type[models.Model], name: str) -> str:
    if "__" not in name:
        return "= %s"
    field = _named(model, name)
    key, table = _quoted(field.model._meta.pk.column), _quoted(field.model._meta.db_table)
    return f"= (SELECT {key} FROM {table} WHERE {_quoted(field.column)} = %s)"  # our own names


@cache
def _insert_of(model: type[models.Model], vendor: str) -> tuple[str, list[Any], str]:
    fields = [field for field in model._meta.local_concrete_fields if not isinstance(field, models.AutoField)]
    writers = [(field.attname, _writer(field, vendor)) for field in fields]
    own = next((field for field in model._meta.local_concrete_fields if isinstance(field, models.AutoField)), None)
    columns = ", ".join(_quoted(field.column) for field in fields)
    back = f" RETURNING {_quoted(own.column)}" if own else ""
    sql = f"INSERT INTO {_quoted(model._meta.db_table)} ({columns}) VALUES ({', '.join(['%s'] * len(fields))}){back}"  # our own names
    return sql, writers, own.attname if own else ""


@cache
def _change_of(
    model: type[models.Model], names: tuple[str, ...], shape: tuple[tuple[str, bool], ...], vendor: str
) -> tuple[str, list[Any]]:
    fields: list[Any] = [_named(model, name) for name in (*names, *(name for name, null in shape if not null))]
    changes = ", ".join(f"{_quoted(field.column)} = %s" for field in fields[: len(names)])
    sql = f"UPDATE {_quoted(model._meta.db_table)} SET {changes} WHERE {_condition(model, shape)}"  # our own names
    return sql, [_writer(field, vendor) for field in fields]


@cache
def _select_of(
    model: type[models.Model],
    without: tuple[str, ...],
    shape: tuple[tuple[str, bool], ...],
    lock: bool,
    vendor: str,
    names: tuple[str, ...] = (),
) -> tuple[str, list[Any], list[str], list[tuple[int, Callable[[Any], Any]]]]:
    read = [field for field in model._meta.concrete_fields if field.name not in without and (not names or field.name in names)]
    read.sort(key=lambda field: names.index(field.name) if names else 0)
    columns = ", ".join(_quoted(field.column) for field in read)
    end = " FOR UPDATE" if lock and vendor == "postgresql" else ""  # SQLite's IMMEDIATE transaction is the lock
    sql = f"SELECT {columns} FROM {_quoted(model._meta.db_table)} WHERE {_condition(model, shape)}{end}"  # our own names
    converters = [(place, convert) for place, field in enumerate(read) for convert in _converters(model, field)]
    given = [_writer(_named(model, name), vendor) for name, null in shape if not null]
    return sql, given, [field.attname for field in read], converters


def _writer(field: Any, vendor: str) -> Callable[[Any], Any] | None:
    """What a value passes through on its way into a column; None where it goes as it is."""
    if isinstance(field, models.ForeignKey):
        return _writer(field.target_field, vendor)
    if isinstance(field, models.JSONField):
        return partial(_json, field.encoder)
    if vendor == "postgresql" and type(field) in _PLAIN:
        return None
    return partial(field.get_db_prep_save, connection=connections[DEFAULT_DB_ALIAS])


def _json(encoder: Any, value: Any) -> str | None:
    return None if value is None else json.dumps(value, cls=encoder)


def _converters(model: type[models.Model], field: Any) -> list[Callable[[Any], Any]]:
    """What the database's value passes through to become the field's, as a query of the ORM would do."""
    column = field.get_col(model._meta.db_table)
    found = connection.ops.get_db_converters(column) + column.get_db_converters(connection)
    return [partial(_converted, convert, column) for convert in found]


def _converted(convert: Callable[[Any, Any, Any], Any], column: Any, value: Any) -> Any:
    return convert(value, column, connection)
