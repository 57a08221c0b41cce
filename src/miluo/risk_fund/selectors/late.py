"""What is late: limits of claims, reports, quarterly filings."""

from __future__ import annotations

from datetime import datetime

from miluo.risk_fund.selectors.claims import overdue_claims, queue
from miluo.risk_fund.selectors.periods import unfiled, unreported
from onewindow.worktime.clock import day_of


def late(at: datetime) -> dict[str, int]:
    """Counts for the report of the day."""
    on = day_of(at)
    return {
        "risk_fund_claims_late": len(overdue_claims(on)),
        "risk_fund_payments_queued": queue().count(),
        "risk_fund_reports_late": sum(period.due < on for period in unreported(on)),
        "risk_fund_quarters_late": sum(quarter.due < on for quarter, _ in unfiled(on)),
    }
