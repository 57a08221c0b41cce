"""A book as it stands on one day: the figures of that day and one choice of readings put into its trees, compiled once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from typing import Any

from onewindow.rules import tree as grammar
from onewindow.rules.brackets import Table
from onewindow.rules.days import DayBefore, MonthEnd, day_before, month_end
from onewindow.rules.interpret import Run, compiled
from onewindow.rules.kinds import Many, Number, number
from onewindow.rules.lists import Among, Each, Highest, SumOf, Without, among, each_by, highest, sum_of, without
from onewindow.rules.parameters import Dated, Figure
from onewindow.rules.quotients import Quotient, quotient
from onewindow.rules.reasons import Reasons, reasons_by
from onewindow.rules.rule import Rule, Sort
from onewindow.rules.tree import Arithmetic, Compare, Contains, Fold, Literal, Logic, Name, Node, Tiers, When, YearsBetween
from onewindow.words.money import FEN
from onewindow.words.refused import Refused

_SAME: dict[str, Callable[[Any, Any], bool]] = {"==": lambda one, other: one == other, "!=": lambda one, other: one != other}


class Edition:
    """Rules with every figure and reading settled. Raises Refused when a figure has no value on the day."""

    def __init__(self, rules: tuple[Rule, ...], figures: Mapping[str, Figure], on: date, readings: Mapping[str, str]) -> None:
        self.rules = rules
        self.on = on
        self.readings = readings
        self.dated: dict[str, Dated] = {name: figure.on(on) for name, figure in figures.items()}
        self.constants: dict[str, Any] = {name: line.value for name, line in self.dated.items()} | dict(readings) | {"on": on}
        self.trees: dict[str, Node] = {rule.name: settled(rule.tree, self.constants, self.dated) for rule in rules}
        self._runs = [(rule.name, _rounding(rule, self.trees[rule.name])) for rule in rules]
        self._checks = [rule for rule in rules if rule.sort is Sort.CHECK]
        self._by_name = {rule.name: rule for rule in rules}
        self._parts: dict[Node, Run] = {}
        self._between: dict[tuple[str, str], list[tuple[str, Run]]] = {}
        self._beneath: dict[str, frozenset[str]] = {}
        for rule in rules:
            self._beneath[rule.name] = frozenset(rule.needs).union(*(self._beneath.get(name, ()) for name in rule.needs))

    def values(self, facts: Mapping[str, Any]) -> dict[str, Any]:
        """The facts and the value of every rule; unknown is None. Raises Refused when the facts do not pass a check."""
        values = dict(facts)
        for name, run in self._runs:
            values[name] = run(values)
        self._require_passed(values)
        return values

    def changed(self, rule: str, by: str, values: Mapping[str, Any]) -> Any:
        """The value of one rule once a name beneath it has the value that ``values`` holds, all else as it was.

        Only what lies between the two is computed again. Raises Refused when the changed fact does not pass a check.
        """
        if (rule, by) not in self._between:
            wanted = self._beneath[rule] | {rule} | {check.name for check in self._checks}
            self._between[rule, by] = [(name, run) for name, run in self._runs if name in wanted and by in self._beneath[name]]
        again = dict(values)
        for name, run in self._between[rule, by]:
            again[name] = run(again)
        self._require_passed(again)
        return again[rule]

    def _require_passed(self, values: Mapping[str, Any]) -> None:
        failed = [problem for check in self._checks if values[check.name] is False for problem in check.refused]
        if failed:
            raise Refused.of(failed)

    def beneath(self, rule: str) -> frozenset[str]:
        """The facts, figures, readings and rules that a rule uses, through those that it uses."""
        return self._beneath[rule]

    @cached_property
    def figures_json(self) -> dict[str, Any]:
        """The figures as the lines of the day say, for every evaluation the same."""
        return {name: line.as_json() for name, line in self.dated.items()}

    def rule(self, name: str) -> Rule:
        return self._by_name[name]

    def part(self, node: Node, values: Mapping[str, Any]) -> Any:
        """The value of a piece of a rule's own tree, from ``values`` that hold the constants too: for explanations."""
        run = self._parts.get(node)
        if run is None:
            run = self._parts[node] = compiled(node)
        return run(values)


def _rounding(rule: Rule, tree: Node) -> Run:
    run = compiled(tree)
    if rule.sort is not Sort.AMOUNT:
        return run

    def rounded(values: Mapping[str, Any]) -> Decimal | None:
        value: Decimal | None = run(values)
        return None if value is None else value.quantize(FEN, ROUND_HALF_UP)

    return rounded


def settled(node: Node, constants: Mapping[str, Any], dated: Mapping[str, Dated]) -> Node:
    """A tree with literals for its figures, readings and day; branches that these decide are cut."""

    def settle(part: Node) -> Any:
        return settled(part, constants, dated)

    match node:
        case Name(name=name) if name in constants:
            return _constant(constants[name], dated.get(name))
        case Arithmetic():
            return grammar.arithmetic(node.op, settle(node.left), settle(node.right))
        case Compare():
            return _compared(node.op, settle(node.left), settle(node.right))
        case Logic():
            return grammar.logic(node.op, *map(settle, node.items))
        case When():
            return _chosen(settle(node.condition), settle(node.then), settle(node.otherwise))
        case Tiers():
            return grammar.tiers(settle(node.of), settle(node.table))
        case Fold():
            return grammar.fold(node.op, *map(settle, node.items), known=node.known)
        case Contains():
            return grammar.contains(settle(node.entries), node.key)
        case Among():
            return among(settle(node.key), settle(node.entries))
        case Without():
            return without(settle(node.entries), settle(node.others))
        case Each():
            return each_by(settle(node.entries), settle(node.body))
        case Highest():
            return highest(settle(node.count), settle(node.entries))
        case SumOf():
            return sum_of(settle(node.entries))
        case YearsBetween():
            return grammar.years_between(settle(node.start), settle(node.end))
    return _settled_shown(node, settle)


def _settled_shown(node: Node, settle: Callable[[Node], Any]) -> Node:
    """Of rates, reasons and days."""
    match node:
        case Quotient():
            return quotient(settle(node.over), settle(node.under))
        case Reasons():
            return reasons_by(node, tuple(map(settle, node.conditions)))
        case DayBefore():
            return day_before(settle(node.start), settle(node.count))
        case MonthEnd():
            return month_end(settle(node.of))
    return node


def _constant(value: Any, line: Dated | None) -> Node:
    if isinstance(value, Table):
        return Literal(value, value.kind)
    if line is not None and isinstance(line.kind, Number):
        return Literal(value, number(value, line.kind.unit))
    if line is not None and isinstance(line.kind, Many):
        return Literal(value, line.kind)
    return grammar.as_node(value)


def _compared(op: str, left: Node, right: Node) -> Node:
    if isinstance(left, Literal) and isinstance(right, Literal) and op in _SAME:
        return grammar.as_node(_SAME[op](left.value, right.value))
    return grammar.compare(op, left, right)


def _chosen(condition: Node, then: Node, otherwise: Node) -> Node:
    if isinstance(condition, Literal):
        return then if condition.value else otherwise
    return grammar.when(condition, then, otherwise)
