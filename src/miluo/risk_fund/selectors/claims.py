"""Claims: what waits for whom, and the files that they hold."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import F, QuerySet

from miluo.risk_fund.claiming import APPLIED, COMPENSATED, DRAFT, ELIGIBLE, NOTICED, WITH_GUARANTOR
from miluo.risk_fund.models.claims import Claim, ClaimMaterial
from onewindow.words.actor import Actor


def digests_in_use() -> Iterable[str]:
    """The digests of every file that a claim holds."""
    return ClaimMaterial.objects.values_list("digest", flat=True)


def claims_for(by: Actor) -> QuerySet[Claim]:
    """What an actor may see: a bank its own, a guarantor those it guarantees, the bodies of the county all."""
    found = Claim.objects.select_related("loan__subject", "loan__bank", "loan__guarantor", "claimant")
    if by.may("riskfund.lend"):
        return found.filter(loan__bank__key=by.organisation)
    if by.may("riskfund.guarantee"):
        return found.filter(loan__guarantor__key=by.organisation)
    return found


def due_of(claim: Claim) -> date | None:
    """The limit that runs: of the guarantor, of the claimant, of 市财政局; None where none does."""
    if claim.state == WITH_GUARANTOR:
        return claim.guarantor_due_on
    if claim.state in (DRAFT, COMPENSATED):
        return claim.apply_due_on
    return claim.notice_due_on if claim.state == ELIGIBLE else None


def soft_timer(claim: Claim, on: date) -> timedelta | None:
    """How long a whole application lies with 市财政局, whose review has no limit of its own (riskfund-19)."""
    return on - claim.applied_on if claim.state == APPLIED and claim.applied_on else None


def overdue_claims(on: date) -> list[Claim]:
    """Those whose limit is past."""
    running = Claim.objects.filter(state__in=(WITH_GUARANTOR, DRAFT, COMPENSATED, ELIGIBLE)).select_related("loan")
    return [claim for claim in running if (due := due_of(claim)) is not None and due < on]


def queue() -> QuerySet[Claim]:
    """What was notified and waits for money, in the order in which it is paid (conv-fund-9)."""
    waiting = Claim.objects.filter(state=NOTICED, paid_fen__lt=F("fund_fen")).order_by("notice_place")
    return waiting.select_related("loan__subject", "claimant")
