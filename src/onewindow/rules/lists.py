"""The pieces of a rule that are about lists: whether a key is in a list, and what of a list another one lacks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from onewindow.rules.kinds import TRUTH, Choice, Kind, Many, Text, Truth
from onewindow.rules.mistakes import RuleError
from onewindow.rules.tree import Node, as_node


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
