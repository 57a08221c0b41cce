"""Questions to the ledger: balances now and on a day, the statement of an account, the trial balance, the entries about something."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet, Sum

from onewindow.ledger.arithmetic import Totals, to_yuan
from onewindow.ledger.models import Account, Entry, Transfer
from onewindow.words.refused import Refused


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One movement of an account: what it was debited or credited, from where or to where, and what it then held."""

    day: date
    entry: int
    memo: str
    other: str
    debit: Decimal | None
    credit: Decimal | None
    balance: Decimal
    subject: str
    clause: str


@dataclass(frozen=True, slots=True)
class Statement:
    """账户明细: what an account held before the first day, each movement in order, and what it held after the last."""

    account: Account
    opening: Decimal
    lines: tuple[StatementLine, ...]
    closing: Decimal


@dataclass(frozen=True, slots=True)
class TrialRow:
    """One account of the trial balance: everything debited and credited until the day, and the balance on its own side."""

    account: Account
    debit: Decimal
    credit: Decimal
    balance: Decimal


@dataclass(frozen=True, slots=True)
class TrialBalance:
    """试算平衡: the accounts of a book; the totals of both sides are equal, or the ledger is broken."""

    rows: tuple[TrialRow, ...]
    debit: Decimal
    credit: Decimal

    @property
    def balanced(self) -> bool:
        return self.debit == self.credit


def account(key: str) -> Account:
    """The account of that key. Raises Refused (404)."""
    found = Account.objects.select_related("book").filter(key=key).first()
    if found is None:
        raise Refused(f"没有代号为“{key}”的账户", code="unknown_account", field="account", status=404)
    return found


def balance(key: str, on: date | None = None) -> Decimal:
    """What an account holds now, or held at the end of a day, in 元 on its own side; nothing before it was opened."""
    found = Account.objects.filter(key=key).first()
    if found is None:
        return Decimal("0.00")
    return found.balance if on is None else to_yuan(_totals([found], on)[found.pk].balance(found.normal))


def statement(key: str, since: date | None = None, until: date | None = None) -> Statement:
    """The movements of an account in the order of the book, within these days. Raises Refused (404)."""
    found = account(key)
    lines = Transfer.objects.filter(Q(debit=found) | Q(credit=found)).select_related("entry", "debit", "credit").order_by("id")
    running, before, told = Totals(), Totals(), []
    for line in lines if until is None else lines.filter(entry__day__lte=until):
        mine = line.debit_id == found.pk
        running = Totals(running.debit + line.amount_fen * mine, running.credit + line.amount_fen * (not mine))
        if since is not None and line.entry.day < since:
            before = running
            continue
        told.append(_statement_line(line, mine, to_yuan(running.balance(found.normal))))
    return Statement(found, to_yuan(before.balance(found.normal)), tuple(told), to_yuan(running.balance(found.normal)))


def trial_balance(book: str, on: date | None = None, year: int | None = None) -> TrialBalance:
    """Every account of a book, or of one of its years, now or at the end of a day."""
    accounts = Account.objects.filter(book__key=book)
    accounts = accounts if year is None else accounts.filter(year=year)
    found = list(accounts)
    totals = {each.pk: Totals(each.debit_fen, each.credit_fen) for each in found} if on is None else _totals(found, on)
    rows = tuple(
        TrialRow(each, to_yuan(total.debit), to_yuan(total.credit), to_yuan(total.balance(each.normal)))
        for each in found
        for total in (totals[each.pk],)
    )
    zero = Decimal("0.00")
    return TrialBalance(rows, sum((row.debit for row in rows), zero), sum((row.credit for row in rows), zero))


def entries_about(subject: str) -> QuerySet[Entry]:
    """The entries about something, in the order of the book."""
    return Entry.objects.filter(subject=subject).prefetch_related("transfers__debit", "transfers__credit").order_by("id")


def _statement_line(line: Transfer, mine: bool, held: Decimal) -> StatementLine:
    entry = line.entry
    return StatementLine(
        day=entry.day,
        entry=entry.number,
        memo=line.memo or entry.memo,
        other=(line.credit if mine else line.debit).title,
        debit=line.amount if mine else None,
        credit=None if mine else line.amount,
        balance=held,
        subject=entry.subject,
        clause=entry.clause,
    )


def _totals(accounts: Sequence[Account], on: date) -> dict[int, Totals]:
    until = Transfer.objects.filter(entry__day__lte=on)
    debits = dict(until.filter(debit__in=accounts).order_by().values_list("debit").annotate(total=Sum("amount_fen")))
    credits = dict(until.filter(credit__in=accounts).order_by().values_list("credit").annotate(total=Sum("amount_fen")))
    return {each.pk: Totals(debits.get(each.pk, 0), credits.get(each.pk, 0)) for each in accounts}
