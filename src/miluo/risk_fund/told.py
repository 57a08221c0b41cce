"""The events of the fund in the words of the county. No Django."""

EVENTS = {
    "risk-fund.loan_filed": "登记贷款",
    "risk-fund.loan_went_bad": "列入不良",
    "risk-fund.write_off_asked": "报请核销",
    "risk-fund.write_off_reviewed": "审核核销",
    "risk-fund.claim_overdue": "登记逾期",
    "risk-fund.material": "提交代偿材料",
    "risk-fund.claim_sent_back": "担保公司退回补充",
    "risk-fund.claim_resubmitted": "再次提交",
    "risk-fund.claim_compensated": "担保公司代偿",
    "risk-fund.claim_noticed": "发出补偿通知书",
    "risk-fund.claim_ended": "不予补偿，重新登记逾期",
    "risk-fund.claim_paid": "拨付补偿",
    "risk-fund.claim_demanded": "追回补偿",
    "risk-fund.given_back": "缴回补偿",
    "risk-fund.recovered": "登记收回款",
    "rules.evaluated": "按规则测算并保存",
}
