"""What differs between two versions, element by element, in words: what the review, the publication and the applicant see. No Django."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from onewindow.items.content import ELEMENTS, SECTIONS, Content
from onewindow.items.elements import Element, is_key, read, told


@dataclass(frozen=True, slots=True)
class Change:
    """``path`` names the element (``materials.m2.standard``), ``title`` says it in Chinese; an empty side says nothing of it.

    ``element`` and ``column`` are its names without the entry (``column`` is empty for a whole element or entry, ``order`` for the
    order of entries); ``old`` and ``new`` are the values themselves, None for an entry that is not there.
    """

    path: str
    title: str
    before: str
    after: str
    section: str
    element: str = field(default="", compare=False)
    column: str = field(default="", compare=False)
    old: Any = field(default=None, compare=False)
    new: Any = field(default=None, compare=False)

    @property
    def kind(self) -> str:
        """added, removed or changed."""
        return "added" if not self.before else "removed" if not self.after else "changed"

    @property
    def section_title(self) -> str:
        return SECTIONS[self.section]


def between(old: Content | None, new: Content) -> list[Change]:
    """The changed elements in the order of the list; entries are matched by their key, where they have one. ``None``: all are new."""
    return [change for element in ELEMENTS for change in _of(element, old, new)]


def _of(element: Element, old: Content | None, new: Content) -> Iterator[Change]:
    before, after = (read(old, element.name) if old else element.default), read(new, element.name)
    if before == after and old is not None:
        return
    if element.kind == "part" and old is not None:
        yield from _fields(element, element.title, element.name, before, after)
    elif element.kind == "parts" and element.row_key and old is not None:
        yield from _rows(element, before, after)
    else:
        said = "" if old is None else told(element, before), told(element, after)
        if said[0] != said[1]:
            yield Change(element.name, element.title, *said, element.section, element.name, "", before, after)


def _rows(element: Element, before: tuple[Any, ...], after: tuple[Any, ...]) -> Iterator[Change]:
    old, new = _by_key(element, before), _by_key(element, after)
    for key in dict.fromkeys((*old, *new)):
        path, one, other = f"{element.name}.{key}", old.get(key), new.get(key)
        if one is not None and other is not None:
            yield from _fields(element, f"{element.title}“{_name(element, other)}”", path, one, other)
        else:
            row = other if one is None else one
            whole, title = told(element, (row,)), f"{element.title}“{_name(element, row)}”"
            said = ("", whole) if one is None else (whole, "")
            yield Change(path, title, *said, element.section, element.name, "", one, other)
    shared = [key for key in old if key in new]
    if shared != [key for key in new if key in old]:
        order = ["、".join(_name(element, rows[key]) for key in rows) for rows in (old, new)]
        yield Change(f"{element.name}.order", f"{element.title}的顺序", order[0], order[1], element.section, element.name, "order")


def _fields(element: Element, title: str, path: str, before: Any, after: Any) -> Iterator[Change]:
    for column in element.columns:
        said = told(column, read(before, column.name)), told(column, read(after, column.name))
        if said[0] != said[1]:
            values = read(before, column.name), read(after, column.name)
            yield Change(f"{path}.{column.name}", f"{title}：{column.title}", *said, element.section, element.name, column.name, *values)


def _by_key(element: Element, rows: tuple[Any, ...]) -> Mapping[str, Any]:
    return {read(row, element.row_key): row for row in rows}


def _name(element: Element, row: Any) -> str:
    """What people call an entry: its first column that is no key."""
    return next((told(column, read(row, column.name)) for column in element.columns if not is_key(element, column)), "")
