"""The reference prices as they were published, and the bureaus that have not published theirs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from miluo.valuation_disposal.figures import reading
from miluo.valuation_disposal.kinds import PRICED_BY
from miluo.valuation_disposal.models import PriceLine, PriceOpinion
from miluo.valuation_disposal.models.prices import PUBLISHED
from miluo.valuation_disposal.regulation import REGULATION
from onewindow.organisations.models import Organisation


def published_lines(on: date, *, year: int | None = None, right_kind: str = "", town: str = "") -> list[PriceLine]:
    """The prices that were published by a day, the latest year where none is named; of one kind or one town where named."""
    lines = PriceLine.objects.filter(opinion__state=PUBLISHED, opinion__published_on__lte=on).select_related("opinion__bureau")
    wanted = year or latest_year(on)
    lines = lines.filter(opinion__year=wanted) if wanted else lines.none()
    if right_kind:
        lines = lines.filter(right_kind=right_kind)
    if town:
        lines = lines.filter(town=town)
    return list(lines.order_by("right_kind", "object", "town"))


def years_published(on: date) -> list[int]:
    """The years of which an opinion was published by a day, the latest first."""
    found = PriceOpinion.objects.filter(state=PUBLISHED, published_on__lte=on).order_by("-year").values_list("year", flat=True)
    return list(dict.fromkeys(found))


def latest_year(on: date) -> int | None:
    return next(iter(years_published(on)), None)


def bureaus_on(on: date) -> tuple[str, ...]:
    """Who publishes (reading price_bureaus)."""
    return ("agriculture-rural",) if reading("price_bureaus", on) == "agriculture" else tuple(PRICED_BY)


def bureaus_missing(year: int, on: date) -> list[Organisation]:
    """The bureaus that have not published their opinion of a year by a day, by name."""
    there = PriceOpinion.objects.filter(state=PUBLISHED, published_on__lte=on, year=year).values("bureau")
    return list(Organisation.objects.filter(key__in=bureaus_on(on)).exclude(pk__in=there))


def missing_on(on: date) -> Iterator[tuple[str, int]]:
    """(bureau, year) of every opinion that should have been published by a day: each year's by its last day (conv-valuation-6)."""
    there = set(PriceOpinion.objects.filter(state=PUBLISHED, published_on__lte=on).values_list("bureau__key", "year"))
    for year in range(REGULATION.in_force.start.year, on.year):
        yield from ((bureau, year) for bureau in bureaus_on(date(year, 12, 31)) if (bureau, year) not in there)
