"""What the boards draw: leverage, rates by month, money by mode, bank, industry and town, and the months to come."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Count, Sum

from miluo.risk_fund.facts import MODES
from miluo.risk_fund.models.claims import Claim
from miluo.risk_fund.models.loans import FundLoan
from miluo.risk_fund.models.money import GRANTED, REPAID, DayFlow
from miluo.risk_fund.models.rates import MonthRates
from miluo.risk_fund.selectors.rates import month_end_of, month_ends
from miluo.risk_fund.selectors.scopes import WHOLE
from miluo.risk_fund.selectors.standing import capacity
from miluo.risk_fund.subjects import INDUSTRIES
from onewindow.ledger.arithmetic import to_yuan

MONTHS = 24
AHEAD = 6
TOWNS = 12


def months_of_rates() -> list[MonthRates]:
    """The last months, oldest first."""
    return list(MonthRates.objects.filter(scope=WHOLE).order_by("-month_end")[:MONTHS])[::-1]


def lent_by_month(on: date) -> list[tuple[date, Decimal]]:
    """What was lent at the end of each month up to a day."""
    rows = DayFlow.objects.filter(kind__in=(GRANTED, REPAID)).order_by("day").values_list("day", "kind").annotate(total=Sum("fen"))
    steps: dict[date, int] = defaultdict(int)
    for day, kind, total in rows:
        steps[month_end_of(day)] += total if kind == GRANTED else -total
    if not steps:
        return []
    running, found = 0, []
    for end in month_ends(min(steps), month_end_of(on)):
        running += steps.get(end, 0)
        found.append((end, to_yuan(running)))
    return found[-MONTHS:]


def by(name: str, titles: dict[str, str] | None = None, most: int = TOWNS) -> list[tuple[str, int, Decimal, Decimal]]:
    """(what, loans, granted, outstanding) of a column of the loans, the largest first; titles where the column has keys."""
    rows = FundLoan.objects.order_by().values_list(name).annotate(count=Count("id"), granted=Sum("principal_fen"), left=Sum("balance_fen"))
    found = [((titles or {}).get(key, str(key)), count, to_yuan(granted), to_yuan(left)) for key, count, granted, left in rows]
    return sorted(found, key=lambda each: -each[3])[:most]


def by_mode() -> list[tuple[str, int, Decimal, Decimal]]:
    return by("mode", MODES)


def by_industry() -> list[tuple[str, int, Decimal, Decimal]]:
    return by("industry", INDUSTRIES)


def compensation_by_mode() -> dict[str, Decimal]:
    """What was paid, by mode."""
    rows = Claim.objects.order_by().values_list("loan__mode").annotate(total=Sum("paid_fen"))
    return {MODES[mode]: to_yuan(total or 0) for mode, total in rows}


def forecast(on: date) -> list[tuple[date, Decimal, Decimal]]:
    """(month end, 贷款余额, 还可支持) of the months to come, as the loans fall due and nothing new is lent.

    What is overdue stays outstanding: it falls due no more.
    """
    room = capacity(on)
    ends = month_ends(on, month_end_of(on + timedelta(days=31 * (AHEAD - 1))))
    due: dict[date, int] = defaultdict(int)
    for day, total in (
        FundLoan.objects.filter(balance_fen__gt=0, due_on__gte=on).order_by().values_list("due_on").annotate(Sum("balance_fen"))
    ):
        due[month_end_of(day)] += total
    left, found = room.outstanding, []
    for end in ends:
        left -= to_yuan(due.get(end, 0))
        found.append((end, left, max(room.ceiling - left, Decimal("0.00"))))
    return found
