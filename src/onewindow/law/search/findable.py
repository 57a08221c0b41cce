"""What a room wants found: a kind of entries, or numbers that are looked up one by one. No Django.

The law provides its documents, clauses and official texts; a room above registers its own, and the index asks them all.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from onewindow.law.validity import Validity
from onewindow.words.refused import Refused


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to find. ``key`` is unique in its kind; ``url_name`` with ``url_args`` is its page, if it has one,
    and ``anchor`` the place in it.

    ``document`` is the number of the document that it belongs to, which says its status; ``day`` orders the newest first.
    """

    key: str
    title: str
    text: str
    url_name: str = ""
    url_args: tuple[str, ...] = ()
    document: str = ""
    issuer: str = ""
    day: date | None = None
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """Entries of one kind; ``entries`` is asked whenever the index is brought up to date."""

    key: str
    title: str
    entries: Callable[[], Iterable[Entry]]


Standings = Callable[[date, Collection[str] | None], Mapping[str, Validity]]

_kinds: dict[str, Kind] = {}
_standings: dict[str, Standings] = {}
_numbers: dict[str, tuple[str, Callable[[str], Entry | None]]] = {}


def provide(key: str, title: str, entries: Callable[[], Iterable[Entry]]) -> None:
    """Have the entries of a room found. Raises ValueError when another room has this kind."""
    kind = Kind(key, title, entries)
    if _kinds.setdefault(key, kind) != kind or key in _numbers:
        raise ValueError(f"kind {key} is provided twice")


def provide_number(key: str, title: str, look_up: Callable[[str], Entry | None]) -> None:
    """Have things found by their whole number alone, never by their words. Raises ValueError when the kind is taken."""
    if _numbers.setdefault(key, (title, look_up)) != (title, look_up) or key in _kinds:
        raise ValueError(f"kind {key} is provided twice")


def provide_standings(name: str, look_up: Standings) -> None:
    """Say on a day how documents stand that no regulation runs: number → validity, of these numbers, or of all (None)."""
    _standings[name] = look_up


def standings(on: date, numbers: Collection[str] | None = None) -> dict[str, Validity]:
    """How the documents stand that rooms answer for, by number; a number that none knows is left out."""
    found: dict[str, Validity] = {}
    for look_up in _standings.values():
        found |= look_up(on, numbers)
    return found


def kinds() -> tuple[Kind, ...]:
    """Every kind that the index holds, in the order of registration."""
    return tuple(_kinds.values())


def kind(key: str) -> Kind:
    """One kind. Raises Refused (404) for a kind that no room provides."""
    if key not in _kinds:
        raise Refused(f"没有“{key}”这一类内容", code="unknown_kind", field="kind", status=404)
    return _kinds[key]


def titles() -> dict[str, str]:
    """The name of every kind, those that are found by number included."""
    return {**{key: each.title for key, each in _kinds.items()}, **{key: title for key, (title, _) in _numbers.items()}}


def by_number(number: str) -> list[tuple[str, Entry]]:
    """The things with exactly this number, each with its kind."""
    found = ((key, look_up(number)) for key, (_, look_up) in _numbers.items())
    return [(key, entry) for key, entry in found if entry is not None]
