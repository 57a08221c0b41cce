"""Cliffs: where a cent or a head more means less money. Found on the edges of the tables, and by moving enterprises over every bound."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, TypeGuard

import polars as pl

from onewindow.rules.brackets import Table
from onewindow.rules.edition import Edition
from onewindow.rules.fact import Fact
from onewindow.rules.grants import totals
from onewindow.rules.kinds import Number, number
from onewindow.rules.phrases import said
from onewindow.rules.tree import Compare, Literal, Name, Node, Role, Tiers, children
from onewindow.rules.units import Unit

if TYPE_CHECKING:
    from onewindow.rules.book import RuleBook

MOST = 2_000  # enterprises that are moved over each bound: enough to find a cliff, and a second's work
NEAR = Decimal("0.95")  # who reaches this part of a bound stands before it
IN_FORCE, IN_DRAFT = "现行", "草案"
_Bound = tuple[str, Decimal]  # of a fact, by its name


@dataclass(frozen=True, slots=True)
class Cliff:
    """At ``bound`` of the fact ``title`` the money falls, from ``high`` to ``low`` at worst.

    ``found`` says where: in a table, or at so many of the enterprises that were moved over the bound with all else unchanged.
    ``before`` and ``after``: whether it is there in the book in force and in the draft; ``near`` counts who stands just below.
    """

    title: str
    bound: str
    high: Decimal
    low: Decimal
    found: str
    before: bool
    after: bool
    near: int

    @property
    def state(self) -> str:
        if self.before and self.after:
            return "现行已有"
        return "草案新增" if self.after else "草案消除"


@dataclass(frozen=True, slots=True)
class _Fall:
    high: Decimal
    low: Decimal
    enterprises: int  # 0: found in a table


def cliffs_of(
    book: RuleBook,
    draft: RuleBook,
    facts: pl.DataFrame,
    *,
    on: date,
    readings: Mapping[str, str],
    done: Callable[[int, int], None] = lambda done, of: None,
) -> tuple[Cliff, ...]:
    """Every cliff of the book in force and of the draft, each once; the facts are those of the enterprises.

    ``done`` is told of the bounds that enterprises were moved over, of how many.
    """
    editions = (book.edition(on), draft.edition(on, readings))
    tables = [dict(_in_tables(edition)) for edition in editions]
    bounds = sorted({each for edition in editions for each in _bounds(edition)}, key=lambda each: (each[0], each[1]))
    sample = facts.unique(maintain_order=True).head(MOST)
    moved = []
    for before, (each, read) in zip((0, len(bounds)), ((book, {}), (draft, readings)), strict=True):
        moved.append(dict(_moved(each, sample, _told(bounds, done, before), on, read)))
    done(2 * len(bounds), 2 * len(bounds))
    found = [{**swept, **edges} for swept, edges in zip(moved, tables, strict=True)]
    return tuple(_cliff(key, found[0].get(key), found[1].get(key), book, facts) for key in sorted({*found[0], *found[1]}))


def _cliff(key: tuple[str, Decimal], was: _Fall | None, becomes: _Fall | None, book: RuleBook, facts: pl.DataFrame) -> Cliff:
    name, bound = key
    fall = becomes or was
    assert fall is not None
    fact = book.uses.facts[name]
    where = "档次表" if not fall.enterprises else f"{fall.enterprises}家企业越过此处，其他不变"
    return Cliff(
        fact.title,
        said(bound, number(bound, _unit(fact))),
        fall.high,
        fall.low,
        where,
        was is not None,
        becomes is not None,
        _near(facts, name, bound),
    )


def _in_tables(edition: Edition) -> Iterator[tuple[tuple[str, Decimal], _Fall]]:
    """The edges at which a table gives less to who has more."""
    for node in _nodes(edition):
        if isinstance(node, Tiers) and isinstance(node.of, Name) and node.of.role is Role.FACT and isinstance(node.table, Literal):
            for edge, before, after in falls(node.table.value):
                yield (node.of.name, edge), _Fall(before, after, 0)


def falls(table: Table) -> Iterator[tuple[Decimal, Decimal, Decimal]]:
    """Where a table gives less to who has more: the bound, the value before it and the value after it."""
    first, last = table.tiers[0], table.tiers[-1]
    values = [tier.value for tier in table.tiers]
    if table.otherwise is not None:
        values = ([table.otherwise] if first.low is not None else []) + values + ([table.otherwise] if last.high is not None else [])
    edges = [edge for edge in (*(tier.low for tier in table.tiers), last.high) if edge is not None]
    for edge, before, after in zip(edges, values, values[1:], strict=False):
        if after < before:
            yield edge, before, after


def _bounds(edition: Edition) -> Iterator[tuple[str, Decimal]]:
    """Where a fact meets a bound: the edges of its tables and the figures that it is compared with."""
    for node in _nodes(edition):
        if isinstance(node, Tiers) and isinstance(node.of, Name) and node.of.role is Role.FACT and isinstance(node.table, Literal):
            for tier in node.table.value.tiers:
                yield from ((node.of.name, bound) for bound in (tier.low, tier.high) if bound is not None)
        elif isinstance(node, Compare) and isinstance(node.left, Name) and node.left.role is Role.FACT and _is_number(node.right):
            yield node.left.name, Decimal(node.right.value)


def _is_number(node: Node) -> TypeGuard[Literal]:
    return isinstance(node, Literal) and isinstance(node.kind, Number)


def _nodes(edition: Edition) -> Iterator[Node]:
    waiting = list(edition.trees.values())
    while waiting:
        node = waiting.pop()
        yield node
        waiting += children(node)


def _told(bounds: list[_Bound], done: Callable[[int, int], None], before: int) -> Iterator[_Bound]:
    """The bounds of one edition, each told before it is looked at; as many as ``before`` were looked at for the other."""
    for place, bound in enumerate(bounds, start=before):
        done(place, 2 * len(bounds))
        yield bound


def _moved(
    book: RuleBook, sample: pl.DataFrame, bounds: Iterable[_Bound], on: date, readings: Mapping[str, str]
) -> Iterator[tuple[tuple[str, Decimal], _Fall]]:
    """Every enterprise of the sample, its fact set to just below a bound, to the bound, and to just above: where its money falls."""
    for name, bound in bounds:
        fact = book.uses.facts.get(name)
        if fact is None or fact.of_day or name not in sample.columns or not isinstance(fact.kind, Number):
            continue
        having = sample.filter(pl.col(name).is_not_null())
        if having.is_empty():
            continue
        step = Decimal(1).scaleb(-fact.kind.scale)
        points = [
            value for value in (bound - step, bound, bound + step) if fact.kind.low <= value.scaleb(fact.kind.scale) <= fact.kind.high
        ]
        amounts = [_totals(book, having, fact, value, on, readings) for value in points]
        worst = pl.DataFrame({f"{place}": amount for place, amount in enumerate(amounts)})
        falls = [
            worst.filter(pl.col(f"{place}") > pl.col(f"{place + 1}")).select(high=pl.col(f"{place}"), low=pl.col(f"{place + 1}"))
            for place in range(len(points) - 1)
        ]
        fallen = pl.concat(falls).sort(pl.col("high") - pl.col("low"), descending=True)
        if fallen.height:
            yield (name, bound), _Fall(fallen["high"][0], fallen["low"][0], max(each.height for each in falls))


def _totals(book: RuleBook, rows: pl.DataFrame, fact: Fact, value: Decimal, on: date, readings: Mapping[str, str]) -> pl.Series:
    assert isinstance(fact.kind, Number)
    set_to = pl.lit(value, dtype=pl.Decimal(38, fact.kind.scale)) if fact.kind.scale else pl.lit(int(value), dtype=pl.Int64)
    found = book.frame(rows.with_columns(set_to.alias(fact.name)), on=on, readings=readings)
    return totals(book, found)


def _near(facts: pl.DataFrame, name: str, bound: Decimal) -> int:
    if name not in facts.columns:
        return 0
    values = facts.get_column(name).cast(pl.Decimal(38, 4), strict=False)
    return int(((values >= bound * NEAR) & (values <= bound)).sum())


def _unit(fact: Fact) -> Unit:
    return fact.kind.unit if isinstance(fact.kind, Number) else ()
