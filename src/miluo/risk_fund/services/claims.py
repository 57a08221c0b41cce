"""Claims: overdue, the guarantor's review, the application, the review of 市财政局 and the authority (riskfund-17a to riskfund-19)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from miluo.risk_fund.claiming import (
    APPLIED,
    COMPENSATED,
    DRAFT,
    ELIGIBLE,
    MATERIALS,
    REFUSED,
    REQUIRED,
    RETURNED,
    WITH_GUARANTOR,
)
from miluo.risk_fund.facts import BANK, GUARANTEE
from miluo.risk_fund.models.claims import Claim, ClaimMaterial
from miluo.risk_fund.models.loans import FundLoan
from miluo.risk_fund.models.money import COMPENSATED as COMPENSATED_FLOW
from miluo.risk_fund.rules import compensation
from miluo.risk_fund.services.flows import happened
from miluo.risk_fund.services.money import held_position
from miluo.risk_fund.services.offices import authority_of, bank_of, guarantor_of, require_finance
from onewindow.accounts.roles import require
from onewindow.cases.services.door import Answer, door
from onewindow.ledger.arithmetic import to_fen, to_yuan
from onewindow.organisations.models import Organisation
from onewindow.papers import files
from onewindow.papers.numbering import next_number
from onewindow.papers.uploads import check_upload, file_name
from onewindow.rules import services as rules
from onewindow.trail.services import record
from onewindow.words.actor import Actor
from onewindow.words.money import format_money, parse_money
from onewindow.words.refused import Problem, Refused
from onewindow.worktime.calendars import current_calendar
from onewindow.worktime.clock import day_of
from onewindow.worktime.deadlines import compute

NUMBERS = "BC{year}-{serial:04d}"


@door
def report_overdue(*, loan: str, interest: str, penalty: str, recovery: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """登记逾期: what is owed beside the balance, and what the bank has done to get it (riskfund-17a). The claim begins here.

    In the guarantee mode it goes to the guarantor, in the bank mode it waits for the bank's application. Raises Refused for a loan
    of another bank, one that is settled, and one that was claimed before (409).
    """
    bank, on = bank_of(by, day_of(at)), day_of(at)
    found = _loan(loan, bank)
    if not found.balance_fen:
        raise Refused(f"{loan}已结清", code="settled", field="loan", clause="riskfund-17a", expected="未结清的贷款", status=409)
    if not recovery.strip():
        raise Refused("没有写明追偿情况", code="required", field="recovery", clause="riskfund-17a", expected="催收、诉讼等追偿措施")
    if claimed := Claim.objects.filter(loan=found).exclude(state__in=(REFUSED, "withdrawn")).first():
        message = f"{loan}已经申请过补偿（{claimed.number}，{claimed.get_state_display()}）"
        raise Refused(message, code="claimed_before", field="loan", clause="riskfund-17c", expected="一笔损失只补偿一次", status=409)
    found.overdue_on = on
    found.overdue_interest_fen = to_fen(parse_money(interest, field="interest", clause="riskfund-5"))
    found.overdue_penalty_fen = to_fen(parse_money(penalty, field="penalty", clause="riskfund-5"))
    found.save(update_fields=["overdue_on", "overdue_interest_fen", "overdue_penalty_fen"])
    claim = _begun(found, by=by, at=at)
    moved(claim, claim.state, by=by, at=at, kind="overdue", reason=recovery.strip())
    return Answer(claim.number, claim.state, f"已登记逾期，补偿申请{claim.number}：{claim.get_state_display()}")


@door
def attach(*, claim: str, material: str, name: str, content: bytes, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """提交材料 of a claim, by its bank or its guarantor, until it was reviewed (riskfund-17c)."""
    found = held(claim, DRAFT, RETURNED, WITH_GUARANTOR, COMPENSATED, APPLIED)
    _require_party(found, by, day_of(at))
    if material not in MATERIALS:
        raise Refused(
            "没有这项材料", code="unknown_material", field="material", clause="riskfund-17c", expected="、".join(MATERIALS.values())
        )
    kept = files.keep(content, media_type=check_upload(name, content, allowed=("pdf", "png", "jpg", "docx", "xlsx")))
    ClaimMaterial.objects.create(claim=found, key=material, name=file_name(name), digest=kept.digest, at=at, by=by.id)
    record(subject=found.trail, kind="risk-fund.material", by=by, at=at, body={"material": material, "sha256": kept.digest})
    return Answer(found.number, found.state, f"已提交{MATERIALS[material]}")


@door
def resubmit(*, claim: str, note: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """再次提交: what the guarantor sent back comes again, and its three days begin again (riskfund-18)."""
    found, on = held(claim, RETURNED), day_of(at)
    _require_bank(found, by, on)
    _to_guarantor(found, on)
    found.reason = ""
    moved(found, WITH_GUARANTOR, by=by, at=at, kind="resubmitted", reason=note.strip())
    return Answer(found.number, found.state, f"已再次提交，担保公司应在{found.guarantor_due_on}前审核")


@door
def send_back(*, claim: str, reason: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """退回补充: the guarantor says what is lacking (riskfund-18). Raises Refused without a reason."""
    found = held(claim, WITH_GUARANTOR)
    _require_guarantor(found, by, day_of(at))
    if not reason.strip():
        raise Refused("退回须写明理由", code="no_reason", field="reason", clause="riskfund-18", expected="缺什么、怎样补充")
    found.reason = reason.strip()
    moved(found, RETURNED, by=by, at=at, kind="sent_back", reason=reason.strip())
    return Answer(found.number, found.state, "已退回合作银行补充")


@door
def compensate(*, claim: str, voucher: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """代偿: the guarantor pays its four fifths from its own money; the two days of its application begin (riskfund-17b)."""
    found, on = held(claim, WITH_GUARANTOR), day_of(at)
    _require_guarantor(found, by, on)
    if not voucher.strip():
        raise Refused("没有代偿支付凭证号", code="required", field="voucher", clause="riskfund-17c", expected="代偿支付凭证的编号")
    held_position()
    found.event_on, found.apply_due_on = on, _due("riskfund-17c", on)
    principal = found.principal_fen * found.guarantor_paid_fen // found.loss_fen if found.loss_fen else 0
    happened(found.loan, COMPENSATED_FLOW, on, principal)
    moved(found, COMPENSATED, by=by, at=at, kind="compensated", reason=voucher.strip())
    paid = format_money(to_yuan(found.guarantor_paid_fen))
    return Answer(found.number, found.state, f"已登记代偿{paid}元，应在{found.apply_due_on}前向市财政局申请补偿")


@door
def apply(*, claim: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """申请补偿: with the papers of its mode; late it is taken all the same, and says so (conv-fund-8).

    Raises Refused for another body than the claimant, and while a paper is lacking, naming each.
    """
    found, on = held(claim, DRAFT, COMPENSATED), day_of(at)
    if found.loan.mode == BANK:
        _require_bank(found, by, on)
    else:
        _require_guarantor(found, by, on)
    handed_in = set(found.materials.values_list("key", flat=True))
    lacking = [MATERIALS[each] for each in REQUIRED[found.loan.mode] if each not in handed_in]
    if lacking:
        raise Refused.of([Problem(f"缺少{title}", "missing_material", "materials", "riskfund-17c", title) for title in lacking])
    found.applied_on = on
    moved(found, APPLIED, by=by, at=at, kind="applied")
    late = "（已超过2个工作日，照常审核）" if found.late else ""
    return Answer(found.number, found.state, f"已向市财政局申请补偿{format_money(found.fund)}元{late}")


@door
def opine(*, claim: str, opinion: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """会同审核: what the authority finds (riskfund-7e, riskfund-19)."""
    found, authority = held(claim, APPLIED), authority_of(by)
    if not opinion.strip():
        raise Refused("没有写明意见", code="required", field="opinion", clause="riskfund-19", expected="对申请材料的审核意见")
    found.opinion, found.opinion_by = opinion.strip(), authority.short_name
    moved(found, APPLIED, by=by, at=at, kind="opinion", reason=opinion.strip())
    return Answer(found.number, found.state, f"已登记{authority.short_name}的审核意见")


@door
def decide(*, claim: str, eligible: bool, reason: str = "", by: Actor, at: datetime, key: str | None = None) -> Answer:
    """审核: 市财政局 with the authority; who meets the conditions gets notice and money within three working days (riskfund-19).

    Raises Refused without the authority's opinion (409), and for a refusal without a reason.
    """
    require_finance(by)
    found, on = held(claim, APPLIED), day_of(at)
    if not found.opinion:
        message = "行业主管部门还没有出具审核意见"
        raise Refused(message, code="no_opinion", field="claim", clause="riskfund-19", expected="先由行业主管部门会同审核", status=409)
    if not eligible and not reason.strip():
        raise Refused("不予补偿须写明理由", code="no_reason", field="reason", clause="riskfund-19", expected="不符合哪一项条件")
    found.decided_on, found.decided_by, found.reason = on, by.id, reason.strip()
    found.notice_due_on = _due("riskfund-19", on) if eligible else None
    moved(found, ELIGIBLE if eligible else REFUSED, by=by, at=at, kind="decided", reason=reason.strip())
    if not eligible:
        return Answer(found.number, found.state, "已决定不予补偿")
    return Answer(found.number, found.state, f"符合补偿条件，应在{found.notice_due_on}前发出通知书并拨付")


def _begun(loan: FundLoan, *, by: Actor, at: datetime) -> Claim:
    """A claim with its shares, computed by the rule book and kept whole."""
    on = day_of(at)
    facts = {"mode": loan.mode, "principal_cny": loan.balance, "interest_cny": to_yuan(loan.overdue_interest_fen)}
    evaluation = compensation.evaluate({**facts, "penalty_cny": to_yuan(loan.overdue_penalty_fen)}, on=in_term(on))
    claim = Claim(
        number=next_number("fund-claim", at=at, pattern=NUMBERS),
        loan=loan,
        claimant=loan.bank if loan.mode == BANK else _guarantor_of(loan),
        state=DRAFT if loan.mode == BANK else WITH_GUARANTOR,
        principal_fen=loan.balance_fen,
        interest_fen=loan.overdue_interest_fen,
        **{field: _fen(evaluation.values[name]) for field, name in _SHARES.items()},
    )
    claim.evaluation = rules.store(evaluation, by=by, at=at, subject=claim.trail).pk
    if loan.mode == GUARANTEE:
        _to_guarantor(claim, on)
    else:
        claim.event_on, claim.apply_due_on = on, _due("riskfund-17c", on)
    claim.save()
    return claim


_SHARES = {"loss_fen": "loss_cny", "bank_fen": "bank_cny", "guarantor_fen": "guarantor_net_cny", "fund_fen": "fund_cny"}


def in_term(on: date) -> date:
    """What was lent in the term is compensated after it: by the figures of its last day (riskfund-28)."""
    last = compensation.regulation.last_day
    return min(on, last) if last else on


def _fen(value: Any) -> int:
    assert isinstance(value, Decimal)  # the facts of a claim are whole
    return to_fen(value)


def _guarantor_of(loan: FundLoan) -> Organisation:
    assert loan.guarantor is not None  # a constraint of the table
    return loan.guarantor


def _to_guarantor(claim: Claim, on: date) -> None:
    claim.to_guarantor_on, claim.guarantor_due_on = on, _due("riskfund-17b", on)


def _due(clause: str, on: date) -> date:
    due = compute(clause, on, current_calendar()).due
    assert due is not None  # no emergency lifts these limits
    return due.due


def _loan(number: str, bank: Organisation) -> FundLoan:
    found = FundLoan.objects.select_for_update().filter(number=number, bank=bank).first()
    if found is None:
        raise Refused(
            f"本行没有登记{number}", code="unknown_loan", field="loan", clause="riskfund-15-2", expected="本行的备案编号", status=404
        )
    return found


def held(number: str, *states: str) -> Claim:
    """The claim, locked, in one of these states. Raises Refused (404, 409)."""
    found = Claim.objects.select_for_update(of=("self",)).select_related("loan__guarantor", "loan__bank").filter(number=number).first()
    if found is None:
        raise Refused(f"没有补偿申请{number}", code="unknown_claim", field="claim", clause="riskfund-17c", status=404)
    if found.state not in states:
        message = f"{number}{found.get_state_display()}，不能这样办"
        raise Refused(message, code="wrong_state", field="claim", clause="riskfund-17c", expected="刷新后按当前状态办理", status=409)
    return found


def moved(claim: Claim, state: str, *, by: Actor, at: datetime, kind: str, reason: str = "") -> None:
    """Save a claim in its new state, with its event."""
    before, claim.state = claim.state, state
    claim.save()
    body = {"loan": claim.loan.number, "fen": claim.fund_fen}
    record(subject=claim.trail, kind=f"risk-fund.claim_{kind}", by=by, at=at, from_=before, to=state, reason=reason, body=body)


def _require_bank(claim: Claim, by: Actor, on: date) -> None:
    if bank_of(by, on) != claim.loan.bank:
        raise Refused("不是本行的贷款", code="not_yours", field="claim", clause="riskfund-17c", expected="由贷款的合作银行办理", status=403)


def _require_guarantor(claim: Claim, by: Actor, on: date) -> None:
    if guarantor_of(by, on) != claim.loan.guarantor:
        raise Refused(
            "不是本公司担保的贷款", code="not_yours", field="claim", clause="riskfund-17b", expected="由担保的公司办理", status=403
        )


def _require_party(claim: Claim, by: Actor, on: date) -> None:
    if by.may("riskfund.guarantee"):
        _require_guarantor(claim, by, on)
    else:
        require(by, "riskfund.lend")
        _require_bank(claim, by, on)
