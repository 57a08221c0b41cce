"""The work of every day: month ends are measured, and the fund closes and opens by itself (riskfund-6c, riskfund-11)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction

from miluo.risk_fund.models.money import DayFlow
from miluo.risk_fund.models.rates import MonthRates, Suspension
from miluo.risk_fund.regulation import REGULATION
from miluo.risk_fund.selectors.rates import as_row, last_month_end, measured, month_ends
from miluo.risk_fund.services.money import held_position
from onewindow.trail.services import record
from onewindow.words.actor import SYSTEM
from onewindow.worktime.clock import day_of

AGAIN = timedelta(days=62)  # how long ago a month end may be that a bank's late file still changes
SUBJECT = "risk-fund:rates"
FIELDS = ("window_start", "bad_fen", "balance_fen", "compensated_fen", "released_fen", "exceeded")


@transaction.atomic
def measure(*, at: datetime) -> int:
    """Measure every month end that is over and was not measured, and those of two months again (conv-fund-4); how many changed.

    Each that exceeds begins a suspension, each that does not ends it; both are events.
    """
    on = day_of(at)
    held_position()
    first = DayFlow.objects.order_by("day").values_list("day", flat=True).first()
    if first is None:
        return 0
    day = min(on, REGULATION.last_day or on)
    ends = [
        end for end in month_ends(first, last_month_end(on)) if end > on - AGAIN or not MonthRates.objects.filter(month_end=end).exists()
    ]
    changed = sum(_kept(as_row(found, day), at) for found in measured(ends, day))
    _suspend_and_resume(at)
    return changed


def _kept(row: MonthRates, at: datetime) -> bool:
    """Store a month end; whether it says something new."""
    earlier = MonthRates.objects.filter(month_end=row.month_end).first()
    if earlier and all(getattr(earlier, name) == getattr(row, name) for name in FIELDS):
        return False
    row.pk, row.measured_at = earlier.pk if earlier else None, at
    row.save()
    kind = "risk-fund.rates_measured_again" if earlier else "risk-fund.rates_measured"
    body = {"month_end": row.month_end, **{name: getattr(row, name) for name in FIELDS}}
    record(subject=SUBJECT, kind=kind, by=SYSTEM, at=at, body=body)
    return True


def _suspend_and_resume(at: datetime) -> None:
    """The suspensions as the month ends say them; a change is an event, and what stands is left alone."""
    wanted = _spells(list(MonthRates.objects.order_by("month_end").values_list("month_end", "exceeded")))
    held = {each.since: each for each in Suspension.objects.all()}
    for since, until in wanted.items():
        standing = held.pop(since, None)
        if standing is None:
            standing = Suspension.objects.create(since=since, until=None)
            _told("risk-fund.suspended", since, "open", "suspended", at)
        if standing.until != until:
            standing.until = until
            standing.save(update_fields=["until"])
            kind = "risk-fund.resumed" if until else "risk-fund.suspended"
            _told(kind, until or since, *(("suspended", "open") if until else ("open", "suspended")), at)
    for since, mistaken in held.items():
        mistaken.delete()
        _told("risk-fund.suspension_annulled", since, "suspended", "open", at)


def _spells(months: list[tuple[date, bool]]) -> dict[date, date | None]:
    """From the first month end that exceeded to the first that did not."""
    found: dict[date, date | None] = {}
    since: date | None = None
    for end, exceeded in months:
        if exceeded and since is None:
            since = end
            found[since] = None
        elif not exceeded and since is not None:
            found[since], since = end, None
    return found


def _told(kind: str, month_end: date, before: str, after: str, at: datetime) -> None:
    record(subject=SUBJECT, kind=kind, by=SYSTEM, at=at, from_=before, to=after, reason="riskfund-11", body={"month_end": month_end})
