"""The accounts of the fund and what each act moves between them. Pure: no database, no clock.

专户存款 (cash) goes out in one way only: to pay a compensation that was notified (riskfund-10). No account may go below zero.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from miluo.risk_fund.subjects import SHORT_SOURCES, SOURCES
from onewindow.ledger.arithmetic import Side, Transfer

BOOK: Final = "risk-fund"
BOOK_TITLE: Final = "农村产权融资风险补偿基金"
NOTHING: Final = Decimal("0.00")
ACCOUNTS: Final[dict[str, tuple[str, Side]]] = {
    "cash": ("专户存款", "debit"),
    **{f"from-{source}": (f"来源：{title}", "credit") for source, title in SHORT_SOURCES.items()},
    "compensated": ("补偿支出", "debit"),
    "due": ("应付补偿", "credit"),
    "recovered": ("追偿返还", "credit"),
    "receivable": ("应追回补偿", "debit"),
    "written-off": ("核销损失", "debit"),
}


def account(name: str) -> str:
    """The key of an account of the fund."""
    return f"{BOOK}/{name}"


def _moves(debit: str, credit: str, amount: Decimal, memo: str) -> Transfer:
    return Transfer(account(debit), account(credit), amount, memo)


def came_in(source: str, amount: Decimal, memo: str = "") -> Transfer:
    """入账: a contribution, or what the fund earned, by its source."""
    return _moves("cash", f"from-{source}", amount, memo)


def notified(amount: Decimal, memo: str = "") -> Transfer:
    """通知补偿: the fund owes it."""
    return _moves("compensated", "due", amount, memo)


def paid(amount: Decimal, memo: str = "") -> Transfer:
    """拨付: the only way out."""
    return _moves("due", "cash", amount, memo)


def returned(amount: Decimal, memo: str = "") -> Transfer:
    """返还: the fund's share of what was got back."""
    return _moves("cash", "recovered", amount, memo)


def written_off(amount: Decimal, memo: str = "") -> Transfer:
    """核销: what the fund paid and will hardly see again."""
    return _moves("written-off", "compensated", amount, memo)


def demanded(amount: Decimal, memo: str = "") -> Transfer:
    """追回: a compensation that was got by fraud is owed back."""
    return _moves("receivable", "recovered", amount, memo)


def given_back(amount: Decimal, memo: str = "") -> Transfer:
    """缴回: and came back."""
    return _moves("cash", "receivable", amount, memo)


def cancelled(amount: Decimal, memo: str = "") -> Transfer:
    """撤销: a compensation that was notified, not paid, and is owed no more."""
    return _moves("due", "compensated", amount, memo)


@dataclass(frozen=True, slots=True)
class Standing:
    """How the fund stands, in 元. ``compensated`` is what it ever bore, written off or not; ``paid`` of that what went out."""

    contributed: Decimal
    earned: Decimal
    compensated: Decimal
    due: Decimal
    recovered: Decimal
    receivable: Decimal
    written_off: Decimal
    cash: Decimal

    @property
    def paid(self) -> Decimal:
        return self.compensated - self.due

    @property
    def expected_cash(self) -> Decimal:
        """What has to be in the account: everything that came in less what was paid."""
        return self.contributed + self.earned + self.recovered - self.receivable - self.paid


def standing(balances: Mapping[str, Decimal]) -> Standing:
    """The fund from the balances of its accounts by name; an account that was never opened holds nothing."""
    held = {name: balances.get(name, NOTHING) for name in ACCOUNTS}
    return Standing(
        contributed=sum((held[f"from-{source}"] for source in SOURCES if source != "earnings"), NOTHING),
        earned=held["from-earnings"],
        compensated=held["compensated"] + held["written-off"],
        due=held["due"],
        recovered=held["recovered"],
        receivable=held["receivable"],
        written_off=held["written-off"],
        cash=held["cash"],
    )
