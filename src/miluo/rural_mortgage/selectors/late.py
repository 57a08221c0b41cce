"""What is late: changes and endings that nobody has applied to register, and certificates on which nothing was paid out."""

from __future__ import annotations

from datetime import date

from miluo.rural_mortgage.models import Event
from miluo.rural_mortgage.models.mortgages import STANDING
from miluo.rural_mortgage.selectors.lending import late_payouts


def late(on: date) -> dict[str, int]:
    """How many of each (mortgage-19a, mortgage-20, mortgage-24)."""
    endings = Event.objects.filter(registered_on=None, due_on__lt=on, mortgage__state=STANDING).count()
    return {"mortgage_endings_late": endings, "mortgage_payouts_late": late_payouts(on)}
