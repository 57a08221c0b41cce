"""The register of enterprises, as the finder and the back-test of the platform ask it."""

from __future__ import annotations

import polars as pl

from miluo.open_economy.models.enterprises import YearData
from miluo.open_economy.selectors import enterprises
from onewindow.rules.known import Register


def known_enterprises() -> Register:
    """The register of the book ``open-economy``."""
    return Register("企业名录", years, frame, lambda uscc, year: enterprises.facts_of(uscc, year)[0])


def years() -> tuple[int, ...]:
    """The years with data, the latest first."""
    return tuple(YearData.objects.order_by("-year").values_list("year", flat=True).distinct())


def frame(year: int) -> pl.DataFrame:
    """All enterprises with their facts of a year."""
    found = enterprises.frame(year).drop("closed_until").rename({"enterprise_name": "name"})
    return found.select("uscc", "name", *(column for column in found.columns if column not in {"uscc", "name"}))
