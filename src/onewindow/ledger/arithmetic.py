"""The arithmetic of double entry: transfers between accounts, in whole fen. Pure: no database, no clock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final, Literal

from onewindow.words.money import FEN, LARGEST

Side = Literal["debit", "credit"]
SIDES: Final[dict[Side, str]] = {"debit": "借", "credit": "贷"}


@dataclass(frozen=True, slots=True)
class Transfer:
    """An amount in 元 that one account gives and another gets; both sides at once, so it is balanced as it stands.

    Raises ValueError for an amount that is not positive, not whole fen or too large, and for an account that pays itself.
    """

    debit: str
    credit: str
    amount: Decimal
    memo: str = ""

    def __post_init__(self) -> None:
        if self.debit == self.credit:
            raise ValueError(f"{self.debit} pays itself")
        if not Decimal(0) < self.amount <= LARGEST:
            raise ValueError(f"{self.amount} is no amount to transfer")
        to_fen(self.amount)


@dataclass(frozen=True, slots=True)
class Totals:
    """Everything ever debited and credited to an account, in fen."""

    debit: int = 0
    credit: int = 0

    def balance(self, side: Side) -> int:
        """The balance on the account's normal side; below zero when it stands on the other."""
        return self.debit - self.credit if side == "debit" else self.credit - self.debit


@dataclass(slots=True)
class Sums:
    """Totals of accounts that transfers are added to, one after the other."""

    totals: dict[str, Totals] = field(default_factory=dict)

    def add(self, debit: str, credit: str, fen: int) -> None:
        self._add(debit, Totals(debit=fen))
        self._add(credit, Totals(credit=fen))

    def _add(self, account: str, more: Totals) -> None:
        now = self.totals.get(account, Totals())
        self.totals[account] = Totals(now.debit + more.debit, now.credit + more.credit)


def to_fen(amount: Decimal) -> int:
    """An amount in 元 as whole fen. Raises ValueError for a fraction of a fen: nothing is rounded here."""
    if not amount.is_finite() or amount != amount.quantize(FEN):
        raise ValueError(f"{amount} is not whole fen")
    return int(amount * 100)


def to_yuan(fen: int) -> Decimal:
    """Whole fen as an amount in 元 of two places."""
    return Decimal(fen).scaleb(-2)


def sums(transfers: Iterable[tuple[str, str, int]]) -> dict[str, Totals]:
    """The totals that (debit, credit, fen) transfers make."""
    found = Sums()
    for debit, credit, amount in transfers:
        found.add(debit, credit, amount)
    return found.totals


def first_overdrawn(transfers: Iterable[Transfer], balances: Mapping[str, tuple[Side, int]]) -> tuple[str, int, int] | None:
    """The first account that a row of transfers, in order, would take below zero: its key, what it has and what is asked of it.

    ``balances`` holds side and balance (fen) of the accounts that may not go below zero; others are left out.
    """
    now = dict(balances)
    for transfer in transfers:
        amount = to_fen(transfer.amount)
        for account, adds_to in ((transfer.debit, "debit"), (transfer.credit, "credit")):
            if account not in now:
                continue
            side, balance = now[account]
            after = balance + amount if side == adds_to else balance - amount
            if after < 0:
                return account, balance, amount
            now[account] = (side, after)
    return None
