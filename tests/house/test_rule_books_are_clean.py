"""No rule book of the county has a finding that must be dealt with."""

import pytest

from onewindow.rules.lint import lint
from onewindow.rules.registry import books


@pytest.mark.parametrize("book", books(), ids=lambda book: book.name)
def test_lint_finds_nothing_to_deal_with(book):
    assert [finding for finding in lint(book) if finding.counts] == []
