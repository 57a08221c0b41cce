"""The three rule books of 汨政办发〔2023〕8号: may this loan be made, who bears a loss, which days a rate covers. No database, no clock."""

from miluo.risk_fund.facts import BANK, MODES, RECOVERY, RECOVERY_KINDS, CompensationFacts, LoanFacts, WindowFacts
from miluo.risk_fund.regulation import REGULATION
from onewindow.rules.book import RuleBook
from onewindow.rules.vocabulary import (
    all_of,
    any_of,
    day_before,
    key,
    largest,
    least,
    not_,
    quotient,
    reasons_of,
    share,
    when,
)
from onewindow.rules.vocabulary import (
    month_end as last_of_month,
)

IN_BANK_MODE = key(BANK, MODES[BANK])
BY_RECOVERY = key(RECOVERY, RECOVERY_KINDS[RECOVERY])

loan = RuleBook("risk-fund-loan", REGULATION, LoanFacts, title="风补基金支持贷款的发放条件")
compensation = RuleBook("risk-fund-compensation", REGULATION, CompensationFacts, title="风补基金的补偿与返还")
window = RuleBook("risk-fund-window", REGULATION, WindowFacts, title="风补基金的统计期")


@loan.quantity("riskfund-6a", title="贷款不良率")
def bad_loan_rate(bad_principal_cny, loan_balance_cny):
    """Shown, not compared; where nothing is lent and nothing bad it is 0."""
    return quotient(bad_principal_cny, loan_balance_cny)


@loan.quantity("riskfund-6b", title="担保代偿率")
def compensation_rate(compensated_principal_cny, released_guarantee_cny):
    return quotient(compensated_principal_cny, released_guarantee_cny)


@loan.condition("riskfund-14", title="超过单笔限额", step=True)
def over_single(loan_cny, recommended_cny, single_cap):
    return loan_cny > least(recommended_cny, single_cap)


@loan.condition("riskfund-12", title="超过出资总额的10倍", step=True)
def over_leverage(loan_cny, outstanding_cny, contributed_cny, leverage):
    """Up to the ceiling and on it is allowed; it counts with the loan that is asked for."""
    return outstanding_cny + loan_cny > contributed_cny * leverage


@loan.condition("riskfund-6a", "riskfund-11", title="贷款不良率超过上限", step=True)
def bad_loans_exceed(bad_principal_cny, loan_balance_cny, rate_ceiling):
    return bad_principal_cny > loan_balance_cny * rate_ceiling


@loan.condition("riskfund-6b", "riskfund-11", title="担保代偿率超过上限", step=True)
def compensations_exceed(compensated_principal_cny, released_guarantee_cny, rate_ceiling, nothing_released):
    exceeds = compensated_principal_cny > released_guarantee_cny * rate_ceiling
    return all_of(exceeds, any_of(released_guarantee_cny > 0, nothing_released == "exceeds"))


@loan.condition("riskfund-11", title="暂停新增贷款", step=True)
def suspended(bad_loans_exceed, compensations_exceed):
    """Either rate stops; whose rates stop whose loans the register reads (suspension_scope)."""
    return any_of(bad_loans_exceed, compensations_exceed)


@loan.quantity("riskfund-13", "riskfund-14", "riskfund-12", "riskfund-11", title="能否发放")
def decision(listed, over_single, over_leverage, suspended):
    """The first that stands in the way, in the order of the contract."""
    last = when(suspended, key("suspended_rate", "超过3%，暂停新增贷款"), key("ok", "可以发放"))
    total = when(over_leverage, key("over_leverage", "超过出资总额的10倍"), last)
    return when(not_(listed), key("not_listed", "不在名录内"), when(over_single, key("over_single", "超过单笔限额"), total))


@loan.quantity("riskfund-13", "riskfund-14", "riskfund-12", "riskfund-11", title="不能发放的原因")
def reasons(listed, over_single, over_leverage, bad_loans_exceed, compensations_exceed):
    """All that stand in the way."""
    return reasons_of(
        ("not_listed", not_(listed), "riskfund-13", "借款主体不在基金支持对象名录内，应先由主管部门列入名录"),
        ("over_single", over_single, "riskfund-14", "本笔贷款超过推荐额或者单笔最高200万元，应降低金额"),
        ("over_leverage", over_leverage, "riskfund-12", "本笔发放后支持贷款总额超过出资总额的10倍，应先补充出资或者收回贷款"),
        ("bad_loan_rate", bad_loans_exceed, "riskfund-11", "贷款不良率超过3%，压降至3%以内以前暂停新增贷款"),
        ("compensation_rate", compensations_exceed, "riskfund-11", "担保代偿率超过3%，压降至3%以内以前暂停新增贷款"),
    )


@compensation.amount("riskfund-5", title="损失")
def loss_cny(principal_cny, interest_cny):
    """Principal and normal interest; whatever penalties there are, they are no loss."""
    return principal_cny + interest_cny


@compensation.amount("riskfund-16b", title="合作银行承担的二成", step=True)
def bank_fifth(loss_cny, bank_share):
    return share(loss_cny, bank_share)


@compensation.amount("riskfund-16b", title="合作担保公司代偿", step=True)
def guarantor_paid(loss_cny, bank_fifth):
    """The rest: shares add up to the loss."""
    return loss_cny - bank_fifth


@compensation.amount("riskfund-16a", "riskfund-16b", title="风补基金补偿")
def fund_cny(mode, loss_cny, guarantor_paid, bank_compensation, guarantee_compensation, compensation_base):
    base = when(compensation_base == "total_loss", loss_cny, guarantor_paid)
    return when(mode == IN_BANK_MODE, share(loss_cny, bank_compensation), share(base, guarantee_compensation))


@compensation.amount("riskfund-16a", "riskfund-16b", title="合作银行承担")
def bank_cny(mode, loss_cny, bank_fifth, fund_cny):
    return when(mode == IN_BANK_MODE, loss_cny - fund_cny, bank_fifth)


@compensation.amount("riskfund-16b", title="合作担保公司净承担")
def guarantor_net_cny(mode, guarantor_paid, fund_cny):
    return when(mode == IN_BANK_MODE, 0, guarantor_paid - fund_cny)


@compensation.amount("riskfund-21", "riskfund-22", title="计算返还的收回款", step=True)
def recovered_net(recovered_cny, recovery_costs_cny, recovery_kind, costs_deducted):
    """Article 二十一 takes the costs off first, the two after it do not."""
    deducts = any_of(recovery_kind == BY_RECOVERY, costs_deducted == "every_kind")
    return when(deducts, largest(recovered_cny - recovery_costs_cny, 0), recovered_cny)


@compensation.quantity("riskfund-21", "riskfund-22", "riskfund-23", title="返还比例", step=True)
def return_ratio(mode, recovery_kind, bank_compensation, guarantor_share, guarantee_compensation, return_base):
    """What the fund bore of the loss; of what a guarantor got back as its own it is the ratio of article 十六 alone."""
    own = all_of(recovery_kind == BY_RECOVERY, return_base == "own_recovery")
    guarantee = when(own, guarantee_compensation, guarantor_share * guarantee_compensation)
    return when(mode == IN_BANK_MODE, bank_compensation, guarantee)


@compensation.amount("riskfund-21", "riskfund-22", "riskfund-23", title="返还风补基金")
def returned_cny(recovered_net, return_ratio, fund_cny, returned_before_cny):
    """Never more than the fund paid."""
    return least(share(recovered_net, return_ratio), largest(fund_cny - returned_before_cny, 0))


@window.check(
    "riskfund-6c",
    title="测算日是月末",
    refusal="测算日不是月末",
    expected="当月最后一日，如2023-08-31",
    fields=("month_end",),
)
def measured_at_month_end(month_end):
    return month_end == last_of_month(month_end)


@window.quantity("riskfund-6c", title="统计期起始日（含）")
def window_start(month_end, window_days, window_years, window_by):
    return when(window_by == "days", day_before(month_end, window_days), day_before(month_end, window_years))


@window.quantity("riskfund-6c", title="统计期截止日（不含）")
def window_end(month_end):
    return month_end
