"""What would have to change for more: the smallest increase of one fact that raises a result.

The bound of the next tier, a comparison that fails and a cap not yet reached each say how much one fact lacks, where the
fact enters them linearly. Of a list one entry grows, or one is added. What comes out is never taken from there: the book is
run with the fact changed. Where every further yuan counts there is no step, and nothing is advised.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from typing import Any

from onewindow.rules.edition import Edition
from onewindow.rules.fact import Fact
from onewindow.rules.kinds import Many, Number
from onewindow.rules.lists import ENTRY, Each, Highest, SumOf
from onewindow.rules.rule import Rule
from onewindow.rules.trace import ByCap, ByCondition, ByEntries, BySteps, ByTier, Decision, decisions, failing
from onewindow.rules.tree import Arithmetic, Compare, Fold, Literal, Name, Node, Role, names
from onewindow.words.refused import Refused

MOST_TRIED = 50  # steps of one list: the book is run for each, and a list may have a thousand entries


@dataclass(frozen=True, slots=True)
class Step:
    """``fact`` increased by ``more`` to ``to`` gives ``value``; of a list its entry at ``place``, which may be ``added`` to it."""

    fact: Fact
    more: Decimal
    to: Decimal
    value: Decimal
    place: int | None = None
    added: bool = False

    @property
    def kind(self) -> Number:
        """What ``more`` and ``to`` are."""
        kind = _number(self.fact)
        assert kind is not None  # nothing else grows
        return kind


@dataclass(frozen=True, slots=True)
class _Lack:
    """``node`` has to grow by ``by``, or by more than that where ``strictly``."""

    node: Node
    by: Decimal
    strictly: bool


def nearest(rule: Rule, decided: list[Decision], edition: Edition, facts: Mapping[str, Fact], values: Mapping[str, Any]) -> Step | None:
    """The smallest step that raises the value of a rule; None where it is unknown, or where no single fact raises it."""
    current = values[rule.name]
    if not isinstance(current, Decimal):
        return None
    decided = [*decided, *_beneath(rule, edition, values)]
    steps = []
    for lack in _lacks(decided, edition, values):
        for fact in _that_can_grow(lack.node, facts):
            if step := _tried(rule, edition, fact, _needed(lack, fact.name, _number(fact), edition, values), values):
                steps.append(step)
    for each in decided:
        if isinstance(each, ByEntries) and (step := _entry_that_grows(each.node, rule, edition, facts, values)):
            steps.append(step)
    return min((step for step in steps if step.value > current), key=lambda step: step.more, default=None)


def _entry_that_grows(node: SumOf, rule: Rule, edition: Edition, facts: Mapping[str, Fact], values: Mapping[str, Any]) -> Step | None:
    """The smallest increase of one entry, or the smallest entry added, with which a sum of entries raises the value of a rule."""
    worth, given = None, node.entries
    while isinstance(given, (Each, Highest)):
        worth, given = given.body if isinstance(given, Each) else worth, given.entries
    fact = facts.get(given.name) if isinstance(given, Name) else None
    if worth is None or fact is None or fact.past:
        return None
    entries = values[fact.name]
    tried: dict[tuple[Decimal, Decimal], int] = {}
    for place, entry in enumerate((*entries, Decimal(0))):
        within = {**values, ENTRY: entry}
        for lack in _lacks(decisions(worth, edition, within), edition, within):
            more = _needed(lack, ENTRY, _number(fact), edition, within)
            if more is not None and more > 0:
                tried.setdefault((more, entry), place)
    for (more, _), place in sorted(tried.items())[:MOST_TRIED]:
        if (step := _tried(rule, edition, fact, more, values, place)) and step.value > values[rule.name]:
            return step
    return None


def _beneath(rule: Rule, edition: Edition, values: Mapping[str, Any]) -> Iterator[Decision]:
    """What decided the amounts that are only steps on the way to this one."""
    for name, symbol in rule.needs.items():
        if symbol.role is Role.RULE and isinstance(symbol.kind, Number) and (step := edition.rule(name)).step:
            yield from decisions(step.tree, edition, values)


def _lacks(decided: Iterable[Decision], edition: Edition, values: Mapping[str, Any]) -> Iterator[_Lack]:
    for each in decided:
        if isinstance(each, ByCondition):
            for part in failing(each.condition, edition, values):
                yield from _to_satisfy(part, edition, values)
        elif isinstance(each, ByTier):
            for tier in each.table.tiers:
                if tier.low is not None and not tier.reached_by(each.amount):
                    yield _Lack(each.node.of, tier.low - each.amount, not tier.low_included)
        elif isinstance(each, BySteps):
            step = edition.part(each.node.right, values)
            yield _Lack(each.node.left, (each.steps + 1) * step - edition.part(each.node.left, values), strictly=False)
        elif isinstance(each, ByCap) and each.node.op == "least":
            for item in each.node.items:
                other = edition.part(item, values)
                if other is not None and other > each.value:
                    yield _Lack(each.decided, other - each.value, strictly=False)


def _to_satisfy(part: Node, edition: Edition, values: Mapping[str, Any]) -> Iterator[_Lack]:
    """A ≥ that fails lacks the difference; a ≤ that fails would need less of something, which is no advice."""
    if isinstance(part, Compare) and part.op in {">=", ">"} and isinstance(part.left.kind, Number):
        gap = Arithmetic("-", part.left, part.right, part.left.kind)
        yield _Lack(gap, edition.part(part.right, values) - edition.part(part.left, values), part.op == ">")


def _that_can_grow(node: Node, facts: Mapping[str, Fact]) -> Iterator[Fact]:
    for name in names(node):
        fact = facts.get(name)
        if fact and not fact.past and isinstance(fact.kind, Number):
            yield fact


def _number(fact: Fact) -> Number | None:
    """What a fact counts, or each entry of it."""
    kind = fact.kind.of if isinstance(fact.kind, Many) else fact.kind
    return kind if isinstance(kind, Number) else None


def _needed(lack: _Lack, name: str, kind: Number | None, edition: Edition, values: Mapping[str, Any]) -> Decimal | None:
    slope = _slope(lack.node, name, edition, values)
    if slope is None or slope <= 0 or kind is None:
        return None
    unit = Decimal(1).scaleb(-kind.scale)
    more = (lack.by / slope).quantize(unit, ROUND_CEILING)
    return more + unit if lack.strictly and more * slope == lack.by else more


def _slope(node: Node, fact: str, edition: Edition, values: Mapping[str, Any]) -> Decimal | None:
    """By how much a tree grows for each one of a fact; None where that is not the same everywhere."""
    if isinstance(node, Literal) or (isinstance(node, Name) and node.role is not Role.RULE):
        return Decimal(isinstance(node, Name) and node.name == fact)
    if isinstance(node, Fold) and not node.known and node.op != "sum":
        value = edition.part(node, values)  # of several, the one that decides here; what comes of it is tried
        return next((_slope(item, fact, edition, values) for item in node.items if edition.part(item, values) == value), None)
    if not isinstance(node, Arithmetic) or node.op == "//":
        return None
    left, right = _slope(node.left, fact, edition, values), _slope(node.right, fact, edition, values)
    if left is None or right is None or (node.op == "*" and left and right):
        return None
    if node.op == "*":
        return Decimal(left * edition.part(node.right, values) + right * edition.part(node.left, values))
    return left + right if node.op == "+" else left - right


def _tried(
    rule: Rule, edition: Edition, fact: Fact, more: Decimal | None, values: Mapping[str, Any], place: int | None = None
) -> Step | None:
    """The step, with what the book makes of it; of a list the entry at ``place`` grows."""
    kind, given = _number(fact), values[fact.name]
    if more is None or more <= 0 or kind is None:
        return None
    added = place is not None and place == len(given)
    if place is None:
        changed = to = given + more
    else:
        to = more if added else given[place] + more
        changed = (*given[:place], to, *given[place + 1 :])
    if to.scaleb(kind.scale) > kind.high or (isinstance(fact.kind, Many) and len(changed) > fact.kind.longest):
        return None
    try:
        value = edition.changed(rule.name, fact.name, {**values, fact.name: changed})
    except Refused:
        return None
    return None if value is None else Step(fact, more, to, value, place, added)
