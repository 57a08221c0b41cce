"""What supervision does every day: look at the facts, let what is late climb, hand bad ratings to the callers. Idempotent."""

from __future__ import annotations

from datetime import datetime

from onewindow.supervision.services.callbacks import open_call_backs
from onewindow.supervision.services.escalating import climb
from onewindow.supervision.services.findings import look


def run_daily(*, at: datetime) -> dict[str, int]:
    """Counts: findings entered and withdrawn, what climbed and came down, call-backs opened."""
    found = look(at=at)
    climbed = climb(at=at)
    return {
        "findings_entered": found.new,
        "findings_withdrawn": found.withdrawn,
        "climbed": climbed.up,
        "came_down": climbed.ended,
        "call_backs_opened": open_call_backs(at=at),
    }
