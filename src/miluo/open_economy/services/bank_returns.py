"""对账: the bank's file, line by line: paid, failed and owed again, or wrong and given back marked. Nothing is booked twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from miluo.open_economy import funding
from miluo.open_economy.models.payouts import CONFIRMED, FAILED, PAID, SENT, SETTLED, BankReturn, Batch, Payment
from miluo.open_economy.payout_file import NOT_SUCCEEDED, SUCCEEDED, return_columns
from miluo.open_economy.services.fund import CLAUSE, FINANCE, book, require
from miluo.open_economy.services.payouts import locked_batch
from onewindow.cases.services.door import Answer, door
from onewindow.cases.services.payments import tell_payment
from onewindow.ledger.arithmetic import Transfer
from onewindow.papers import files
from onewindow.papers.uploads import check_upload, file_name
from onewindow.rules import sheets
from onewindow.rules.sheets import SheetRow
from onewindow.trail.services import record
from onewindow.words.actor import Actor
from onewindow.words.money import format_money
from onewindow.words.refused import Problem
from onewindow.worktime.clock import day_of

TOLD = 50  # problems that the page lists; the marked file has them all


@door
def reconcile(*, number: str, name: str, content: bytes, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """导入银行回单: book every line that agrees with a payment on its way, and give the file back with every other line marked.

    A line is wrong that names no payment of the batch, another amount, a payment that was answered before, one that stands twice in the
    file, a day before the confirmation or in the future, or a failure without its reason. The batch is settled when no payment is on its
    way any more. Raises Refused for another body (403), a batch that waits for no answer (409), and a file that is no Excel sheet.
    """
    require(by, "funds.confirm", FINANCE)
    batch = locked_batch(number, CONFIRMED, "对账")
    columns = return_columns(day_of(at))
    kept = files.keep(content, media_type=check_upload(name, content, allowed=("xlsx",)))
    sheet = sheets.read(content, columns, unique=("number",))
    payments = {each.number: each for each in batch.payments.select_related("award")}
    rows = [replace(row, problems=(*row.problems, *_problems(row, payments, batch, day_of(at)))) for row in sheet.rows]
    wrong = replace(sheet, rows=tuple(rows)).wrong
    good = [(row, payments[row.values["number"]]) for row in rows if not row.problems]
    moved = [_booked(row, payment, day_of(at)) for row, payment in good]
    if moved:
        book(moved, subject=batch.subject, memo=f"支付批次{number}银行回单"[:200], by=by, at=at)
    returned = BankReturn.objects.create(
        batch=batch,
        name=file_name(name),
        digest=kept.digest,
        marked=files.keep(sheets.marked(content, wrong, columns)).digest if wrong else "",
        paid=sum(payment.state == PAID for _, payment in good),
        failed=sum(payment.state == FAILED for _, payment in good),
        wrong=len(wrong),
        problems=[[row, problem.message, problem.expected or ""] for row, told in wrong.items() for problem in told][:TOLD],
        by=by.id,
        at=at,
    )
    _tell_applicants([payment for _, payment in good], by=by, at=at)
    return _answer(batch, returned, by=by, at=at)


def _tell_applicants(payments: Sequence[Payment], *, by: Actor, at: datetime) -> None:
    """One event for a case and outcome, however many awards it has."""
    cases: dict[tuple[str, str], list[Payment]] = defaultdict(list)
    for payment in payments:
        cases[payment.award.case_number, payment.state].append(payment)
    for (number, state), told in sorted(cases.items()):
        tell_payment(
            "paid" if state == PAID else "payment_failed",
            number=number,
            amount_cny=sum((each.amount_cny for each in told), funding.NOTHING),
            on=max(each.answered_on for each in told if each.answered_on),
            reason="；".join(dict.fromkeys(each.reason for each in told if each.reason)),
            by=by,
            at=at,
        )


def _answer(batch: Batch, returned: BankReturn, *, by: Actor, at: datetime) -> Answer:
    waiting = batch.payments.filter(state=SENT).count()
    if not waiting:
        batch.state, batch.settled_on = SETTLED, day_of(at)
        batch.save(update_fields=["state", "settled_on"])
    counts = {"paid": returned.paid, "failed": returned.failed, "wrong": returned.wrong, "sha256": returned.digest}
    record(subject=batch.subject, kind="payout.reconciled", by=by, at=at, from_=CONFIRMED, to=batch.state, body=counts)
    said = f"付讫{returned.paid}笔，失败{returned.failed}笔，有误{returned.wrong}行"
    return Answer(batch.number, batch.state, f"{said}；{f'还有{waiting}笔未回单' if waiting else '全部对账完毕'}")


def _booked(row: SheetRow, payment: Payment, today: date) -> Transfer:
    """Enter the bank's answer at the payment, and what it moves in the ledger."""
    payment.answered_on = row.values["answered_on"] or today
    year, amount = payment.award.year, payment.amount_cny
    if row.values["result"] == SUCCEEDED:
        payment.state = PAID
        moved = funding.paid(year, amount, payment.number)
    else:
        payment.state, payment.reason = FAILED, row.values["reason"][:200]
        moved = funding.failed(year, amount, payment.number)
    payment.save(update_fields=["state", "reason", "answered_on"])
    return moved


def _problems(row: SheetRow, payments: dict[str, Payment], batch: Batch, today: date) -> list[Problem]:
    """What of a line does not agree with the batch."""
    values = row.values
    if row.problems and values.get("number") is None:
        return []
    payment = payments.get(values["number"])
    if payment is None:
        return [Problem(f"本批次没有支付编号{values['number']}", "unknown_payment", "number", CLAUSE, f"批次{batch.number}中的支付编号")]
    found = []
    if payment.state != SENT:
        said = f"该笔已于{payment.answered_on:%Y-%m-%d}回单：{payment.state_title}"
        found.append(Problem(said, "already_answered", "number", CLAUSE, "尚未回单的支付"))
    if values.get("amount_cny") != payment.amount_cny and not _has(row, "amount_cny"):
        said = f"金额与支付指令不符，应为{format_money(payment.amount_cny)}元"
        found.append(Problem(said, "wrong_amount", "amount_cny", CLAUSE, f"{payment.amount_cny:.2f}"))
    if values.get("result") == NOT_SUCCEEDED and not values.get("reason"):
        found.append(Problem("失败的没有写明原因", "missing_words", "reason", CLAUSE, "银行退回的原因"))
    day = values.get("answered_on")
    if day and batch.confirmed_at and not day_of(batch.confirmed_at) <= day <= today:
        expected = f"{day_of(batch.confirmed_at)}至{today}"
        found.append(Problem(f"处理日期{day}不在确认支付之后、今天以前", "wrong_day", "answered_on", CLAUSE, expected))
    return found


def _has(row: SheetRow, field: str) -> bool:
    return any(problem.field == field for problem in row.problems)
