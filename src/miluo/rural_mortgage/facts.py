"""What 汨政办发〔2023〕7号 asks of a mortgage, once."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from miluo.rural_mortgage.kinds import APPLICANT_KINDS, RIGHT_KINDS
from onewindow.rules.facts import Facts, Money, choice, day, money, number, text, whole, yes_no

LONGEST = Decimal(100)  # years that a contract or a transfer may still run
YEARS_PLACES = 10


class RuralMortgageFacts(Facts):
    """One right and one loan on it. What is left out is unknown, never no."""

    right_kind: str | None = choice("权利类型", RIGHT_KINDS)
    applicant_kind: str | None = choice("抵押人类别", APPLICANT_KINDS)
    birth_date: date | None = day("出生日期", help="抵押人是自然人的填写")
    value_cny: Money | None = money("抵押物价值", help="评估或者协商确定的价值")
    remaining_years: Decimal | None = number(
        "剩余年限", "year", places=YEARS_PLACES, at_most=LONGEST, help="承包期或者流转期的剩余年限，按日历计算"
    )
    term_months: int | None = whole("申请期限", "month", at_least=1, at_most=600)
    loan_cny: Money | None = money("申请贷款金额")
    yes_votes: int | None = whole("同意票", "vote", at_most=1_000_000)
    total_votes: int | None = whole("应到人数", "vote", at_most=1_000_000, help="全体村民会议成员或者全体村民代表，不是到会人数")
    fund_supported: bool | None = yes_no("申请风险补偿基金支持")
    recommended_cny: Money | None = money("推荐额", help="支持对象名录中的推荐额")
    has_certificate: bool | None = yes_no("有权属证书")
    co_owners_consent: bool | None = yes_no("共有人都书面同意", help="没有共有人的，填“是”")
    transfer_fees_paid: bool | None = yes_no("已缴清抵押期限内的流转费用")
    disputed: bool | None = yes_no("权属存在争议")
    requisition_announced: bool | None = yes_no("已依法公告列入征地拆迁范围")
    otherwise_restricted: bool | None = yes_no("受其他形式限制")


class Registration(RuralMortgageFacts):
    """What the application for the first registration asks: which agreement. The registers know the rest."""

    year: int | None = whole("申请年度", of_day="year", at_least=1900, at_most=9999, help="提交申请的年度")
    agreement: str | None = text("抵押约定编号", help="银行填报、抵押人核对的抵押约定，如 DY2023-000001")


class Ending(Facts):
    """What the application to register a change or to cancel asks: which mortgage. The bank has reported what happened."""

    year: int | None = whole("申请年度", of_day="year", at_least=1900, at_most=9999, help="提交申请的年度")
    mortgage: str | None = text("抵押登记编号", help="他项权利证明上的登记编号")
