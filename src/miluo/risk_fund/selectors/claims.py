"""Claims: what waits for whom, the application of each, and what the rule book makes of a loss."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import F, QuerySet, Sum

from miluo.risk_fund.claiming import APPLICATIONS, DUE, NOTICED, STATES, WITH_GUARANTOR
from miluo.risk_fund.models.claims import Claim, ClaimMaterial
from miluo.risk_fund.rules import compensation
from onewindow.cases.holders import CONTACTS
from onewindow.cases.life import State
from onewindow.cases.models import Case, Decision
from onewindow.ledger.arithmetic import to_fen, to_yuan
from onewindow.rules.evaluation import Evaluation
from onewindow.words.actor import Actor
from onewindow.worktime.clock import day_of

_SHARES = {"loss_fen": "loss_cny", "bank_fen": "bank_cny", "guarantor_fen": "guarantor_net_cny", "fund_fen": "fund_cny"}
_DENIED = "denied"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a claim stands, its application beside it: in words, the limit that runs, and how long 市财政局 has had it."""

    title: str
    due: date | None
    case: Case | None
    waited: timedelta | None


def recovered_fen(claim: Claim) -> int:
    """What the debt was lessened by, in fen: what came back, less the costs of getting it (conv-fund-10)."""
    sums = claim.recoveries.aggregate(got=Sum("amount_fen", default=0), spent=Sum("costs_fen", default=0))
    return int(sums["got"] - sums["spent"])


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


def applications(numbers: Collection[str]) -> dict[str, Case]:
    """The latest application of each of these claims that has one."""
    found = Case.objects.filter(procedure__in=APPLICATIONS.values(), matter__in=list(numbers)).defer(*CONTACTS)
    return {case.matter: case for case in found.order_by("id")}


def application_of(claim: Claim) -> Case | None:
    return applications([claim.number]).get(claim.number)


def was_denied(case: Case) -> bool:
    """Whether an application was decided against."""
    return Decision.objects.filter(case=case, outcome=_DENIED).exists()


def standing_of(claim: Claim, case: Case | None, on: date) -> Standing:
    """Where a claim stands: before and after its application by the register, while it is applied for by the case."""
    if claim.state == WITH_GUARANTOR:
        return Standing(STATES[claim.state], claim.guarantor_due_on, case, None)
    if claim.state != DUE:
        return Standing(STATES[claim.state], claim.pay_due_on if claim.state == NOTICED else None, case, None)
    if case is None or case.standing is State.WITHDRAWN:
        return Standing(STATES[DUE], claim.apply_due_on, case, None)
    if case.standing.is_open:
        return Standing(case.standing.label, case.due_on, case, on - day_of(case.submitted_at))
    return Standing("不予补偿" if was_denied(case) else case.standing.label, None, case, None)


def overdue_claims(on: date) -> list[Claim]:
    """Those whose limit is past: with the guarantor, not applied for, not paid. What is applied for is late as a case is."""
    running = list(Claim.objects.filter(state__in=(WITH_GUARANTOR, DUE, NOTICED)).select_related("loan"))
    known = applications([claim.number for claim in running if claim.state == DUE])
    found = ((claim, standing_of(claim, known.get(claim.number), on)) for claim in running)
    return [claim for claim, stands in found if stands.due and stands.due < on and not (stands.case and stands.case.standing.is_open)]


def queue() -> QuerySet[Claim]:
    """What was notified and waits for money, in the order in which it is paid (conv-fund-9)."""
    waiting = Claim.objects.filter(state=NOTICED, paid_fen__lt=F("fund_fen")).order_by("notice_place")
    return waiting.select_related("loan__subject", "claimant")


def in_term(on: date) -> date:
    """What was lent in the term is compensated after it: by the figures of its last day (riskfund-28)."""
    last = compensation.regulation.last_day
    return min(on, last) if last else on


def facts_of(claim: Claim) -> dict[str, Any]:
    """The facts of the rule book that the register holds of a loss."""
    facts = {"mode": claim.loan.mode, "principal_cny": to_yuan(claim.principal_fen), "interest_cny": to_yuan(claim.interest_fen)}
    return {**facts, "penalty_cny": to_yuan(claim.loan.overdue_penalty_fen)}


def evaluated(claim: Claim, on: date) -> Evaluation:
    """What the rule book makes of a loss on a day."""
    return compensation.evaluate(facts_of(claim), on=in_term(on))


def settled(claim: Claim, evaluation: Evaluation) -> None:
    """The shares of a claim as an evaluation has them; not saved."""
    for field, name in _SHARES.items():
        value = evaluation.values[name]
        assert isinstance(value, Decimal)  # the facts of a claim are whole
        setattr(claim, field, to_fen(value))
