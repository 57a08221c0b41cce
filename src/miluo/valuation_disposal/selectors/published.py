"""What everybody may see: the lists of appraisers as published, every draw with its proof, what is disposed of in public."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from miluo.rural_mortgage import public as mortgages
from miluo.valuation_disposal.draw import PARTIES, findings
from miluo.valuation_disposal.kinds import ROUTED
from miluo.valuation_disposal.models import Appraiser, Commitment, Disposal, Draw, ListPublication
from miluo.valuation_disposal.models.draws import OPEN, VOID
from miluo.valuation_disposal.routes import IN_PUBLIC, routes_of


@dataclass(frozen=True, slots=True)
class Listed:
    """An appraiser as a list said; ``left_on`` where it left since, with the reason."""

    said: dict[str, Any]
    left_on: date | None
    left_for: str


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment of a draw: ``mark`` is the class of its place in the line (done, now, stopped or none)."""

    title: str
    at: datetime | None
    mark: str


@dataclass(frozen=True, slots=True)
class Given:
    """What a party gave so far; its secret only once nobody can act on it any more."""

    party: str
    title: str
    row: Commitment | None
    secret: str
    withheld: bool


@dataclass(frozen=True, slots=True)
class DrawPage:
    """A draw as everybody sees it. ``wrong`` is what our own verification finds in the published file: nothing, where it holds."""

    draw: Draw
    stage: str
    moments: tuple[Moment, ...]
    given: tuple[Given, ...]
    wrong: list[str]

    @property
    def said(self) -> dict[str, Any]:
        said: dict[str, Any] = self.draw.announcement
        return said


@dataclass(frozen=True, slots=True)
class Offered:
    """A right that is, or was, disposed of in public: where it lies and how large it is, of nobody the name."""

    disposal: Disposal
    right: mortgages.Land | None
    route: str

    @property
    def handler(self) -> str:
        of = self.disposal
        return of.guarantor.name if of.handler == "guarantor" and of.guarantor else of.bank.name


def publications(on: date) -> list[ListPublication]:
    """Every list that was published by a day, the newest first."""
    return list(ListPublication.objects.filter(published_on__lte=on))


def as_published(publication: ListPublication) -> list[Listed]:
    """The appraisers of a published list, and who of them left since."""
    codes = [each["uscc"] for each in publication.content]
    rows = Appraiser.objects.filter(uscc__in=codes).order_by("id")
    latest = {row.uscc: row for row in rows}
    return [Listed(each, latest[each["uscc"]].left_on, latest[each["uscc"]].left_for) for each in publication.content]


def draw_years() -> list[int]:
    """The years of the announcements, the latest first."""
    return [each.year for each in Draw.objects.order_by().datetimes("announced_at", "year", order="DESC")]


def draws(year: int, at: datetime) -> list[tuple[Draw, str]]:
    """The draws that were announced in a year, the newest first, each with what it waits for."""
    found = Draw.objects.filter(announced_at__year=year).select_related("valuation__bank", "drawn")
    return [(each, stage(each, at)) for each in found]


def draw_page(draw: Draw, at: datetime) -> DrawPage:
    """A draw as it stands at a moment."""
    rows = {each.party: each for each in draw.commitments.all()}
    closed = draw.result is not None or at > draw.reveal_until
    given = tuple(_given(party, rows.get(party), closed) for party in PARTIES)
    wrong = findings(draw.result, draw.digest) if draw.result else []
    return DrawPage(draw, stage(draw, at), _moments(draw, at), given, wrong)


def stage(draw: Draw, at: datetime) -> str:
    """What a draw waits for."""
    if draw.state != OPEN:
        return draw.get_state_display()
    if at <= draw.commit_until:
        return "正在提交承诺"
    if at <= draw.reveal_until:
        return "正在揭示口令"
    return "等待公开号码产生" if at < draw.number_known_at else "等待录入公开号码"


def _given(party: str, row: Commitment | None, closed: bool) -> Given:
    secret = row.secret if row and closed else ""
    return Given(party, PARTIES[party], row, secret, withheld=bool(row and closed and not row.secret))


def _moments(draw: Draw, at: datetime) -> tuple[Moment, ...]:
    """The line of a draw, its present place marked."""
    line = (
        ("公告名单", draw.announced_at),
        ("承诺截止", draw.commit_until),
        ("揭示截止", draw.reveal_until),
        ("公开号码产生", draw.number_known_at),
        ("抽取结果", draw.drawn_at),
    )
    if draw.drawn_at:
        return tuple(Moment(title, moment, "done") for title, moment in line)
    passed = sum(1 for _, moment in line if moment and moment <= at)
    mark = "stopped" if draw.state == VOID else "now"
    return tuple(
        Moment(title, moment, "done" if place < passed else mark if place == passed else "") for place, (title, moment) in enumerate(line)
    )


def on_offer() -> QuerySet[Disposal]:
    """What is on offer in public, the newest first."""
    return Disposal.objects.filter(state=ROUTED, route__in=IN_PUBLIC)


def sold(on: date) -> QuerySet[Disposal]:
    """What was sold in public by a day, the latest first."""
    return Disposal.objects.filter(sold_on__lte=on, route__in=IN_PUBLIC).order_by("-sold_on", "-id")


def offered(rows: QuerySet[Disposal] | list[Disposal], on: date) -> list[Offered]:
    """These disposals as everybody may see them, in two statements."""
    found = list(rows)
    lands = mortgages.lands({each.right for each in found}, on)
    return [Offered(each, lands.get(each.right), routes_of(each.right_kind, on)[0].get(each.route, "")) for each in found]
