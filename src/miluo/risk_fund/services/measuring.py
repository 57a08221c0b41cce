"""The work of every day: month ends are measured, and the fund closes and opens by itself (riskfund-6c, riskfund-11)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction

from miluo.risk_fund.models.money import DayFlow
from miluo.risk_fund.models.rates import MonthRates, Suspension
from miluo.risk_fund.regulation import REGULATION
from miluo.risk_fund.selectors.rates import as_row, last_month_end, measured, month_ends
from miluo.risk_fund.selectors.scopes import decides, scopes
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

    The fund is measured whole, and by mode or bank where that decides. Each month end that exceeds begins a suspension, each that does
    not ends it; both are events.
    """
    on = day_of(at)
    held_position()
    first = DayFlow.objects.order_by("day").values_list("day", flat=True).first()
    if first is None:
        return 0
    day = min(on, REGULATION.last_day or on)
    known = set(MonthRates.objects.values_list("scope", "month_end"))
    changed = 0
    for scope in scopes(day):
        ends = [end for end in month_ends(first, last_month_end(on)) if end > on - AGAIN or (scope, end) not in known]
        changed += sum(_kept(as_row(found, day, scope), at) for found in measured(ends, day, scope))
    _suspend_and_resume(at)
    return changed


def _kept(row: MonthRates, at: datetime) -> bool:
    """Store a month end; whether it says something new."""
    earlier = MonthRates.objects.filter(month_end=row.month_end, scope=row.scope).first()
    if earlier and all(getattr(earlier, name) == getattr(row, name) for name in FIELDS):
        return False
    row.pk, row.measured_at = earlier.pk if earlier else None, at
    row.save()
    kind = "risk-fund.rates_measured_again" if earlier else "risk-fund.rates_measured"
    body = {"month_end": row.month_end, "scope": row.scope, **{name: getattr(row, name) for name in FIELDS}}
    record(subject=SUBJECT, kind=kind, by=SYSTEM, at=at, body=body)
    return True


def _suspend_and_resume(at: datetime) -> None:
    """The suspensions as the month ends say them; a change is an event, and what stands is left alone."""
    exceeded = {(scope, end): over for scope, end, over in MonthRates.objects.values_list("scope", "month_end", "exceeded")}
    ends = sorted({end for _, end in exceeded})
    wanted = {
        (scope, since): until
        for scope in sorted({scope for scope, _ in exceeded})
        for since, until in _spells([(end, decides(scope, end) and exceeded.get((scope, end), False)) for end in ends]).items()
    }
    held = {(each.scope, each.since): each for each in Suspension.objects.all()}
    for (scope, since), until in wanted.items():
        standing = held.pop((scope, since), None)
        if standing is None:
            standing = Suspension.objects.create(scope=scope, since=since, until=None)
            _told("risk-fund.suspended", scope, since, "open", "suspended", at)
        if standing.until != until:
            standing.until = until
            standing.save(update_fields=["until"])
            kind = "risk-fund.resumed" if until else "risk-fund.suspended"
            _told(kind, scope, until or since, *(("suspended", "open") if until else ("open", "suspended")), at)
    for (scope, since), mistaken in held.items():
        mistaken.delete()
        _told("risk-fund.suspension_annulled", scope, since, "suspended", "open", at)


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


def _told(kind: str, scope: str, month_end: date, before: str, after: str, at: datetime) -> None:
    body = {"month_end": month_end, "scope": scope}
    record(subject=SUBJECT, kind=kind, by=SYSTEM, at=at, from_=before, to=after, reason="riskfund-11", body=body)
