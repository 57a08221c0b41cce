"""The tree that a rule's body builds: ten kinds of node, each knowing the kind of its value.

Whatever is wrong with a body is found while it builds its tree: a Python ``if`` on a node, a sum of yuan and dollars,
a value that may outgrow 64 bits. Everything else that is done with a rule is a walk over this tree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cached_property
from typing import Any, NoReturn

from onewindow.rules.kinds import TRUTH, Brackets, Choice, Day, Kind, Many, Number, Text, Truth, hull, number
from onewindow.rules.mistakes import RuleError
from onewindow.rules.units import over, times, unit_name

Certain = frozenset[str]  # names whose values are known
_PARTS: dict[type, tuple[str, ...]] = {}


class Role(Enum):
    """What a name stands for."""

    FACT = "fact"
    FIGURE = "figure"
    READING = "reading"
    RULE = "rule"
    DAY = "day"  # the day of the evaluation, named ``on``
    ENTRY = "entry"  # each entry of a list, within ``each``


class Node:
    """A piece of a rule. The operators build larger pieces; there is no truth value to branch on."""

    kind: Kind

    __hash__ = object.__hash__

    @cached_property
    def below(self) -> tuple[Node, ...]:
        """The pieces that it is made of; trees never change, and explanations walk them again and again."""
        return tuple(_children(self))

    @cached_property
    def named(self) -> dict[str, Name]:
        """Every name in it, in the order of its reading; what stands for the entry of a list is none."""
        found = {self.name: self} if isinstance(self, Name) and self.role is not Role.ENTRY else {}
        for child in self.below:
            found |= {name: each for name, each in child.named.items() if name not in found}
        return found

    def __bool__(self) -> NoReturn:
        raise RuleError("a rule has no if, and, or, not, in and no a < b < c: use when, all_of, any_of, not_, contains")

    def __add__(self, other: Any) -> Node:
        return arithmetic("+", self, other)

    def __radd__(self, other: Any) -> Node:
        return arithmetic("+", other, self)

    def __sub__(self, other: Any) -> Node:
        return arithmetic("-", self, other)

    def __rsub__(self, other: Any) -> Node:
        return arithmetic("-", other, self)

    def __mul__(self, other: Any) -> Node:
        return arithmetic("*", self, other)

    def __rmul__(self, other: Any) -> Node:
        return arithmetic("*", other, self)

    def __floordiv__(self, other: Any) -> Node:
        return arithmetic("//", self, other)

    def __truediv__(self, other: Any) -> NoReturn:
        raise RuleError("a quotient is not exact: multiply the other side of the comparison instead, or count whole steps with //")

    def __lt__(self, other: Any) -> Node:
        return compare("<", self, other)

    def __le__(self, other: Any) -> Node:
        return compare("<=", self, other)

    def __gt__(self, other: Any) -> Node:
        return compare(">", self, other)

    def __ge__(self, other: Any) -> Node:
        return compare(">=", self, other)

    def __eq__(self, other: Any) -> Node:  # type: ignore[override]
        return compare("==", self, other)

    def __ne__(self, other: Any) -> Node:  # type: ignore[override]
        return compare("!=", self, other)


@dataclass(frozen=True, eq=False)
class Name(Node):
    """A fact, a figure or table, a reading, another rule, or the day. ``certain``: its value is never unknown."""

    name: str
    role: Role
    kind: Kind
    certain: bool = False


@dataclass(frozen=True, eq=False)
class Literal(Node):
    value: Any
    kind: Kind


@dataclass(frozen=True, eq=False)
class Arithmetic(Node):
    op: str
    left: Node
    right: Node
    kind: Number


@dataclass(frozen=True, eq=False)
class Compare(Node):
    op: str
    left: Node
    right: Node
    kind: Truth = TRUTH


@dataclass(frozen=True, eq=False)
class Logic(Node):
    """``all``, ``any``, ``not`` in three values: false and unknown is false, true or unknown is true."""

    op: str
    items: tuple[Node, ...]
    kind: Truth = TRUTH


@dataclass(frozen=True, eq=False)
class When(Node):
    """One of two values. Unknown whether: unknown, unless both are the same."""

    condition: Node
    then: Node
    otherwise: Node
    kind: Kind


@dataclass(frozen=True, eq=False)
class Tiers(Node):
    """The value of the tier that a number falls in."""

    of: Node
    table: Node
    kind: Number


@dataclass(frozen=True, eq=False)
class Fold(Node):
    """``least``, ``largest`` or ``sum`` of several numbers; with ``known`` of those that are known."""

    op: str
    items: tuple[Node, ...]
    known: bool
    kind: Number


@dataclass(frozen=True, eq=False)
class Contains(Node):
    entries: Node
    key: str
    kind: Truth = TRUTH


@dataclass(frozen=True, eq=False)
class YearsBetween(Node):
    """Completed years from one day to another."""

    start: Node
    end: Node
    kind: Number


def as_node(value: Any) -> Node:
    """The node itself, or a literal; decimals never come from floats."""
    if isinstance(value, Node):
        return value
    if isinstance(value, Enum):
        value = value.value
    if isinstance(value, bool):
        return Literal(value, TRUTH)
    if isinstance(value, (int, Decimal)):
        return Literal(Decimal(value), number(value))
    if isinstance(value, str):
        return Literal(value, Choice((value,)))
    if isinstance(value, date):
        return Literal(value, Day())
    raise RuleError(f"{value!r} has no place in a rule" + (": write an exact decimal" if isinstance(value, float) else ""))


def arithmetic(op: str, left: Any, right: Any) -> Arithmetic:
    first, second = as_node(left), as_node(right)
    if op in {"+", "-"}:
        first, second = alike(first, second)
    one, two = _number(first, op), _number(second, op)
    return Arithmetic(op, first, second, _KIND_OF[op](one, two))


def _sum(one: Number, two: Number) -> Number:
    one, two = one.at(max(one.scale, two.scale)), two.at(max(one.scale, two.scale))
    return Number(one.unit, one.scale, one.low + two.low, one.high + two.high)


def _difference(one: Number, two: Number) -> Number:
    one, two = one.at(max(one.scale, two.scale)), two.at(max(one.scale, two.scale))
    return Number(one.unit, one.scale, one.low - two.high, one.high - two.low)


def _product(one: Number, two: Number) -> Number:
    corners = [a * b for a in (one.low, one.high) for b in (two.low, two.high)]
    return Number(times(one.unit, two.unit), one.scale + two.scale, min(corners), max(corners))


def _whole_steps(one: Number, two: Number) -> Number:
    one, two = one.at(max(one.scale, two.scale)), two.at(max(one.scale, two.scale))
    if one.low < 0 or two.low <= 0:
        raise RuleError("// counts whole steps: of what is not negative, by a step above zero")
    return Number(over(one.unit, two.unit), 0, one.low // two.high, one.high // two.low)


_KIND_OF: dict[str, Callable[[Number, Number], Number]] = {"+": _sum, "-": _difference, "*": _product, "//": _whole_steps}


def compare(op: str, left: Any, right: Any) -> Compare:
    first, second = alike(as_node(left), as_node(right))
    if isinstance(first.kind, Number):
        hull(first.kind, _number(second, op))  # both sides are brought to the same decimals
    elif isinstance(first.kind, Truth):
        raise RuleError("a condition is not compared: use it as it is, or not_")
    elif op not in {"==", "!="} and not isinstance(first.kind, Day):
        raise RuleError(f"{op} needs numbers or days")
    return Compare(op, first, second)


def logic(op: str, *items: Any) -> Logic:
    nodes = tuple(as_node(item) for item in items)
    if not nodes or not all(isinstance(node.kind, Truth) for node in nodes):
        raise RuleError(f"{op}: takes conditions, at least one")
    return Logic(op, nodes)


def when(condition: Any, then: Any, otherwise: Any) -> When:
    test = as_node(condition)
    if not isinstance(test.kind, Truth):
        raise RuleError("when: the first argument is a condition")
    first, second = as_node(then), as_node(otherwise)
    if not isinstance(first.kind, Choice) or not isinstance(second, When):  # a further key of a chain of them is a new one
        first, second = alike(first, second)
    return When(test, first, second, _either(first.kind, second.kind))


def _either(one: Kind, two: Kind) -> Kind:
    if isinstance(one, Number) and isinstance(two, Number):
        return hull(one, two)
    if isinstance(one, Choice) and isinstance(two, Choice):
        return one.or_of(two)
    if isinstance(one, Many) and isinstance(two, Many):
        return Many(_either(one.of, two.of), max(one.longest, two.longest))
    return one


def tiers(of: Any, table: Any) -> Tiers:
    found, brackets = as_node(of), as_node(table)
    if not isinstance(brackets.kind, Brackets):
        raise RuleError("tiers: the second argument is a table of parameters.yaml")
    amount = _number(found, "tiers")
    if amount.unit != brackets.kind.axis:
        raise RuleError(f"tiers: a number in {unit_name(amount.unit)} for a table by {unit_name(brackets.kind.axis)}")
    amount.at(max(amount.scale, brackets.kind.axis_scale))  # it is brought to the decimals of the bounds
    return Tiers(found, brackets, brackets.kind.gives)


def fold(op: str, *items: Any, known: bool = False) -> Fold:
    nodes = tuple(as_node(item) for item in items)
    if not nodes:
        raise RuleError(f"{op}: of nothing")
    measured = next((node for node in nodes if _number(node, op).unit), nodes[0])
    nodes = tuple(alike(node, measured)[0] for node in nodes)
    return Fold(op, nodes, known, _fold_kind(op, [_number(node, op) for node in nodes], known))


def _fold_kind(op: str, kinds: list[Number], known: bool) -> Number:
    widest = hull(*kinds)
    if known and op != "sum":
        return widest
    kinds = [kind.at(widest.scale) for kind in kinds]
    lows = [min(kind.low, 0) if known else kind.low for kind in kinds]  # one that is unknown adds nothing
    highs = [max(kind.high, 0) if known else kind.high for kind in kinds]
    pick: Callable[[list[int]], int] = {"least": min, "largest": max, "sum": sum}[op]  # type: ignore[assignment]
    return Number(widest.unit, widest.scale, pick(lows), pick(highs))


def contains(entries: Any, key: Any) -> Contains:
    node, entry = as_node(entries), key.value if isinstance(key, Enum) else key
    if not isinstance(node.kind, Many) or not isinstance(node.kind.of, (Choice, Text)):
        raise RuleError("contains: the first argument is a list of keys")
    if isinstance(node.kind.of, Choice) and entry not in node.kind.of.keys:
        raise RuleError(f"contains: {entry!r} is none of {', '.join(node.kind.of.keys)}")
    return Contains(node, entry)


def years_between(start: Any, end: Any) -> YearsBetween:
    first, last = as_node(start), as_node(end)
    if not isinstance(first.kind, Day) or not isinstance(last.kind, Day):
        raise RuleError("years_between: takes two days")
    return YearsBetween(first, last, Number((("year", 1),), 0, -9999, 9999))


def alike(left: Node, right: Node) -> tuple[Node, Node]:
    """Two nodes that may meet: of one kind and unit. A bare zero takes the unit of the other; any other literal needs its own."""
    one, two = left.kind, right.kind
    if isinstance(one, Number) and isinstance(two, Number):
        left, right = _with_unit(left, two), _with_unit(right, one)
        if left.kind.unit != right.kind.unit:  # type: ignore[union-attr]
            raise RuleError(f"{unit_name(one.unit)} and {unit_name(two.unit)} do not mix; a figure with a unit stands in parameters.yaml")
    elif isinstance(one, Choice) and isinstance(two, Choice):
        _known_keys(left, two)
        _known_keys(right, one)
    elif type(one) is not type(two) and not {type(one), type(two)} <= {Choice, Text}:
        raise RuleError(f"{type(one).__name__} and {type(two).__name__} do not mix")
    return left, right


def _with_unit(node: Node, other: Number) -> Node:
    if isinstance(node, Literal) and node.value == 0:
        return Literal(node.value, Number(other.unit, 0, 0, 0))
    return node


def _known_keys(node: Node, other: Choice) -> None:
    if isinstance(node, Literal) and len(other.keys) > 1 and node.value not in other.keys:
        raise RuleError(f"{node.value!r} is none of {', '.join(other.keys)}")


def _number(node: Node, op: str) -> Number:
    if not isinstance(node.kind, Number):
        raise RuleError(f"{op}: needs a number, not {type(node.kind).__name__}")
    return node.kind


def _parts(node: Node) -> tuple[str, ...]:
    """The names of a node's parts; reflection is slow, so each kind of node is asked once."""
    kind = type(node)
    if kind not in _PARTS:
        _PARTS[kind] = tuple(field.name for field in fields(node) if field.name != "kind")  # type: ignore[arg-type]
    return _PARTS[kind]


def children(node: Node) -> tuple[Node, ...]:
    return node.below


def _children(node: Node) -> Iterator[Node]:
    for part in _parts(node):
        value = getattr(node, part)
        if isinstance(value, Node):
            yield value
        elif isinstance(value, tuple) and value and isinstance(value[0], Node):
            yield from value


def names(node: Node) -> dict[str, Name]:
    """Every name in a tree, in the order of its reading; what stands for the entry of a list is none."""
    return node.named


def as_data(node: Node) -> Any:
    """A tree as nested lists: what the hash of a book covers."""
    if isinstance(node, Name):
        return ["name", node.name]
    if isinstance(node, Literal):
        return ["literal", format(node.value, "f") if isinstance(node.value, Decimal) else node.value]
    own = [value for part in _parts(node) if isinstance(value := getattr(node, part), (str, bool))]
    return [type(node).__name__.lower(), *own, *(as_data(child) for child in children(node))]


def is_certain(node: Node, known: Certain = frozenset()) -> bool:
    """Whether a value can never be unknown, where the facts and rules that ``known`` names are known."""
    if isinstance(node, Name):
        return node.certain or node.name in known
    some = any if isinstance(node, Fold) and node.known else all
    return some(is_certain(child, known) for child in children(node))
