"""What is found: by rank or newest first, filtered, with the words shown where they stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from math import ceil
from typing import Any

from onewindow.law import registry, validity
from onewindow.law.search import index
from onewindow.law.search.excerpts import Piece, excerpt, marked
from onewindow.law.search.findable import Entry, by_number, standings, titles
from onewindow.law.search.folding import words_of
from onewindow.law.search.models import SearchEntry
from onewindow.words.refused import Refused

PAGE = 20
MOST = 100  # the newest entries that are ranked and paged through; beyond them a reader needs another word
LONGEST = 50  # characters of a query
ORDERS = {"rank": "按相关度", "newest": "按时间"}
_IN_TITLE = 1_000  # a word in the title weighs more than any number in the text


@dataclass(frozen=True, slots=True)
class Filters:
    """What the answer is limited to; what is empty limits nothing. ``status`` is a key of ``Validity``."""

    kind: str = ""
    issuer: str = ""
    year: int | None = None
    status: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found; ``validity`` is that of its document on the day of the search, empty where none is declared."""

    kind: str
    kind_title: str
    key: str
    title: tuple[Piece, ...]
    excerpt: tuple[Piece, ...]
    url_name: str
    url_args: tuple[str, ...]
    anchor: str
    document: str
    issuer: str
    year: int | None
    validity: str
    validity_title: str

    def as_json(self) -> dict[str, Any]:
        """A hit of ``law search``; ``excerpt`` marks no word, ``hits`` lists those that it shows."""
        shown = (*self.title, *self.excerpt)
        return {
            "kind": self.kind,
            "kind_title": self.kind_title,
            "key": self.key,
            "title": "".join(piece.text for piece in self.title),
            "excerpt": "".join(piece.text for piece in self.excerpt),
            "hits": list(dict.fromkeys(piece.text for piece in shown if piece.hit)),
            "document": self.document,
            "issuer": self.issuer,
            "year": self.year,
            "status": self.validity,
            "status_title": self.validity_title,
        }


@dataclass(frozen=True, slots=True)
class Found:
    """A page of what was found; ``count`` ends at MOST, and ``more`` says that there is more than that."""

    query: str
    words: tuple[str, ...]
    filters: Filters
    order: str
    page: int
    pages: int
    count: int
    more: bool
    hits: tuple[Hit, ...] = field(default=())

    @property
    def before(self) -> int:
        return self.page - 1

    @property
    def after(self) -> int:
        return self.page + 1

    def as_json(self) -> dict[str, Any]:
        """What ``law search`` answers; ``filters`` has those that limit it."""
        return {
            "query": self.query,
            "words": self.words,
            "filters": {name: value for name, value in asdict(self.filters).items() if value},
            "order": self.order,
            "count": self.count,
            "more": self.more,
            "page": self.page,
            "pages": self.pages,
            "hits": [hit.as_json() for hit in self.hits],
        }


def search(query: str, on: date, *, filters: Filters | None = None, order: str = "rank", page: int = 1) -> Found:
    """The entries that contain every word of the query, a page of them, with validity as of a day.

    Raises Refused for a query beyond LONGEST characters, an unknown kind, status or order, and what no database keeps.
    """
    chosen = filters or Filters()
    _require_known(query, chosen, order)
    words = words_of(query)
    numbers = _matching(words, chosen, on) if words else []
    more, numbers = len(numbers) > MOST, numbers[:MOST]
    if order == "rank":
        numbers = _ranked(words, numbers, chosen, on, more)
    pages = max(1, ceil(len(numbers) / PAGE))
    at = min(max(1, page), pages)
    shown_now = numbers[(at - 1) * PAGE : at * PAGE]
    rows = SearchEntry.objects.in_bulk(shown_now)
    states = standings(on, {row.document for row in rows.values()})
    hits = [_hit(row.kind, row, words, on, row.year, states) for number in shown_now if (row := rows.get(number))]
    exact = [_hit(kind, entry, words, on, entry.day.year if entry.day else None, {}) for kind, entry in _by_number(query, chosen)]
    shown = (*(exact if at == 1 else ()), *hits)
    return Found(query.strip(), words, chosen, order, at, pages, len(numbers) + len(exact), more, shown)


def choices() -> dict[str, Any]:
    """What the filters offer: kinds with their names, issuers, years (latest first) and states."""
    entries = SearchEntry.objects.order_by()
    names = titles()
    kinds = set(entries.values_list("kind", flat=True).distinct())
    return {
        "kinds": {key: title for key, title in names.items() if key in kinds},
        "issuers": sorted(filter(None, entries.values_list("issuer", flat=True).distinct())),
        "years": sorted(filter(None, entries.values_list("year", flat=True).distinct()), reverse=True),
        "states": {state.value: state.title for state in validity.Validity},
    }


def _require_known(query: str, filters: Filters, order: str) -> None:
    if len(query) > LONGEST:
        raise Refused(f"搜索的文字不超过{LONGEST}个字", code="query_too_long", field="q", expected="几个词，用空格隔开")
    if "\0" in f"{query}{filters.issuer}" or not 0 <= (filters.year or 0) <= date.max.year:
        raise Refused("这样的内容无法搜索", code="not_searchable", field="q", expected="文字、数字和四位的年份")
    for name, value, known in (
        ("kind", filters.kind, titles()),
        ("status", filters.status, {state.value: state.title for state in validity.Validity}),
        ("order", order, ORDERS),
    ):
        if value and value not in known:
            raise Refused(
                f"没有“{value}”这个选项",
                code=f"unknown_{name}",
                field=name,
                expected="、".join(f"{title}（{key}）" for key, title in known.items()),
            )


def _matching(words: Sequence[str], filters: Filters, on: date, *, titled: bool = False) -> list[int]:
    return index.newest(words, _conditions(filters, on), limit=MOST + 1, titled=titled)


def _conditions(filters: Filters, on: date) -> list[tuple[str, Any]]:
    """The status depends on the day, so it stands in no column: the documents that have it are named."""
    chosen: list[tuple[str, Any]] = [
        (name, value) for name in ("kind", "issuer", "year") if (value := getattr(filters, name)) not in {"", None}
    ]
    if filters.status:
        states = {**standings(on), **{each.number: validity.status(each, on) for each in registry.regulations()}}
        chosen.append(("document", [number for number, state in states.items() if state.value == filters.status]))
    return chosen


def _ranked(words: Sequence[str], numbers: list[int], filters: Filters, on: date, more: bool) -> list[int]:
    """Titles first, then by how often the words occur for the length; the newer of two alike. Titles beyond the newest count too."""
    if not words:
        return numbers
    titled = _matching(words, filters, on, titled=True)[:MOST] if more else []
    texts = SearchEntry.objects.filter(pk__in={*numbers, *titled}).values_list("id", "folded")
    scored = sorted(((-_score(folded, words), -number) for number, folded in texts))
    return [-number for _, number in scored[:MOST]]


def _score(folded: str, words: Sequence[str]) -> float:
    title, _, text = folded.partition("\n")
    in_title = sum(len(word) for word in words if word in title) / (len(title) + 10)
    return _IN_TITLE * in_title + sum(text.count(word) for word in words) * 100 / (len(text) + 100)


def _by_number(query: str, filters: Filters) -> list[tuple[str, Entry]]:
    limited = filters.issuer or filters.year or filters.status
    return [] if limited else [each for each in by_number(query.strip()) if filters.kind in {"", each[0]}]


def _hit(
    kind: str, row: SearchEntry | Entry, words: Sequence[str], on: date, year: int | None, states: Mapping[str, validity.Validity]
) -> Hit:
    regulation = next((each for each in registry.regulations() if each.number == row.document), None)
    state = validity.status(regulation, on) if regulation else states.get(row.document)
    return Hit(
        kind=kind,
        kind_title=titles().get(kind, kind),
        key=row.key,
        title=marked(row.title, words),
        excerpt=excerpt(row.text, words),
        url_name=row.url_name,
        url_args=tuple(row.url_args),
        anchor=row.anchor,
        document=row.document,
        issuer=row.issuer,
        year=year,
        validity=state.value if state else "",
        validity_title=state.title if state else "",
    )
