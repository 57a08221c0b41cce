"""What other rooms and regulations may ask of the awards: which were granted, and the list that is published."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from miluo.open_economy.funding import NOTHING
from miluo.open_economy.models import STAGES, TITLES, Award
from miluo.open_economy.selectors.dues import window_ends
from miluo.open_economy.selectors.standing import Standing, counted_sum, standings
from onewindow.cases.claims import PublicLink, PublicList, PublicRow

USE = PublicLink("资金使用情况公示", "open_economy_public:use")


def awarded(uscc: str, award: str, year: int) -> Decimal:
    """What counts of what an enterprise was already awarded for one matter and one year, in 元."""
    return counted_sum(standings(Award.objects.filter(uscc=uscc, award=award, year=year)))


def published_awards(year: int | None = None) -> PublicList:
    """The list of awards (公示) of one performance year, or of all of them; its total is the sum of its lines (open2023-11-1).

    A line says what is left of an award, and beside it what was withdrawn or recovered.
    """
    every: QuerySet[Award] = Award.objects.order_by("-published_on", "case_number", "award")
    years = tuple(every.order_by("-year").values_list("year", flat=True).distinct())
    shown = standings(every if year is None else every.filter(year=year))
    ends = {day: window_ends(day) for day in {each.award.published_on for each in shown}}
    rows = tuple(_row(each, ends[each.award.published_on]) for each in shown)
    total = sum((row.amount_cny for row in rows), NOTHING)
    return PublicList("开放型经济专项资金奖励公示", "open2023-11-1", rows, total, years, (USE,))


def _row(standing: Standing, until: date) -> PublicRow:
    award = standing.award
    return PublicRow(
        enterprise_name=award.enterprise_name,
        uscc=award.uscc,
        award=TITLES[award.award] + (f"（{award.matter}）" if award.matter else ""),
        year=award.year,
        stage=STAGES[award.stage],
        amount_cny=standing.kept,
        note=standing.note,
        case_number=award.case_number,
        published_on=award.published_on,
        link=PublicLink("提出异议", "open_economy_public:objection", (award.pk,), until),
    )
