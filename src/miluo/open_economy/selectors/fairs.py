"""Questions about fairs: the list that holds for a year, a fair on it, and who was approved for it."""

from __future__ import annotations

from difflib import get_close_matches

from django.db.models import QuerySet

from miluo.open_economy.conditions import plain
from miluo.open_economy.models.fairs import FairApproval, FairList, ListedFair


def lists_of(year: int) -> QuerySet[FairList]:
    """Every version of the list of a year, the one that holds first."""
    return FairList.objects.filter(year=year).order_by("-version")


def fairs_of(year: int) -> list[ListedFair]:
    """The fairs of a year by the version that holds, the first to open first; none where no list was entered."""
    newest = lists_of(year).first()
    return list(newest.fairs.order_by("starts_on", "name")) if newest else []


def years_listed() -> list[int]:
    return list(FairList.objects.order_by("-year").values_list("year", flat=True).distinct())


def listed(name: str, year: int) -> ListedFair | None:
    """The fair of that name on the list that holds; spaces and the width of brackets do not matter."""
    wanted = plain(name)
    return next((fair for fair in fairs_of(year) if plain(fair.name) == wanted), None)


def nearest(name: str, year: int) -> list[str]:
    """Up to three fairs on the list that may have been meant."""
    names = [fair.name for fair in fairs_of(year)]
    inside = [each for each in names if plain(name) and plain(name) in plain(each)]
    return list(dict.fromkeys([*inside, *get_close_matches(name, names, n=3, cutoff=0.4)]))[:3]


def approval_of(uscc: str, name: str, year: int) -> FairApproval | None:
    """What approved an enterprise for a fair."""
    wanted = plain(name)
    return next((each for each in FairApproval.objects.filter(uscc=uscc, year=year) if plain(each.name) == wanted), None)


def approvals_of(uscc: str, year: int) -> list[str]:
    return list(FairApproval.objects.filter(uscc=uscc, year=year).order_by("approved_on").values_list("name", flat=True))
