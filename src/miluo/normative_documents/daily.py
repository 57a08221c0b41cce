"""The work of the day: what has passed its last day is 失效 (normdoc-6-2a)."""

from __future__ import annotations

from datetime import datetime

from miluo.normative_documents.services import expire_due, warnings_on
from onewindow.worktime.clock import day_of


def run(*, at: datetime) -> dict[str, int]:
    """Idempotent: how many documents expired, and how many are within ninety days of their end."""
    return {"documents_expired": len(expire_due(at=at)), "documents_ending": len(warnings_on(day_of(at)))}
