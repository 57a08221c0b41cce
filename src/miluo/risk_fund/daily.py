"""The work of the day: month ends are measured; what is late is counted."""

from __future__ import annotations

from datetime import datetime

from miluo.risk_fund.selectors.late import late
from miluo.risk_fund.services.measuring import measure

TITLES = {
    "risk_fund_month_ends": "风补基金新测算的月末（个）",
    "risk_fund_claims_late": "超过时限的基金补偿（件）",
    "risk_fund_payments_queued": "待拨付的基金补偿（笔）",
    "risk_fund_reports_late": "逾期未报送的基金报告（份）",
    "risk_fund_quarters_late": "逾期未备案的季度（个）",
}


def run(*, at: datetime) -> dict[str, int]:
    """Counts: month ends that say something new, and what of claims and reports is late."""
    return {"risk_fund_month_ends": measure(at=at), **late(at)}
