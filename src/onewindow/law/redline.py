"""What a corrected text changed, passage by passage, with what was struck out and what was put in. No Django."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

SAME, STRUCK, ADDED = "same", "struck", "added"
_PIECE = re.compile(r"[0-9A-Za-z.%]+|.", re.DOTALL)  # a figure is struck whole, Chinese character by character


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words and whether they stayed (``same``), went (``struck``) or came (``added``)."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """A passage that is not as it was."""

    place: str
    pieces: tuple[Piece, ...]


def redline(before: Sequence[tuple[str, str]], after: Sequence[tuple[str, str]]) -> tuple[Change, ...]:
    """The changes from one version to the next, both as (address, words), in the order of the text."""
    was, now = dict(before), dict(after)
    places = SequenceMatcher(a=[place for place, _ in before], b=[place for place, _ in after], autojunk=False)
    changes: list[Change] = []
    for _, old_from, old_to, new_from, new_to in places.get_opcodes():
        gone = [place for place, _ in before[old_from:old_to] if place not in now]
        changes += [Change(place, (Piece(STRUCK, was[place]),)) for place in gone]
        for place, words in after[new_from:new_to]:
            if place not in was:
                changes.append(Change(place, (Piece(ADDED, words),)))
            elif was[place] != words:
                changes.append(Change(place, pieces(was[place], words)))
    return tuple(changes)


def pieces(before: str, after: str) -> tuple[Piece, ...]:
    """Two wordings as one, with the differences marked."""
    old, new = _PIECE.findall(before), _PIECE.findall(after)
    found: list[Piece] = []
    for kind, old_from, old_to, new_from, new_to in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(Piece(SAME, "".join(old[old_from:old_to])))
            continue
        struck, added = "".join(old[old_from:old_to]), "".join(new[new_from:new_to])
        found += [Piece(STRUCK, struck)] if struck else []
        found += [Piece(ADDED, added)] if added else []
    return tuple(found)
