"""What the register pages of a regulation are made of: a table, a form, a warning; one template draws them all.

A regulation extends ``web/register.html`` with its own ``nav`` block, and names its page in ``shown``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.timezone import make_aware

from onewindow.cases.services.door import Answer
from onewindow.web.acting import acted
from onewindow.web.posted import intent_of, typed_on
from onewindow.web.sources import Cited, cited
from onewindow.words.days import said
from onewindow.words.refused import Refused

GREEN, AMBER, RED, BLUE = "tag-green", "tag-amber", "tag-red", "tag-blue"
_ICONS = {"pdf": "file-earmark-pdf", "xlsx": "download", "json": "download"}
Options = Sequence[tuple[str, str]]
Acts = Mapping[str, tuple[Callable[..., Answer], Callable[[], Mapping[str, Any]]]]
A_PAGE = 50  # rows of a long list


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its words, where they lead, the tag that they stand in; ``end`` for numbers, ``code`` for what is not broken."""

    text: Any
    url: str = ""
    tag: str = ""
    end: bool = False
    code: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row of cells; ``key`` is what its tick posts, empty where it may not be ticked."""

    cells: tuple[Cell, ...]
    key: str = ""


@dataclass(frozen=True, slots=True)
class Pager:
    """Where a page of a long list stands: its place, how many there are, how many rows in all, and the addresses of its neighbours."""

    number: int
    pages: int
    rows: int
    preceding: str = ""
    following: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table; with ``acts`` (intent, label) its rows may be ticked and acted on together; ``pager`` where it is one page of many."""

    key: str
    title: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    empty: str
    acts: Options = ()
    download: str = ""
    caption: str = ""
    pager: Pager | None = None

    @property
    def heads(self) -> list[tuple[str, bool]]:
        """Each column's title, and whether it is one of numbers."""
        first = self.rows[0].cells if self.rows else ()
        return [(title, place < len(first) and first[place].end) for place, title in enumerate(self.header)]

    @property
    def labelled(self) -> list[tuple[Row, list[tuple[str, Cell]]]]:
        return [(row, list(zip(self.header, row.cells, strict=True))) for row in self.rows]


@dataclass(frozen=True, slots=True)
class Input:
    """A field: ``kind`` is text, day, moment, whole, money, choice, ticks, long or file."""

    name: str
    label: str
    kind: str = "text"
    options: Options = ()
    help: str = ""
    longest: int = 200
    value: str = ""
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """A form: the act that it posts, its fields, and the clause that it rests on."""

    intent: str
    title: str
    inputs: tuple[Input, ...]
    button: str
    clause: str = ""
    note: str = ""
    danger: bool = False

    @property
    def multipart(self) -> bool:
        return any(each.kind == "file" for each in self.inputs)


@dataclass(frozen=True, slots=True)
class Page:
    """A page: what it is called, what must be told, its tables, and the forms of what the actor may do."""

    title: str
    tables: tuple[Table, ...] = ()
    forms: tuple[Form, ...] = ()
    warnings: tuple[str, ...] = ()
    intro: str = ""
    clauses: tuple[str, ...] = ()
    facts: tuple[tuple[str, Any], ...] = ()
    back: tuple[str, str] | None = None
    figures: tuple[tuple[str, Any], ...] = ()
    filters: tuple[Input, ...] = ()
    links: tuple[tuple[str, str], ...] = field(default=())

    @property
    def drawn_links(self) -> list[tuple[str, str, str]]:
        """Each link with the icon that says what comes: a paper, a file, or another page."""
        return [(_ICONS.get(address.rpartition(".")[2], "arrow-right-circle"), label, address) for label, address in self.links]


def table(key: str, title: str, header: Iterable[str], rows: Iterable[Row], empty: str, **more: Any) -> Table:
    return Table(key, title, tuple(header), tuple(rows), empty, **more)


def row(*cells: Any, key: str = "") -> Row:
    """A row of what is given: a ``Cell`` as it is, a day as people say it, anything else as its words."""
    return Row(tuple(each if isinstance(each, Cell) else Cell(told(each)) for each in cells), key)


def code(text: str) -> Cell:
    """A code or a number that stays on one line."""
    return Cell(text, code=True)


def ground(source: str | None) -> Cell:
    """A clause as it is cited, leading to its page; an empty cell for none."""
    found = cited(source) if source else Cited("")
    return Cell(found.words, found.url)


def told(value: Any) -> Any:
    return "" if value is None else said(value) if isinstance(value, date) else value


def link(words: Any, name: str, *args: Any) -> Cell:
    """A cell that leads to the page of that url name."""
    return Cell(words, reverse(name, args=args))


def context(request: HttpRequest, page: Page) -> dict[str, Any]:
    """The page with what was typed in the form that was posted; the other forms are drawn empty."""
    posted = typed_on(request)
    return {
        "page": page,
        "intent": intent_of(request),
        "typed": {name: posted.get(name, "") for name in posted},
        "ticked": {name: posted.getlist(name) for name in posted},
        "asked": {each.name: request.GET.get(each.name, "") for each in page.filters},
    }


def shown(
    request: HttpRequest, template: str, page: Callable[[], Page], acts: Acts, *, back: str, made: str = "", **where: str
) -> HttpResponse:
    """The page; a press goes through the door of its intent and back to the page of the url name ``back``.

    Where every act of the page makes something, ``made`` is the url name of the page of that number, which is shown instead.
    """
    door, arguments = acts.get(intent_of(request), (None, dict))

    def after(answer: Answer) -> tuple[str, dict[str, str]]:
        return (made, {"number": answer.number}) if made else (back, where)

    return acted(request, template, lambda: context(request, page()), door, arguments, after)


def day(request: HttpRequest, name: str, label: str) -> date:
    """A posted day. Raises Refused for none."""
    try:
        return date.fromisoformat(request.POST.get(name, "").strip())
    except ValueError:
        raise Refused(f"{label}不是日期", code="invalid_date", field=name, expected="年-月-日，如 2023-09-15") from None


def moment(request: HttpRequest, name: str, label: str) -> datetime:
    """A posted day and hour, of the county. Raises Refused for none."""
    try:
        return make_aware(datetime.fromisoformat(request.POST.get(name, "").strip()[:16]))
    except ValueError:
        raise Refused(f"{label}不是时间", code="invalid_time", field=name, expected="年-月-日 时:分，如 2023-09-15 18:00") from None


def paged(request: HttpRequest, found: QuerySet[Any], size: int = A_PAGE) -> tuple[list[Any], Pager | None]:
    """The rows of the page that ``?page=`` asks for, and its pager, which keeps the rest of the address; None for a single page."""
    page = Paginator(found, size).get_page(request.GET.get("page"))
    if page.paginator.num_pages == 1:
        return list(page), None

    def at(number: int) -> str:
        asked = request.GET.copy()
        asked["page"] = str(number)
        return f"?{asked.urlencode()}"

    preceding = at(page.previous_page_number()) if page.has_previous() else ""
    following = at(page.next_page_number()) if page.has_next() else ""
    return list(page), Pager(page.number, page.paginator.num_pages, page.paginator.count, preceding, following)


def whole(request: HttpRequest, name: str, label: str) -> int:
    """A posted whole number. Raises Refused for none."""
    plain = request.POST.get(name, "").strip()
    if not (plain.isascii() and plain.isdecimal() and len(plain) < 9):
        raise Refused(f"{label}不是整数", code="invalid_number", field=name, expected="整数")
    return int(plain)


def codes_of(request: HttpRequest, name: str = "codes") -> tuple[str, ...]:
    """The ticked codes."""
    return tuple(each for each in request.POST.getlist(name) if each)


def options(choices: Mapping[str, str]) -> Options:
    return tuple(choices.items())


def uploaded(request: HttpRequest, name: str = "file") -> tuple[str, bytes]:
    """The name and content of an upload; empty where none was chosen."""
    found = request.FILES.get(name)
    return (found.name or "", b"".join(found.chunks())) if found else ("", b"")
