"""Every rule book that the county declares, found by its name."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from onewindow.rules.mistakes import RuleError
from onewindow.words.refused import Refused

if TYPE_CHECKING:
    from onewindow.rules.book import RuleBook

_books: dict[str, RuleBook] = {}


def enter(book: RuleBook) -> None:
    """Called by a book about itself. Raises RuleError when its name is taken."""
    if book.name in _books:
        raise RuleError(f"{book.name}: a book of this name is declared already")
    _books[book.name] = book


def books() -> tuple[RuleBook, ...]:
    """Every book, in the order of declaration."""
    return tuple(_books.values())


def book(name: str) -> RuleBook:
    """The book with this name. Raises Refused (404) if there is none."""
    try:
        return _books[name]
    except KeyError:
        raise Refused(
            f"没有名为“{name}”的规则集", code="unknown_book", field="book", expected=f"可用的规则集：{'、'.join(_books)}", status=404
        ) from None


@contextmanager
def isolated() -> Iterator[None]:
    """Within the block books are thrown away afterwards: for tests that declare what may not stay."""
    before = dict(_books)
    try:
        yield
    finally:
        _books.clear()
        _books.update(before)
