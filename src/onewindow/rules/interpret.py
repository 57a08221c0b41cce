"""One enterprise: a tree as a closure over named values, in exact decimals. Unknown is None."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from onewindow.rules.brackets import Table
from onewindow.rules.days import DayBefore, MonthEnd, days_back, last_of_month, years_back
from onewindow.rules.lists import ENTRY, Among, Each, Highest, SumOf, Without
from onewindow.rules.mistakes import RuleError
from onewindow.rules.quotients import Quotient, divided
from onewindow.rules.reasons import Reasons
from onewindow.rules.tree import Arithmetic, Compare, Contains, Fold, Literal, Logic, Name, Node, Tiers, When, YearsBetween, names

Values = Mapping[str, Any]
Run = Callable[[Values], Any]

_OPERATIONS: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "//": operator.floordiv,  # of what is never negative: a decimal's // cuts off, and that is its floor
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}


def compiled(node: Node) -> Run:
    """The closure that computes a tree from the values of its names."""
    match node:
        case Name():
            return operator.itemgetter(node.name)
        case Literal():
            value = node.value
            return lambda values: value
        case Arithmetic() | Compare():
            return _binary(_OPERATIONS[node.op], node.left, node.right)
        case Logic():
            return _LOGIC[node.op](*map(compiled, node.items))
        case When():
            return _when(compiled(node.condition), compiled(node.then), compiled(node.otherwise))
        case Tiers():
            return _tiers(compiled(node.of), compiled(node.table))
        case Fold():
            return _fold(_FOLDS[node.op], tuple(map(compiled, node.items)), node.known)
        case Contains():
            return _contains(compiled(node.entries), node.key)
        case Among():
            return _unless_unknown(lambda key, entries: key in entries, compiled(node.key), compiled(node.entries))
        case Without():
            return _unless_unknown(_lacking(node.keys), compiled(node.entries), compiled(node.others))
        case Each():
            return _each(compiled(node.entries), compiled(node.body), tuple(names(node.body)))
        case Highest():
            return _unless_unknown(_highest, compiled(node.entries), compiled(node.count))
        case SumOf():
            return _sum_of(compiled(node.entries))
        case YearsBetween():
            return _unless_unknown(completed_years, compiled(node.start), compiled(node.end))
    return _shown(node)


def _shown(node: Node) -> Run:
    """What is shown and not computed with any more: rates, reasons, days."""
    match node:
        case Quotient():
            return _unless_unknown(divided, compiled(node.over), compiled(node.under))
        case Reasons():
            return _reasons(node.keys, tuple(map(compiled, node.conditions)))
        case DayBefore():
            return _unless_unknown(years_back if node.unit == "year" else days_back, compiled(node.start), compiled(node.count))
        case MonthEnd():
            return _of_known(last_of_month, compiled(node.of))
    raise RuleError(f"{type(node).__name__} is not interpreted")


def _binary(operation: Callable[[Any, Any], Any], left: Node, right: Node) -> Run:
    if isinstance(right, Literal):
        return _by_constant(operation, compiled(left), right.value)
    return _unless_unknown(operation, compiled(left), compiled(right))


def _by_constant(operation: Callable[[Any, Any], Any], left: Run, constant: Any) -> Run:
    def run(values: Values) -> Any:
        first = left(values)
        return None if first is None else operation(first, constant)

    return run


def _unless_unknown(operation: Callable[[Any, Any], Any], left: Run, right: Run) -> Run:
    def run(values: Values) -> Any:
        first, second = left(values), right(values)
        return None if first is None or second is None else operation(first, second)

    return run


def _decided_by(verdict: bool) -> Callable[..., Run]:
    """``any`` is decided by one that is true, ``all`` by one that is false; else by an unknown one."""

    def build(*items: Run) -> Run:
        def run(values: Values) -> bool | None:
            unknown = False
            for item in items:
                found = item(values)
                if found is verdict:
                    return verdict
                unknown = unknown or found is None
            return None if unknown else not verdict

        return run

    return build


def _not(item: Run) -> Run:
    def run(values: Values) -> bool | None:
        found = item(values)
        return None if found is None else not found

    return run


_LOGIC: dict[str, Callable[..., Run]] = {"all": _decided_by(False), "any": _decided_by(True), "not": _not}


def _when(condition: Run, then: Run, otherwise: Run) -> Run:
    def run(values: Values) -> Any:
        found = condition(values)
        if found is None:
            one, other = then(values), otherwise(values)
            return one if one == other else None
        return then(values) if found else otherwise(values)

    return run


def _tiers(of: Run, table: Run) -> Run:
    def run(values: Values) -> Decimal | None:
        amount = of(values)
        brackets: Table = table(values)
        return None if amount is None else brackets.value(amount)

    return run


_FOLDS: dict[str, Callable[[list[Any]], Any]] = {"least": min, "largest": max, "sum": sum}


def _fold(operation: Callable[[list[Any]], Any], items: tuple[Run, ...], known: bool) -> Run:
    def run(values: Values) -> Any:
        found = [item(values) for item in items]
        present = [value for value in found if value is not None]
        if len(present) < len(found) and not (known and present):
            return None
        return operation(present)

    return run


def _contains(entries: Run, key: str) -> Run:
    def run(values: Values) -> bool | None:
        found = entries(values)
        return None if found is None else key in found

    return run


def _each(entries: Run, body: Run, figures: tuple[str, ...]) -> Run:
    def run(values: Values) -> tuple[Any, ...] | None:
        found = entries(values)
        if found is None:
            return None
        known = {name: values[name] for name in figures}
        return tuple([body({**known, ENTRY: entry}) for entry in found])

    return run


def _highest(entries: tuple[Any, ...], count: Any) -> tuple[Any, ...]:
    return tuple(sorted(entries, reverse=True)[: int(count)])


def _sum_of(entries: Run) -> Run:
    def run(values: Values) -> Decimal | None:
        found = entries(values)
        return None if found is None else sum(found, Decimal(0))

    return run


def completed_years(start: date, end: date) -> Decimal:
    return Decimal(end.year - start.year - ((end.month, end.day) < (start.month, start.day)))


def _of_known(operation: Callable[[Any], Any], of: Run) -> Run:
    def run(values: Values) -> Any:
        found = of(values)
        return None if found is None else operation(found)

    return run


def _reasons(keys: tuple[str, ...], conditions: tuple[Run, ...]) -> Run:
    def run(values: Values) -> tuple[str, ...] | None:
        found = [condition(values) for condition in conditions]
        return None if None in found else tuple(key for key, holds in zip(keys, found, strict=True) if holds)

    return run


def _lacking(keys: tuple[str, ...]) -> Callable[[tuple[str, ...], tuple[str, ...]], tuple[str, ...]]:
    return lambda entries, others: tuple(key for key in keys if key in entries and key not in others)
