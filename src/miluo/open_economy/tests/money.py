"""The people of the fund in the tests, and an award on its way to the bank. Everything goes through the doors."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from python_calamine import CalamineWorkbook

from miluo.open_economy.models import Award, Batch
from miluo.open_economy.payout_file import HEADER
from miluo.open_economy.services import bank_returns, fund, payees, payouts
from onewindow.accounts.roles import permissions_of
from onewindow.cases.tests.cast import AT, OTHER_USCC, USCC, Cast, decided, on
from onewindow.web.workbook import Sheet, workbook
from onewindow.words.actor import Actor

AFTER = on("2023-09-25")  # published on Friday the 15th: the fifth working day is Friday the 22nd
LAST_DAY = on("2023-09-22")


def officer(key: str, role: str, organisation: str) -> Actor:
    return Actor(key, "演示人员", frozenset({role}), organisation, permissions_of(frozenset({role})))


CASHIER = officer("u-cz", "finance", "finance")
ORDERER = officer("u-sw", "approver", "commerce-grain")
CHIEF = officer("u-sx", "chief", "commerce-grain")
SUPERVISOR = officer("u-jc", "supervisor", "government-office")
ACCOUNT = "6222020000000012345"


def granted(cast: Cast, *, appropriated: str = "2000000") -> list[int]:
    """Two enterprises with 30,000 and 6,000 each, money set aside, accounts known; the numbers of the awards."""
    fund.appropriate(year="2023", amount=appropriated, document="演示预算批复", by=CASHIER, at=AT)
    decided(cast)
    decided(cast, uscc=OTHER_USCC)
    for uscc in (USCC, OTHER_USCC):
        payees.enter_account(uscc=uscc, bank="演示银行汨罗支行", account=ACCOUNT, by=cast.agent, at=AT)
    return list(Award.objects.order_by("id").values_list("pk", flat=True))


def drafted(awards: Sequence[int]) -> str:
    return payouts.draft(awards=awards, by=ORDERER, at=AFTER).number


def confirmed(awards: Sequence[int]) -> str:
    return payouts.confirm(number=drafted(awards), by=CASHIER, at=AFTER).number


def answer_file(number: str, changes: Mapping[int, Mapping[str, Any]] | None = None, more: Sequence[Sequence[Any]] = ()) -> bytes:
    """The payout file as the bank sends it back: every line 成功, but for the changes by line."""
    content = payouts.payout_file(number=number, by=CASHIER, at=AFTER)
    header, *rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    lines = []
    for place, row in enumerate(rows):
        line = {**dict(zip(header, row, strict=True)), "处理结果": "成功", "处理日期": "2023-09-25", **(changes or {}).get(place, {})}
        lines.append([Decimal(str(line[name])) if isinstance(line[name], float) else line[name] for name in HEADER])
    return workbook([Sheet("支付清单", HEADER, [*lines, *more], ())])


def answered(number: str, content: bytes) -> str:
    return bank_returns.reconcile(number=number, name="银行回单.xlsx", content=content, by=CASHIER, at=AFTER).message


def paid(awards: Sequence[int]) -> Batch:
    """A batch of these awards, paid and settled."""
    number = confirmed(awards)
    answered(number, answer_file(number))
    return Batch.objects.get(number=number)
