"""The work of the day: who realised a mortgage and did not register the change of the right is reminded; what is late is counted."""

from __future__ import annotations

from datetime import datetime

from miluo.rural_mortgage.selectors.late import late
from miluo.rural_mortgage.services.realising import remind
from onewindow.worktime.clock import day_of

TITLES = {
    "mortgage_changes_reminded": "提醒办理变更登记（件）",
    "mortgage_endings_late": "逾期未申请的变更、注销登记（件）",
    "mortgage_payouts_late": "逾期未登记发放的贷款（笔）",
}


def run(*, at: datetime) -> dict[str, int]:
    """Counts: reminders that were given today, and what of changes, endings and payouts is late."""
    return {"mortgage_changes_reminded": remind(at=at), **late(day_of(at))}
