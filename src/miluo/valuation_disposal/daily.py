"""The work of the day: what is late is counted; each person is told on the page of what waits."""

from __future__ import annotations

from datetime import datetime

from miluo.valuation_disposal.selectors.late import late

TITLES = {
    "valuation_lists_late": "逾期未公布的评估机构名单",
    "valuation_draws_waiting": "公开号码已产生、待录入的摇号（次）",
    "valuation_values_unconfirmed": "异议期已满、待确认的价值（项）",
    "valuation_fees_unpaid": "未登记支付的评估费（笔）",
    "valuation_prices_missing": "未公布的年度价格评估参考意见（份）",
    "disposals_undistributed": "已成交、价款未分配的处置（项）",
}


def run(*, at: datetime) -> dict[str, int]:
    """Counts of what is late; nothing is changed, since each step is for somebody to decide."""
    return late(at)
