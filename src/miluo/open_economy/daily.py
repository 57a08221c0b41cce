"""The work of the day on the open-economy policy."""

from __future__ import annotations

from datetime import datetime

from miluo.open_economy.services.confirming import carry_out_confirmed


def run(*, at: datetime) -> dict[str, int]:
    """Idempotent: how many confirmed proposals had been cut off and became cases now."""
    return {"proposals_filed": carry_out_confirmed(at=at)}
