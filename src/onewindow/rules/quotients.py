"""The quotient of two numbers: shown, never computed with, since it is not exact. A limit on it is held by multiplying out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from onewindow.rules.kinds import Number, Rate
from onewindow.rules.mistakes import RuleError
from onewindow.rules.tree import Node, alike, as_node

RATE = Rate()


@dataclass(frozen=True, eq=False)
class Quotient(Node):
    """``over`` / ``under`` with 28 digits; nothing of nothing is 0, something of nothing is unknown."""

    over: Node
    under: Node
    kind: Rate = RATE


def quotient(over: Any, under: Any) -> Quotient:
    first, second = alike(as_node(over), as_node(under))
    if not isinstance(first.kind, Number) or not isinstance(second.kind, Number) or min(first.kind.low, second.kind.low) < 0:
        raise RuleError("quotient: of two numbers that are not negative")
    return Quotient(first, second)


def divided(over: Any, under: Any) -> Decimal | None:
    if not under:
        return None if over else Decimal(0)
    return Decimal(over) / Decimal(under)


def written_rates(over: Iterable[int | None], under: Iterable[int | None]) -> list[str | None]:
    """Quotients of whole numbers as the contract writes them, for the columns of many rows."""
    found = []
    for one, two in zip(over, under, strict=True):
        value = None if one is None or two is None else divided(one, two)
        found.append(None if value is None else Rate.written(value))
    return found
