"""Claims before they are applied for: overdue, the guarantor's review and what he pays first (riskfund-17a to riskfund-18)."""

from __future__ import annotations

from datetime import date, datetime

from miluo.risk_fund.claiming import DUE, HANDED, REFUSED, RETURNED, WITH_GUARANTOR
from miluo.risk_fund.facts import BANK
from miluo.risk_fund.models.claims import Claim, ClaimMaterial
from miluo.risk_fund.models.loans import FundLoan
from miluo.risk_fund.models.money import COMPENSATED as COMPENSATED_FLOW
from miluo.risk_fund.selectors.claims import application_of, evaluated, settled, was_denied
from miluo.risk_fund.services.flows import happened
from miluo.risk_fund.services.money import held_position
from miluo.risk_fund.services.offices import bank_of, guarantor_of
from onewindow.cases.services.door import Answer, door
from onewindow.ledger.arithmetic import to_fen, to_yuan
from onewindow.organisations.models import Organisation
from onewindow.papers import files
from onewindow.papers.numbering import next_number
from onewindow.papers.uploads import check_upload, file_name
from onewindow.rules import services as rules
from onewindow.trail.services import record
from onewindow.words.actor import Actor
from onewindow.words.days import said
from onewindow.words.money import format_money, parse_money
from onewindow.words.refused import Refused
from onewindow.worktime.calendars import current_calendar
from onewindow.worktime.clock import day_of
from onewindow.worktime.deadlines import compute

NUMBERS = "BC{year}-{serial:04d}"


@door
def report_overdue(*, loan: str, interest: str, penalty: str, recovery: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """登记逾期: what is owed beside the balance, and what the bank has done to get it (riskfund-17a). The claim begins here.

    In the guarantee mode it goes to the guarantor, in the bank mode it waits for the bank's application. Raises Refused for a loan
    of another bank, one that is settled, and one that was claimed before (409) unless that was denied.
    """
    bank, on = bank_of(by, day_of(at)), day_of(at)
    found = _loan(loan, bank)
    if not found.balance_fen:
        raise Refused(f"{loan}已结清", code="settled", field="loan", clause="riskfund-17a", expected="未结清的贷款", status=409)
    if not recovery.strip():
        raise Refused("没有写明追偿情况", code="required", field="recovery", clause="riskfund-17a", expected="催收、诉讼等追偿措施")
    _end_denied(found, by=by, at=at)
    found.overdue_on = on
    found.overdue_interest_fen = to_fen(parse_money(interest, field="interest", clause="riskfund-5"))
    found.overdue_penalty_fen = to_fen(parse_money(penalty, field="penalty", clause="riskfund-5"))
    found.save(update_fields=["overdue_on", "overdue_interest_fen", "overdue_penalty_fen"])
    claim = _begun(found, by=by, at=at)
    moved(claim, claim.state, by=by, at=at, kind="overdue", reason=recovery.strip())
    return Answer(claim.number, claim.state, f"已登记逾期，补偿{claim.number}：{claim.get_state_display()}")


@door
def attach(*, claim: str, material: str, name: str, content: bytes, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """提交代偿材料: what the bank hands its guarantor with its request (riskfund-17b); the application takes it over."""
    found = held(claim, RETURNED, WITH_GUARANTOR)
    _require_bank(found, by, day_of(at))
    if material not in HANDED:
        expected = "、".join(HANDED.values())
        raise Refused("没有这项材料", code="unknown_material", field="material", clause="riskfund-17b", expected=expected)
    kept = files.keep(content, media_type=check_upload(name, content, allowed=("pdf", "png", "jpg")))
    ClaimMaterial.objects.create(claim=found, key=material, name=file_name(name), digest=kept.digest, at=at, by=by.id)
    record(subject=found.trail, kind="risk-fund.material", by=by, at=at, body={"material": material, "sha256": kept.digest})
    return Answer(found.number, found.state, f"已提交{HANDED[material]}")


@door
def resubmit(*, claim: str, note: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """再次提交: what the guarantor sent back comes again, and its three days begin again (riskfund-18)."""
    found, on = held(claim, RETURNED), day_of(at)
    _require_bank(found, by, on)
    _to_guarantor(found, on)
    found.reason = ""
    moved(found, WITH_GUARANTOR, by=by, at=at, kind="resubmitted", reason=note.strip())
    return Answer(found.number, found.state, f"已再次提交，担保公司应在{said(due('riskfund-17b', on))}前审核")


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
    found.event_on, found.apply_due_on = on, due("riskfund-17c", on)
    principal = found.principal_fen * found.guarantor_paid_fen // found.loss_fen if found.loss_fen else 0
    happened(found.loan, COMPENSATED_FLOW, on, principal)
    moved(found, DUE, by=by, at=at, kind="compensated", reason=voucher.strip())
    paid = format_money(to_yuan(found.guarantor_paid_fen))
    return Answer(found.number, found.state, f"已登记代偿{paid}元，应在{said(found.apply_due_on)}前向市财政局申请补偿")


def _begun(loan: FundLoan, *, by: Actor, at: datetime) -> Claim:
    """A claim with its shares, computed by the rule book and kept whole."""
    on = day_of(at)
    claim = Claim(
        number=next_number("fund-claim", at=at, pattern=NUMBERS),
        loan=loan,
        claimant=loan.bank if loan.mode == BANK else _guarantor_of(loan),
        state=DUE if loan.mode == BANK else WITH_GUARANTOR,
        principal_fen=loan.balance_fen,
        interest_fen=loan.overdue_interest_fen,
    )
    evaluation = evaluated(claim, on)
    settled(claim, evaluation)
    claim.evaluation = rules.store(evaluation, by=by, at=at, subject=claim.trail).pk
    if loan.mode == BANK:
        claim.event_on, claim.apply_due_on = on, due("riskfund-17c", on)
    else:
        _to_guarantor(claim, on)
    claim.save()
    return claim


def _end_denied(loan: FundLoan, *, by: Actor, at: datetime) -> None:
    """What was denied may be claimed anew; any other claim stands in the way (riskfund-17c)."""
    before = Claim.objects.select_for_update(of=("self",)).filter(loan=loan).exclude(state=REFUSED).first()
    if before is None:
        return
    case = application_of(before)
    if before.state != DUE or case is None or not was_denied(case):
        message = f"{loan.number}已经申请过补偿（{before.number}，{before.get_state_display()}）"
        raise Refused(message, code="claimed_before", field="loan", clause="riskfund-17c", expected="一笔损失只补偿一次", status=409)
    moved(before, REFUSED, by=by, at=at, kind="ended", reason=case.number)


def _guarantor_of(loan: FundLoan) -> Organisation:
    assert loan.guarantor is not None  # a constraint of the table
    return loan.guarantor


def _to_guarantor(claim: Claim, on: date) -> None:
    claim.to_guarantor_on, claim.guarantor_due_on = on, due("riskfund-17b", on)


def due(clause: str, on: date) -> date:
    """The last day of the limit of a clause from an event."""
    found = compute(clause, on, current_calendar()).due
    assert found is not None  # no emergency lifts these limits
    return found.due


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
        raise Refused(f"没有编号为{number}的补偿", code="unknown_claim", field="claim", clause="riskfund-17c", status=404)
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
