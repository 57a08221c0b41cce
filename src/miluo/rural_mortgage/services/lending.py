"""放款 (mortgage-18b, mortgage-24): on the mortgage contract and the certificate, within five working days of its delivery."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from miluo.rural_mortgage.models.mortgages import STANDING
from miluo.rural_mortgage.selectors.lending import payout_due
from miluo.rural_mortgage.services.asking import money, mortgage_of, not_later, require_own_bank
from onewindow.cases.services.door import Answer, door
from onewindow.trail.services import record
from onewindow.words.actor import Actor
from onewindow.words.days import said
from onewindow.words.refused import Refused
from onewindow.worktime.clock import day_of


@door
def disburse(
    *, mortgage: str, certificate: str, on: date, amount_cny: Decimal | str, by: Actor, at: datetime, key: str | None = None
) -> Answer:
    """登记放款, by the bank, once. Late is recorded and said, not refused.

    Raises Refused without the number of the standing certificate, before it was registered, above the secured claim, a second time.
    """
    row = mortgage_of(mortgage)
    require_own_bank(row, by)
    if row.state != STANDING or not certificate.strip() or certificate.strip() != row.certificate:
        message = "他项权利证明编号与登记不一致"
        raise Refused(message, code="no_certificate", field="certificate", clause="mortgage-18b", expected="凭有效的他项权利证明放款")
    if row.disbursed_on is not None:
        message = f"已于{said(row.disbursed_on)}放款"
        raise Refused(message, code="disbursed_before", field="mortgage", clause="mortgage-24", expected="每项抵押登记一次", status=409)
    if not_later(on, day_of(at), "放款日期", "on", "mortgage-24") < row.registered_on:
        expected = f"不早于{said(row.registered_on)}"
        raise Refused("放款日期早于登记日期", code="before_registration", field="on", clause="mortgage-18b", expected=expected)
    amount = money(amount_cny, "放款金额", "amount_cny", "mortgage-18b")
    if amount > row.loan_cny:
        expected = f"不超过{row.loan_cny:,.2f}元"
        raise Refused("放款金额超过登记的债权", code="above_claim", field="amount_cny", clause="mortgage-18b", expected=expected)
    row.disbursed_on, row.disbursed_cny = on, amount
    row.save(update_fields=["disbursed_on", "disbursed_cny"])
    due = payout_due(row)
    late = due is not None and on > due
    record(subject=row.subject, kind="mortgage.disbursed", by=by, at=at, body={"on": on, "amount_cny": amount, "due": due, "late": late})
    note = f"，超过期限{said(due)}" if late and due else ""
    return Answer(row.number, "disbursed", f"已登记{said(on)}放款{amount:,.2f}元{note}")
