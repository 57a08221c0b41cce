"""Whether the ledger is what was booked: everything computed again from the transfers, and held against totals, numbers and the trail."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from django.db import connection

from onewindow.ledger.arithmetic import Totals, sums
from onewindow.ledger.guards import GUARDS
from onewindow.ledger.models import Account, Book, Entry, Transfer
from onewindow.ledger.services import digest_of
from onewindow.trail.models import Event


@dataclass(frozen=True, slots=True)
class Broken:
    """Something that is not as it was booked: the book, account or entry, and what is wrong with it, in Chinese."""

    where: str
    what: str


@dataclass(frozen=True, slots=True)
class Verification:
    """What was checked, and everything that is broken."""

    ok: bool
    books: int
    accounts: int
    entries: int
    transfers: int
    broken: tuple[Broken, ...]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def verify() -> Verification:
    """Compute every balance again from the transfers. The trail itself is verified apart (``trail.verification``)."""
    found = [*_guards(), *_accounts(), *_entries()]
    books, accounts, entries, transfers = (model._default_manager.count() for model in (Book, Account, Entry, Transfer))
    return Verification(not found, books, accounts, entries, transfers, tuple(found))


def _guards() -> Iterator[Broken]:
    if off := GUARDS.missing(connection):
        yield Broken("guards", f"数据库防护触发器缺失或被改动：{'、'.join(off)}")


def _accounts() -> Iterator[Broken]:
    lines = Transfer.objects.values_list("debit_id", "credit_id", "amount_fen").iterator(chunk_size=5000)
    totals = sums((str(debit), str(credit), amount) for debit, credit, amount in lines)
    for account in Account.objects.all():
        booked, kept = totals.get(str(account.pk), Totals()), Totals(account.debit_fen, account.credit_fen)
        if booked != kept:
            yield Broken(
                account.key, f"累计数（借{kept.debit}分、贷{kept.credit}分）与转账合计（借{booked.debit}分、贷{booked.credit}分）不符"
            )
        if not account.may_go_negative and booked.balance(account.normal) < 0:
            yield Broken(account.key, "不得为负的账户余额为负")


def _entries() -> Iterator[Broken]:
    for book in Book.objects.all():
        told = _told(book)
        number = 0
        entries = Entry.objects.filter(book=book).order_by("number").prefetch_related("transfers__debit", "transfers__credit")
        for number, entry in enumerate(entries.iterator(chunk_size=1000), start=1):
            yield from (Broken(f"{book.key}#{entry.number}", what) for what in _entry(entry, number, told.pop(entry.number, None)))
        if number != book.entries:
            yield Broken(book.key, f"账簿记有{book.entries}个分录，库内有{number}个")
        yield from (Broken(f"{book.key}#{lost}", "留痕中有此分录，账簿中没有") for lost in told)


def _entry(entry: Entry, number: int, digest: str | None) -> Iterator[str]:
    lines = list(entry.transfers.all())
    if entry.number != number:
        yield f"凭证号不连续，应为{number}"
    if len(lines) != entry.lines:
        yield f"应有{entry.lines}笔转账，实有{len(lines)}笔"
    if any(line.debit.book_id != entry.book_id or line.credit.book_id != entry.book_id for line in lines):
        yield "转账的账户不属于本账簿"
    if digest != digest_of(entry, lines):
        yield "内容与留痕所记的摘要不符" if digest else "留痕中没有此分录"


def _told(book: Book) -> dict[int, str]:
    """What the trail says was booked: entry number → digest."""
    bodies = Event.objects.filter(subject=book.subject, kind="ledger.posted").values_list("body", flat=True)
    return {said["entry"]: said["digest"] for said in map(json.loads, bodies)}
