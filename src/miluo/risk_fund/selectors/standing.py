"""How the fund stands: its accounts, and what it may still support."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from miluo.risk_fund import funding
from miluo.risk_fund.funding import Standing
from miluo.risk_fund.models.money import ONLY_ROW, Position
from miluo.risk_fund.selectors.figures import figure, reading
from onewindow import rows
from onewindow.ledger.arithmetic import to_yuan
from onewindow.ledger.selectors import balance, trial_balance

SUPPORTED_TOTAL, CONTRIBUTED_TOTAL = "supported_total", "contributed_total"


@dataclass(frozen=True, slots=True)
class Capacity:
    """What may be supported, in 元: 出资总额, what counts as lent, the ceiling, and what is left (riskfund-12)."""

    contributed: Decimal
    supported: Decimal
    outstanding: Decimal
    granted: Decimal
    ceiling: Decimal

    @property
    def left(self) -> Decimal:
        return max(self.ceiling - self.supported, Decimal("0.00"))

    @property
    def times(self) -> Decimal:
        """How many times the contributions are lent, two decimals; 0 of nothing."""
        return (self.supported / self.contributed).quantize(Decimal("0.01")) if self.contributed else Decimal("0.00")


def fund(on: date | None = None) -> Standing:
    """The accounts of the fund now, or at the end of a day."""
    return funding.standing({row.account.key.rsplit("/", 1)[1]: row.balance for row in trial_balance(funding.BOOK, on).rows})


def cash() -> Decimal:
    """What is in the account."""
    return balance(funding.account("cash"))


def capacity(on: date, position: Position | None = None) -> Capacity:
    """What the fund may support, by the readings of a day."""
    row = position or rows.one(Position, id=ONLY_ROW) or Position()
    counted = row.contributed_fen + (row.earned_fen if reading(CONTRIBUTED_TOTAL, on) == "with_earnings" else 0)
    supported = row.outstanding_fen if reading(SUPPORTED_TOTAL, on) == "outstanding" else row.granted_fen
    return Capacity(
        contributed=to_yuan(counted),
        supported=to_yuan(supported),
        outstanding=to_yuan(row.outstanding_fen),
        granted=to_yuan(row.granted_fen),
        ceiling=to_yuan(int(counted * figure("leverage", on))),
    )
