"""What a desk may see: a bank and a guarantor what is theirs, the exchange and the bureaus everything; and what waits for whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from miluo.valuation_disposal.kinds import (
    AGREED,
    CONTESTED,
    DISTRIBUTED,
    DRAWN,
    OPENED,
    PROFESSIONAL,
    PROPOSED,
    REPORTED,
    ROUTED,
    SOLD,
)
from miluo.valuation_disposal.models import Disposal, Draw, Valuation
from miluo.valuation_disposal.models.valuations import BANK
from miluo.valuation_disposal.services.opening import NAMES, is_exchange
from onewindow.words.actor import Actor


@dataclass(frozen=True, slots=True)
class Due:
    """What waits for somebody: of which valuation or disposal, and what is to be done."""

    number: str
    right: str
    what: str


def valuations_for(by: Actor) -> QuerySet[Valuation]:
    """The valuations that somebody may list, the last begun first."""
    return Valuation.objects.filter(_own(by)).select_related("bank", "guarantor")


def draws_for(by: Actor) -> QuerySet[Draw]:
    """The draws that somebody may list, the last announced first."""
    return Draw.objects.filter(_own(by, "valuation__")).select_related("valuation__bank", "drawn")


def disposals_for(by: Actor) -> QuerySet[Disposal]:
    """The disposals that somebody may list, the last begun first."""
    return Disposal.objects.filter(_own(by)).select_related("bank", "guarantor").defer("buyer")


def _own(by: Actor, of: str = "") -> Q:
    """A party sees its own alone; who organises, prices or supervises sees all."""
    if not by.may("appraisal.agree"):
        return Q()
    return Q(**{f"{of}bank__key": by.organisation or ""}) | Q(**{f"{of}guarantor__key": by.organisation or ""})


def next_step(of: Valuation, on: date) -> str:
    """Who does what next; nothing where it is over."""
    given = {each.party for each in of.consents.all()}
    awaited = "、".join(NAMES[party] for party in of.parties if party not in given)
    contest_until = next((each.contest_until for each in of.reports.all()), None)
    over = contest_until is not None and on > contest_until
    agreed = f"{NAMES['exchange']}公告摇号" if of.method == PROFESSIONAL else "登记各方确认的价值"
    return {
        PROPOSED: f"{awaited}确认评估方式",
        AGREED: agreed,
        "drawing": "三方提交承诺、揭示口令，录入公开号码",
        DRAWN: f"{NAMES['exchange']}登记评估报告",
        REPORTED: f"异议期已满，{NAMES['exchange']}确认价值" if over else f"{NAMES['applicant']}确认价值或者提出异议",
        CONTESTED: f"{NAMES['exchange']}公告第二次摇号，首次评估的机构回避",
    }.get(of.state, "")


def due_valuations(by: Actor, on: date) -> Iterator[Due]:
    """What waits for somebody: for 农交中心 what it organises, for a bank or a guarantor what it agrees on, values and pays."""
    rows = valuations_for(by).prefetch_related("consents", "reports").order_by("id")
    if is_exchange(by):
        waiting = Q(state=AGREED, method=PROFESSIONAL) | Q(state__in=(DRAWN, CONTESTED)) | Q(state=REPORTED, reports__contest_until__lt=on)
        yield from (Due(each.number, each.right, next_step(each, on)) for each in rows.filter(waiting).distinct())
    if not by.may("appraisal.agree"):
        return
    for each in rows.exclude(state="ended"):
        party = "bank" if each.bank.key == by.organisation else "guarantor"
        if each.state == PROPOSED and party not in {consent.party for consent in each.consents.all()}:
            yield Due(each.number, each.right, f"确认评估方式“{each.get_method_display()}”")
        if each.state == AGREED and each.method != PROFESSIONAL:
            yield Due(each.number, each.right, next_step(each, on))
        if party == "bank" and any(report.payer == BANK and report.paid_on is None for report in each.reports.all()):
            yield Due(each.number, each.right, "支付评估费并登记")


def due_disposals(by: Actor, on: date) -> Iterator[Due]:
    """The disposals that wait for who pursues and disposes."""
    steps = {OPENED: "确定处置方式", ROUTED: "登记成交", SOLD: "价款到账后分配", DISTRIBUTED: "产权变更登记后办结"}
    for each in disposals_for(by).filter(state__in=steps).order_by("id"):
        if is_exchange(by) or (by.may("appraisal.agree") and by.organisation == each.disposer.key):
            yield Due(each.number, each.right, steps[each.state])
