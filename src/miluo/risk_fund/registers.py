"""The registers of the compensation fund, the clauses that each meets, and the page that shows it."""

from miluo.risk_fund.conventions import (
    BAD_LOAN,
    CHECKED,
    FILED_FIRST,
    FOUR_EYES,
    GUARANTORS,
    LATE_CLAIM,
    LISTED_WHEN_SENT,
    LOSS_EVENT,
    MEASURED,
    PAYEES,
    QUARTERLY,
    QUEUE,
    RECOVERY_CAP,
    RELEASED,
    REMOVED,
    REPORTS,
    SALES,
    WRITTEN_OFF,
)
from onewindow.law.registry import Use, rest
from onewindow.words.sources import Source, as_source

_REGISTERS: tuple[tuple[str, str, tuple[str | Source, ...], str], ...] = (
    ("account", "风补基金专户账簿", ("riskfund-7a", "riskfund-9", "riskfund-10"), "account"),
    ("subjects", "基金支持对象名录", ("riskfund-3", "riskfund-7e", "riskfund-13", "riskfund-27", CHECKED, REMOVED), "subjects"),
    ("list", "名录的推送和分送", ("riskfund-15-1", LISTED_WHEN_SENT), "subjects"),
    ("guarantors", "合作担保公司", ("riskfund-7g", GUARANTORS), "subjects"),
    ("loans", "基金支持贷款登记", ("riskfund-2", "riskfund-4", "riskfund-15-2", "riskfund-15-3", FILED_FIRST), "loans"),
    ("balances", "贷款余额申报", ("riskfund-7f", BAD_LOAN, RELEASED), "balances"),
    ("rates", "月末比率和暂停恢复", ("riskfund-6a", "riskfund-6b", "riskfund-6c", "riskfund-11", MEASURED), "rates"),
    ("claims", "补偿登记簿", ("riskfund-17a", "riskfund-17c", LOSS_EVENT, LATE_CLAIM), "claims"),
    ("payments", "补偿拨付和排队", ("riskfund-16c", "riskfund-19", QUEUE, FOUR_EYES), "claims"),
    ("payees", "收款单位", ("riskfund-19", PAYEES), "account"),
    ("debt", "补偿以后的债权债务", ("riskfund-20",), "claims"),
    ("recoveries", "追偿返还", ("riskfund-21", "riskfund-22", "riskfund-23", RECOVERY_CAP, SALES, WRITTEN_OFF), "recoveries"),
    ("quarters", "季度备案", ("riskfund-24", QUARTERLY), "reports"),
    ("reports", "半年报告和年度报告", ("riskfund-7b", REPORTS), "reports"),
    ("boards", "运行看板", ("riskfund-7a", "riskfund-7c", "riskfund-7d", "riskfund-7h"), "board"),
)
for _key, _title, _sources, _page in _REGISTERS:
    rest(Use("record", f"risk-fund.{_key}", _title, tuple(map(as_source, _sources)), f"risk_fund:{_page}"))
