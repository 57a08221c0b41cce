"""Which banks take part on a day, and which further conditions hold."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from miluo.rural_mortgage.models import Bank, Condition


def banks_on(day: date) -> QuerySet[Bank]:
    """The banks that take part on a day, in the order in which they joined (mortgage-6)."""
    standing = Q(ends_on=None) | Q(ends_on__gt=day)
    return Bank.objects.filter(standing, starts_on__lte=day).select_related("organisation")


def takes_part(bank: str, day: date) -> bool:
    """Whether the bank with that key takes part on a day."""
    return banks_on(day).filter(organisation__key=bank).exists()


def conditions_on(day: date, bank: str) -> QuerySet[Condition]:
    """The further conditions of 农交中心 and of one bank that hold on a day (mortgage-7-4)."""
    standing = Q(ends_on=None) | Q(ends_on__gt=day)
    return Condition.objects.filter(standing, Q(author__key=bank) | Q(author__key="rural-property-exchange"), starts_on__lte=day)
