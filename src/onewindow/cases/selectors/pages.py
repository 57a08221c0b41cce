"""Pages of a list that cost the same wherever they are: each begins behind the last row of the one before, nothing is counted through."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import Q, QuerySet

R = TypeVar("R")
A_PAGE = 50
MOST_COUNTED = 10_000


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page begins: behind a row (``forward``) or before it. ``due`` is None among the rows whose clock stands still."""

    key: str
    pk: int
    forward: bool = True

    def __str__(self) -> str:
        return f"{'a' if self.forward else 'b'}{self.pk}.{self.key}"


@dataclass(frozen=True, slots=True)
class Page(Generic[R]):
    """The rows of a page; ``following`` and ``preceding`` are the cursors of its neighbours, empty where there is none."""

    rows: list[R]
    following: str
    preceding: str


LAST = "b"  # the cursor of the last page: before nothing


def place_of(cursor: str) -> Place | None:
    """The place that a cursor says; None for the first page, and for what is no cursor."""
    number, _, key = cursor[1:].partition(".")
    if cursor[:1] not in {"a", "b"} or not (number.isascii() and number.isdecimal() and len(number) < 19):
        return None
    return Place(key, int(number), cursor[0] == "a")


def by_key(rows: QuerySet[Any], field: str, cursor: str, *, descending: bool = False, size: int = A_PAGE) -> tuple[list[Any], str, str]:
    """A page of ``values_list`` tuples that end in (field, pk), ordered by both; and the cursors after and before it.

    ``field`` is a column without nulls that an index leads with (or the key itself: “pk”).
    """
    place, backward = place_of(cursor), cursor[:1] == "b"
    if place is not None:
        rows = rows.filter(_beyond(field, place, descending != backward))
    sign = "-" if descending != backward else ""
    order = [f"{sign}pk"] if field == "pk" else [f"{sign}{field}", f"{sign}pk"]
    found = list(rows.order_by(*order)[: size + 1])
    return _framed(found, size, backward, first=place is None and not backward, last=place is None and backward)


def by_due(rows: QuerySet[Any], cursor: str, *, size: int = A_PAGE) -> tuple[list[Any], str, str]:
    """The same by (due_on, pk), the rows without a due day last: those are a list of their own behind the first."""
    place, backward = place_of(cursor), cursor[:1] == "b"
    running, stopped = rows.filter(due_on__isnull=False), rows.filter(due_on=None)
    sign = "-" if backward else ""
    found: list[Any] = []
    for part, field in ((stopped, "pk"), (running, "due_on")) if backward else ((running, "due_on"), (stopped, "pk")):
        if place is not None and (place.key == "") != (field == "pk"):
            if (field == "pk") == backward:  # the page begins in the other part, and this one lies on the side that was seen
                continue
            chosen = part
        else:
            chosen = part.filter(_beyond(field, place, backward)) if place is not None else part
        order = [f"{sign}pk"] if field == "pk" else [f"{sign}due_on", f"{sign}pk"]
        found += list(chosen.order_by(*order)[: size + 1 - len(found)])
        if len(found) > size:
            break
    return _framed(found, size, backward, first=place is None and not backward, last=place is None and backward)


def counted(rows: QuerySet[Any]) -> tuple[int, bool]:
    """How many rows there are, and whether there are more than are worth counting (“10,000+”)."""
    n = rows.order_by()[: MOST_COUNTED + 1].count()
    return min(n, MOST_COUNTED), n > MOST_COUNTED


def starting(field: str, text: str) -> Q:
    """Whose column starts with a text, as a range that the database's index follows."""
    if connection.vendor == "postgresql":
        return Q(**{f"{field}__startswith": text})  # an index of pattern operators
    return Q(**{f"{field}__gte": text, f"{field}__lt": text + "\U0010ffff"})  # the order of code points


def _beyond(field: str, place: Place, descending: bool) -> Q:
    way = "lt" if descending else "gt"
    if field == "pk":
        return Q(**{f"pk__{way}": place.pk})
    key: Any = _day(place.key) if field == "due_on" else place.key
    return Q(**{f"{field}__{way}e": key}) & (Q(**{f"{field}__{way}": key}) | Q(**{f"pk__{way}": place.pk}))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return date.min


def _framed(found: list[Any], size: int, backward: bool, *, first: bool, last: bool) -> tuple[list[Any], str, str]:
    more, found = len(found) > size, found[:size]
    if backward:
        found.reverse()
    after, before = (not last, more) if backward else (more, not first)
    following = str(Place(_key(found[-1]), found[-1][-1])) if found and after else ""
    preceding = str(Place(_key(found[0]), found[0][-1], forward=False)) if found and before else ""
    return found, following, preceding


def _key(row: Any) -> str:
    key = row[-2]
    return "" if key is None else key.isoformat() if isinstance(key, date) else str(key)
