"""A book over many rows: columns in, columns out, everything between on exact 64-bit integers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Any

import polars as pl

from onewindow.rules.columns import column, dtype, literal_column, rounded
from onewindow.rules.edition import Edition
from onewindow.rules.fact import Fact
from onewindow.rules.facts import Facts
from onewindow.rules.kinds import Choice, Many, Number
from onewindow.rules.rule import FEN_DECIMALS, Rule, Sort
from onewindow.rules.tree import Certain, Role, is_certain
from onewindow.words.refused import Refused

REFUSED = "refused"
LAYERS_KEPT = 64  # of editions and the columns that hold no null; to compile a policy takes a few milliseconds
Layers = tuple[tuple[pl.Expr, ...], ...]


def evaluated(edition: Edition, facts: type[Facts], rows: pl.DataFrame) -> pl.DataFrame:
    """The results of every row, and why it was refused. Raises Refused for a column or a value that is none of a fact."""
    return _through(edition, facts, rows, list(_results(edition)))


def checked(edition: Edition, facts: type[Facts], rows: pl.DataFrame) -> pl.DataFrame:
    """What each check finds of every row: true, false or unknown. Raises Refused as ``evaluated``."""
    return _through(edition, facts, rows, [pl.col(rule.name) for rule in edition.rules if rule.sort is Sort.CHECK])


def _through(edition: Edition, facts: type[Facts], rows: pl.DataFrame, results: Sequence[pl.Expr]) -> pl.DataFrame:
    known = {fact.name: fact for fact in facts.fields()}
    for name in rows.columns:
        if name not in known:
            raise Refused(f"没有名为“{name}”的事项", code="unknown_fact", field=name, expected=f"可用的列：{'、'.join(known)}")
    needed = [known[name] for name in dict.fromkeys(_facts(edition))]
    working = rows.with_columns(_column(rows, fact, edition) for fact in needed)
    certain = certain_of(working.select(fact.name for fact in needed))
    return computed(working, layers(edition, certain), results)


def computed(working: pl.DataFrame, ready: Layers, results: Sequence[pl.Expr] = (pl.all(),)) -> pl.DataFrame:
    """Fixed-point columns through the layers of a book, as one query: what two expressions share is computed once."""
    lazy = working.lazy()
    for layer in ready:
        lazy = lazy.with_columns(layer)
    return lazy.select(results).collect()


def certain_of(working: pl.DataFrame) -> Certain:
    """The columns without a null, which is known of a column without looking at it."""
    return frozenset(column.name for column in working.iter_columns() if not column.null_count())


@lru_cache(maxsize=LAYERS_KEPT)
def layers(edition: Edition, certain: Certain = frozenset()) -> Layers:
    """The rules as expressions over fixed-point columns named for the facts: those of one layer need only earlier ones.

    ``certain`` names the facts whose columns hold no null: expressions that need not ask are shorter.
    """
    depth: dict[str, int] = {}
    found: list[list[pl.Expr]] = []
    for rule in edition.rules:
        depth[rule.name] = 1 + max((depth[name] for name in rule.needs if name in depth), default=-1)
        if depth[rule.name] == len(found):
            found.append([])
        found[depth[rule.name]].append(_expression(rule, edition, certain).alias(rule.name))
        if is_certain(edition.trees[rule.name], certain):
            certain |= {rule.name}
    return tuple(map(tuple, found))


def _expression(rule: Rule, edition: Edition, certain: Certain) -> pl.Expr:
    tree = edition.trees[rule.name]
    if isinstance(tree.kind, Number) and isinstance(rule.kind, Number):
        return rounded(tree, tree.kind, FEN_DECIMALS if rule.sort is Sort.AMOUNT else rule.kind.scale, certain)
    return column(tree, certain)


def _results(edition: Edition) -> Iterator[pl.Expr]:
    """The columns of the results, empty where a check refused the row, and last the reason."""
    checks = [rule for rule in edition.rules if rule.sort is Sort.CHECK]
    passed = [pl.col(check.name).fill_null(True) for check in checks]
    for rule in edition.rules:
        if not rule.step:
            value = pl.when(pl.all_horizontal(passed)).then(pl.col(rule.name)) if passed else pl.col(rule.name)
            yield (_decimals(value, rule.kind.scale) if isinstance(rule.kind, Number) else value).alias(rule.name)
    reasons = [pl.when(~pl.col(check.name)).then(pl.lit(check.refused[0].message)) for check in checks]
    yield pl.coalesce(*reasons, pl.lit(None, dtype=pl.String)).alias(REFUSED)


def _decimals(whole: pl.Expr, scale: int) -> pl.Expr:
    return whole.cast(pl.Int128).reinterpret(dtype=pl.Decimal(38, scale)) if scale else whole  # what it is; to divide is slow


def _facts(edition: Edition) -> Iterator[str]:
    for rule in edition.rules:
        yield from (name for name, symbol in rule.needs.items() if symbol.role is Role.FACT)


def _column(rows: pl.DataFrame, fact: Fact, edition: Edition) -> pl.Series | pl.Expr:
    """A fact's column, numbers as integers at its scale; its default where there is none."""
    default = getattr(edition.on, fact.of_day) if fact.of_day else fact.default
    if fact.name not in rows.columns:
        return literal_column(default, fact.kind).alias(fact.name)
    given = rows.get_column(fact.name)
    if given.dtype == pl.Null:
        given = given.cast(dtype(fact.kind))
    elif isinstance(fact.kind, Number):
        given = _whole(given, fact, fact.kind)
    elif isinstance(fact.kind, Many):
        given = _lists(given, fact, fact.kind)
    elif given.dtype != dtype(fact.kind):
        raise _wrong_column(given, fact)
    if fact.spellings:
        given = given.replace(list(fact.spellings), list(fact.spellings.values()))
    if fact.of_day:
        _refuse_where(given > default, given, fact)
    if isinstance(fact.kind, Choice):
        _refuse_where(~given.is_in(fact.kind.keys), given, fact)
    return given if default is None else pl.lit(given).fill_null(literal_column(default, fact.kind)).alias(fact.name)


def _whole(given: pl.Series, fact: Fact, kind: Number) -> pl.Series:
    """Numbers as integers at the scale of a fact. Raises Refused for floats, further decimals, and out of bounds."""
    _require_within(given, fact, kind, int)
    return given.to_frame().select(_integers(pl.col(given.name), given.dtype, kind)).to_series()


def _lists(given: pl.Series, fact: Fact, kind: Many) -> pl.Series:
    """Lists, numbers in them as integers. Raises Refused as for one value, for an unknown entry, and for too many entries."""
    if given.dtype == pl.List(pl.Null):
        given = given.cast(dtype(kind))
    if not isinstance(given.dtype, pl.List) or not (isinstance(kind.of, Number) or given.dtype == dtype(kind)):
        raise _wrong_column(given, fact)
    _refuse_where(given.list.len() > kind.longest, given, fact)
    entries = given.explode(empty_as_null=False, keep_nulls=False)

    def row_of(place: int) -> int:
        return int((given.list.len().fill_null(0).cum_sum() <= place).sum())

    if entries.null_count():
        _refuse_where(entries.is_null(), entries, fact, row_of)
    if isinstance(kind.of, Choice):
        _refuse_where(~entries.is_in(kind.of.keys), entries, fact, row_of)
    if not isinstance(kind.of, Number):
        return given
    _require_within(entries, fact, kind.of, row_of)
    return given.list.eval(_integers(pl.element(), entries.dtype, kind.of))


def _require_within(given: pl.Series, fact: Fact, kind: Number, row_of: Callable[[int], int]) -> None:
    """Raises Refused, naming the row, for what is no exact number, has too many decimals, or is out of bounds."""
    if not given.dtype.is_integer() and not given.dtype.is_decimal():
        raise _wrong_column(given, fact)
    decimals, physical = _decimals_of(given.dtype), given.to_physical()
    if decimals > kind.scale:
        beyond = pl.Series([10 ** (decimals - kind.scale)], dtype=physical.dtype)
        _refuse_where(physical % beyond != 0, given, fact, row_of)
        physical, decimals = physical // beyond, kind.scale
    step = 10 ** (kind.scale - decimals)
    _refuse_where((physical < -(-kind.low // step)) | (physical > kind.high // step), given, fact, row_of)


def _integers(given: pl.Expr, found: pl.DataType, kind: Number) -> pl.Expr:
    """An expression of exact numbers, which are within bounds, as integers at the scale of a kind."""
    decimals = _decimals_of(found)
    physical = given.to_physical()
    if decimals > kind.scale:
        physical = physical // pl.lit(10 ** (decimals - kind.scale), dtype=pl.Int128)
    step = 10 ** max(kind.scale - decimals, 0)
    whole = physical.cast(pl.Int64)
    return whole * step if step > 1 else whole


def _decimals_of(found: Any) -> int:
    return int(found.scale) if found.is_decimal() else 0


def _refuse_where(wrong: pl.Series, given: pl.Series, fact: Fact, row_of: Callable[[int], int] = int) -> None:
    if wrong.any():
        place = wrong.arg_true()[0]
        row = row_of(place)
        raise Refused(
            f"第{row + 1}行“{fact.title}”填写有误：{given[place]}",
            code="wrong_value",
            field=f"[{row}].{fact.name}",
            expected=fact.expected,
        )


def _wrong_column(given: pl.Series, fact: Fact) -> Refused:
    return Refused(
        f"“{fact.title}”一列的类型是{given.dtype}", code="wrong_column", field=fact.name, expected=f"{dtype(fact.kind)}，金额用定点小数"
    )
