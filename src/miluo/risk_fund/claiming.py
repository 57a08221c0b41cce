"""The life of a claim: its states, its papers by mode, its limits. No Django."""

from __future__ import annotations

from miluo.risk_fund.conventions import NOT_FILED
from miluo.risk_fund.facts import BANK, GUARANTEE
from onewindow.law.registry import Use, rest
from onewindow.words.sources import as_source
from onewindow.worktime.counting import WorkingDays
from onewindow.worktime.deadlines import declare

DRAFT, WITH_GUARANTOR, RETURNED, COMPENSATED = "draft", "guarantor", "returned", "compensated"
APPLIED, REFUSED, NOTICED, PAID, DEMANDED, WITHDRAWN = "applied", "refused", "noticed", "paid", "demanded", "withdrawn"
ELIGIBLE = "eligible"
STATES = {
    DRAFT: "待提交",
    WITH_GUARANTOR: "担保公司审核",
    RETURNED: "已退回补充",
    COMPENSATED: "担保公司已代偿",
    APPLIED: "财政审核",
    ELIGIBLE: "符合补偿条件",
    REFUSED: "不予补偿",
    NOTICED: "已通知、待拨付",
    PAID: "已拨付",
    DEMANDED: "追回补偿",
    WITHDRAWN: "已撤回",
}
MATERIALS = {
    "application": "基金补偿申请书",
    "loss": "贷款损失或者担保代偿情况",
    "loan-contract": "借款合同",
    "guarantee": "保证合同",
    "bank-notice": "银行代偿通知书",
    "proof": "代偿证明",
    "voucher": "代偿支付凭证",
    "other": "其他材料",
}
REQUIRED = {
    BANK: ("application", "loss", "loan-contract"),
    GUARANTEE: ("application", "loss", "loan-contract", "guarantee", "bank-notice", "proof", "voucher"),
}

GUARANTOR_REVIEW = declare("riskfund-17b", WorkingDays(3, "riskfund-17b"), title="担保公司审核代偿申请")
APPLICATION = declare("riskfund-17c", WorkingDays(2, "riskfund-17c"), title="向市财政局申请补偿")
NOTICE = declare("riskfund-19", WorkingDays(3, "riskfund-19"), title="发出补偿通知书并拨付")
FILING = declare("riskfund-15-2", WorkingDays(10, NOT_FILED), title="贷款备案登记（提醒）")

_STEPS = {
    "overdue": ("登记逾期", ("riskfund-17a",)),
    "ask_guarantor": ("申请代偿", ("riskfund-17b",)),
    "send_back": ("退回补充", ("riskfund-18",)),
    "compensate": ("代偿", ("riskfund-17b",)),
    "apply": ("申请补偿", ("riskfund-17c",)),
    "opine": ("会同审核", ("riskfund-19", "riskfund-7e")),
    "decide": ("审核补偿申请", ("riskfund-19",)),
    "notify": ("发出补偿通知书", ("riskfund-19",)),
    "pay": ("拨付补偿", ("riskfund-19", "riskfund-16c")),
    "demand": ("追回骗取的补偿", ("riskfund-26",)),
}
for _key, (_title, _clauses) in _STEPS.items():
    rest(Use("step", f"risk-fund.{_key}", _title, tuple(map(as_source, _clauses)), "risk_fund:claims"))
