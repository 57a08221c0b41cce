"""The words of a rule's body. Everything else is said with + - * // and comparisons.

Unknown is no value: a sum, a comparison or a tier of something unknown is unknown. ``all_of`` with a false condition is
false and ``any_of`` with a true one is true, whatever else is unknown; ``when`` is known where both its values agree.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from onewindow.rules import days, lists, quotients, reasons, tree
from onewindow.rules.kinds import Choice, Number
from onewindow.rules.mistakes import RuleError
from onewindow.rules.tree import Node
from onewindow.rules.units import RATIO

__all__ = [
    "all_of",
    "among",
    "any_of",
    "contains",
    "day_before",
    "each",
    "highest",
    "key",
    "largest",
    "largest_of_known",
    "least",
    "month_end",
    "not_",
    "quotient",
    "reasons_of",
    "share",
    "sum_of",
    "tiers",
    "total",
    "total_of_known",
    "when",
    "without",
    "years_between",
]


def when(condition: Any, then: Any, otherwise: Any) -> Node:
    """``then`` where the condition holds, else ``otherwise``."""
    return tree.when(condition, then, otherwise)


def key(value: str, title: str) -> Node:
    """One of the keys that a rule gives, and what people call it."""
    return tree.Literal(value, Choice((value,), (title,)))


def all_of(*conditions: Any) -> Node:
    return tree.logic("all", *conditions)


def any_of(*conditions: Any) -> Node:
    return tree.logic("any", *conditions)


def not_(condition: Any) -> Node:
    return tree.logic("not", condition)


def tiers(of: Any, table: Any) -> Node:
    """The value of the tier of ``table``, a table of parameters.yaml, that a number falls in."""
    return tree.tiers(of, table)


def least(*values: Any) -> Node:
    """The smallest: a value and its cap."""
    return tree.fold("least", *values)


def largest(*values: Any) -> Node:
    return tree.fold("largest", *values)


def total(*values: Any) -> Node:
    return tree.fold("sum", *values)


def total_of_known(*values: Any) -> Node:
    """The sum of the values that are known; unknown when none is."""
    return tree.fold("sum", *values, known=True)


def largest_of_known(*values: Any) -> Node:
    """The largest of the values that are known; unknown when none is."""
    return tree.fold("largest", *values, known=True)


def share(whole: Any, part: Any) -> Node:
    """A part of a whole by a ratio between 0 and 1. The last share is taken by subtraction, so that no fen is lost."""
    ratio = tree.as_node(part).kind
    if not isinstance(ratio, Number) or ratio.unit != RATIO or ratio.low < 0 or ratio.high > 10**ratio.scale:
        raise RuleError("share: the second argument is a ratio between 0 and 1")
    return tree.arithmetic("*", whole, part)


def contains(entries: Any, key: Any) -> Node:
    """Whether a list of keys names this one."""
    return tree.contains(entries, key)


def among(key: Any, entries: Any) -> Node:
    """Whether a key is one of a list, such as a list of ``parameters.yaml``."""
    return lists.among(key, entries)


def without(entries: Any, others: Any) -> Node:
    """What a list has and another has not: the required entries that were not given."""
    return lists.without(entries, others)


def years_between(start: Any, end: Any) -> Node:
    """Completed years; those of 29 February are completed on 1 March where there is no such day."""
    return tree.years_between(start, end)


def each(entries: Any, of: Callable[[Node], Any]) -> Node:
    """What ``of`` makes of every entry of a list of numbers: ``each(costs, lambda cost: least(cost, cap))``."""
    return lists.each(entries, of)


def highest(count: Any, entries: Any) -> Node:
    """The so many highest entries of a list of numbers; all of a shorter one. ``count`` is a figure or a whole number."""
    return lists.highest(count, entries)


def sum_of(entries: Any) -> Node:
    """The sum of a list of numbers: 0 for an empty one, unknown for an unknown one."""
    return lists.sum_of(entries)


def quotient(over: Any, under: Any) -> Node:
    """A rate as it is shown; nothing of nothing is 0, something of nothing unknown. Compared it is by multiplying out."""
    return quotients.quotient(over, under)


def reasons_of(*given: tuple[str, Any, str, str]) -> Node:
    """The list of ``(key, condition, clause, message)`` whose condition holds; the rule names each clause among its sources."""
    return reasons.reasons_of(*given)


def day_before(start: Any, count: Any) -> Node:
    """The day a number of days or of years, by the unit of ``count``, before another."""
    return days.day_before(start, count)


def month_end(of: Any) -> Node:
    """The last day of the month of a day."""
    return days.month_end(of)
