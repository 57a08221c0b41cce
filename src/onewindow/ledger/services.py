"""What the ledger does, inside the transaction of the act that it is part of: open, post, reverse, close."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import connection

from onewindow.ledger.arithmetic import Side, Transfer, first_overdrawn, to_fen, to_yuan
from onewindow.ledger.models import Account, Book, Entry
from onewindow.ledger.models import Transfer as Line
from onewindow.trail.services import record
from onewindow.words.actor import Actor
from onewindow.words.canonical import canonical, sm3
from onewindow.words.money import format_money
from onewindow.words.refused import Refused
from onewindow.worktime.clock import day_of


def open_book(*, key: str, title: str, by: Actor, at: datetime) -> Book:
    """The book of that key, opened now if there is none."""
    book, new = Book.objects.get_or_create(key=key, defaults={"title": title, "opened_at": at})
    if new:
        record(subject=book.subject, kind="ledger.opened", by=by, at=at, body={"title": title})
    return book


def open_account(
    *,
    book: str,
    key: str,
    title: str,
    side: Side,
    may_go_negative: bool = False,
    year: int | None = None,
    by: Actor,
    at: datetime,
) -> Account:
    """The account of that key, opened now if there is none. Raises ValueError when it is there in another shape."""
    owner = locked(book)
    shape = {"book": owner, "title": title, "side": side, "may_go_negative": may_go_negative, "year": year}
    account, new = Account.objects.get_or_create(key=key, defaults={**shape, "opened_at": at})
    if new:
        record(subject=owner.subject, kind="ledger.account.opened", by=by, at=at, body={"account": key, "title": title})
    elif any(getattr(account, name) != value for name, value in shape.items()):
        raise ValueError(f"the account {key} is there in another shape")
    return account


def close_account(*, key: str, reason: str, by: Actor, at: datetime) -> Account:
    """销户: an account that holds nothing takes part in no further entry. Raises Refused while it holds something."""
    account = Account.objects.select_related("book").get(key=key)
    book = locked(account.book.key)
    account.refresh_from_db()
    if account.closed_at:
        raise Refused(f"账户“{account.title}”已经销户", code="account_closed", field="account", status=409)
    if account.debit_fen != account.credit_fen:
        message = f"账户“{account.title}”还有余额{format_money(account.balance)}元，不能销户"
        raise Refused(message, code="account_not_empty", field="account", expected="余额为0", status=409)
    account.closed_at = at
    account.save(update_fields=["closed_at"])
    record(subject=book.subject, kind="ledger.account.closed", by=by, at=at, reason=reason, body={"account": key})
    return account


def post(
    *,
    book: str,
    transfers: Sequence[Transfer],
    subject: str,
    clause: str,
    memo: str,
    by: Actor,
    at: datetime,
    reverses: Entry | None = None,
) -> Entry:
    """记账: one entry of at least one transfer, in order, under the next number of its book.

    ``subject`` is what it is about, as in the trail (``award:17``); ``clause`` what it rests on. Runs in the caller's transaction, which
    holds the book until it ends. Raises Refused (409) when an account would go below zero, saying which and by how much, and for one that
    is closed or not of this book; ValueError without a transfer; RuntimeError outside a transaction.
    """
    if not transfers:
        raise ValueError("an entry has at least one transfer")
    owner = locked(book)
    accounts = _accounts(owner, transfers)
    _require_cover(accounts, transfers, clause)
    why = {"subject": subject, "clause": clause, "memo": memo, "reverses": reverses}
    entry = Entry.objects.create(book=owner, number=owner.entries + 1, day=day_of(at), lines=len(transfers), actor=by.id, at=at, **why)
    lines = _write(entry, accounts, transfers)
    body = {"entry": entry.number, "digest": digest_of(entry, lines)}
    record(subject=owner.subject, kind="ledger.posted", by=by, at=at, reason=memo, body=body)
    return entry


def reverse(*, entry: Entry, reason: str, by: Actor, at: datetime) -> Entry:
    """冲销: the same transfers the other way round, in the order that undoes them. Once for each entry.

    Raises Refused (409) for an entry that was reversed, or whose money is no longer there.
    """
    locked(entry.book.key)
    if Entry.objects.filter(reverses=entry).exists():
        raise Refused(f"第{entry.number}号凭证已经冲销", code="already_reversed", field="entry", status=409)
    lines = entry.transfers.select_related("debit", "credit").order_by("-position")
    return post(
        book=entry.book.key,
        transfers=[Transfer(line.credit.key, line.debit.key, line.amount, line.memo) for line in lines],
        subject=entry.subject,
        clause=entry.clause,
        memo=f"冲销第{entry.number}号凭证：{reason}"[:200],
        by=by,
        at=at,
        reverses=entry,
    )


def locked(book: str) -> Book:
    """The book, held until the caller's transaction ends. Raises Refused (404) for one that was never opened."""
    if not connection.in_atomic_block:
        raise RuntimeError("the ledger is written in the transaction of the act that it is part of")
    found = Book.objects.select_for_update().filter(key=book).first()
    if found is None:
        raise Refused(f"账簿“{book}”尚未开立", code="unknown_book", field="book", status=404)
    return found


def digest_of(entry: Entry, lines: Iterable[Line]) -> str:
    """The SM3 digest of what an entry and its lines say, which its event keeps."""
    said = sorted((line.position, line.debit_id, line.credit_id, line.amount_fen, line.memo) for line in lines)
    head = [entry.book_id, entry.number, entry.day, entry.lines, entry.subject, entry.clause, entry.memo, entry.reverses_id, entry.actor]
    return sm3(canonical([head, said]).encode())


def _write(entry: Entry, accounts: dict[str, Account], transfers: Sequence[Transfer]) -> list[Line]:
    return Line.objects.bulk_create(
        Line(
            entry=entry,
            position=position,
            debit=accounts[transfer.debit],
            credit=accounts[transfer.credit],
            amount_fen=to_fen(transfer.amount),
            memo=transfer.memo,
        )
        for position, transfer in enumerate(transfers, start=1)
    )


def _accounts(book: Book, transfers: Sequence[Transfer]) -> dict[str, Account]:
    """The accounts that the transfers name, as they stand under the lock of the book."""
    named = {key for transfer in transfers for key in (transfer.debit, transfer.credit)}
    found = {account.key: account for account in Account.objects.filter(book=book, key__in=named)}
    if unknown := sorted(named - set(found)):
        raise Refused(f"账簿“{book.title}”没有账户{'、'.join(unknown)}", code="unknown_account", field="account", status=404)
    if closed := [account.title for account in found.values() if account.closed_at]:
        raise Refused(f"账户“{closed[0]}”已经销户，不能记账", code="account_closed", field="account", status=409)
    return found


def _require_cover(accounts: dict[str, Account], transfers: Sequence[Transfer], clause: str) -> None:
    held = {key: (each.normal, to_fen(each.balance)) for key, each in accounts.items() if not each.may_go_negative}
    if short := first_overdrawn(transfers, held):
        key, has, asked = short
        wanted, has_yuan = format_money(to_yuan(asked)), format_money(to_yuan(has))
        message = f"账户“{accounts[key].title}”余额{has_yuan}元，不足支付{wanted}元，缺{format_money(to_yuan(asked - has))}元"
        raise Refused(message, code="insufficient_funds", field="amount", clause=clause, expected=f"不超过{has_yuan}元", status=409)
