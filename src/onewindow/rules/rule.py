"""One rule: its name and title, the sources it rests on, what it gives, and the tree that its body built."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Any

from onewindow.rules.kinds import Kind, Number, Truth
from onewindow.rules.mistakes import RuleError
from onewindow.rules.tree import Name, Node, Role, as_data, is_certain, names
from onewindow.rules.units import is_money, unit_name
from onewindow.words.refused import Problem
from onewindow.words.sources import Source

FEN_DECIMALS = 2


class Sort(Enum):
    """What a rule gives."""

    AMOUNT = "amount"  # payable money: rounded half-up to the fen where it is defined (conv-a-10)
    QUANTITY = "quantity"  # anything else, never rounded
    CONDITION = "condition"
    CHECK = "check"  # what facts must satisfy before anything rests on them


@dataclass(frozen=True)
class Rule:
    """``step``: not a result of its own, only used by others. ``refused``: what a check says is wrong, for each fact."""

    name: str
    title: str
    sources: tuple[Source, ...]
    sort: Sort
    tree: Node
    kind: Kind
    step: bool = False
    refused: tuple[Problem, ...] = ()

    @cached_property
    def needs(self) -> dict[str, Name]:
        """The names that its tree uses."""
        return names(self.tree)

    def as_data(self) -> Any:
        """What the hash of a book covers: what it computes and what it rests on, not what it is called."""
        return [self.name, self.sort.value, self.step, [source.id for source in self.sources], as_data(self.tree)]

    @property
    def symbol(self) -> Name:
        """What stands for its value in the trees of other rules."""
        return Name(self.name, Role.RULE, self.kind, certain=is_certain(self.tree))


def kind_given(sort: Sort, tree: Node) -> Kind:
    """The kind of a rule's value. Raises RuleError when the tree gives something else than the rule says."""
    kind = tree.kind
    if sort in {Sort.CONDITION, Sort.CHECK}:
        if not isinstance(kind, Truth):
            raise RuleError("is declared a condition and gives none")
        return kind
    if sort is Sort.AMOUNT:
        if not isinstance(kind, Number) or not is_money(kind.unit):
            given = unit_name(kind.unit) if isinstance(kind, Number) else type(kind).__name__
            raise RuleError(f"is declared an amount of money and gives {given}")
        return _in_fen(kind)
    return kind


def _in_fen(kind: Number) -> Number:
    if kind.scale <= FEN_DECIMALS:
        return kind.at(FEN_DECIMALS)
    step = 10 ** (kind.scale - FEN_DECIMALS)
    Number(kind.unit, kind.scale, kind.low - step, kind.high + step)  # rounding adds half a fen before it cuts off
    return Number(kind.unit, FEN_DECIMALS, kind.low // step, -(-kind.high // step))
