"""What a value is: a number with its unit, decimals and bounds, a truth, a day, a choice, a text, a list, a table.

Numbers are exact fixed-point numbers of 64 bits. Their bounds are carried through every operation when a rule is
declared, so that nothing can wrap around when a million rows are computed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from onewindow.rules.mistakes import RuleError
from onewindow.rules.units import RATIO, Unit, is_money, unit_name

LARGEST_INTEGER = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Number:
    """``low`` and ``high`` are the least and the largest possible value, times ten to the ``scale``.

    Raises RuleError when they do not fit into 64 bits.
    """

    unit: Unit
    scale: int
    low: int
    high: int

    def __post_init__(self) -> None:
        if max(-self.low, self.high) > LARGEST_INTEGER:
            extreme = Decimal(max(self.low, self.high, key=abs)).scaleb(-self.scale)
            raise RuleError(
                f"overflow: a value in {unit_name(self.unit)} with {self.scale} decimals may reach {extreme:.3E}, beyond 64 bits;"
                " narrow the bounds of its facts (at_most)"
            )

    def at(self, scale: int) -> Number:
        """The same number with at least as many decimals."""
        factor = 10 ** (scale - self.scale)
        return Number(self.unit, scale, self.low * factor, self.high * factor)


@dataclass(frozen=True, slots=True)
class Truth:
    pass


@dataclass(frozen=True, slots=True)
class Day:
    pass


@dataclass(frozen=True, slots=True)
class Text:
    pass


@dataclass(frozen=True, slots=True)
class Choice:
    """One of some keys; ``titles`` are what people call them, in the same order."""

    keys: tuple[str, ...]
    titles: tuple[str, ...] = field(default=(), compare=False, repr=False)

    def title(self, key: str) -> str:
        return dict(zip(self.keys, self.titles, strict=False)).get(key, key)

    def or_of(self, other: Choice) -> Choice:
        """The choice among the keys of both."""
        titled = {key: kind.title(key) for kind in (other, self) for key in kind.keys}
        keys = tuple(dict.fromkeys(self.keys + other.keys))
        return Choice(keys, tuple(titled[key] for key in keys))


@dataclass(frozen=True, slots=True)
class Cause(Choice):
    """One of some reasons; ``titles`` are what they say, ``clauses`` what each rests on, in the same order."""

    clauses: tuple[str, ...] = ()

    def clause(self, key: str) -> str:
        return self.clauses[self.keys.index(key)]


@dataclass(frozen=True, slots=True)
class Rate:
    """A quotient: a decimal of 28 digits that is shown and never computed with."""

    @staticmethod
    def written(value: Decimal) -> str:
        return plain(value)


@dataclass(frozen=True, slots=True)
class Many:
    """A list whose entries are all of one kind, at most ``longest`` of them: a sum of them has a bound."""

    of: Kind
    longest: int = 1000


@dataclass(frozen=True, slots=True)
class Brackets:
    """A table of tiers: found by a number in the unit ``axis`` whose bounds have so many decimals, giving a number."""

    axis: Unit
    axis_scale: int
    gives: Number


TRUTH = Truth()
Kind = Number | Truth | Day | Text | Choice | Rate | Many | Brackets


def number(value: int | Decimal, unit: Unit = RATIO) -> Number:
    """The kind of one known number: as many decimals as it is written with, both bounds itself."""
    scale = scale_of(value)
    whole = int(Decimal(value).scaleb(scale))
    return Number(unit, scale, whole, whole)


def scale_of(value: int | Decimal) -> int:
    """Decimals that a number is written with; none for 1E+3. Raises RuleError for what is no finite number."""
    exponent = Decimal(value).as_tuple().exponent
    if not isinstance(exponent, int):
        raise RuleError(f"{value} is no finite number")
    return max(-exponent, 0)


def hull(first: Number, *others: Number) -> Number:
    """The smallest kind that holds values of all of these, which have one unit."""
    scale = max(kind.scale for kind in (first, *others))
    kinds = [kind.at(scale) for kind in (first, *others)]
    return Number(first.unit, scale, min(kind.low for kind in kinds), max(kind.high for kind in kinds))


def written(value: Any, kind: Kind) -> Any:
    """A value as the contract writes it in JSON.

    Money "772500.00", another number with decimals "0.7", a count 3, a day "2023-04-01", a reason {"clause", "message"};
    lists entry by entry; unknown is null.
    """
    if value is None:
        return None
    if isinstance(kind, Many):
        return [written(entry, kind.of) for entry in value]
    if isinstance(kind, Number):
        return _written_number(Decimal(value), kind)
    if isinstance(kind, Rate):
        return kind.written(value)
    if isinstance(kind, Cause):
        return {"clause": kind.clause(value), "message": kind.title(value)}
    return value.isoformat() if isinstance(value, date) else value


def _written_number(value: Decimal, kind: Number) -> str | int:
    if is_money(kind.unit):
        return format(value if kind.scale > 2 else value.quantize(Decimal("0.01")), "f")
    return int(value) if kind.scale == 0 else plain(value)


def plain(value: Decimal) -> str:
    """Without trailing zeros and without an exponent: ``0.50`` as "0.5", ``1E+2`` as "100"."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
