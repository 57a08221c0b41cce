"""What the three rule books of 汨政办发〔2023〕8号 ask: of a loan before it is made, of a loss, of a month end."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from onewindow.rules.facts import Facts, Money, choice, day, money, text, whole, yes_no

BANK, GUARANTEE = "bank", "guarantee"
MODES = {BANK: "银行+产权抵（质）押", GUARANTEE: "银行+担保+产权抵（质）押"}
RECOVERY, TRANSFER, WRITE_OFF = "recovery", "transfer", "write_off"
RECOVERY_KINDS = {RECOVERY: "追偿收回", TRANSFER: "批量转让或者证券化处置", WRITE_OFF: "核销后追偿"}
NOTHING = Decimal("0.00")
SUM = Decimal("99999999999.99")  # the most that a sum of the fund may be


class LoanFacts(Facts):
    """One loan before it is made, and the fund as it stands. What is left out is unknown, never zero."""

    listed: bool | None = yes_no("借款主体在基金支持对象名录内", help="以申请当日有效的名录为准")
    loan_cny: Money | None = money("本笔贷款金额", at_most=SUM)
    recommended_cny: Money | None = money("推荐额", past=True, at_most=SUM, help="主管部门随名录推荐的单笔额度")
    outstanding_cny: Money | None = money("基金支持贷款总额", past=True, at_most=SUM, help="本笔发放之前，全部基金支持贷款的余额")
    contributed_cny: Money | None = money("出资总额", past=True, at_most=SUM, help="各方累计出资，不因补偿支出减少")
    bad_principal_cny: Money | None = money("统计期内发生的不良贷款本金", past=True, at_most=SUM)
    loan_balance_cny: Money | None = money("总贷款余额", past=True, at_most=SUM, help="测算日的贷款余额")
    compensated_principal_cny: Money | None = money("统计期内累计代偿本金", past=True, at_most=SUM)
    released_guarantee_cny: Money | None = money("统计期内累计解除担保责任本金", past=True, at_most=SUM)


class CompensationFacts(Facts):
    """One loss, and what was got back of it."""

    mode: str | None = choice("融资模式", MODES)
    principal_cny: Money | None = money("未偿还本金", at_most=SUM)
    interest_cny: Money | None = money("正常利息", at_most=SUM, help="不含复利、罚息、违约金、损害赔偿金")
    penalty_cny: Money | None = money("复利、罚息、违约金、损害赔偿金", at_most=SUM, help="不计入损失")
    recovered_cny: Money | None = money("收回款", at_most=SUM, help="追偿、处置或者核销以后收回的款项")
    recovery_costs_cny: Money | None = money("实现债权的必要追索费用", at_most=SUM, help="有凭证的诉讼、执行、评估、拍卖等费用")
    recovery_kind: str | None = choice("收回方式", RECOVERY_KINDS, default=RECOVERY)
    returned_before_cny: Money | None = money("以前已返还基金", past=True, at_most=SUM, default=NOTHING)


class ClaimApplication(CompensationFacts):
    """What an application for compensation asks: which claim. The registers know the rest."""

    year: int | None = whole("申请年度", of_day="year", at_least=1900, at_most=9999, help="提交申请的年度")
    claim: str | None = text("补偿编号", help="登记逾期时取得的编号，如 BC2023-0001")


class WindowFacts(Facts):
    """A month end on which the rates are measured."""

    month_end: date | None = day("测算日", help="每月最后一日")
