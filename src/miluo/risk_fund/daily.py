"""The work of the day: month ends are measured; what is late is counted."""

from __future__ import annotations

from datetime import datetime

from miluo.risk_fund.selectors.late import late
from miluo.risk_fund.services.measuring import measure


def run(*, at: datetime) -> dict[str, int]:
    """Counts: month ends that say something new, and what of claims and reports is late."""
    return {"risk_fund_month_ends": measure(at=at), **late(at)}
