"""What comes back: recoveries and their share for the fund, plans to sell bad loans, write-offs (riskfund-21 to riskfund-24)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from django.db.models import Sum

from miluo.risk_fund import funding
from miluo.risk_fund.claiming import PAID
from miluo.risk_fund.facts import RECOVERY, RECOVERY_KINDS, TRANSFER, WRITE_OFF
from miluo.risk_fund.models.claims import Claim
from miluo.risk_fund.models.loans import FundLoan
from miluo.risk_fund.models.recoveries import APPROVED, REFUSED, SUBMITTED, Disposal, Recovery, WriteOff
from miluo.risk_fund.rules import compensation
from miluo.risk_fund.selectors.claims import facts_of, in_term, recovered_fen
from miluo.risk_fund.selectors.sales import unreturned_sale
from miluo.risk_fund.services.claims import held
from miluo.risk_fund.services.money import book, held_position
from miluo.risk_fund.services.offices import bank_of, guarantor_of, require_finance
from onewindow.cases.services.door import Answer, door
from onewindow.ledger.arithmetic import to_fen, to_yuan
from onewindow.organisations.models import Organisation
from onewindow.papers.numbering import next_number
from onewindow.rules import services as rules
from onewindow.rules.evaluation import Evaluation
from onewindow.trail.services import record
from onewindow.words.actor import Actor
from onewindow.words.money import format_money, parse_money
from onewindow.words.refused import Refused
from onewindow.worktime.clock import day_of

CLAUSES = {RECOVERY: "riskfund-21", TRANSFER: "riskfund-22", WRITE_OFF: "riskfund-23"}


@door
def recover(*, claim: str, kind: str, amount: str, costs: str, evidence: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """登记收回款: what bank or guarantor got back of a compensated loss; the fund's share is booked at once.

    Raises Refused for a loss that the fund has not paid (409), a sale without an approved plan or a write-off that was not approved
    (409), money beyond the debt or entered before (409), and while the price of a disposal under 9号 waits to be entered (409).
    """
    held_position()
    found = held(claim, PAID)
    _require_party(found, by, at)
    if kind not in RECOVERY_KINDS or not evidence.strip():
        expected = f"{'、'.join(RECOVERY_KINDS.values())}，并有收款凭证"
        raise Refused("没有这种收回方式或者没有凭证", code="required", field="kind", clause="riskfund-21", expected=expected)
    if sale := unreturned_sale(found):
        message = f"抵押物处置{sale.number}的价款已经分配，先登记处置收回款"
        raise Refused(message, code="disposal_first", field="kind", clause="riskfund-21", expected="按处置登记簿的金额登记", status=409)
    sum_, spent = (parse_money(text, field=name, clause=CLAUSES[kind]) for text, name in ((amount, "amount"), (costs or "0", "costs")))
    _require_room(found, sum_, spent, evidence.strip(), CLAUSES[kind])
    plan = _plan(found) if kind == TRANSFER else None
    _require_written_off(found, kind)
    return _entered(Recovery(claim=found, kind=kind, evidence=evidence.strip(), disposal=plan), sum_, spent, by=by, at=at)


@door
def recover_sale(*, claim: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """登记处置收回款: what the disposal of the mortgaged right brought, as the register of 9号 has it; nothing is typed (riskfund-21).

    What was recovered is the price less the surplus that went back; the costs are those of the disposal. Raises Refused (409) for a
    loss that the fund has not paid, and where no price was paid out or it was entered before.
    """
    held_position()
    found = held(claim, PAID)
    _require_party(found, by, at)
    sale = unreturned_sale(found)
    if sale is None:
        message = "抵押物没有处置，或者处置的价款没有分配、已经登记"
        raise Refused(message, code="no_sale", field="claim", clause="riskfund-21", expected="处置价款分配以后登记一次", status=409)
    kind = WRITE_OFF if found.loan.written_off_on else RECOVERY
    row = Recovery(claim=found, kind=kind, evidence=f"抵押物处置{sale.number}", sale=sale.number)
    return _entered(row, sale.costs_cny + sale.to_creditor_cny, sale.costs_cny, by=by, at=at)


def _entered(row: Recovery, amount: Decimal, costs: Decimal, *, by: Actor, at: datetime) -> Answer:
    """A recovery with its share for the fund computed, kept and booked."""
    claim, clause = row.claim, CLAUSES[row.kind]
    evaluation = _share(claim, row.kind, amount, costs, at)
    back = evaluation.values["returned_cny"]
    row.number = next_number("fund-recovery", at=at, pattern="SH{year}-{serial:04d}")
    row.amount_fen, row.costs_fen, row.returned_fen = to_fen(amount), to_fen(costs), to_fen(back)
    row.on, row.by = day_of(at), by.id
    row.evaluation = rules.store(evaluation, by=by, at=at, subject=claim.trail).pk
    if back:
        moves = [funding.returned(back, row.number)]
        row.entry = book(moves, subject=claim.trail, clause=clause, memo=f"返还 {row.number}", by=by, at=at).number
    row.save()
    body = {"kind": row.kind, "fen": row.amount_fen, "costs": row.costs_fen, "returned": row.returned_fen, "sale": row.sale}
    record(subject=claim.trail, kind="risk-fund.recovered", by=by, at=at, reason=row.evidence, body=body)
    return Answer(row.number, "recovered", f"已登记收回{format_money(amount)}元，返还风补基金{format_money(back)}元")


@door
def submit_plan(*, kind: str, loans: Sequence[str], plan: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """报送处置方案, before bad loans are sold or securitised (riskfund-22). Raises Refused for loans that are not its own."""
    author = _author(by, at)
    found = [loan for loan in FundLoan.objects.filter(number__in=list(loans)) if author in (loan.bank, loan.guarantor)]
    if kind not in ("transfer", "securitisation") or len(found) != len(set(loans)) or not found or not plan.strip():
        message = "处置方案须写明方式、方案和本单位的不良贷款"
        raise Refused(message, code="required", field="loans", clause="riskfund-22", expected="批量转让或者证券化处理，本单位的备案编号")
    number = next_number("fund-disposal", at=at, pattern="CZ{year}-{serial:04d}")
    row = Disposal.objects.create(number=number, author=author, kind=kind, plan=plan.strip(), submitted_on=day_of(at))
    row.loans.set(found)
    record(subject=f"fund-disposal:{number}", kind="risk-fund.plan_submitted", by=by, at=at, to=SUBMITTED, body={"loans": len(found)})
    return Answer(number, SUBMITTED, f"已报送处置方案{number}，待市财政局审核")


@door
def ask_write_off(*, loan: str, ground: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """报请核销 (riskfund-23). Raises Refused for a loan that is not its own or was asked for before (409)."""
    author = _author(by, at)
    found = FundLoan.objects.filter(number=loan).first()
    if found is None or author not in (found.bank, found.guarantor) or not ground.strip():
        raise Refused(
            "没有这笔本单位的贷款或者没有核销依据", code="required", field="loan", clause="riskfund-23", expected="备案编号和符合的核销条件"
        )
    if WriteOff.objects.filter(loan=found).exclude(state=REFUSED).exists():
        raise Refused(
            f"{loan}已经报请核销", code="asked_before", field="loan", clause="riskfund-23", expected="一笔贷款核销一次", status=409
        )
    number = next_number("fund-write-off", at=at, pattern="HX{year}-{serial:04d}")
    WriteOff.objects.create(number=number, loan=found, author=author, ground=ground.strip(), submitted_on=day_of(at))
    record(subject=found.trail, kind="risk-fund.write_off_asked", by=by, at=at, to=SUBMITTED, reason=ground.strip())
    return Answer(number, SUBMITTED, f"已报请核销{number}，待市财政局审核")


@door
def review_plan(*, number: str, approve: bool, reason: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """审核处置方案 by 市财政局. Raises Refused for one that was reviewed (409), and without a reason where it is refused."""
    require_finance(by)
    row = Disposal.objects.select_for_update().filter(number=number, state=SUBMITTED).first()
    if row is None or (not approve and not reason.strip()):
        raise Refused(
            "没有待审核的方案或者没有写明理由",
            code="wrong_state",
            field="number",
            clause="riskfund-22",
            expected="待审核的方案；不同意的写明理由",
            status=409,
        )
    row.state, row.decided_on, row.reason = (APPROVED if approve else REFUSED), day_of(at), reason.strip()
    row.save(update_fields=["state", "decided_on", "reason"])
    record(
        subject=f"fund-disposal:{number}", kind="risk-fund.plan_reviewed", by=by, at=at, from_=SUBMITTED, to=row.state, reason=row.reason
    )
    return Answer(number, row.state, f"处置方案{number}：{row.get_state_display()}")


@door
def review_write_off(*, number: str, approve: bool, reason: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """审核核销: approved, what the fund paid and has not got back becomes a loss of the fund (conv-fund-16)."""
    require_finance(by)
    held_position()
    row = WriteOff.objects.select_for_update().filter(number=number, state=SUBMITTED).first()
    if row is None or (not approve and not reason.strip()):
        raise Refused(
            "没有待审核的核销或者没有写明理由",
            code="wrong_state",
            field="number",
            clause="riskfund-23",
            expected="待审核的核销；不同意的写明理由",
            status=409,
        )
    row.state, row.decided_on, row.reason = (APPROVED if approve else REFUSED), day_of(at), reason.strip()
    if approve:
        row.fund_fen = _unrecovered(row.loan)
        FundLoan.objects.filter(pk=row.loan_id).update(written_off_on=day_of(at))
        if row.fund_fen:
            moves = [funding.written_off(to_yuan(row.fund_fen), number)]
            book(moves, subject=row.loan.trail, clause="riskfund-23", memo=f"核销 {number}", by=by, at=at)
    row.save(update_fields=["state", "decided_on", "reason", "fund_fen"])
    record(subject=row.loan.trail, kind="risk-fund.write_off_reviewed", by=by, at=at, from_=SUBMITTED, to=row.state, reason=row.reason)
    return Answer(number, row.state, f"核销{number}：{row.get_state_display()}")


def _share(claim: Claim, kind: str, amount: Decimal, costs: Decimal, at: datetime) -> Evaluation:
    before = claim.recoveries.aggregate(sum=Sum("returned_fen"))["sum"] or 0
    facts = {
        **facts_of(claim),
        "recovered_cny": amount,
        "recovery_costs_cny": costs,
        "recovery_kind": kind,
        "returned_before_cny": to_yuan(before),
    }
    return compensation.evaluate(facts, on=in_term(day_of(at)))


def _require_room(claim: Claim, amount: Decimal, costs: Decimal, evidence: str, clause: str) -> None:
    """Nothing beyond the debt and the costs of getting it, and no slip twice (conv-fund-10)."""
    if claim.recoveries.filter(evidence=evidence).exists():
        raise Refused(
            f"凭证“{evidence}”已经登记", code="entered_before", field="evidence", clause=clause, expected="另一张凭证", status=409
        )
    debt, before = claim.principal_fen + claim.interest_fen + claim.loan.overdue_penalty_fen, recovered_fen(claim)
    left = to_yuan(max(debt - before, 0)) + min(costs, amount)
    if not amount or amount > left:
        message = f"债务{format_money(to_yuan(debt))}元，已收回{format_money(to_yuan(before))}元，不能再收回{format_money(amount)}元"
        raise Refused(
            message, code="beyond_debt", field="amount", clause=clause, expected=f"大于0、不超过{format_money(left)}元", status=409
        )


def _plan(claim: Claim) -> Disposal:
    plan = claim.loan.disposals.filter(state=APPROVED).first()
    if plan is None:
        message = "处置方案没有经市财政局审核同意"
        raise Refused(message, code="no_approved_plan", field="kind", clause="riskfund-22", expected="先报送处置方案", status=409)
    return plan


def _require_written_off(claim: Claim, kind: str) -> None:
    written_off = claim.loan.written_off_on is not None
    if kind in (WRITE_OFF, RECOVERY) and (kind == WRITE_OFF) != written_off:
        message = "贷款已核销，按核销后追偿登记" if written_off else "贷款没有核销"
        raise Refused(message, code="wrong_kind", field="kind", clause="riskfund-23", expected="与贷款状态一致的收回方式", status=409)


def _unrecovered(loan: FundLoan) -> int:
    claim = Claim.objects.filter(loan=loan, state=PAID).first()
    if claim is None:
        return 0
    return int(claim.paid_fen - (claim.recoveries.aggregate(sum=Sum("returned_fen"))["sum"] or 0))


def _author(by: Actor, at: datetime) -> Organisation:
    return guarantor_of(by, day_of(at)) if by.may("riskfund.guarantee") else bank_of(by, day_of(at))


def _require_party(claim: Claim, by: Actor, at: datetime) -> None:
    if _author(by, at) not in (claim.loan.bank, claim.loan.guarantor):
        raise Refused(
            "不是本单位的贷款", code="not_yours", field="claim", clause="riskfund-21", expected="由贷款的银行或者担保公司登记", status=403
        )
