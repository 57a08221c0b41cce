"""The file for the bank and the file that the bank sends back: the same lines under the same numbers, identifiers as text."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from miluo.open_economy.funding import NOTHING
from miluo.open_economy.models.awards import TITLES
from miluo.open_economy.models.payouts import Payment
from onewindow.rules import facts, sheet_columns
from onewindow.rules.facts import Facts, Money, money
from onewindow.rules.sheet_columns import Cell, Column, as_text
from onewindow.web.workbook import Sheet, workbook
from onewindow.words.money import capital_money
from onewindow.words.refused import Refused

SUCCEEDED, NOT_SUCCEEDED = "成功", "失败"
HEADER = ("支付编号", "收款户名", "收款账号", "开户银行", "金额（元）", "用途", "统一社会信用代码", "处理结果", "失败原因", "处理日期")


class _Answer(Facts):
    """The figures of a line of the bank's file."""

    amount_cny: Money | None = money("金额", help="与支付文件相同")
    answered_on: date | None = facts.day("处理日期")


def payout_workbook(payments: Iterable[Payment]) -> bytes:
    """One line for each payment, with full account numbers; the last three columns are for the bank to fill in."""
    rows = list(payments)
    lines = [
        (
            each.number,
            each.account.name,
            each.account.account or "",
            each.account.bank,
            each.amount_cny,
            f"{each.award.year}年度{TITLES[each.award.award]}",
            each.award.uscc,
            "",
            "",
            "",
        )
        for each in rows
    ]
    total = sum((each.amount_cny for each in rows), NOTHING)
    summary = Sheet("汇总", ("笔数", "金额（元）", "金额大写"), [(len(rows), total, capital_money(total))], ())
    return workbook([Sheet("支付清单", HEADER, lines, ()), summary])


def return_columns(on: date) -> tuple[Column, ...]:
    """What is read of the file that comes back; the other columns of the payout file are passed over."""
    amount, answered_on = sheet_columns.facts(_Answer, on=on)
    return (
        sheet_columns.text("number", "支付编号", required=True, help="支付文件中的编号"),
        amount,
        Column("result", "处理结果", _result, expected="成功或者失败", required=True, offered=(SUCCEEDED, NOT_SUCCEEDED)),
        sheet_columns.text("reason", "失败原因", help="失败的必填"),
        answered_on,
    )


def _result(cell: Cell) -> str:
    said = as_text(cell, "result")
    if said not in {SUCCEEDED, NOT_SUCCEEDED}:
        raise Refused(f"“{said}”不是处理结果", code="unknown_result", field="result", expected="成功或者失败")
    return said
