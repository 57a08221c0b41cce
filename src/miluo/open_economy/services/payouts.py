"""支付: a batch is drafted by 市商务粮食局, confirmed by another person at 市财政局, paid by the bank, and reconciled to the fen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from miluo.open_economy import funding
from miluo.open_economy.models.awards import Award
from miluo.open_economy.models.payouts import (
    CANCELLED,
    CONFIRMED,
    DRAFTED,
    DROPPED,
    SENT,
    Batch,
    Payment,
)
from miluo.open_economy.payout_file import payout_workbook
from miluo.open_economy.procedures.parts import BUREAU
from miluo.open_economy.selectors.dues import PAYABLE, Due, dues
from miluo.open_economy.services.fund import CLAUSE, FINANCE, book, require
from onewindow.cases.services.door import Answer, door
from onewindow.papers.numbering import next_number
from onewindow.trail.services import record
from onewindow.words.actor import Actor
from onewindow.words.canonical import sm3
from onewindow.words.money import format_money
from onewindow.words.refused import Problem, Refused
from onewindow.worktime.clock import day_of

LARGEST = 1000  # awards in a batch


@door
def draft(*, awards: Sequence[int], by: Actor, at: datetime, key: str | None = None) -> Answer:
    """编制支付批次: awards that may be paid on this day, each whole (conv-open-4). By the bureau.

    Raises Refused naming each award that may not be paid and why; nothing is drafted then.
    """
    require(by, "funds.order", BUREAU)
    chosen = sorted(set(awards))
    if not 1 <= len(chosen) <= LARGEST:
        raise Refused("没有选择要支付的奖补", code="nothing_chosen", field="awards", clause=CLAUSE, expected=f"选择1至{LARGEST}项")
    found = _payable(chosen, at)
    batch = Batch.objects.create(
        number=next_number("open-economy-payout", at=at, pattern="ZF{year}-{serial:04d}"),
        total_cny=sum((due.owed for due in found), funding.NOTHING),
        ordered_by=by.id,
        ordered_at=at,
    )
    Payment.objects.bulk_create(
        Payment(batch=batch, number=f"{batch.number}-{place:04d}", award=due.award, account=due.account, amount_cny=due.owed)
        for place, due in enumerate(found, start=1)
    )
    body = {"payments": len(found), "total": batch.total_cny}
    record(subject=batch.subject, kind="payout.drafted", by=by, at=at, to=DRAFTED, body=body)
    return Answer(batch.number, DRAFTED, f"已编制批次{batch.number}：{len(found)}笔，{format_money(batch.total_cny)}元，待市财政局确认")


@door
def cancel(*, number: str, reason: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """撤销批次: before it is confirmed, by the bureau that drafted it or by 市财政局 that does not confirm it."""
    require(by, "funds.order" if by.may("funds.order") else "funds.confirm", BUREAU, FINANCE)
    batch = locked_batch(number, DRAFTED, "撤销")
    if not reason.strip():
        raise Refused("没有写明撤销的理由", code="missing_words", field="reason", clause=CLAUSE, expected="写明理由")
    batch.payments.update(state=DROPPED)
    batch.state = CANCELLED
    batch.save(update_fields=["state"])
    record(subject=batch.subject, kind="payout.cancelled", by=by, at=at, from_=DRAFTED, to=CANCELLED, reason=reason.strip()[:500])
    return Answer(number, CANCELLED, f"已撤销批次{number}，其中的奖补可以重新编制")


@door
def confirm(*, number: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """确认支付: by another person, at 市财政局; from here the money is on its way and no other batch can spend it (conv-open-3).

    Raises Refused for who drafted it (403), for an award against which something came up since, and when there is not enough cash
    of its year, saying how much is missing (409).
    """
    require(by, "funds.confirm", FINANCE)
    batch = locked_batch(number, DRAFTED, "确认")
    if by.id == batch.ordered_by:
        raise Refused("编制批次的人员不能确认同一批次", code="same_person", clause=CLAUSE, status=403)
    payments = list(batch.payments.select_related("award", "account"))
    _payable([payment.award_id for payment in payments], at, drafted=True)
    lines = [funding.ordered(payment.award.year, payment.amount_cny, payment.number) for payment in payments]
    book(lines, subject=batch.subject, memo=f"支付批次{number}确认", by=by, at=at)
    batch.payments.update(state=SENT)
    batch.state, batch.confirmed_by, batch.confirmed_at = CONFIRMED, by.id, at
    batch.save(update_fields=["state", "confirmed_by", "confirmed_at"])
    record(subject=batch.subject, kind="payout.confirmed", by=by, at=at, from_=DRAFTED, to=CONFIRMED, body={"total": batch.total_cny})
    return Answer(number, CONFIRMED, f"已确认批次{number}，{format_money(batch.total_cny)}元已列为在途支付")


def payout_file(*, number: str, by: Actor, at: datetime) -> bytes:
    """支付文件: the xlsx for the bank, with full account numbers; each copy is an event with its digest. For 市财政局."""
    require(by, "funds.confirm", FINANCE)
    with transaction.atomic():
        batch = locked_batch(number, CONFIRMED, "导出支付文件")
        content = payout_workbook(batch.payments.select_related("award", "account"))
        record(subject=batch.subject, kind="payout.file", by=by, at=at, body={"digest": sm3(content)})
    return content


def locked_batch(number: str, state: str, act: str) -> Batch:
    """A batch that stands in this state, held until the transaction ends. Raises Refused (404, 409)."""
    batch = Batch.objects.select_for_update().filter(number=number).first()
    if batch is None:
        raise Refused(f"没有编号为{number}的支付批次", code="unknown_batch", status=404)
    if batch.state != state:
        raise Refused(f"批次{number}现为“{batch.state_title}”，不能{act}", code="wrong_state", status=409)
    return batch


def _payable(awards: list[int], at: datetime, *, drafted: bool = False) -> list[Due]:
    """These awards, held until the transaction ends, each of which may be paid; ``drafted``: they stand in this batch already."""
    held = list(Award.objects.select_for_update().filter(pk__in=awards).order_by("pk"))
    if len(held) != len(awards):
        raise Refused("有的奖补不在登记簿中", code="unknown_award", field="awards", status=404)
    found = dues(Award.objects.filter(pk__in=awards), day_of(at), drafted=drafted)
    late = [
        Problem(
            f"{due.award.enterprise_name}的{due.title}：{due.state_title}",
            "not_payable",
            "awards",
            CLAUSE,
            "公示期满、没有异议和违规查处、收款账户有效的奖补",
        )
        for due in found
        if due.state != PAYABLE
    ]
    if late:
        raise Refused.of(late, status=409)
    return found
