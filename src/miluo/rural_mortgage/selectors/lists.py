"""What a desk may see: a bank its own agreements and mortgages, the exchange and the registrars all of theirs."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from miluo.rural_mortgage.kinds import ARABLE
from miluo.rural_mortgage.models import Agreement, Mortgage, Right
from onewindow.words.actor import Actor

SHOWN = 200  # lines of a list; what is older is found by the search


def _kinds(by: Actor, of: str) -> Q:
    """The rights that a registrar registers; everything for the exchange and the office of finance."""
    arable = Q(**{f"{of}kind__in": ARABLE})
    if not by.may("rights.maintain"):
        return Q()
    return arable if by.organisation == "agriculture-rural" else ~arable


def mortgages_for(by: Actor) -> QuerySet[Mortgage]:
    """The mortgages that somebody may list, the last registered first."""
    rows = Mortgage.objects.select_related("right", "bank", "agreement", "registrar").order_by("-place")
    return rows.filter(bank__key=by.organisation or "") if by.may("mortgages.lend") else rows.filter(_kinds(by, "right__"))


def agreements_for(by: Actor) -> QuerySet[Agreement]:
    """The agreements that somebody may list, the last filed first."""
    rows = Agreement.objects.select_related("right", "bank")
    return rows.filter(bank__key=by.organisation or "") if by.may("mortgages.lend") else rows.filter(_kinds(by, "right__"))


def rights_for(by: Actor) -> QuerySet[Right]:
    """The rights that a registrar keeps; a bank lists none, it searches with a purpose (conv-mortgage-5)."""
    rows = Right.objects.order_by("-id")
    return rows.none() if by.may("mortgages.lend") else rows.filter(_kinds(by, ""))
