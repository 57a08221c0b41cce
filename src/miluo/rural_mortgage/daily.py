"""The work of the day: who realised a mortgage and did not register the change of the right is reminded; what is late is counted."""

from __future__ import annotations

from datetime import datetime

from miluo.rural_mortgage.selectors.late import late
from miluo.rural_mortgage.services.realising import remind
from onewindow.worktime.clock import day_of


def run(*, at: datetime) -> dict[str, int]:
    """Counts: reminders that were given today, and what of changes, endings and payouts is late."""
    return {"mortgage_changes_reminded": remind(at=at), **late(day_of(at))}
