"""The work of the day: 失效 after the last day (normdoc-6-2a), warnings before it, and the text of today in the search."""

from __future__ import annotations

from datetime import datetime

from miluo.normative_documents.findable import KIND
from miluo.normative_documents.services import expire_due, warn_due, warnings_on
from onewindow.law.search import services as search
from onewindow.worktime.clock import day_of

TITLES = {
    "documents_expired": "到期失效的规范性文件（件）",
    "documents_warned": "提醒即将到期的规范性文件（件）",
    "documents_ending": "九十日内到期的规范性文件（件）",
}


def run(*, at: datetime) -> dict[str, int]:
    """Idempotent: how many documents expired, how many were warned of, and how many are within ninety days of their end."""
    expired, warned = expire_due(at=at), warn_due(at=at)
    search.refresh(KIND)
    return {
        "documents_expired": len(expired),
        "documents_warned": len(warned),
        "documents_ending": len(warnings_on(day_of(at))),
    }
