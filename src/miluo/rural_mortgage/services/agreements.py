"""The doors of an agreement: the bank files it, consents and notices are added, the mortgagor confirms it (mortgage-17a)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from miluo.rural_mortgage.kinds import BODIES, EXCHANGE
from miluo.rural_mortgage.models import Agreement, Consent, LeaseNotice
from miluo.rural_mortgage.models.agreements import CONFIRMED, ENDED, FILED
from miluo.rural_mortgage.papers import APPLICATION, application_words
from miluo.rural_mortgage.regulation import REGULATION
from miluo.rural_mortgage.selectors.banks import takes_part
from miluo.rural_mortgage.selectors.registering import BY_HAND
from miluo.rural_mortgage.selectors.rights import state_on
from miluo.rural_mortgage.services.asking import (
    INTAKE,
    LEND,
    agreement_of,
    bank_of,
    identity,
    one_of,
    require_own_bank,
    right_of,
    words,
)
from miluo.rural_mortgage.services.parties import is_mortgagor
from miluo.rural_mortgage.services.rights import require_registrar
from miluo.rural_mortgage.services.terms import Terms, columns_of, mortgagor_columns
from onewindow.accounts.roles import require
from onewindow.cases.services.door import Answer, door
from onewindow.law.validity import require_in_force
from onewindow.papers import services as papers
from onewindow.papers.numbering import next_number
from onewindow.trail.services import record
from onewindow.words.actor import Actor
from onewindow.words.refused import Refused
from onewindow.worktime.clock import day_of

NUMBERS = "DY{year}-{serial:06d}"


@door
def file_agreement(
    *, right: str, mortgagor_number: str, terms: Mapping[str, Any], by: Actor, at: datetime, key: str | None = None
) -> Answer:
    """填报抵押约定, by the bank that lends: one loan on one right, with the holder as mortgagor; ``terms`` are the fields of ``Terms``.

    Raises Refused where the measure does not hold that day, for a bank that takes no part, a right that is not the mortgagor's, a purpose
    outside the four (mortgage-8), a value without its paper (mortgage-14), a rate without the overdue one (mortgage-27).
    """
    bank, today = bank_of(by), day_of(at)
    require_in_force(REGULATION, today)
    if not takes_part(bank.key, today):
        raise Refused(f"{bank.name}没有参与试点", code="bank_not_taking_part", field="bank", clause="mortgage-6", status=403)
    found = right_of(right)
    state = state_on(found.number, today)
    if state is None:
        raise Refused("登记簿中还没有这项产权", code="unknown_right", field="right", clause="mortgage-9", status=404)
    columns = columns_of(Terms(**terms), bank.key, today)
    row = Agreement.objects.create(
        number=next_number("mortgage-agreement", at=at, pattern=NUMBERS),
        right=found,
        bank=bank,
        **mortgagor_columns(state, mortgagor_number, columns),
        filed_at=at,
        filed_by=by.id,
    )
    body = {"right": found.number, "loan_cny": row.loan_cny, "value_cny": row.value_cny, "ends_on": row.ends_on}
    record(subject=row.subject, kind="mortgage-agreement.filed", by=by, at=at, to=FILED, body=body)
    return Answer(row.number, FILED, f"已填报抵押约定{row.number}，等待抵押人核对确认")


@door
def give_consent(
    *, agreement: str, co_owner: str, given_on: date, evidence: str, by: Actor, at: datetime, key: str | None = None
) -> Answer:
    """登记共有人的书面承诺 (mortgage-9): ``co_owner`` is the number of that person, who must own the right with the mortgagor today."""
    row = _in_hand(agreement, by)
    _, owner_key = identity("person", co_owner, "co_owner")
    state = state_on(row.right.number, day_of(at))
    owner = state.co_owners.filter(key=owner_key).first() if state else None
    if owner is None:
        raise Refused("不是该产权的共有人", code="no_co_owner", field="co_owner", clause="mortgage-9", expected="权证上记载的共有人")
    proof = words(evidence, "书面承诺", "evidence", "mortgage-9", 120)
    if row.consents.filter(co_owner=owner).exists():
        raise Refused("该共有人的承诺已经登记", code="consented_before", field="co_owner", clause="mortgage-9", status=409)
    Consent.objects.create(agreement=row, co_owner=owner, given_on=given_on, evidence=proof)
    record(subject=row.subject, kind="mortgage-agreement.consented", by=by, at=at, body={"co_owner": owner.pk, "on": given_on})
    return Answer(row.number, row.state, "已登记共有人的书面承诺")


@door
def tell_lessee(*, agreement: str, contract: str, told_on: date, evidence: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """登记书面告知承租人 (mortgage-13), by the number of the lease contract."""
    row = _in_hand(agreement, by)
    lease = row.right.leases.filter(contract=contract.strip()).first()
    if lease is None:
        raise Refused("该产权没有这份租赁合同", code="unknown_lease", field="contract", clause="mortgage-13", status=404)
    proof = words(evidence, "告知凭证", "evidence", "mortgage-13", 120)
    if row.lease_notices.filter(lease=lease).exists():
        raise Refused("已经登记告知", code="told_before", field="contract", clause="mortgage-13", status=409)
    LeaseNotice.objects.create(agreement=row, lease=lease, told_on=told_on, evidence=proof)
    record(subject=row.subject, kind="mortgage-agreement.lessee_told", by=by, at=at, body={"lease": lease.pk, "on": told_on})
    return Answer(row.number, row.state, "已登记书面告知，原租赁合同继续有效")


@door
def record_vote(
    *,
    agreement: str,
    voters: str,
    yes_votes: int,
    total_votes: int,
    resolution: str,
    certificate: str,
    by: Actor,
    at: datetime,
    key: str | None = None,
) -> Answer:
    """登记表决 (mortgage-10): of all members, or of all representatives, with the resolution and the certificate of the collective.

    It may say that the vote fell short; what falls short is not registered.
    """
    clause = "mortgage-10"
    row = _in_hand(agreement, by)
    if not 0 <= yes_votes <= total_votes or total_votes < 1:
        raise Refused("同意票多于应到人数", code="wrong_value", field="yes_votes", clause=clause, expected=f"0至{total_votes}")
    row.voters = one_of(voters, BODIES, "表决主体", "voters", clause)
    row.yes_votes, row.total_votes = yes_votes, total_votes
    row.resolution = words(resolution, "书面决议", "resolution", clause, 120)
    row.collective_certificate = words(certificate, "同意抵押证明", "certificate", clause, 120)
    row.save(update_fields=["voters", "yes_votes", "total_votes", "resolution", "collective_certificate"])
    record(subject=row.subject, kind="mortgage-agreement.voted", by=by, at=at, body={"yes": yes_votes, "of": total_votes, "voters": voters})
    reached = 3 * yes_votes >= 2 * total_votes
    return Answer(row.number, row.state, f"已登记表决：{yes_votes}/{total_votes}，{'达到' if reached else '未达到'}三分之二")


@door
def confirm_agreement(*, agreement: str, evidence: str = "", by: Actor, at: datetime, key: str | None = None) -> Answer:
    """抵押人确认: by the mortgagor himself, or at the window of 农交中心 with what he signed there as ``evidence``.

    Raises Refused (404) for anybody else, (409) for one that is not waiting.
    """
    row = agreement_of(agreement)
    if by.may(INTAKE):
        words(evidence, "抵押人当场签字的凭证", "evidence", "mortgage-17a", 120)
    elif not is_mortgagor(row, by, day_of(at)):
        raise Refused(f"没有编号为“{agreement}”的抵押约定", code="unknown_agreement", field="agreement", clause="mortgage-17a", status=404)
    if row.state != FILED:
        raise Refused("这份抵押约定不在待确认状态", code="wrong_state", field="agreement", clause="mortgage-17a", status=409)
    said = application_words(row, day_of(at))
    paper = papers.issue(kind=APPLICATION, case="", content=said, organisation=EXCHANGE, by=by, at=at)
    row.state, row.confirmed_at, row.confirmed_by, row.application = CONFIRMED, at, by.id, paper.number
    row.save(update_fields=["state", "confirmed_at", "confirmed_by", "application"])
    record(
        subject=row.subject,
        kind="mortgage-agreement.confirmed",
        by=by,
        at=at,
        from_=FILED,
        to=CONFIRMED,
        body={"evidence": evidence.strip()[:120], "paper": paper.number},
    )
    return Answer(row.number, CONFIRMED, "已确认，可以申请抵押登记", paper.number)


@door
def end_agreement(*, agreement: str, reason: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """终结 one that is not registered: by the bank, or by the mortgagor who does not agree."""
    row = agreement_of(agreement)
    if not is_mortgagor(row, by, day_of(at)):
        require_own_bank(row, by)
    if row.state not in {FILED, CONFIRMED}:
        raise Refused("已经登记或者终结的约定不能终结", code="wrong_state", field="agreement", clause="mortgage-17a", status=409)
    before, row.state, row.ended_on = row.state, ENDED, day_of(at)
    row.ended_because = words(reason, "终结原因", "reason", "mortgage-17a", 200)
    row.save(update_fields=["state", "ended_on", "ended_because"])
    record(subject=row.subject, kind="mortgage-agreement.ended", by=by, at=at, from_=before, to=ENDED, reason=row.ended_because)
    return Answer(row.number, ENDED, "已终结")


@door
def confirm_legal_basis(*, agreement: str, basis: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """登记机构逐件确认法律依据 for a homestead and what article 二 does not name (conv-mortgage-2)."""
    row = agreement_of(agreement)
    require_registrar(row.right.kind, by)
    if row.right.kind not in BY_HAND:
        raise Refused("这类产权不需要逐件确认法律依据", code="not_needed", field="agreement", clause="mortgage-2")
    row.legal_basis = words(basis, "法律依据", "basis", "mortgage-21", 200)
    row.save(update_fields=["legal_basis"])
    record(subject=row.subject, kind="mortgage-agreement.basis_confirmed", by=by, at=at, reason=row.legal_basis)
    return Answer(row.number, row.state, "已确认法律依据")


def _in_hand(number: str, by: Actor) -> Agreement:
    """The agreement, locked, by its bank or at the window, while nothing is registered. Raises Refused."""
    row = agreement_of(number)
    if by.may(LEND):
        require_own_bank(row, by)
    else:
        require(by, INTAKE)
    if row.state not in {FILED, CONFIRMED}:
        raise Refused("已经登记或者终结的约定不再改变", code="wrong_state", field="agreement", clause="mortgage-17a", status=409)
    return row
