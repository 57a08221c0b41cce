"""Pages of a list that cost the same wherever they are: each begins behind the last row of the one before, nothing is counted through."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import Q, QuerySet

R = TypeVar("R")
A_PAGE = 50
MOST_COUNTED = 1_000
LAST = "b"  # the cursor of the last page: before nothing


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page begins: behind a row (``forward``) or before it. ``key`` is empty among the rows whose clock stands still."""

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


@dataclass(frozen=True, slots=True)
class Part:
    """The shape of a query for rows: ordered by ``field`` and the key, from the end or beyond an edge, at most so many.

    With ``due`` only rows that have a due day, or (False) only those that have none.
    """

    field: str
    descending: bool
    beyond: bool
    most: int
    due: bool | None = None

    def of(self, rows: QuerySet[Any, Any], *, edge_key: Any = None, edge_pk: int = 0) -> QuerySet[Any, Any]:
        """These rows of all; the edge is that of a row, and is given where the part lies beyond one."""
        if self.due is not None:
            rows = rows.filter(due_on__isnull=not self.due)
        if self.beyond:
            way = "lt" if self.descending else "gt"
            further = Q(**{f"pk__{way}": edge_pk})
            if self.field != "pk":
                further = Q(**{f"{self.field}__{way}e": edge_key}) & (Q(**{f"{self.field}__{way}": edge_key}) | further)
            rows = rows.filter(further)
        sign = "-" if self.descending else ""
        return rows.order_by(*([f"{sign}pk"] if self.field == "pk" else [f"{sign}{self.field}", f"{sign}pk"]))[: self.most]


Edge = dict[str, Any]  # edge_key (but for “pk”) and edge_pk, or nothing
Ask = Callable[[Part, Edge], list[Any]]
Source = QuerySet[Any, Any] | Ask  # what a page is taken from: a query of tuples, or who answers such a query


def _asked(source: Source, part: Part, edge: Edge) -> list[Any]:
    return list(part.of(source, **edge)) if isinstance(source, QuerySet) else source(part, edge)


def place_of(cursor: str) -> Place | None:
    """The place that a cursor says; None for the first page, and for what is no cursor."""
    number, _, key = cursor[1:].partition(".")
    if cursor[:1] not in {"a", "b"} or not (number.isascii() and number.isdecimal() and len(number) < 19):
        return None
    return Place(key, int(number), cursor[0] == "a")


def by_key(source: Source, field: str, cursor: str, *, descending: bool = False, size: int = A_PAGE) -> tuple[list[Any], str, str]:
    """A page of tuples that end in (field, pk), ordered by both; and the cursors after and before it.

    ``field`` is a column without nulls that an index leads with (or the key itself: “pk”).
    """
    place, backward = place_of(cursor), cursor[:1] == "b"
    found = _asked(source, Part(field, descending != backward, place is not None, size + 1), _edge(field, place))
    return _framed(found, size, backward, first=place is None and not backward, last=place is None and backward)


def by_due(source: Source, cursor: str, *, size: int = A_PAGE) -> tuple[list[Any], str, str]:
    """The same by (due_on, pk), the rows without a due day last: those are a list of their own behind the first."""
    place, backward = place_of(cursor), cursor[:1] == "b"
    found: list[Any] = []
    for due in (False, True) if backward else (True, False):
        field = "due_on" if due else "pk"
        within = place is not None and bool(place.key) == due
        if place is not None and not within and due != backward:
            continue  # the page begins in the other part, and this one lies on the side that was seen
        found += _asked(source, Part(field, backward, within, size + 1, due), _edge(field, place if within else None))
        if len(found) > size:
            break
    return _framed(found[: size + 1], size, backward, first=place is None and not backward, last=place is None and backward)


def counted(most: int) -> tuple[int, bool]:
    """How many rows there are, and whether there are more than are worth counting (“1000+”), of a count that stopped one beyond them."""
    return min(most, MOST_COUNTED), most > MOST_COUNTED


def starting(field: str, text: str) -> Q:
    """Whose column starts with a text, as a range that the database's index follows."""
    if connection.vendor == "postgresql":
        return Q(**{f"{field}__startswith": text})  # an index of pattern operators
    return Q(**{f"{field}__gte": text, f"{field}__lt": text + "\U0010ffff"})  # the order of code points


def _edge(field: str, place: Place | None) -> Edge:
    if place is None:
        return {}
    key = {} if field == "pk" else {"edge_key": _day(place.key) if field == "due_on" else place.key}
    return {**key, "edge_pk": place.pk}


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
