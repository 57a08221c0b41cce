"""Entries bear numbers without a gap, move both accounts, and are refused whole when the money is not there."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import transaction

from onewindow.ledger import services
from onewindow.ledger.arithmetic import Transfer
from onewindow.ledger.models import Account, Book, Entry
from onewindow.ledger.selectors import balance, entries_about, statement, trial_balance
from onewindow.ledger.tests.purse import AT, BOOK, CASHIER, GIVEN, PURSE, SPENT, give, held, opened, post, spend
from onewindow.ledger.verification import verify
from onewindow.trail.selectors import events_of
from onewindow.words.refused import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _opened(db: None) -> None:
    opened()


def test_an_entry_moves_both_accounts_and_leaves_its_event() -> None:
    give("2000000")
    entry = spend("36000.01")
    assert (held(GIVEN), held(PURSE), held(SPENT)) == (Decimal("2000000.00"), Decimal("1963999.99"), Decimal("36000.01"))
    assert (entry.number, entry.day) == (2, date(2023, 9, 15))
    assert [event.content["entry"] for event in events_of(f"ledger:{BOOK}") if event.kind == "ledger.posted"] == [1, 2]
    assert trial_balance(BOOK).balanced
    assert verify().ok


def test_an_account_that_may_not_go_below_zero_is_not_overdrawn_and_nothing_is_half_posted() -> None:
    give("100")
    with pytest.raises(Refused) as refused:
        post((SPENT, PURSE, "60"), (SPENT, PURSE, "40.01"))
    assert refused.value.first.code == "insufficient_funds"
    assert "余额40.00元，不足支付40.01元，缺0.01元" in refused.value.first.message
    assert held(PURSE) == Decimal("100.00")
    assert Entry.objects.count() == 1
    spend("100")
    assert held(PURSE) == 0


def test_an_account_that_may_go_below_zero_says_how_far() -> None:
    with transaction.atomic():
        services.open_account(book=BOOK, key="test/quota", title="额度", side="debit", may_go_negative=True, by=CASHIER, at=AT)
    post((SPENT, "test/quota", "600000"))
    assert held("test/quota") == Decimal("-600000.00")
    assert verify().ok


def test_a_reversed_entry_is_undone_by_another_once() -> None:
    give("100")
    entry = spend("30")
    with transaction.atomic():
        back = services.reverse(entry=entry, reason="重复记账", by=CASHIER, at=AT)
    assert (held(PURSE), held(SPENT), back.memo) == (Decimal("100.00"), Decimal("0.00"), "冲销第2号凭证：重复记账")
    with pytest.raises(Refused) as refused, transaction.atomic():
        services.reverse(entry=entry, reason="再冲一次", by=CASHIER, at=AT)
    assert refused.value.first.code == "already_reversed"


def test_an_entry_whose_money_is_gone_cannot_be_reversed() -> None:
    entry = give("100")
    spend("100")
    with pytest.raises(Refused) as refused, transaction.atomic():
        services.reverse(entry=entry, reason="拨款有误", by=CASHIER, at=AT)
    assert refused.value.first.code == "insufficient_funds"


def test_a_closed_account_takes_part_in_nothing_more() -> None:
    give("100")
    with pytest.raises(Refused) as refused, transaction.atomic():
        services.close_account(key=PURSE, reason="基金终止", by=CASHIER, at=AT)
    assert refused.value.first.code == "account_not_empty"
    spend("100")
    with transaction.atomic():
        services.close_account(key=PURSE, reason="基金终止", by=CASHIER, at=AT)
    for again in (lambda: give("1"), lambda: services.close_account(key=PURSE, reason="再销", by=CASHIER, at=AT)):
        with pytest.raises(Refused) as refused, transaction.atomic():
            again()
        assert refused.value.first.code == "account_closed"


def test_opening_again_changes_nothing_and_another_shape_is_a_mistake() -> None:
    opened()
    assert (Book.objects.count(), Account.objects.count()) == (1, 3)
    with pytest.raises(ValueError, match="another shape"), transaction.atomic():
        services.open_account(book=BOOK, key=PURSE, title="可用资金", side="credit", by=CASHIER, at=AT)


@pytest.mark.parametrize(("book", "debit", "code"), [("nowhere", PURSE, "unknown_book"), (BOOK, "test/nobody", "unknown_account")])
def test_what_was_never_opened_is_refused(book: str, debit: str, code: str) -> None:
    lines = [Transfer(debit, GIVEN, Decimal(1))]
    with pytest.raises(Refused) as refused, transaction.atomic():
        services.post(book=book, transfers=lines, subject="fund:test", clause="conv-a-10", memo="演示", by=CASHIER, at=AT)
    assert (refused.value.first.code, refused.value.status) == (code, 404)


def test_an_entry_of_nothing_is_no_entry() -> None:
    with pytest.raises(ValueError, match="at least one"):
        post()


def test_a_balance_is_known_on_any_day_and_the_statement_adds_up() -> None:
    give("100", at=AT.replace(day=1))
    spend("30", at=AT.replace(day=10))
    spend("20.50", at=AT.replace(day=20))
    assert [balance(PURSE, date(2023, 9, day)) for day in (1, 9, 10, 30)] == [100, 100, 70, Decimal("49.50")]
    assert balance(PURSE) == Decimal("49.50")
    assert balance("test/never-opened") == 0
    told = statement(PURSE, since=date(2023, 9, 5), until=date(2023, 9, 15))
    assert (told.opening, told.closing) == (100, 70)
    assert [(line.entry, line.other, line.debit, line.credit, line.balance) for line in told.lines] == [(2, "支出", None, 30, 70)]
    assert told.opening + sum((line.debit or 0) - (line.credit or 0) for line in told.lines) == told.closing


def test_the_trial_balance_of_a_past_day_balances_too() -> None:
    give("100", at=AT.replace(day=1))
    spend("30", at=AT.replace(day=10))
    past = trial_balance(BOOK, on=date(2023, 9, 5))
    assert [(row.account.key, row.balance) for row in past.rows] == [(GIVEN, 100), (PURSE, 100), (SPENT, 0)]
    assert past.balanced
    assert past.debit == 100


def test_the_entries_about_something_are_found_by_it() -> None:
    post((PURSE, GIVEN, "5"), subject="award:17")
    give("1")
    assert [entry.number for entry in entries_about("award:17")] == [1]
