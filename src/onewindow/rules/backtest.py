"""What a draft would have cost: the book in force and the draft, run over the same enterprises by the code that pays. No Django."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl
from pydantic import InstanceOf, TypeAdapter

from onewindow.rules.amending import Changes, amended
from onewindow.rules.book import RuleBook
from onewindow.rules.cliffs import Cliff, cliffs_of
from onewindow.rules.frame import REFUSED
from onewindow.rules.grants import granted, total_of, totals
from onewindow.rules.registry import books
from onewindow.words.refused import Refused

SLICE = 100_000  # rows at a time: progress is told after each
SHOWN = 10  # enterprises that gain or lose most
SIZES = tuple(map(Decimal, (0, 10_000, 20_000, 50_000, 100_000, 500_000, 1_000_000)))
SHIFTS = tuple(map(Decimal, (0, 10_000, 50_000, 100_000)))
BEFORE, AFTER, CHANGE = "before", "after", "change"
TOTAL = "_total"
MONEY = pl.Decimal(38, 2)
Progress = Callable[[int, int, str], None]  # done, of, the stage
IN_FORCE, IN_DRAFT, CLIFFS = "按现行标准测算", "按草案测算", "检查悬崖"


@dataclass(frozen=True, slots=True)
class Sum:
    """What one result comes to: money, enterprises that get some of it, and those for which it is unknown."""

    amount: Decimal
    winners: int
    unknown: int


@dataclass(frozen=True, slots=True)
class ResultLine:
    name: str
    title: str
    before: Sum
    after: Sum


@dataclass(frozen=True, slots=True)
class Bin:
    """How many enterprises lie in a range, which ``title`` says."""

    title: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Mover:
    """An enterprise that gains or loses: its columns that are no facts, and its totals."""

    labels: tuple[str, ...]
    before: Decimal
    after: Decimal

    @property
    def change(self) -> Decimal:
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Withheld:
    """What is not paid since another policy pays it already: a list of the facts that excludes, how many name something, and how much."""

    title: str
    enterprises: int
    before: Decimal
    after: Decimal


@dataclass(frozen=True, slots=True)
class Overlap:
    """Another book that asks for the same facts and pays as well: whether it pays for the same matter is for people to judge."""

    title: str
    number: str
    facts: tuple[str, ...]


@dataclass(frozen=True)
class Moves:
    """Who gets more and who less. ``rows`` has each enterprise with its labels, before, after and change; null where unknown.

    ``unknown`` counts rows without a total; ``shifts`` are ranges of the change with a count.
    """

    rows: InstanceOf[pl.DataFrame]
    labels: tuple[str, ...]
    unknown: int
    winners: int
    losers: int
    unchanged: int
    sizes: tuple[Bin, ...]
    shifts: tuple[tuple[str, int], ...]
    gaining: tuple[Mover, ...]
    losing: tuple[Mover, ...]


@dataclass(frozen=True)
class Backtest:
    """``on`` is the day whose figures and readings are the ones in force; ``refused`` counts rows whose facts contradict each other."""

    on: date
    budget: Decimal | None
    refused: int
    total: ResultLine
    results: tuple[ResultLine, ...]
    cliffs: tuple[Cliff, ...]
    withheld: tuple[Withheld, ...]
    overlaps: tuple[Overlap, ...]
    moves: Moves

    @property
    def enterprises(self) -> int:
        return self.moves.rows.height

    @property
    def cost(self) -> Decimal:
        """What the draft costs more than the book in force; negative where it saves."""
        return self.total.after.amount - self.total.before.amount

    @property
    def cost_size(self) -> Decimal:
        return abs(self.cost)


def backtest(
    book: RuleBook,
    changes: Changes,
    rows: pl.DataFrame,
    *,
    on: date,
    budget: Decimal | None = None,
    progress: Progress = lambda done, of, stage: None,
) -> Backtest:
    """Both editions over the same rows: a column for each fact, others (uscc, name) are kept as labels.

    Facts that depend on the day (the year) are taken as those of ``on``: figures of last year count as this year's. ``progress`` is told of
    enterprises, then of the bounds that are looked at. Raises Refused for a draft that is wrong (``amended``), for rows that are none, and
    as ``RuleBook.frame`` does.
    """
    draft = amended(book, changes)
    if rows.is_empty():
        raise Refused("没有可以试算的企业", code="no_rows", field="rows", expected="至少一家企业的数据")
    asked = {fact.name: fact for fact in book.facts.fields()}
    facts = rows.select(name for name in rows.columns if name in asked and not asked[name].of_day)
    labels = rows.select(name for name in rows.columns if name not in asked)
    was = _run(book, facts, on, {}, lambda done: progress(done, rows.height, IN_FORCE))
    becomes = _run(draft, facts, on, changes.readings, lambda done: progress(done, rows.height, IN_DRAFT))
    cliffs = cliffs_of(book, draft, facts, on=on, readings=changes.readings, done=lambda done, of: progress(done, of, CLIFFS))
    return Backtest(
        on=on,
        budget=budget,
        refused=int(was.get_column(REFUSED).is_not_null().sum()),
        total=ResultLine(TOTAL, total.title if (total := total_of(book)) else "合计", _sum(was, TOTAL), _sum(becomes, TOTAL)),
        results=tuple(ResultLine(rule.name, rule.title, _sum(was, rule.name), _sum(becomes, rule.name)) for rule in granted(book)),
        cliffs=cliffs,
        withheld=tuple(_withheld(book, draft, facts, on, changes.readings)),
        overlaps=_overlaps(book),
        moves=_moves(labels, was.get_column(TOTAL), becomes.get_column(TOTAL)),
    )


def as_kept(found: Backtest) -> tuple[dict[str, Any], pl.DataFrame]:
    """A back-test as it is kept: what canonical JSON can hold, and beside it the rows of every enterprise."""
    kept = asdict(found)
    rows: pl.DataFrame = kept["moves"].pop("rows")
    return kept, rows


def from_kept(kept: Mapping[str, Any], rows: pl.DataFrame) -> Backtest:
    """The same back-test again, from the JSON and the rows. Raises pydantic's ValidationError for another shape."""
    return TypeAdapter(Backtest).validate_python({**kept, "moves": {**kept["moves"], "rows": rows}})


def _moves(labels: pl.DataFrame, was: pl.Series, becomes: pl.Series) -> Moves:
    """Every enterprise with what it gets before and after."""
    rows = labels.with_columns(was.alias(BEFORE), becomes.alias(AFTER)).with_columns((pl.col(AFTER) - pl.col(BEFORE)).alias(CHANGE))
    known = rows.filter(pl.col(CHANGE).is_not_null())
    return Moves(
        rows=rows,
        labels=tuple(labels.columns),
        unknown=rows.height - known.height,
        winners=known.filter(pl.col(CHANGE) > 0).height,
        losers=known.filter(pl.col(CHANGE) < 0).height,
        unchanged=known.filter(pl.col(CHANGE) == 0).height,
        sizes=tuple(_sizes(known)),
        shifts=tuple(_shifts(known)),
        gaining=_movers(known, labels.columns, gaining=True),
        losing=_movers(known, labels.columns, gaining=False),
    )


def _run(book: RuleBook, facts: pl.DataFrame, on: date, readings: Mapping[str, str], done: Callable[[int], None]) -> pl.DataFrame:
    """The results of every row, and a column with their total."""
    parts = []
    done(0)
    for start in range(0, facts.height, SLICE):
        found = book.frame(facts.slice(start, SLICE), on=on, readings=readings)
        parts.append(found.with_columns(totals(book, found).alias(TOTAL)))
        done(min(start + SLICE, facts.height))
    return pl.concat(parts)


def _sum(found: pl.DataFrame, name: str) -> Sum:
    values = found.get_column(name)
    amount = values.cast(MONEY).sum()
    return Sum(_exact(amount), int((values > 0).sum()), int(values.is_null().sum()))


def _exact(amount: object) -> Decimal:
    return Decimal(str(amount or 0)).quantize(Decimal("0.01"))


def _sizes(known: pl.DataFrame) -> Iterator[Bin]:
    """Enterprises by what they get: nothing, then ranges whose upper end belongs."""
    for low, high, title in [(None, SIZES[0], "没有奖补"), *_ranges(SIZES)]:
        yield Bin(title, *(_between(known, column, low, high) for column in (BEFORE, AFTER)))


def _shifts(known: pl.DataFrame) -> Iterator[tuple[str, int]]:
    """Enterprises by how much less or more they get, from the greatest loss to the greatest gain."""
    lost = known.with_columns(-pl.col(CHANGE))
    yield from reversed([(f"减少{title}", _between(lost, CHANGE, low, high)) for low, high, title in _ranges(SHIFTS)])
    yield "不变", known.filter(pl.col(CHANGE) == 0).height
    yield from ((f"增加{title}", _between(known, CHANGE, low, high)) for low, high, title in _ranges(SHIFTS))


def _ranges(edges: tuple[Decimal, ...]) -> Iterator[tuple[Decimal, Decimal | None, str]]:
    for low, high in zip(edges, [*edges[1:], None], strict=True):
        yield low, high, f"超过{_wan(low)}" if high is None else f"{_wan(low)}至{_wan(high)}" if low else f"{_wan(high)}以下"


def _between(known: pl.DataFrame, column: str, low: Decimal | None, high: Decimal | None) -> int:
    above = pl.col(column) > low if low is not None else pl.lit(True)
    return known.filter(above & (pl.col(column) <= high if high is not None else pl.lit(True))).height


def _wan(amount: Decimal) -> str:
    return f"{amount / 10_000:f}万元"


def _movers(known: pl.DataFrame, labels: list[str], *, gaining: bool) -> tuple[Mover, ...]:
    """Those that gain or lose most."""
    moved = known.filter(pl.col(CHANGE) > 0 if gaining else pl.col(CHANGE) < 0).sort(CHANGE, descending=gaining, maintain_order=True)
    return tuple(
        Mover(tuple(str(row[name] or "") for name in labels), _exact(row[BEFORE]), _exact(row[AFTER]))
        for row in moved.head(SHOWN).iter_rows(named=True)
    )


def _withheld(book: RuleBook, draft: RuleBook, facts: pl.DataFrame, on: date, readings: Mapping[str, str]) -> Iterator[Withheld]:
    """For each list of the facts that excludes results: what would be paid without it."""
    for fact in book.uses.facts.values():
        if not (fact.many and fact.choices and fact.clause) or fact.name not in facts.columns:
            continue
        naming = facts.filter(pl.col(fact.name).list.len() > 0)
        if naming.is_empty():
            continue
        sums = []
        for each, read in ((book, {}), (draft, readings)):
            kept, whole = (totals(each, each.frame(rows, on=on, readings=read)).sum() for rows in (naming, naming.drop(fact.name)))
            sums.append(_exact(whole) - _exact(kept))
        yield Withheld(fact.title, naming.height, *sums)


def _overlaps(book: RuleBook) -> tuple[Overlap, ...]:
    """Other books that pay and ask for the same facts."""
    found = []
    for other in books():
        shared = [fact.title for name, fact in book.uses.facts.items() if name in other.uses.facts and not fact.of_day]
        if other.name != book.name and shared and granted(other):
            found.append(Overlap(other.title, other.regulation.number, tuple(shared)))
    return tuple(found)
