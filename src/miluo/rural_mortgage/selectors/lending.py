"""By when a bank pays out: five working days from the delivery of the certificate (mortgage-24)."""

from __future__ import annotations

from datetime import date

from miluo.rural_mortgage.models import Mortgage
from onewindow.cases.models import Case
from onewindow.worktime import deadlines
from onewindow.worktime.calendars import current_calendar
from onewindow.worktime.clock import day_of


def delivered_on(row: Mortgage) -> date | None:
    """The day on which the certificate reached the parties at the window or by download; None before it did."""
    moment = Case.objects.filter(number=row.case_number).values_list("issued_at", flat=True).first()
    return day_of(moment) if moment else None


def payout_due(row: Mortgage) -> date | None:
    """The last day for paying out; None while the certificate has not been delivered."""
    day = delivered_on(row)
    due = deadlines.compute("mortgage-24", day, current_calendar()).due if day else None
    return due.due if due else None
