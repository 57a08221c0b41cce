"""What concerns somebody: the valuations of his rights, the disposals of his mortgages, and what of it waits for him."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from miluo.rural_mortgage import public as mortgages
from miluo.valuation_disposal.draw import PARTIES as DRAWING_PARTIES
from miluo.valuation_disposal.kinds import DRAWING, PROPOSED, REPORTED
from miluo.valuation_disposal.models import Disposal, Draw, Valuation
from miluo.valuation_disposal.models.draws import OPEN
from miluo.valuation_disposal.services.opening import own_keys, party_of
from onewindow.web.waiting import Waiting
from onewindow.words.actor import Actor
from onewindow.words.days import said
from onewindow.worktime.clock import day_of


def my_valuations(by: Actor, on: date) -> QuerySet[Valuation]:
    """The valuations that somebody asked for, and those of rights that were his then, or of a body for which he acts that day."""
    held = mortgages.rights_held(own_keys(by, on))
    found = Valuation.objects.filter(Q(applicant=by.id) | Q(right__in=held))
    own = [each.pk for each in found.select_related("bank", "guarantor") if party_of(by, each, on) == "applicant"]
    return (
        Valuation.objects.filter(pk__in=own)
        .select_related("bank", "guarantor")
        .prefetch_related("consents", "reports__appraiser", "draws__commitments")
    )


def my_disposals(by: Actor, on: date) -> QuerySet[Disposal]:
    """The disposals of the mortgages that somebody gave."""
    found = Disposal.objects.filter(mortgage__in=mortgages.mortgages_of(own_keys(by, on), on))
    return found.select_related("bank", "guarantor", "distribution").defer("buyer")


def waiting_for(by: Actor, on: date) -> Iterator[Waiting]:
    """What waits for a farmer: the method to agree on, a draw to take part in, a report that he may object to."""
    if not by.may("cases.apply"):
        return
    for each in my_valuations(by, on).filter(state__in=(PROPOSED, DRAWING, REPORTED)):
        if told := waits(each, on):
            page = reverse("valuation_disposal_public:my_valuation", args=[each.number])
            yield Waiting(title=f"农村产权评估 {each.number}", text=told, url=page, link="去办理", icon="clipboard-check")


def waits(valuation: Valuation, on: date) -> str:
    """What a valuation waits for from the farmer, in a sentence; nothing where it waits for somebody else."""
    if valuation.state == PROPOSED and not any(each.party == "applicant" for each in valuation.consents.all()):
        return f"{valuation.bank.name}的评估方式“{valuation.get_method_display()}”等您确认。"
    if valuation.state == REPORTED:
        first = next((each for each in valuation.reports.all() if on <= each.contest_until), None)
        return f"评估报告已出具，{said(first.contest_until)}以前可以确认或者提出异议。" if first else ""
    draw = next((each for each in valuation.draws.all() if each.state == OPEN), None)
    return _of_draw(draw, on) if draw else ""


def _of_draw(draw: Draw, on: date) -> str:
    """To commit or to reveal, by the day: the hour stands in the sentence."""
    own = next((each for each in draw.commitments.all() if each.party == "applicant"), None)
    if own is None:
        until = draw.commit_until
        return f"{draw.number}正在摇号，{_hour(until)}以前可以提交承诺。" if on <= day_of(until) else ""
    due = len(draw.commitments.all()) == len(DRAWING_PARTIES) or on > day_of(draw.commit_until)
    if own.secret or not due or on > day_of(draw.reveal_until):
        return ""
    return f"{draw.number}正在摇号，{_hour(draw.reveal_until)}以前用口令文件揭示口令。"


def _hour(moment: datetime) -> str:
    local = timezone.localtime(moment)
    return f"{said(local.date())}{local:%H:%M}"
