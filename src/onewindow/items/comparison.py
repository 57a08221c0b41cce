"""The local catalogue beside the list of the upper platform: what differs, by item and element. No Django."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from onewindow.items.content import ELEMENTS, Content
from onewindow.items.elements import Element, read, told

CHANGED, ONLY_OURS, ONLY_THEIRS = "changed", "only_ours", "only_theirs"
_OURS_ALONE = frozenset({"key", "procedure", "themes", "unconfirmed", "unconfirmed_note", "zone", "yellow_days", "yellow_share"})


@dataclass(frozen=True, slots=True)
class Difference:
    """``element`` is empty where the whole item stands on one side only; ``organisation`` is the body that has to settle it."""

    code: str
    title: str
    organisation: str
    kind: str
    element: str
    ours: str
    theirs: str


def compare(ours: Sequence[Content], theirs: Mapping[str, Mapping[str, Any]]) -> list[Difference]:
    """What differs between the contents in force and a list (values by element, under each code)."""
    local = {content.code: content for content in ours}
    return [
        *(found for code, content in local.items() if code in theirs for found in _of_item(content, theirs[code])),
        *(
            Difference(code, content.title, content.organisation, ONLY_OURS, "", content.title, "")
            for code, content in local.items()
            if code not in theirs
        ),
        *(
            Difference(
                code, str(values.get("title", "")), str(values.get("organisation", "")), ONLY_THEIRS, "", "", str(values.get("title", ""))
            )
            for code, values in theirs.items()
            if code not in local
        ),
    ]


def _of_item(content: Content, values: Mapping[str, Any]) -> Iterator[Difference]:
    for element in ELEMENTS:
        if element.name in _OURS_ALONE or element.name not in values:
            continue
        theirs = values[element.name]
        said = _said(element, read(content, element.name), theirs), _said(element, theirs, theirs)
        if _plain(said[0]) != _plain(said[1]):
            yield Difference(content.code, content.title, content.organisation, CHANGED, element.name, *said)


def _said(element: Element, value: Any, like: Any) -> str:
    """A value in words; of entries only the parts that the list has at all, since it may not know ours."""
    if element.kind == "parts":
        known = {name for row in like for name in row}
        return told(element, [_of_entry(element, row, known) for row in value])
    return told(element, _of_entry(element, value, set(like)) if element.kind == "part" else value)


def _of_entry(element: Element, entry: Any, known: set[str]) -> dict[str, Any]:
    """The known parts of an entry; what a row of the list leaves out is as if it said what is usual."""
    said = {column.name: read(entry, column.name) for column in element.columns if column.name in known}
    return {
        column.name: column.default if said[column.name] is None else said[column.name] for column in element.columns if column.name in said
    }


def _plain(text: str) -> str:
    """A text without what only sets entries apart: a list may be written with other marks."""
    return re.sub(r"[\s;、；]", "", unicodedata.normalize("NFKC", text))
