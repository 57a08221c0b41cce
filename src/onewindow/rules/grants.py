"""Which results of a book are granted: amounts of money, and which one only adds them up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from onewindow.rules.rule import Rule, Sort
from onewindow.rules.tree import Role

if TYPE_CHECKING:
    from onewindow.rules.book import RuleBook


def granted(book: RuleBook) -> tuple[Rule, ...]:
    """The amounts that a book gives, in its order; totals of other amounts are none."""
    return tuple(rule for rule in book.results if rule.sort is Sort.AMOUNT and not is_total(rule))


def total_of(book: RuleBook) -> Rule | None:
    """The result that puts the amounts together, if the book has one."""
    return next((rule for rule in book.results if rule.sort is Sort.AMOUNT and is_total(rule)), None)


def totals(book: RuleBook, found: pl.DataFrame) -> pl.Series:
    """The total of each row of results: that of the book, or else the sum of its amounts that are known; null where none is."""
    total = total_of(book)
    amounts = [rule.name for rule in granted(book)]
    added = pl.col(total.name) if total else pl.when(pl.any_horizontal(pl.col(amounts).is_not_null())).then(pl.sum_horizontal(amounts))
    return found.select(added.cast(pl.Decimal(38, 2)).alias("total")).to_series()


def is_total(rule: Rule) -> bool:
    """Whether a rule only puts other rules together."""
    roles = {symbol.role for symbol in rule.needs.values()}
    return Role.RULE in roles and not roles & {Role.FACT, Role.FIGURE}
