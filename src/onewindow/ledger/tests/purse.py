"""A small book for the tests: money that came in, a purse, a claim on it, and what was spent."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.db import connection, transaction

from onewindow.ledger import services
from onewindow.ledger.arithmetic import Transfer
from onewindow.ledger.models import Account, Entry
from onewindow.words.actor import Actor

CASHIER = Actor(id="u-9", name="演示财政员", roles=frozenset({"finance"}), organisation="finance")
AT = datetime(2023, 9, 15, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
BOOK = "test-fund"
GIVEN, PURSE, SPENT = "test/given", "test/purse", "test/spent"


@transaction.atomic
def opened() -> None:
    services.open_book(key=BOOK, title="演示基金", by=CASHIER, at=AT)
    for key, title, side in ((GIVEN, "拨入资金", "credit"), (PURSE, "可用资金", "debit"), (SPENT, "支出", "debit")):
        services.open_account(book=BOOK, key=key, title=title, side=side, by=CASHIER, at=AT)  # type: ignore[arg-type]


@transaction.atomic
def post(*transfers: tuple[str, str, str], subject: str = "fund:test", at: datetime = AT) -> Entry:
    lines = [Transfer(debit, credit, Decimal(amount)) for debit, credit, amount in transfers]
    return services.post(book=BOOK, transfers=lines, subject=subject, clause="conv-a-10", memo="演示", by=CASHIER, at=at)


def give(amount: str, *, at: datetime = AT) -> Entry:
    return post((PURSE, GIVEN, amount), at=at)


def spend(amount: str, *, at: datetime = AT) -> Entry:
    return post((SPENT, PURSE, amount), at=at)


def held(key: str) -> Decimal:
    return Account.objects.get(key=key).balance


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
