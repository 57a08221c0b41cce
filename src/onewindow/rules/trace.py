"""What decided a value: the conditions, the tier and the cap on the way through a rule's tree, and the facts that it lacks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from onewindow.rules.brackets import Table, Tier
from onewindow.rules.edition import Edition
from onewindow.rules.lists import Each, SumOf
from onewindow.rules.rule import Rule, Sort
from onewindow.rules.tree import Arithmetic, Fold, Logic, Name, Node, Role, Tiers, When, children, names


@dataclass(frozen=True, slots=True)
class ByCondition:
    """A condition that chose one of two values."""

    condition: Node
    holds: bool


@dataclass(frozen=True, slots=True)
class ByEither:
    """A condition that is unknown and decides nothing, since both its values are the same."""

    condition: Node
    value: Any


@dataclass(frozen=True, slots=True)
class BySum:
    """A calculation that is the value of a rule, or of a step on the way to it."""

    node: Arithmetic
    value: Decimal
    step: str


@dataclass(frozen=True, slots=True)
class ByTier:
    """The tier that an amount fell in; None where it fell in none."""

    node: Tiers
    amount: Decimal
    table: Table
    tier: Tier | None


@dataclass(frozen=True, slots=True)
class BySteps:
    """How many whole steps a number holds: of every 2,000,000 above a bound one more."""

    node: Arithmetic
    steps: Decimal


@dataclass(frozen=True, slots=True)
class ByEntries:
    """A sum of entries: which of them counted, and as what."""

    node: SumOf
    value: Decimal


@dataclass(frozen=True, slots=True)
class ByCap:
    """The one of several values that was the least or the largest, and whether it is a figure."""

    node: Fold
    decided: Node
    value: Decimal


Decision = ByCondition | ByEither | ByTier | ByCap | BySteps | ByEntries | BySum


def on_the_way(rule: Rule, own: Iterable[Decision], edition: Edition, values: Mapping[str, Any]) -> Iterator[Decision]:
    """What decided the amounts that are steps on the way to a rule and entered its own decisions, in the order of computing."""
    reached = dict.fromkeys(name for each in own if isinstance(each, (BySum, ByCap)) for name in names(each.node))
    for step in (edition.rule(name) for name, symbol in rule.needs.items() if name in reached and symbol.role is Role.RULE):
        if step.step and step.sort is Sort.AMOUNT and values[step.name] is not None:
            parts = list(decisions(step.tree, edition, values, step=step.title))
            yield from sorted(parts, key=lambda part: isinstance(part, BySum))  # what it comes to after what it is made of


def decisions(node: Node, edition: Edition, values: Mapping[str, Any], *, step: str = "") -> Iterator[Decision]:
    """What decided the value of a tree, from its root down; branches not taken are not walked. Nothing where it is unknown.

    ``values`` holds facts, rules and constants; ``step`` is the title of the step whose tree it is.
    """
    if isinstance(node, When):
        holds = edition.part(node.condition, values)
        if holds is not None:
            yield ByCondition(node.condition, holds)
            yield from decisions(node.then if holds else node.otherwise, edition, values, step=step)
        elif (value := edition.part(node, values)) is not None:
            yield ByEither(node.condition, value)
    elif isinstance(node, Arithmetic) and node.op != "//" and (calculated := edition.part(node, values)) is not None:
        yield BySum(node, calculated, step)
        for child in children(node):
            yield from (each for each in decisions(child, edition, values) if not isinstance(each, BySum))
    elif isinstance(node, Tiers):
        amount = edition.part(node.of, values)
        if amount is not None:
            table: Table = edition.part(node.table, values)
            yield ByTier(node, amount, table, table.find(amount))
    elif isinstance(node, SumOf):
        if (sum_of := edition.part(node, values)) is not None:
            yield ByEntries(node, sum_of)
    else:
        if isinstance(node, Arithmetic) and node.op == "//" and (steps := edition.part(node, values)) is not None:
            yield BySteps(node, steps)
        if isinstance(node, Fold) and node.op != "sum" and (value := edition.part(node, values)) is not None:
            yield ByCap(node, next(item for item in node.items if edition.part(item, values) == value), value)
        for child in children(node):
            yield from (each for each in decisions(child, edition, values) if not isinstance(each, BySum))


def missing(node: Node, edition: Edition, values: Mapping[str, Any]) -> dict[str, None]:
    """The facts for want of which a tree has no value, through the rules that it uses.

    A total of what is known has a value and lacks facts all the same.
    """
    if isinstance(node, When) and (holds := edition.part(node.condition, values)) is not None:
        return missing(node.then if holds else node.otherwise, edition, values)
    if edition.part(node, values) is not None and not (isinstance(node, Fold) and node.known):
        return {}
    if isinstance(node, Each):
        return missing(node.entries, edition, values)
    if isinstance(node, Name):
        return {node.name: None} if node.role is Role.FACT else missing(edition.rule(node.name).tree, edition, values)
    found: dict[str, None] = {}
    for child in children(node):
        found |= missing(child, edition, values)
    return found


def names_beneath(node: Node, edition: Edition) -> dict[str, Name]:
    """The names of a tree in the order of its reading, each step followed by those that it uses itself."""
    found: dict[str, Name] = {}
    for name, symbol in names(node).items():
        found[name] = symbol
        if symbol.role is Role.RULE and edition.rule(name).step:
            found |= {each: beneath for each, beneath in names_beneath(edition.rule(name).tree, edition).items() if each not in found}
    return found


def failing(node: Node, edition: Edition, values: Mapping[str, Any]) -> Iterator[Node]:
    """The parts on account of which a condition does not hold, through conditions that are rules."""
    if edition.part(node, values) is not False:
        return
    if isinstance(node, Name) and node.role is Role.RULE:
        yield from failing(edition.rule(node.name).tree, edition, values)
    elif isinstance(node, Logic) and node.op != "not":
        for item in node.items:
            yield from failing(item, edition, values)
    else:
        yield node


def holding(node: Node, edition: Edition, values: Mapping[str, Any]) -> Iterator[Node]:
    """The parts on account of which a condition holds: of alternatives those that do."""
    if isinstance(node, Logic) and node.op != "not":
        for item in node.items:
            if edition.part(item, values) is True:
                yield from holding(item, edition, values)
    else:
        yield node
