"""By when a bank pays out: five working days from the delivery of the certificate (mortgage-24)."""

from __future__ import annotations

from datetime import date

from miluo.rural_mortgage.models import Mortgage
from miluo.rural_mortgage.models.mortgages import STANDING
from onewindow.cases.models import Case
from onewindow.worktime import deadlines
from onewindow.worktime.calendars import current_calendar
from onewindow.worktime.clock import day_of


def payout_due(row: Mortgage) -> date | None:
    """The last day for paying out; None while the certificate has not reached the parties at the window or by download."""
    moment = Case.objects.filter(number=row.case_number).values_list("issued_at", flat=True).first()
    return _due(day_of(moment)) if moment else None


def late_payouts(on: date) -> int:
    """On how many certificates nothing was paid out by the last day for it."""
    unpaid = Mortgage.objects.filter(state=STANDING, disbursed_on=None)
    delivered = Case.objects.filter(number__in=unpaid.values("case_number"), issued_at__isnull=False)
    days = [day_of(moment) for moment in delivered.values_list("issued_at", flat=True) if moment]
    return sum(days.count(day) for day in set(days) if _due(day) < on)


def _due(day: date) -> date:
    due = deadlines.compute("mortgage-24", day, current_calendar()).due
    assert due is not None  # this limit has no emergency
    return due.due
