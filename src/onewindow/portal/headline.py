"""What a rule can give at most, in a few words, and which of its figures count under the readings that hold."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from onewindow.rules.brackets import Table
from onewindow.rules.edition import Edition, settled
from onewindow.rules.kinds import Number
from onewindow.rules.lists import Each
from onewindow.rules.rule import Rule
from onewindow.rules.tree import Arithmetic, Fold, Literal, Name, Node, Role, Tiers, When, children
from onewindow.rules.units import Unit, is_money, unit_title
from onewindow.web.amounts import in_words


def figures_in_use(rule: Rule, edition: Edition) -> set[str]:
    """The figures and tables that the rule uses; what only another reading would use is left out."""
    return {node.name for node in _taken(rule.tree, edition) if isinstance(node, Name) and node.role is Role.FIGURE}


def headline(rule: Rule, edition: Edition) -> str:
    """2万元至5万元 for tiers, 最高100万元 for a cap, 每项最高5万元 for a cap of each entry, 3万元 for an award of one size, 300元/人.

    Empty where no figure of the rule says it.
    """
    unit = getattr(rule.kind, "unit", ())
    if not unit or not is_money(unit):
        return ""
    nodes = list(_taken(rule.tree, edition))
    each = [node for node in nodes if isinstance(node, Each)]
    within = {id(node) for one in each for node in _taken(one.body, edition)}
    for prefix, part in (
        ("", [node for node in nodes if id(node) not in within]),
        ("每项", [node for node in nodes if id(node) in within]),
    ):
        if words := _said(part, edition, unit):
            return f"{prefix}{words}"
    return ""


def _said(nodes: list[Node], edition: Edition, unit: Unit) -> str:
    """What caps say, else tables, else a figure that is an award of its own, else one for each of something."""
    caps = [
        cap
        for node in nodes
        if isinstance(node, Fold) and node.op == "least"
        for item in node.items
        if (cap := _cap(item, edition)) is not None
    ]
    if caps:
        return f"最高{in_words(min(caps), unit)}"
    tables: list[Table] = [edition.constants[node.table.name] for node in nodes if isinstance(node, Tiers) and isinstance(node.table, Name)]
    values = sorted(tier.value for table in tables if is_money(table.unit) for tier in table.tiers)
    if values:
        low, high = (in_words(value, unit).removesuffix(unit_title(unit)) for value in (values[0], values[-1]))
        return f"{low}至{high}{unit_title(unit)}" if low != high else f"{high}{unit_title(unit)}"
    fixed = [part for node in nodes if isinstance(node, When) for part in (node.then, node.otherwise) if _is_figure(part)]
    rates = [
        part for node in nodes if isinstance(node, Arithmetic) and node.op == "*" for part in (node.left, node.right) if _is_figure(part)
    ]
    for part in (*fixed, *rates):
        kind = part.kind
        if isinstance(part, Name) and isinstance(kind, Number) and dict(kind.unit).get(unit[0][0]) == 1:
            return in_words(edition.constants[part.name], kind.unit)
    return ""


def _cap(item: Node, edition: Edition) -> Decimal | None:
    """The figure that caps, also where something is taken off it first: 20万元 less what was paid before."""
    if isinstance(item, Name) and item.role is Role.FIGURE:
        value = edition.constants[item.name]
        return value if isinstance(value, Decimal) else None
    if isinstance(item, Arithmetic) and item.op == "-":
        return _cap(item.left, edition)
    if isinstance(item, Fold) and item.op == "largest":
        return next((cap for part in item.items if (cap := _cap(part, edition)) is not None), None)
    return None


def _is_figure(node: Node) -> bool:
    return isinstance(node, Name) and node.role is Role.FIGURE


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
