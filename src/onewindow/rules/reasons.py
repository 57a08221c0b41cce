"""The reasons that hold, each with its clause: what a rule finds against an application, as data and as a sentence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from onewindow.rules.kinds import Cause, Many, Truth
from onewindow.rules.mistakes import RuleError
from onewindow.rules.tree import Literal, Node, as_node


@dataclass(frozen=True, eq=False)
class Reasons(Node):
    """The keys of the conditions that hold, in their order; unknown where one of the conditions is."""

    conditions: tuple[Node, ...]
    kind: Many

    @property
    def keys(self) -> tuple[str, ...]:
        return self.cause.keys

    @property
    def cause(self) -> Cause:
        assert isinstance(self.kind.of, Cause)  # built so
        return self.kind.of


def reasons_of(*given: tuple[str, Any, str, str]) -> Node:
    """``(key, condition, clause, message)`` each: the list of those whose condition holds."""
    keys, conditions, clauses, messages = zip(*given, strict=True)
    nodes = tuple(as_node(condition) for condition in conditions)
    if len(set(keys)) < len(keys) or not all(isinstance(node.kind, Truth) for node in nodes):
        raise RuleError("reasons_of: takes (key, condition, clause, message), each key once")
    return Reasons(nodes, Many(Cause(keys, messages, clauses)))


def certain(node: Node, part: Callable[[Node], Any]) -> list[str]:
    """The keys of the conditions that hold whatever the others turn out to be; ``part`` gives the value of a piece of the tree."""
    return [key for key, each in zip(node.keys, node.conditions, strict=True) if part(each) is True] if isinstance(node, Reasons) else []


def reasons_by(node: Reasons, conditions: tuple[Node, ...]) -> Node:
    """The same reasons with conditions that figures and readings have settled."""
    settled = [each for each in conditions if isinstance(each, Literal)]
    if len(settled) == len(conditions):
        held = tuple(key for key, each in zip(node.keys, settled, strict=True) if each.value)
        return Literal(held, node.kind)
    return Reasons(conditions, node.kind)
