"""The work of the day: confirmed proposals become cases; what about the fund and the leading group must be reported."""

from __future__ import annotations

from datetime import datetime

from miluo.open_economy.models import Objection
from miluo.open_economy.models.objections import OPEN
from miluo.open_economy.selectors.fund import warnings
from miluo.open_economy.selectors.group import meeting_reminder
from miluo.open_economy.services.confirming import carry_out_confirmed
from onewindow.worktime.clock import day_of

TITLES = {
    "proposals_filed": "补办的免申即享事项（件）",
    "fund_years_below_minimum": "专项资金低于最低规模的年度（个）",
    "fund_years_short": "专项资金不足的年度（个）",
    "fund_years_to_close": "待结转的专项资金年度（个）",
    "objections_waiting": "待处理的公示异议（件）",
    "group_meeting_due": "应当召开的领导小组会议（次）",
}


def run(*, at: datetime) -> dict[str, int]:
    """Counts: confirmed proposals that had been cut off and were filed now; years below the guaranteed minimum, years with more
    granted than set aside, years that are over and not closed, objections that wait, a meeting due.
    """
    filed = carry_out_confirmed(at=at)
    told = [why for _, why in warnings(day_of(at))]
    return {
        "proposals_filed": filed,
        "fund_years_below_minimum": told.count("below_minimum"),
        "fund_years_short": told.count("shortage"),
        "fund_years_to_close": told.count("not_closed"),
        "objections_waiting": Objection.objects.filter(state=OPEN).count(),
        "group_meeting_due": int(meeting_reminder(day_of(at))),
    }
