from collections.abc import Iterator

import pytest

from onewindow.rules.book import RuleBook
from onewindow.rules.tests.small_law import small_book, small_law


@pytest.fixture
def book() -> Iterator[RuleBook]:
    """An empty rule book over a small law."""
    with small_law() as regulation:
        yield small_book(regulation)
