"""The columns of the three sheets that bodies hand in: subjects of the list, loans, balances. No Django."""

from __future__ import annotations

from datetime import date

from miluo.risk_fund.facts import MODES
from miluo.risk_fund.subjects import CHECKS, GRADES, INDUSTRIES, SUBJECT_KINDS
from onewindow.rules.facts import Facts, Money, choice, day, money, text, yes_no
from onewindow.rules.sheet_columns import Column, fact, uscc

OPTIONAL = {"guarantor", "grade"}


class SubjectRow(Facts):
    """A line of the list."""

    name: str | None = text("主体名称")
    kind: str | None = choice("主体类别", SUBJECT_KINDS)
    industry: str | None = choice("产业", INDUSTRIES)
    town: str | None = text("所在镇")
    registered_here: bool | None = yes_no("注册地在汨罗市")
    recommended: Money | None = money("推荐额")
    document: str | None = text("推荐文件")
    checked_on: date | None = day("核查日期")
    credit_clean: bool | None = yes_no("没有重大不良信用记录", help=CHECKS["credit_clean"])
    taxes_filed: bool | None = yes_no("正常经营并申报纳税", help=CHECKS["taxes_filed"])
    no_accident: bool | None = yes_no("没有环境、安全事故", help=CHECKS["no_accident"])
    no_penalty: bool | None = yes_no("没有重大行政处罚", help=CHECKS["no_penalty"])


class LoanRow(Facts):
    """A loan."""

    mode: str | None = choice("融资模式", MODES)
    contract: str | None = text("借款合同编号")
    mortgage: str | None = text("抵押登记编号")
    amount: Money | None = money("贷款金额")
    disbursed_on: date | None = day("发放日期")
    due_on: date | None = day("到期日期")
    guarantor: str | None = text("担保公司代号", help="担保模式填写")


class BalanceRow(Facts):
    """A balance."""

    loan: str | None = text("备案编号", help="如FB2023-000001")
    day: date | None = day("余额日期")
    balance: Money | None = money("余额")
    grade: str | None = choice("五级分类", GRADES, default="normal")


def subject_columns(on: date) -> tuple[Column, ...]:
    return (uscc(), *_columns(SubjectRow, on))


def loan_columns(on: date) -> tuple[Column, ...]:
    return (uscc(), *_columns(LoanRow, on))


def balance_columns(on: date) -> tuple[Column, ...]:
    return _columns(BalanceRow, on)


def _columns(row: type[Facts], on: date) -> tuple[Column, ...]:
    return tuple(fact(each, on=on, required=each.name not in OPTIONAL) for each in row.fields())
