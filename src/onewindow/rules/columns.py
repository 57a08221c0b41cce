"""A million enterprises: a tree as a Polars expression on exact 64-bit fixed-point columns. Unknown is null.

Polars compares and adds nulls as unknown, but ``when`` takes its last branch for them, and the horizontal least and
largest pass over them; here neither may happen.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from decimal import Decimal
from functools import reduce
from typing import Any

import polars as pl

from onewindow.rules.brackets import Table
from onewindow.rules.kinds import Day, Kind, Many, Number, Truth
from onewindow.rules.lists import Among, Each, Highest, SumOf, Without
from onewindow.rules.mistakes import RuleError
from onewindow.rules.tree import (
    Arithmetic,
    Compare,
    Contains,
    Fold,
    Literal,
    Logic,
    Name,
    Node,
    Role,
    Tiers,
    When,
    YearsBetween,
    is_certain,
)

_OPERATIONS: dict[str, Callable[[Any, Any], Any]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}


def column(node: Node) -> pl.Expr:
    """The expression of a tree whose figures are literals; numbers are integers at the scale of their kind."""
    match node:
        case Name():
            return pl.element() if node.role is Role.ENTRY else pl.col(node.name)
        case Literal():
            return _literal(node.value, node.kind)
        case Arithmetic():
            return _arithmetic(node)
        case Compare():
            return _compare(node)
        case Logic():
            return _logic(node)
        case When():
            return _when(node)
        case Tiers():
            return _tiers(node)
        case Fold():
            return _fold(node)
        case Contains():
            return column(node.entries).list.contains(pl.lit(node.key))
        case Among():
            return pl.when(column(node.key).is_not_null()).then(column(node.entries).list.contains(column(node.key)))
        case Without():
            return _lacking(node)
        case Each():
            return column(node.entries).list.eval(column(node.body))
        case Highest(count=Literal(value=count)):
            return (
                column(node.entries).list.eval(pl.element().sort(descending=True)).list.head(int(count))
            )  # list.sort is fifty times slower
        case SumOf():
            return column(node.entries).list.sum()
        case YearsBetween():
            return _completed_years(column(node.start), column(node.end))
    raise RuleError(f"{type(node).__name__} is not compiled to columns")


def dtype(kind: Kind) -> pl.DataType:
    """How values of a kind are kept while a book is computed."""
    if isinstance(kind, Number):
        return pl.Int64()
    if isinstance(kind, Many):
        return pl.List(dtype(kind.of))
    return pl.Boolean() if isinstance(kind, Truth) else pl.Date() if isinstance(kind, Day) else pl.String()


def rounded(expression: pl.Expr, kind: Number, decimals: int) -> pl.Expr:
    """A number brought to a few decimals, half-up, away from zero for what is negative."""
    if kind.scale <= decimals:
        return expression * 10 ** (decimals - kind.scale) if kind.scale < decimals else expression
    step = 10 ** (kind.scale - decimals)
    up = (expression + step // 2) // step
    return up if kind.low >= 0 else pl.when(expression >= 0).then(up).otherwise(-((step // 2 - expression) // step))


def _integer(value: int) -> pl.Expr:
    return pl.lit(value, dtype=pl.Int64)


def _literal(value: Any, kind: Kind) -> pl.Expr:
    if isinstance(kind, Many):
        return literal_column(value, kind)
    return _integer(int(value.scaleb(kind.scale))) if isinstance(kind, Number) else pl.lit(value)


def _at(node: Node, scale: int) -> pl.Expr:
    """A number's expression with that many decimals, of which it has no more itself."""
    own = node.kind.scale  # type: ignore[union-attr]
    if isinstance(node, Literal):
        return _integer(int(node.value.scaleb(scale)))
    return column(node) * 10 ** (scale - own) if own < scale else column(node)


def _level(*nodes: Node) -> list[pl.Expr]:
    """Expressions of values that meet: numbers at one scale, anything else as it is."""
    if not isinstance(nodes[0].kind, Number):
        return [column(node) for node in nodes]
    scale = max(node.kind.scale for node in nodes)  # type: ignore[union-attr]
    return [_at(node, scale) for node in nodes]


def _arithmetic(node: Arithmetic) -> pl.Expr:
    if node.op == "*":
        return column(node.left) * column(node.right)
    left, right = _level(node.left, node.right)
    return {"+": operator.add, "-": operator.sub, "//": operator.floordiv}[node.op](left, right)


def _compare(node: Compare) -> pl.Expr:
    left, right = _level(node.left, node.right)
    return _OPERATIONS[node.op](left, right)


def _logic(node: Logic) -> pl.Expr:
    items = [column(item) for item in node.items]
    if node.op == "not":
        return ~items[0]
    return reduce(operator.and_ if node.op == "all" else operator.or_, items)


def _when(node: When) -> pl.Expr:
    condition = column(node.condition)
    then, otherwise = _level(node.then, node.otherwise)
    if is_certain(node.condition):
        return pl.when(condition).then(then).otherwise(otherwise)
    return pl.when(condition).then(then).when(~condition).then(otherwise).when(then == otherwise).then(then)


def _tiers(node: Tiers) -> pl.Expr:
    """From the lowest tier up; the last branch has its condition too, so that an unknown number meets none."""
    table, scale = _table(node), max(node.of.kind.scale, node.table.kind.axis_scale)  # type: ignore[union-attr]
    amount: pl.Expr = _at(node.of, scale)
    chain: Any = pl
    first, last = table.tiers[0], table.tiers[-1]
    if first.low is not None:
        chain = chain.when(_up_to(amount, first.low, not first.low_included, scale)).then(_value(table.otherwise, node.kind))
    for tier in table.tiers:
        chain = chain.when(_up_to(amount, tier.high, tier.high_included, scale)).then(_value(tier.value, node.kind))
    return chain.when(amount.is_not_null()).then(_value(table.otherwise, node.kind)) if last.high is not None else chain


def _up_to(amount: pl.Expr, end: Decimal | None, included: bool, scale: int) -> pl.Expr:
    if end is None:
        return amount.is_not_null()
    return amount <= int(end.scaleb(scale)) if included else amount < int(end.scaleb(scale))


def _value(value: Decimal | None, kind: Number) -> pl.Expr:
    return pl.lit(None if value is None else int(value.scaleb(kind.scale)), dtype=pl.Int64)


def _table(node: Tiers) -> Table:
    if not isinstance(node.table, Literal) or not isinstance(node.table.value, Table):
        raise RuleError("a table is put in place of its name before a tree is compiled")
    return node.table.value


def _fold(node: Fold) -> pl.Expr:
    items = _level(*node.items)
    if not node.known:
        return reduce(operator.add, items) if node.op == "sum" else _extreme(node, items)
    if node.op == "sum":
        some = reduce(operator.or_, [item.is_not_null() for item in items])
        return pl.when(some).then(pl.sum_horizontal(*items, ignore_nulls=True))
    return pl.min_horizontal(*items) if node.op == "least" else pl.max_horizontal(*items)


def _extreme(node: Fold, items: list[pl.Expr]) -> pl.Expr:
    """The least or the largest, unknown where one is: every part is computed as few times as can be, since nothing else shares it."""
    pick, bound = (pl.min_horizontal, "upper_bound") if node.op == "least" else (pl.max_horizontal, "lower_bound")
    fixed = [item for item, each in zip(items, node.items, strict=True) if isinstance(each, Literal)]
    found = [item for item, each in zip(items, node.items, strict=True) if not isinstance(each, Literal)]
    doubtful = [item.is_not_null() for item, each in zip(items, node.items, strict=True) if not is_certain(each)]
    if not found:
        return pick(*fixed)
    several = pick(*found) if len(found) > 1 else found[0]
    if len(found) > 1 and doubtful:
        several = pl.when(reduce(operator.and_, doubtful)).then(several)
    return reduce(lambda value, end: value.clip(**{bound: end}), fixed, several)


def _lacking(node: Without) -> pl.Expr:
    entries, others = column(node.entries), column(node.others)
    lacking = [pl.when(entries.list.contains(pl.lit(key)) & ~others.list.contains(pl.lit(key))).then(pl.lit(key)) for key in node.keys]
    return pl.when(entries.is_not_null() & others.is_not_null()).then(pl.concat_list(lacking).list.drop_nulls())


def _completed_years(start: pl.Expr, end: pl.Expr) -> pl.Expr:
    def within_year(day: pl.Expr) -> pl.Expr:
        return day.dt.month().cast(pl.Int64) * 100 + day.dt.day().cast(pl.Int64)

    return end.dt.year().cast(pl.Int64) - start.dt.year().cast(pl.Int64) - (within_year(end) < within_year(start)).cast(pl.Int64)


def literal_column(value: Any, kind: Kind) -> pl.Expr:
    """One value for every row: an absent column, the default of a fact, the day."""
    if isinstance(kind, Many) and value is not None:
        return pl.lit(pl.Series([list(value)], dtype=dtype(kind))).first()
    if value is None:
        return pl.lit(value, dtype=dtype(kind))
    return _integer(int(value * 10**kind.scale)) if isinstance(kind, Number) else pl.lit(value, dtype=dtype(kind))
