"""A table of tiers: bounds, which of them belong to the tier, and the value. Checked for gaps and overlaps when read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any

from onewindow.rules.kinds import Brackets, hull, number, plain, scale_of, written
from onewindow.rules.mistakes import RuleError
from onewindow.rules.units import Unit


@dataclass(frozen=True, slots=True)
class Tier:
    """From ``low`` to ``high``; None is without end. ``clause`` only where it is not that of the table."""

    low: Decimal | None
    low_included: bool
    high: Decimal | None
    high_included: bool
    value: Decimal
    as_written: str
    clause: str

    def reached_by(self, amount: Decimal) -> bool:
        return self.low is None or amount > self.low or (self.low_included and amount == self.low)

    def holds(self, amount: Decimal) -> bool:
        within = self.high is None or amount < self.high or (self.high_included and amount == self.high)
        return within and self.reached_by(amount)


@dataclass(frozen=True, slots=True)
class Table:
    """Tiers from the lowest up, each beginning where the one before ends; ``otherwise`` is the value outside them all."""

    axis: Unit
    unit: Unit
    tiers: tuple[Tier, ...]
    otherwise: Decimal | None

    @property
    def kind(self) -> Brackets:
        values = [tier.value for tier in self.tiers] + ([self.otherwise] if self.otherwise is not None else [])
        bounds = [bound for tier in self.tiers for bound in (tier.low, tier.high) if bound is not None]
        return Brackets(self.axis, max(map(scale_of, bounds), default=0), hull(*(number(value, self.unit) for value in values)))

    def row(self, tier: Tier) -> dict[str, Any]:
        """A tier as the table is written: {at_least|over, up_to|below, value}."""
        row = {}
        if tier.low is not None:
            row["at_least" if tier.low_included else "over"] = _written(tier.low, self.axis)
        if tier.high is not None:
            row["up_to" if tier.high_included else "below"] = _written(tier.high, self.axis)
        return {**row, "value": _written(tier.value, self.unit)}

    def outside(self) -> Any:
        """The value outside the tiers, as JSON."""
        return None if self.otherwise is None else _written(self.otherwise, self.unit)

    def find(self, amount: Decimal) -> Tier | None:
        """The tier that an amount falls in, or None outside them all."""
        return next((tier for tier in self.tiers if tier.holds(amount)), None)

    def value(self, amount: Decimal) -> Decimal | None:
        found = self.find(amount)
        return found.value if found else self.otherwise


def read_table(where: str, rows: Sequence[Mapping[str, Any]], axis: Unit, unit: Unit, otherwise: Decimal | None, clause: str) -> Table:
    """A table from its lines. Raises RuleError, naming the lines, for a gap, an overlap, or an open end without ``otherwise``."""
    tiers = tuple(_tier(f"{where}, tier {place}", row, clause) for place, row in enumerate(rows, start=1))
    if not tiers:
        raise RuleError(f"{where}: a table has at least one tier")
    for place, (lower, upper) in enumerate(pairwise(tiers), start=1):
        _meet(f"{where}, tiers {place} and {place + 1}", lower, upper)
    if otherwise is None and (tiers[0].low is not None or tiers[-1].high is not None):
        raise RuleError(f"{where}: otherwise is missing: the value below the lowest tier and above the highest")
    return Table(axis, unit, tiers, otherwise)


def _tier(where: str, row: Mapping[str, Any], clause: str) -> Tier:
    unknown = set(row) - {"at_least", "over", "up_to", "below", "value", "as_written", "clause"}
    if unknown or {"at_least", "over"} <= set(row) or {"up_to", "below"} <= set(row) or not {"value", "as_written"} <= set(row):
        raise RuleError(f"{where}: one of at_least, over; one of up_to, below; value; as_written; clause if it has its own")
    low, high = row.get("at_least", row.get("over")), row.get("up_to", row.get("below"))
    tier = Tier(
        low=None if low is None else exact(where, low),
        low_included="at_least" in row,
        high=None if high is None else exact(where, high),
        high_included="up_to" in row,
        value=exact(where, row["value"]),
        as_written=row["as_written"],
        clause=row.get("clause", clause),
    )
    if tier.low is not None and tier.high is not None and not (tier.holds(tier.low) or tier.low < tier.high):
        raise RuleError(f"{where}: ends before it begins")
    return tier


def _meet(where: str, lower: Tier, upper: Tier) -> None:
    if lower.high is None or upper.low is None or upper.low < lower.high:
        raise RuleError(f"{where} overlap")
    if upper.low > lower.high:
        raise RuleError(f"{where} leave a gap from {plain(lower.high)} to {plain(upper.low)}")
    if lower.high_included and upper.low_included:
        raise RuleError(f"{where} overlap: {plain(upper.low)} belongs to both")
    if not lower.high_included and not upper.low_included:
        raise RuleError(f"{where} leave a gap: {plain(upper.low)} belongs to neither")


def _written(value: Decimal, unit: Unit) -> Any:
    return written(value, number(value, unit))


def exact(where: str, value: Any) -> Decimal:
    """A quoted decimal or a whole number; a bare 0.03 in YAML is a float and is refused."""
    if isinstance(value, str | int) and not isinstance(value, bool):
        try:
            return Decimal(value)
        except ArithmeticError:
            pass
    raise RuleError(f"{where}: {value!r} is no exact number; write it in quotes")
