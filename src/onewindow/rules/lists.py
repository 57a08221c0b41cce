"""The pieces of a rule that are about lists: of keys, whether one is in it and what it lacks; of numbers, each, the highest, the sum."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from onewindow.rules.kinds import TRUTH, Choice, Kind, Many, Number, Text, Truth
from onewindow.rules.mistakes import RuleError
from onewindow.rules.tree import Literal, Name, Node, Role, as_node, names

ENTRY = "entry"


@dataclass(frozen=True, eq=False)
class Among(Node):
    """Whether a key is one of a list; unknown where either is."""

    key: Node
    entries: Node
    kind: Truth = TRUTH


@dataclass(frozen=True, eq=False)
class Without(Node):
    """The entries of one list, in the order of their keys, that another list does not have; unknown where either is."""

    entries: Node
    others: Node
    kind: Many

    @property
    def keys(self) -> tuple[str, ...]:
        """Every key that may be lacking."""
        return self.kind.of.keys if isinstance(self.kind.of, Choice) else ()


@dataclass(frozen=True, eq=False)
class Each(Node):
    """What a tree makes of every entry of a list, which it calls ``entry``; unknown where the list is."""

    entries: Node
    body: Node
    kind: Many


@dataclass(frozen=True, eq=False)
class Highest(Node):
    """The so many highest entries of a list, from the highest down; all of a shorter list."""

    entries: Node
    count: Node
    kind: Many


@dataclass(frozen=True, eq=False)
class SumOf(Node):
    """The sum of the entries of a list, nothing for an empty one; unknown where the list is."""

    entries: Node
    kind: Number


def each(entries: Any, of: Callable[[Node], Any]) -> Each:
    many = as_node(entries)
    kind = _list_of_numbers(many.kind, "each")
    return each_by(many, as_node(of(Name(ENTRY, Role.ENTRY, kind.of, certain=True))))


def each_by(entries: Node, body: Node) -> Each:
    """``each`` with the tree that its function built. Raises RuleError where it names more than the entry and figures."""
    kind = _list_of_numbers(entries.kind, "each")
    strange = [name for name, named in names(body).items() if named.role is not Role.FIGURE]
    if strange or not isinstance(body.kind, Number):
        raise RuleError(f"each: makes a number of the entry and of figures alone, not of {', '.join(strange) or 'something else'}")
    return Each(entries, body, Many(body.kind, kind.longest))


def highest(count: Any, entries: Any) -> Highest:
    many, number = as_node(entries), as_node(count)
    kind = _list_of_numbers(many.kind, "highest")
    if not isinstance(number.kind, Number) or number.kind.scale or number.kind.low < 1:
        raise RuleError("highest: so many entries, a whole number from 1")
    if not isinstance(number, Literal) and not (isinstance(number, Name) and number.role is Role.FIGURE):
        raise RuleError("highest: the number of entries is a figure")
    return Highest(many, number, Many(kind.of, min(kind.longest, number.kind.high)))


def sum_of(entries: Any) -> SumOf:
    many = as_node(entries)
    kind = _list_of_numbers(many.kind, "sum_of")
    one = kind.of
    assert isinstance(one, Number)  # the list is one of numbers
    return SumOf(many, Number(one.unit, one.scale, min(one.low * kind.longest, 0), max(one.high * kind.longest, 0)))


def _list_of_numbers(kind: Kind, word: str) -> Many:
    if not isinstance(kind, Many) or not isinstance(kind.of, Number):
        raise RuleError(f"{word}: takes a list of numbers")
    return kind


def among(key: Any, entries: Any) -> Among:
    one, many = as_node(key), as_node(entries)
    _list_of_keys(many.kind, "among")
    if not isinstance(one.kind, (Choice, Text)):
        raise RuleError("among: the first argument is a key")
    return Among(one, many)


def without(entries: Any, others: Any) -> Without:
    first, second = as_node(entries), as_node(others)
    _list_of_keys(second.kind, "without")
    kind = _list_of_keys(first.kind, "without")
    if not isinstance(kind.of, Choice):
        raise RuleError("without: the keys of the first list are known beforehand")
    return Without(first, second, kind)


def _list_of_keys(kind: Kind, word: str) -> Many:
    if not isinstance(kind, Many) or not isinstance(kind.of, (Choice, Text)):
        raise RuleError(f"{word}: takes a list of keys")
    return kind
