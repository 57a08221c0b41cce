"""A claim in the register of the fund: its states beside those of its case, what a guarantor is handed, its limits. No Django."""

from __future__ import annotations

from miluo.risk_fund.conventions import NOT_FILED
from miluo.risk_fund.facts import BANK, GUARANTEE
from onewindow.law.registry import Use, rest
from onewindow.words.sources import as_source
from onewindow.worktime.counting import WorkingDays
from onewindow.worktime.deadlines import declare

WITH_GUARANTOR, RETURNED, DUE = "guarantor", "returned", "due"
NOTICED, PAID, DEMANDED, REFUSED = "noticed", "paid", "demanded", "refused"
STATES = {
    WITH_GUARANTOR: "担保公司审核",
    RETURNED: "已退回补充",
    DUE: "待申请补偿",
    NOTICED: "已通知、待拨付",
    PAID: "已拨付",
    DEMANDED: "追回补偿",
    REFUSED: "不予补偿",
}
APPLICATIONS = {BANK: "risk-fund-claim-bank", GUARANTEE: "risk-fund-claim-guarantee"}  # the procedures, by mode
HANDED = {"loan-contract": "借款合同", "bank-notice": "银行代偿通知书", "other": "其他材料"}  # to the guarantor; keys of the procedure

PAYING = WorkingDays(3, "riskfund-19")

GUARANTOR_REVIEW = declare("riskfund-17b", WorkingDays(3, "riskfund-17b"), title="担保公司审核代偿申请")
APPLICATION = declare("riskfund-17c", WorkingDays(2, "riskfund-17c"), title="向市财政局申请补偿")
NOTICE = declare("riskfund-19", PAYING, title="发出补偿通知书并拨付")
FILING = declare("riskfund-15-2", WorkingDays(10, NOT_FILED), title="贷款备案登记（提醒）")

_STEPS = {
    "overdue": ("登记逾期", ("riskfund-17a",)),
    "ask_guarantor": ("申请代偿", ("riskfund-17b",)),
    "send_back": ("退回补充", ("riskfund-18",)),
    "compensate": ("代偿", ("riskfund-17b",)),
    "pay": ("拨付补偿", ("riskfund-19", "riskfund-16c")),
    "demand": ("追回骗取的补偿", ("riskfund-26",)),
}
for _key, (_title, _clauses) in _STEPS.items():
    rest(Use("step", f"risk-fund.{_key}", _title, tuple(map(as_source, _clauses)), "risk_fund:claims"))
