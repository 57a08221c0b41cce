"""Proposals as pages show them: mine, the bureau's, and what each rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Count, QuerySet, Sum
from django.urls import reverse

from miluo.open_economy.models.proposals import OBJECTED, OPEN, STATES, Proposal
from miluo.open_economy.selectors.directory import stored_value
from miluo.open_economy.selectors.offers import offer_for
from onewindow.accounts.selectors import enterprises_of, user_of
from onewindow.cases.models import Case
from onewindow.cases.procedure import procedure
from onewindow.web.awards import reasoned
from onewindow.web.waiting import Waiting
from onewindow.words.actor import Actor
from onewindow.words.money import format_money


@dataclass(frozen=True, slots=True)
class StateCount:
    """How many proposals are in a state, and what they come to in 元."""

    state: str
    title: str
    count: int
    total_cny: Decimal


def mine(actor: Actor, today: date) -> QuerySet[Proposal]:
    """The proposals to the enterprises that an actor may act for, the newest first."""
    codes = [agency.uscc for agency in enterprises_of(actor, today)]
    return Proposal.objects.filter(uscc__in=codes).defer("contact_name", "contact_phone")


def waiting_for(actor: Actor, today: date) -> Iterator[Waiting]:
    """What of it waits for a press, in a line each."""
    if not actor.may("cases.apply"):
        return
    for each in mine(actor, today).filter(state=OPEN):
        yield Waiting(
            title=f"免申即享：{each.enterprise_name}可获{format_money(each.total_cny)}元",
            text=f"{'、'.join(line['title'] for line in each.lines)}（{each.year}年度），根据部门数据核算，不用填表。",
            url=reverse("open_economy_public:proposal", args=[each.number]),
            link="查看并确认",
        )


def counted(year: int | None) -> list[StateCount]:
    """Proposals by state, of one year or of all."""
    rows = Proposal.objects.all() if year is None else Proposal.objects.filter(year=year)
    found = {row["state"]: row for row in rows.order_by().values("state").annotate(count=Count("id"), total=Sum("total_cny"))}
    none: dict[str, Any] = {"count": 0, "total": None}
    return [
        StateCount(state, title, found.get(state, none)["count"], found.get(state, none)["total"] or Decimal("0.00"))
        for state, title in STATES.items()
    ]


def listed(year: int | None, state: str, query: str) -> QuerySet[Proposal]:
    """The bureau's list: objections first."""
    rows = Proposal.objects.all() if year is None else Proposal.objects.filter(year=year)
    rows = rows.filter(state=state) if state in STATES else rows
    for word in query.split():
        rows = rows.filter(enterprise_name__contains=word) | rows.filter(uscc__contains=word.upper()) | rows.filter(number__contains=word)
    objected_first = models.Case(models.When(state=OBJECTED, then=0), default=1)
    return rows.defer("contact_name", "contact_phone").order_by(objected_first, "-id")


def open_proposals(year: int) -> QuerySet[Proposal]:
    """Those of a year that wait for the enterprise."""
    return Proposal.objects.filter(year=year, state=OPEN).order_by("number").defer("contact_name", "contact_phone")


def page_of(proposal: Proposal, today: date) -> dict[str, Any]:
    """What the page of a proposal shows: awards with reasons as they stand today, and each fact with where it comes from."""
    form = procedure(proposal.procedure)
    offer = offer_for(form, proposal.uscc, proposal.enterprise_name, proposal.year, today) if proposal.state in {OPEN, OBJECTED} else None
    titles = {fact.name: fact.title for fact in form.asked}
    sources = offer.sources if offer else {}
    return {
        "proposal": proposal,
        "form": form,
        "awards": reasoned(offer.assessment.evaluation, [line for line in offer.assessment.lines if line.payable]) if offer else [],
        "changed": proposal.state == OPEN and (offer is None or offer.lines != proposal.lines),
        "facts": [
            (titles[name], stored_value(name, value), sources.get(name, "")) for name, value in proposal.facts.items() if value is not None
        ],
    }


def contact_of(actor: Actor) -> tuple[str, str]:
    """Name and number of the contact as the actor gave them last; else those of the account."""
    last = Case.objects.filter(applicant=actor.id).order_by("-id").only("contact_name", "contact_phone").first()
    if last is not None and last.contact_phone:
        return last.contact_name or "", last.contact_phone
    account = user_of(actor.id)
    return account.display_name, account.phone or ""
