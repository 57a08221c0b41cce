"""退汇: the bank gave back what it had reported paid. The money is in the fund again, the award owed again, and paid anew once."""

from __future__ import annotations

from datetime import date, datetime

from miluo.open_economy import funding
from miluo.open_economy.models.awards import Award
from miluo.open_economy.models.payouts import BOUNCED, PAID, Batch, Payment
from miluo.open_economy.models.sanctions import FraudCase
from miluo.open_economy.services.fund import CLAUSE, FINANCE, book, require
from onewindow.cases.services.door import Answer, door
from onewindow.cases.services.payments import tell_payment
from onewindow.trail.services import record
from onewindow.words.actor import Actor
from onewindow.words.money import format_money
from onewindow.words.refused import Refused
from onewindow.worktime.clock import day_of


@door
def bounce(*, payment: str, reason: str, reference: str, bounced_on: date, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """登记退汇: of a payment that was reported paid, with the bank's reason and voucher. For 市财政局.

    The award waits until its enterprise's account is entered anew (conv-open-4), and goes into another batch. Raises Refused for a
    payment that is not paid (409), one whose money was demanded back (409: it is a repayment then), a voucher entered before (409), and
    a day before the bank paid or to come.
    """
    require(by, "funds.confirm", FINANCE)
    row = _paid(payment)
    said, voucher = _words(reason, "退汇原因", "reason", 200), _words(reference, "退汇凭证号", "reference", 60)
    if Payment.objects.filter(bounce_reference=voucher).exists():
        raise Refused(f"退汇凭证{voucher}已经登记", code="already_entered", field="reference", clause=CLAUSE, status=409)
    if row.answered_on is None or not row.answered_on <= bounced_on <= day_of(at):
        expected = f"{row.answered_on}至{day_of(at)}"
        raise Refused("退汇日期不在银行付款之后、今天以前", code="wrong_day", field="bounced_on", clause=CLAUSE, expected=expected)
    memo = f"退汇{row.number} {voucher}"
    book([funding.bounced(row.award.year, row.amount_cny, memo)], subject=row.batch.subject, memo=memo, by=by, at=at)
    row.state, row.reason, row.bounced_on, row.bounce_reference = BOUNCED, said, bounced_on, voucher
    row.save(update_fields=["state", "reason", "bounced_on", "bounce_reference"])
    body = {"payment": row.number, "amount": row.amount_cny, "reference": voucher}
    record(subject=row.batch.subject, kind="payout.bounced", by=by, at=at, from_=PAID, to=BOUNCED, reason=said, body=body)
    case = row.award.case_number
    tell_payment("payment_returned", number=case, amount_cny=row.amount_cny, on=bounced_on, reason=said, by=by, at=at)
    return Answer(
        row.batch.number, BOUNCED, f"已登记{row.number}退汇，{format_money(row.amount_cny)}元退回可支付资金，待企业更正收款账户后另行支付"
    )


def _paid(number: str) -> Payment:
    """A payment that the bank reported paid, with its batch and award, all held until the transaction ends. Raises Refused."""
    found = Payment.objects.filter(number=number).first()
    if found is None:
        raise Refused(f"没有编号为{number}的支付", code="unknown_payment", field="payment", expected="本批次中已付讫的一笔", status=404)
    Batch.objects.select_for_update().get(pk=found.batch_id)  # in the order in which a confirmation takes them
    Award.objects.select_for_update().get(pk=found.award_id)
    row = Payment.objects.select_for_update(of=("self",)).select_related("batch", "award").get(pk=found.pk)
    if row.state != PAID:
        message = f"支付{number}现为“{row.state_title}”，不能登记退汇"
        raise Refused(message, code="wrong_state", field="payment", expected="已付讫的一笔", status=409)
    if case := FraudCase.objects.filter(award=row.award_id, recover_cny__gt=0).first():
        message = f"该项奖补已决定追回（案件{case.number}）"
        raise Refused(message, code="recovery_decided", clause="open2023-11-2", expected="退回的款项在案件中登记缴回", status=409)
    return row


def _words(text: str, what: str, field: str, longest: int) -> str:
    said = text.strip()
    if not said or len(said) > longest:
        raise Refused(f"没有写明{what}", code="missing_words", field=field, clause=CLAUSE, expected=f"写明{what}，不超过{longest}字")
    return said
