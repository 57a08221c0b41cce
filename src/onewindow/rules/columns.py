"""A million enterprises: a tree as a Polars expression on exact 64-bit fixed-point columns. Unknown is null.

Polars compares and adds nulls as unknown, but ``when`` takes its last branch for them, and the horizontal least and
largest pass over them; here neither may happen.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import reduce
from math import gcd
from typing import Any, cast

import polars as pl

from onewindow.rules.brackets import Table
from onewindow.rules.days import DayBefore, MonthEnd
from onewindow.rules.kinds import LARGEST_INTEGER, Day, Kind, Many, Number, Truth
from onewindow.rules.lists import Among, Each, Highest, SumOf, Without
from onewindow.rules.mistakes import RuleError
from onewindow.rules.quotients import Quotient, written_rates
from onewindow.rules.reasons import Reasons
from onewindow.rules.tree import (
    Arithmetic,
    Certain,
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
    children,
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
_HORIZONTAL: dict[str, Callable[..., pl.Expr]] = {"least": pl.min_horizontal, "largest": pl.max_horizontal}
_NARROW = ((pl.Int8(), 2**7 - 1), (pl.Int16(), 2**15 - 1), (pl.Int32(), 2**31 - 1), (pl.Int64(), LARGEST_INTEGER))


def column(node: Node, certain: Certain = frozenset(), *, scale: int | None = None) -> pl.Expr:
    """The expression of a tree whose figures are literals; a number is an integer at its own scale, or at a larger ``scale``.

    ``certain`` names the facts and rules whose columns hold no null: whether these are known is not asked.
    """
    if isinstance(node.kind, Number):
        return _number(node, node.kind, certain, node.kind.scale if scale is None else scale)
    match node:
        case Name():
            return pl.col(node.name)
        case Literal():
            return _literal(node.value, node.kind)
        case Compare():
            return _OPERATIONS[node.op](*_level((node.left, node.right), certain))
        case Logic():
            return _logic(node, certain)
        case When():
            return _when(node, certain, *(column(branch, certain) for branch in (node.then, node.otherwise)))
        case Contains():
            return column(node.entries, certain).list.contains(pl.lit(node.key))
        case Among():
            key = column(node.key, certain)
            return pl.when(key.is_not_null()).then(column(node.entries, certain).list.contains(key))
        case Without():
            return _lacking(column(node.entries, certain), column(node.others, certain), node.keys)
        case Each():
            return column(node.entries, certain).list.eval(column(node.body))
        case Highest(count=Literal(value=count)):
            highest = pl.element().sort(descending=True)  # list.sort is fifty times slower
            return column(node.entries, certain).list.eval(highest).list.head(int(count))
        case Quotient():
            return _quotient(*_level((node.over, node.under), certain))
        case Reasons():
            return _reasons([column(each, certain) for each in node.conditions], node.keys)
        case DayBefore(count=Literal(value=count)):
            return column(node.start, certain).dt.offset_by(f"-{int(count)}{'y' if node.unit == 'year' else 'd'}")
        case MonthEnd():
            return column(node.of, certain).dt.month_end()
    raise RuleError(f"{type(node).__name__} is not compiled to columns")


def dtype(kind: Kind) -> pl.DataType:
    """How values of a kind are kept while a book is computed."""
    if isinstance(kind, Number):
        return pl.Int64()
    if isinstance(kind, Many):
        return pl.List(dtype(kind.of))
    return pl.Boolean() if isinstance(kind, Truth) else pl.Date() if isinstance(kind, Day) else pl.String()


def rounded(node: Node, kind: Number, decimals: int, certain: Certain = frozenset()) -> pl.Expr:
    """A number's expression with so many decimals, half-up, away from zero for what is negative."""
    if kind.scale <= decimals:
        return column(node, certain, scale=decimals)
    expression, step = column(node, certain), 10 ** (kind.scale - decimals)
    up = (expression + step // 2) // step
    return up if kind.low >= 0 else pl.when(expression >= 0).then(up).otherwise(-((step // 2 - expression) // step))


def _number(node: Node, kind: Number, certain: Certain, scale: int) -> pl.Expr:
    """A number at a scale. It is brought there where it is made: to multiply a finished column is one more pass over it."""
    factor = 10 ** (scale - kind.scale)
    if (few := _few(node)) is not None and not isinstance(node, Literal):
        return _picked(node, few, certain, scale)
    match node:
        case Literal():
            return _integer(int(node.value.scaleb(scale)))
        case Arithmetic(op="*"):
            return _product(node, certain, factor)
        case When() | Fold() | Arithmetic(op="+" | "-") if all(_fits(part, scale) for part in children(node)):
            return _combined(node, certain, scale)
        case When() | Fold() | Arithmetic(op="+" | "-"):
            return _combined(node, certain, kind.scale) * factor
    found = _alone(node, certain)
    return found * factor if factor > 1 else found


def _alone(node: Node, certain: Certain) -> pl.Expr:
    """A number that is made of no others at its scale."""
    match node:
        case Name():
            return pl.element() if node.role is Role.ENTRY else pl.col(node.name)
        case Arithmetic(op="//"):
            left, right = _level((node.left, node.right), certain)
            return left // right
        case SumOf():
            return column(node.entries, certain).list.sum()
        case YearsBetween():
            return _completed_years(column(node.start, certain), column(node.end, certain))
    raise RuleError(f"{type(node).__name__} is not compiled to columns")


def _combined(node: Node, certain: Certain, scale: int) -> pl.Expr:
    """What is made of other numbers at one scale."""
    if isinstance(node, When):
        return _when(node, certain, *(column(branch, certain, scale=scale) for branch in (node.then, node.otherwise)))
    if isinstance(node, Fold):
        return _fold(node, certain, scale)
    left, right = (column(part, certain, scale=scale) for part in children(node))
    return left + right if node.op == "+" else left - right  # type: ignore[attr-defined]


def _fits(node: Node, scale: int) -> bool:
    """Whether a number at a larger scale is still one of 64 bits; a condition is no number."""
    kind = node.kind
    return not isinstance(kind, Number) or max(-kind.low, kind.high) * 10 ** (scale - kind.scale) <= LARGEST_INTEGER


def _product(node: Arithmetic, certain: Certain, factor: int) -> pl.Expr:
    left, right = (node.right, node.left) if isinstance(node.left, Literal) else (node.left, node.right)
    if isinstance(right, Literal):
        factor *= int(right.value.scaleb(right.kind.scale))  # type: ignore[union-attr]
        return column(left, certain) * _integer(factor) if factor != 1 else column(left, certain)
    found = column(left, certain) * column(right, certain)
    return found * factor if factor > 1 else found


def _few(node: Node) -> tuple[Decimal, ...] | None:
    """The few values that a number can have, if it is picked from literals and tables."""
    if isinstance(node, Literal):
        return (node.value,)
    if isinstance(node, Tiers):
        table = _table(node)
        return (*(tier.value for tier in table.tiers), *(() if table.otherwise is None else (table.otherwise,)))
    if isinstance(node, When) and None not in (branches := (_few(node.then), _few(node.otherwise))):
        return tuple(value for values in branches for value in values or ())
    return None


def _picked(node: Node, few: tuple[Decimal, ...], certain: Certain, scale: int) -> pl.Expr:
    """One of few values: picked as a narrow number of their common step, which takes a third of the time of a wide one."""
    wholes = [int(value.scaleb(scale)) for value in few]
    step = gcd(*wholes) or 1
    narrow = next(each for each, most in _NARROW if max(map(abs, wholes)) // step <= most)

    def pick(part: Node) -> pl.Expr:
        if isinstance(part, When):
            return _when(part, certain, pick(part.then), pick(part.otherwise))
        return _tiers(part, certain, value) if isinstance(part, Tiers) else value(part.value)  # type: ignore[attr-defined]

    def value(exact: Decimal | None) -> pl.Expr:
        return pl.lit(None if exact is None else int(exact.scaleb(scale)) // step, dtype=narrow)

    found = pick(node).cast(pl.Int64)
    return found * step if step > 1 else found


def _integer(value: int) -> pl.Expr:
    return pl.lit(value, dtype=pl.Int64)


def _literal(value: Any, kind: Kind) -> pl.Expr:
    return literal_column(value, kind) if isinstance(kind, Many) else pl.lit(value)


def _level(nodes: Iterable[Node], certain: Certain) -> list[pl.Expr]:
    """Expressions of values that meet: numbers at one scale, anything else as it is."""
    parts = list(nodes)
    scale = max((node.kind.scale for node in parts if isinstance(node.kind, Number)), default=None)
    return [column(node, certain, scale=scale) for node in parts]


def _logic(node: Logic, certain: Certain) -> pl.Expr:
    items = [column(item, certain) for item in node.items]
    if node.op == "not":
        return ~items[0]
    return reduce(operator.and_ if node.op == "all" else operator.or_, items)


def _when(node: When, certain: Certain, then: pl.Expr, otherwise: pl.Expr) -> pl.Expr:
    condition = column(node.condition, certain)
    if is_certain(node.condition, certain):
        return pl.when(condition).then(then).otherwise(otherwise)
    return pl.when(condition).then(then).when(~condition).then(otherwise).when(then == otherwise).then(then)


def _tiers(node: Tiers, certain: Certain, value: Callable[[Decimal | None], pl.Expr]) -> pl.Expr:
    """From the lowest tier up; an unknown number meets none."""
    table, scale = _table(node), max(node.of.kind.scale, node.table.kind.axis_scale)  # type: ignore[union-attr]
    amount = column(node.of, certain, scale=scale)
    branches = [
        (amount <= int(tier.high.scaleb(scale)) if tier.high_included else amount < int(tier.high.scaleb(scale)), value(tier.value))
        for tier in table.tiers
        if tier.high is not None
    ]
    first, last = table.tiers[0], table.tiers[-1]
    if first.low is not None:
        low = int(first.low.scaleb(scale))
        branches.insert(0, (amount < low if first.low_included else amount <= low, value(table.otherwise)))
    rest = value(table.otherwise if last.high is not None else last.value)
    chain = reduce(lambda chain, branch: chain.when(branch[0]).then(branch[1]), branches, cast(Any, pl))
    certainly = bool(branches) and is_certain(node.of, certain)
    return cast(pl.Expr, chain.otherwise(rest) if certainly else chain.when(amount.is_not_null()).then(rest))


def _table(node: Tiers) -> Table:
    if not isinstance(node.table, Literal) or not isinstance(node.table.value, Table):
        raise RuleError("a table is put in place of its name before a tree is compiled")
    return node.table.value


def _fold(node: Fold, certain: Certain, scale: int) -> pl.Expr:
    items = [column(item, certain, scale=scale) for item in node.items]
    doubtful = [item for item, each in zip(items, node.items, strict=True) if not is_certain(each, certain)]
    if node.op == "sum":
        if not node.known or not doubtful:
            return reduce(operator.add, items)
        found = pl.sum_horizontal(*items, ignore_nulls=True)
        known = reduce(operator.or_, [item.is_not_null() for item in doubtful])
        return found if len(doubtful) < len(items) else pl.when(known).then(found)
    if node.known or not doubtful:
        return _HORIZONTAL[node.op](*items)
    return _extreme(node, items, doubtful)


def _extreme(node: Fold, items: list[pl.Expr], doubtful: list[pl.Expr]) -> pl.Expr:
    """The least or the largest, unknown where one is: every part is computed as few times as can be, since nothing else shares it."""
    bound = "upper_bound" if node.op == "least" else "lower_bound"
    fixed = [item for item, each in zip(items, node.items, strict=True) if isinstance(each, Literal)]
    found = [item for item, each in zip(items, node.items, strict=True) if not isinstance(each, Literal)]
    several = found[0]
    if len(found) > 1:
        several = pl.when(reduce(operator.and_, [item.is_not_null() for item in doubtful])).then(_HORIZONTAL[node.op](*found))
    return reduce(lambda value, end: value.clip(**{bound: end}), fixed, several)


def _lacking(entries: pl.Expr, others: pl.Expr, keys: tuple[str, ...]) -> pl.Expr:
    lacking = [pl.when(entries.list.contains(pl.lit(key)) & ~others.list.contains(pl.lit(key))).then(pl.lit(key)) for key in keys]
    return pl.when(entries.is_not_null() & others.is_not_null()).then(pl.concat_list(lacking).list.drop_nulls())


def _reasons(conditions: list[pl.Expr], keys: tuple[str, ...]) -> pl.Expr:
    held = [pl.when(condition).then(pl.lit(key)) for condition, key in zip(conditions, keys, strict=True)]
    known = reduce(operator.and_, [condition.is_not_null() for condition in conditions])
    return pl.when(known).then(pl.concat_list(held).list.drop_nulls())


def _quotient(over: pl.Expr, under: pl.Expr) -> pl.Expr:
    """Digit by digit as the interpreter has it: a quotient has no end, and 64 bits have."""

    def digits(parts: pl.Series) -> pl.Series:
        one, two = (parts.struct.field(name).to_list() for name in ("over", "under"))
        return pl.Series(written_rates(one, two), dtype=pl.String)

    return pl.struct(over.alias("over"), under.alias("under")).map_batches(digits, return_dtype=pl.String)


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
