"""How an element of an item is declared: its Chinese title, its place, its kind. Form, guide, sheet and differences read it.

An element is a field of a pydantic model whose ``json_schema_extra`` says the rest. No Django.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

YES_NO = {True: "是", False: "否"}
LONGEST_WORD, LONGEST_TEXT, MOST_ENTRIES = 200, 4000, 80
MADE_FROM_FORM = "form"
FILE = re.compile(r"file:([0-9a-f]{64})/([^\n]{1,160})")  # a file of the store, as an attachment names it
_MADE = "按申请表单生成"
_SLUG = r"^[a-z0-9][a-z0-9_-]{0,59}$"


class Part(BaseModel):
    """What elements are fields of: it never changes, and takes nothing that it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


@dataclass(frozen=True, slots=True)
class Element:
    """One element. ``kind`` says what it holds:

    word (a short text), text (a long one), attachment (a text, ``form`` or the name of a kept file), slug, whole, yes_no,
    choice (a key of ``choices``), choices (several), lines (texts, an entry each), part (``parts``, once), parts (``parts``, an entry
    each). ``row_key`` is the field that tells the entries of parts apart.
    """

    name: str
    title: str
    kind: str
    section: str
    default: Any
    choices: Mapping[str, str]
    unit: str
    help: str
    parts: type[Part] | None
    row_key: str

    @property
    def columns(self) -> tuple[Element, ...]:
        """The elements of an entry of parts."""
        return elements(self.parts) if self.parts else ()

    @property
    def many(self) -> bool:
        return self.kind in {"choices", "lines", "parts"}

    @property
    def header(self) -> str:
        return f"{self.title}（{self.unit}）" if self.unit else self.title


def element(
    title: str,
    kind: str = "word",
    *,
    default: Any = None,
    section: str = "",
    choices: Mapping[str, str] | None = None,
    unit: str = "",
    help: str = "",
    parts: type[Part] | None = None,
    row_key: str = "",
) -> Any:
    """Declare a field as an element; without a default it is empty, and of a whole number unknown."""
    extra: Any = {
        "kind": kind,
        "section": section,
        "choices": dict(choices or {}),
        "unit": unit,
        "help": help,
        "parts": parts,
        "row_key": row_key,
    }
    empty = {"yes_no": False, "whole": None, "choices": (), "lines": (), "parts": ()}.get(kind, "")
    value: Any = empty if default is None else default
    limits: dict[str, Any] = {}
    if kind in {"word", "text", "attachment"}:
        limits = {"max_length": LONGEST_WORD if kind == "word" else LONGEST_TEXT}
    elif kind == "slug" and default is None:
        return Field(title=title, json_schema_extra=extra, pattern=_SLUG)
    elif kind == "whole":
        limits = {"ge": 0, "le": 9999}
    elif kind in {"lines", "parts", "choices"}:
        limits = {"max_length": MOST_ENTRIES}
    elif kind == "part" and parts is not None:
        return Field(default_factory=parts, title=title, json_schema_extra=extra)
    return Field(default=value, title=title, json_schema_extra=extra, **limits)


@cache
def elements(model: type[Part]) -> tuple[Element, ...]:
    """The elements of a model, in the order of its declaration."""
    return tuple(_element(name, field) for name, field in model.model_fields.items())


def _element(name: str, field: Any) -> Element:
    default = field.get_default(call_default_factory=True) if not field.is_required() else ""
    return Element(name=name, title=field.title, default=default, **field.json_schema_extra)


def told(element: Element, value: Any) -> str:
    """A value in the words of a page: titles for keys, 是 and 否, entries on lines; empty for what is not stated."""
    if value is None or value == "" or value == () or value == []:
        return ""
    if element.kind == "yes_no":
        return YES_NO[bool(value)]
    if element.kind == "choice":
        return element.choices.get(value, str(value))
    if element.kind == "choices":
        return "、".join(element.choices.get(each, str(each)) for each in value)
    if element.kind == "lines":
        return "\n".join(value)
    if element.kind == "attachment":
        return _MADE if value == MADE_FROM_FORM else named[2] if (named := FILE.fullmatch(value)) else str(value)
    if element.kind == "part":
        return _entry_told(element, value)
    if element.kind == "parts":
        return "\n".join(_entry_told(element, entry) for entry in value)
    return f"{value}{element.unit}"


def _entry_told(element: Element, entry: Any) -> str:
    said = [told(column, read(entry, column.name)) for column in element.columns if not is_key(element, column)]
    return "｜".join(re.sub(r"\s*\n\s*", "；", each) for each in said if each)


def read(holder: Any, name: str) -> Any:
    """A field of a model, or of the JSON of one."""
    return holder.get(name) if isinstance(holder, Mapping) else getattr(holder, name)


def is_key(element: Element, column: Element) -> bool:
    """Whether a column only tells entries apart, so that people are not shown it."""
    return column.name == element.row_key and column.kind == "slug"
