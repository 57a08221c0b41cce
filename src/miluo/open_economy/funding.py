"""The accounts of the special fund, year by year, and what each act moves between them. Pure: no database, no clock.

可支付资金 (cash) is what may still be paid out; 应付奖补 (payable) what was granted and is not paid; 在途支付 (transit) what the bank has
been told to pay and has not answered. A grant may exceed the appropriation, which is a shortage that is reported; a payment may not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from onewindow.ledger.arithmetic import Side, Transfer

BOOK: Final = "open-economy"
BOOK_TITLE: Final = "发展开放型经济专项资金"
NOTHING: Final = Decimal("0.00")
ACCOUNTS: Final[dict[str, tuple[str, Side]]] = {  # none may go below zero
    "appropriated": ("预算安排", "credit"),
    "cash": ("可支付资金", "debit"),
    "awards": ("奖补支出", "debit"),
    "payable": ("应付奖补", "credit"),
    "transit": ("在途支付", "debit"),
    "receivable": ("应追回款", "debit"),
    "recovered": ("追回奖补", "credit"),
    "carried_in": ("上年结转", "credit"),
    "carried_out": ("结转下年", "debit"),
    "taken_back": ("结余收回", "debit"),
}


def account(year: int, name: str) -> str:
    """The key of an account of a year."""
    return f"{BOOK}/{year}/{name}"


def _moves(debit: str, credit: str, year: int, amount: Decimal, memo: str) -> Transfer:
    return Transfer(account(year, debit), account(year, credit), amount, memo)


def appropriated(year: int, amount: Decimal, memo: str = "") -> Transfer:
    """安排预算: money to pay with."""
    return _moves("cash", "appropriated", year, amount, memo)


def reduced(year: int, amount: Decimal, memo: str = "") -> Transfer:
    """调减预算: what was set aside is less."""
    return _moves("appropriated", "cash", year, amount, memo)


def carried(year: int, amount: Decimal, memo: str = "") -> tuple[Transfer, Transfer]:
    """结转下年: out of a year that is over, into the next."""
    return _moves("carried_out", "cash", year, amount, memo), _moves("cash", "carried_in", year + 1, amount, memo)


def taken_back(year: int, amount: Decimal, memo: str = "") -> Transfer:
    """结余收回: back to the budget."""
    return _moves("taken_back", "cash", year, amount, memo)


def committed(year: int, amount: Decimal, memo: str = "") -> Transfer:
    """承诺: an award was granted and is owed."""
    return _moves("awards", "payable", year, amount, memo)


def withdrawn(year: int, amount: Decimal, memo: str = "") -> Transfer:
    """撤销: an award that was not paid is owed no more."""
    return _moves("payable", "awards", year, amount, memo)


def ordered(year: int, amount: Decimal, memo: str = "") -> Transfer:
    """支付指令: the bank is told to pay."""
    return _moves("transit", "cash", year, amount, memo)


def paid(year: int, amount: Decimal, memo: str = "") -> Transfer:
    """付讫: the bank paid."""
    return _moves("payable", "transit", year, amount, memo)


def failed(year: int, amount: Decimal, memo: str = "") -> Transfer:
    """退回: the bank did not pay, the money is there again and the award still owed."""
    return _moves("cash", "transit", year, amount, memo)


def bounced(year: int, amount: Decimal, memo: str = "") -> Transfer:
    """退汇: what the bank had paid came back; the money is there again and the award still owed."""
    return _moves("cash", "payable", year, amount, memo)


def demanded(year: int, amount: Decimal, memo: str = "") -> Transfer:
    """追回决定: what was paid has to be given back."""
    return _moves("receivable", "recovered", year, amount, memo)


def returned(year: int, amount: Decimal, memo: str = "") -> Transfer:
    """缴回: it was given back."""
    return _moves("cash", "receivable", year, amount, memo)


@dataclass(frozen=True, slots=True)
class YearFund:
    """How the fund of one year stands, in 元. ``minimum`` is what the text guarantees (open2023-10-1).

    ``appropriated`` is the budget of the year as adjusted; what came from the year before is ``carried_in`` and no part of it.
    """

    year: int
    minimum: Decimal
    appropriated: Decimal
    committed: Decimal
    payable: Decimal
    transit: Decimal
    cash: Decimal
    receivable: Decimal
    returned: Decimal
    carried_in: Decimal
    carried_out: Decimal
    taken_back: Decimal

    @property
    def paid(self) -> Decimal:
        """What enterprises have got, before anything was given back."""
        return self.committed - self.payable

    @property
    def balance(self) -> Decimal:
        """What came in less what was granted and what left the year; below zero when more was granted than there is."""
        came = self.appropriated + self.carried_in + self.returned
        return came - self.committed - self.carried_out - self.taken_back

    @property
    def available(self) -> Decimal:
        """可用余额: what may still be granted; nothing when there is a shortage."""
        return max(self.balance, NOTHING)

    @property
    def shortage(self) -> Decimal:
        """承诺超出预算: by how much what was granted exceeds what there is."""
        return max(-self.balance, NOTHING)

    @property
    def unused_carried(self) -> Decimal:
        """What came from the year before and was not used in this one either, that money being used first (《预算法》第四十二条)."""
        return min(self.available, max(self.carried_in - self.committed - self.taken_back, NOTHING))

    @property
    def below_minimum(self) -> Decimal:
        """By how much the appropriation falls short of the guaranteed minimum."""
        return max(self.minimum - self.appropriated, NOTHING)


def standing(year: int, balances: Mapping[str, Decimal], minimum: Decimal) -> YearFund:
    """A year from the balances of its accounts by name; an account that was never opened holds nothing."""
    held = {name: balances.get(name, NOTHING) for name in ACCOUNTS}
    return YearFund(
        year=year,
        minimum=minimum,
        appropriated=held["appropriated"],
        committed=held["awards"],
        payable=held["payable"],
        transit=held["transit"],
        cash=held["cash"],
        receivable=held["receivable"],
        returned=held["recovered"] - held["receivable"],
        carried_in=held["carried_in"],
        carried_out=held["carried_out"],
        taken_back=held["taken_back"],
    )
