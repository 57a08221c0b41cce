"""The sums of the days: every movement of a loan is added to its day, its bank and its mode. Under the lock of the position."""

from __future__ import annotations

from datetime import date

from django.db.models import F

from miluo.risk_fund.models.loans import FundLoan, LoanEvent
from miluo.risk_fund.models.money import DayFlow


def flow(loan: FundLoan, kind: str, day: date, fen: int) -> None:
    """Add to the sum of one kind of movement."""
    add(loan.bank_id, loan.mode, kind, day, fen)


def add(bank: int, mode: str, kind: str, day: date, fen: int) -> None:
    """The same by the bank's id, for sums of many loans."""
    if not fen:
        return
    where = {"day": day, "bank_id": bank, "mode": mode, "kind": kind}
    if not DayFlow.objects.filter(**where).update(fen=F("fen") + fen):
        DayFlow.objects.create(**where, fen=fen)


def happened(loan: FundLoan, kind: str, day: date, fen: int) -> None:
    """Something that a rate counts: an event of the loan and of its day."""
    LoanEvent.objects.create(loan=loan, kind=kind, day=day, fen=fen)
    flow(loan, kind, day, fen)
