"""What became of the money of a case: told on its chain by who paid it, so that the applicant is told. The case stays as it is."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from onewindow.cases.models import Case
from onewindow.trail.services import record
from onewindow.words.actor import Actor

Outcome = Literal["paid", "payment_failed", "payment_returned"]  # 拨付, 没有付成, 退汇


def tell_payment(outcome: Outcome, *, number: str, amount_cny: Decimal, on: date, reason: str = "", by: Actor, at: datetime) -> None:
    """Leave the event in the transaction of the act that booked the money; ``on`` is the bank's day, ``reason`` the bank's."""
    body = {"amount": amount_cny, "on": on}
    record(subject=Case(number=number).subject, kind=f"case.{outcome}", by=by, at=at, reason=reason, body=body)
