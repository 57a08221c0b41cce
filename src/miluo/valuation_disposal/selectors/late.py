"""What is late: the quarterly list, draws whose number nobody entered, values nobody confirmed, fees, proceeds, yearly prices."""

from __future__ import annotations

from datetime import datetime

from miluo.valuation_disposal.kinds import REPORTED, SOLD
from miluo.valuation_disposal.models import Disposal, Draw, Report, Valuation
from miluo.valuation_disposal.models.draws import OPEN
from miluo.valuation_disposal.selectors.appraisers import overdue
from miluo.valuation_disposal.selectors.prices import missing_on
from onewindow.worktime.clock import day_of


def late(at: datetime) -> dict[str, int]:
    """How many of each (valuation-6, -7, -8, -9, -10, -14), for the report of the day."""
    on = day_of(at)
    return {
        "valuation_lists_late": int(bool(overdue(on))),
        "valuation_draws_waiting": Draw.objects.filter(state=OPEN, number_known_at__lte=at).count(),
        "valuation_values_unconfirmed": Valuation.objects.filter(state=REPORTED, reports__contest_until__lt=on).distinct().count(),
        "valuation_fees_unpaid": Report.objects.filter(paid_on=None).count(),
        "valuation_prices_missing": sum(1 for _ in missing_on(on)),
        "disposals_undistributed": Disposal.objects.filter(state=SOLD).count(),
    }
