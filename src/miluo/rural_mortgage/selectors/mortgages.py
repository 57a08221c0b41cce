"""The register of mortgages on a day, the agreements behind them, and what is being realised."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from miluo.rural_mortgage.models import Agreement, Mortgage, Realisation, Right
from onewindow.cases.models import Case
from onewindow.papers.models import Paper

Row = Mortgage
REGISTRATIONS = ("rural-mortgage-arable", "rural-mortgage-real-estate")


def mortgages_on(day: date) -> QuerySet[Mortgage]:
    """Those that were registered by a day, ended ones among them, in the order of registration."""
    return Mortgage.objects.filter(registered_on__lte=day).select_related("right", "bank", "agreement").order_by("place")


def standing_on(right: Right, day: date) -> str:
    """The number of the mortgage that stands on a right on a day, or ""."""
    standing = mortgages_on(day).filter(Q(ended_on=None) | Q(ended_on__gt=day), right=right).first()
    return standing.number if standing else ""


def agreement(*, number: str = "", case: str = "") -> Agreement | None:
    """The agreement with that number, or that the case asks to be registered."""
    wanted = number or Case.objects.filter(number=case, procedure__in=REGISTRATIONS).values_list("matter", flat=True).first()
    return Agreement.objects.select_related("right", "bank").filter(number=wanted).first() if wanted else None


def case_of(row: Agreement) -> Case | None:
    """The case that asks for the registration of an agreement: the one that is open, else the last."""
    return Case.objects.filter(procedure__in=REGISTRATIONS, matter=row.number).order_by("-id").first()


def certificate_of(row: Mortgage) -> Paper:
    """The 他项权利证明 that holds, or the last that did."""
    return Paper.objects.get(number=row.certificate)


def realisation_of(mortgage: str) -> Realisation | None:
    """实现抵押权 of the mortgage with that number."""
    return Realisation.objects.filter(mortgage__number=mortgage).select_related("mortgage").first()


def realisations_on(day: date) -> QuerySet[Realisation]:
    """Those opened by a day and not settled before it."""
    rows = Realisation.objects.filter(Q(settled_on=None) | Q(settled_on__gte=day), opened_on__lte=day)
    return rows.select_related("mortgage").order_by("opened_on", "id")
