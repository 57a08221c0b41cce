"""What a rule can give at most, in a few words, and which of its figures count under the readings that hold."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from onewindow.rules.brackets import Table
from onewindow.rules.edition import Edition, settled
from onewindow.rules.rule import Rule
from onewindow.rules.tree import Fold, Literal, Name, Node, Role, Tiers, When, children
from onewindow.rules.units import is_money, unit_title
from onewindow.web.amounts import in_words


def figures_in_use(rule: Rule, edition: Edition) -> set[str]:
    """The figures and tables that the rule uses; what only another reading would use is left out."""
    return {node.name for node in _taken(rule.tree, edition) if isinstance(node, Name) and node.role is Role.FIGURE}


def headline(rule: Rule, edition: Edition) -> str:
    """2万元至5万元 for tiers, 最高100万元 for a cap; empty where neither says it."""
    tables: list[Table] = []
    caps: list[Decimal] = []
    for node in _taken(rule.tree, edition):
        if isinstance(node, Tiers) and isinstance(node.table, Name):
            tables.append(edition.constants[node.table.name])
        if isinstance(node, Fold) and node.op == "least":
            caps += [edition.constants[item.name] for item in node.items if isinstance(item, Name) and item.role is Role.FIGURE]
    unit = getattr(rule.kind, "unit", ())
    values = sorted(tier.value for table in tables if is_money(table.unit) for tier in table.tiers)
    if not unit or not is_money(unit):
        return ""
    if caps:
        return f"最高{in_words(min(caps), unit)}"
    if not values:
        return ""
    low, high = (in_words(value, unit).removesuffix(unit_title(unit)) for value in (values[0], values[-1]))
    return f"{low}至{high}{unit_title(unit)}" if low != high else f"{high}{unit_title(unit)}"


def _taken(node: Node, edition: Edition) -> Iterator[Node]:
    """Every node that may matter: branches that a reading cuts off are not walked; rules are followed into their trees."""
    yield node
    if isinstance(node, When):
        condition = settled(node.condition, edition.constants, edition.dated)
        if isinstance(condition, Literal):
            yield from _taken(node.then if condition.value else node.otherwise, edition)
            return
    if isinstance(node, Name) and node.role is Role.RULE:
        yield from _taken(edition.rule(node.name).tree, edition)
    for child in children(node):
        yield from _taken(child, edition)
