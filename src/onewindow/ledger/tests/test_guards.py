"""The database itself refuses what is no double entry, whoever asks; and verification finds what was done with the guards off."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.core.management.sql import emit_pre_migrate_signal
from django.db import DatabaseError, connection, models, transaction
from django.db.migrations import Migration

from onewindow.ledger.guards import GUARDS
from onewindow.ledger.models import Account, Book, Entry, Transfer
from onewindow.ledger.tests.purse import give, opened, post, run, spend
from onewindow.ledger.verification import verify

PURSE, SPENT = "(SELECT id FROM ledger_account WHERE key = 'test/purse')", "(SELECT id FROM ledger_account WHERE key = 'test/spent')"
ENTRY = "book_id, number, day, lines, subject, clause, memo, actor, at"
LINE = "entry_id, position, debit_id, credit_id, amount_fen, memo"
SECOND = "(SELECT id FROM ledger_entry WHERE number = 2)"
ACCOUNT = "book_id, key, title, side, may_go_negative, opened_at, debit_fen, credit_fen, moved"
EMPTY_BOOK = "INSERT INTO ledger_book (key, title, opened_at, entries) SELECT 'x', 'x', opened_at, {} FROM ledger_book"


def entry(number: str, lines: int = 1) -> str:
    values = f"book_id, {number}, day, {lines}, subject, clause, memo, actor, at"
    return f"INSERT INTO ledger_entry ({ENTRY}) SELECT {values} FROM ledger_entry WHERE number = 1"


def line(entry: str, position: int, debit: str = SPENT, credit: str = PURSE, fen: int = 1) -> str:
    return f"INSERT INTO ledger_transfer ({LINE}) VALUES ({entry}, {position}, {debit}, {credit}, {fen}, '')"


REFUSED = [
    "UPDATE ledger_transfer SET amount_fen = amount_fen",
    "UPDATE ledger_transfer SET amount_fen = 1",
    "DELETE FROM ledger_transfer",
    "UPDATE ledger_entry SET memo = 'x'",
    "DELETE FROM ledger_entry",
    "DELETE FROM ledger_account",
    "DELETE FROM ledger_book",
    "UPDATE ledger_book SET entries = entries + 1",
    "UPDATE ledger_book SET title = 'x'",
    EMPTY_BOOK.format(1),
    "UPDATE ledger_account SET debit_fen = debit_fen + 100",
    f"UPDATE ledger_account SET debit_fen = debit_fen + 3000 WHERE id = {SPENT}",  # what the last transfer moved, once more
    "UPDATE ledger_account SET debit_fen = 0, credit_fen = 0",
    "UPDATE ledger_account SET side = 'credit' WHERE side = 'debit'",
    "UPDATE ledger_account SET may_go_negative = true",
    "UPDATE ledger_account SET closed_at = opened_at",  # none is empty
    f"INSERT INTO ledger_account ({ACCOUNT}) SELECT book_id, 'x', title, side, may_go_negative, opened_at, 5, 5, 0 FROM ledger_account",
    entry("4"),  # a gap
    entry("2"),  # a double
    entry("1"),
    line(SECOND, 2),  # it has one line
    line(SECOND, 1),
    line("(SELECT id FROM ledger_entry WHERE number = 1)", 2),  # an old entry
]
REFUSED += {
    "postgresql": [
        "TRUNCATE ledger_transfer",
        "TRUNCATE ledger_account CASCADE",
        "SET LOCAL session_replication_role = 'replica'; DELETE FROM ledger_transfer",
        "SET LOCAL session_replication_role = 'replica'; UPDATE ledger_account SET debit_fen = debit_fen + 100",
    ],
    "sqlite": [
        f"REPLACE INTO ledger_transfer (id, {LINE}) SELECT id, {LINE} FROM ledger_transfer",
        f"REPLACE INTO ledger_entry (id, {ENTRY}) SELECT id, {ENTRY} FROM ledger_entry",
        f"REPLACE INTO ledger_account (id, {ACCOUNT}) SELECT id, {ACCOUNT} FROM ledger_account",
        "REPLACE INTO ledger_book (id, key, title, opened_at, entries) SELECT id, key, title, opened_at, 0 FROM ledger_book",
    ],
}[connection.vendor]


def damaged(*statements: str) -> None:
    connection.check_constraints()
    GUARDS.lift(connection)
    for statement in statements:
        run(statement)
    connection.check_constraints()
    GUARDS.restore(connection)


@pytest.fixture
def two_entries(db: None) -> None:
    opened()
    give("100")
    spend("30")


@pytest.mark.parametrize("statement", REFUSED)
def test_the_database_refuses(two_entries: None, statement: str) -> None:
    connection.check_constraints()  # nothing waits any more: PostgreSQL truncates and alters no table with waiting checks
    with pytest.raises(DatabaseError, match="ledger:"), transaction.atomic():
        run(statement)
    assert verify().ok


@pytest.mark.parametrize(
    ("statement", "constraint"),
    [
        (line("(SELECT max(id) FROM ledger_entry)", 1, fen=0), "positive"),
        (line("(SELECT max(id) FROM ledger_entry)", 1, fen=-5), "positive"),
        (line("(SELECT max(id) FROM ledger_entry)", 1, debit=PURSE), "between_two"),
        (line("(SELECT max(id) FROM ledger_entry)", 1, fen=7001), "not_below_zero"),
    ],
)
def test_the_database_refuses_an_amount_that_is_none_and_one_that_is_not_there(two_entries: None, statement: str, constraint: str) -> None:
    with pytest.raises(DatabaseError, match=constraint), transaction.atomic():
        run(entry("3"))
        run(statement)
    assert verify().ok


def test_the_next_entry_waits_until_the_one_before_is_whole(two_entries: None) -> None:
    run(entry("3", lines=2))
    run(line("(SELECT max(id) FROM ledger_entry)", 1))
    with pytest.raises(DatabaseError, match="ledger: an entry"), transaction.atomic():
        run(entry("4"))
    run(line("(SELECT max(id) FROM ledger_entry)", 2))
    run(entry("4"))


def test_a_transfer_into_another_book_is_refused(two_entries: None) -> None:
    run(EMPTY_BOOK.format(0))
    other = "SELECT (SELECT id FROM ledger_book WHERE key = 'x'), 'x', title, side, may_go_negative, opened_at, 0, 0, 0"
    run(f"INSERT INTO ledger_account ({ACCOUNT}) {other} FROM ledger_account WHERE key = 'test/spent'")
    with pytest.raises(DatabaseError, match="ledger: a line"), transaction.atomic():
        run(entry("3"))
        run(line("(SELECT max(id) FROM ledger_entry)", 1, debit="(SELECT id FROM ledger_account WHERE key = 'x')"))


def test_the_migration_installs_every_guard_and_puts_back_what_is_gone(two_entries: None) -> None:
    assert GUARDS.missing(connection) == []
    connection.check_constraints()
    GUARDS.lift(connection)
    assert not verify().ok
    call_command("migrate", verbosity=0)
    assert GUARDS.missing(connection) == []
    with pytest.raises(DatabaseError, match="ledger:"), transaction.atomic():
        run("DELETE FROM ledger_transfer")


@pytest.mark.parametrize(
    ("model", "name"), [(Book, "title"), (Account, "title"), (Entry, "memo"), (Transfer, "memo")], ids=lambda each: str(each)
)
def test_a_table_that_a_migration_rebuilds_keeps_its_rows_and_gets_its_guards_back(live_database: str, model: type, name: str) -> None:
    opened()
    give("100")
    before = model._meta.get_field(name)  # type: ignore[attr-defined]
    after = models.CharField(max_length=250, blank=True)
    after.set_attributes_from_name(name)
    emit_pre_migrate_signal(verbosity=0, interactive=False, db="default", plan=[(Migration("0002_longer", "ledger"), False)])
    with connection.schema_editor() as editor:
        editor.alter_field(model, before, after)
    call_command("migrate", verbosity=0)
    spend("30")
    assert verify().ok


@pytest.mark.parametrize(
    ("damage", "what"),
    [
        ("UPDATE ledger_account SET debit_fen = debit_fen + 1 WHERE key = 'test/spent'", "不符"),
        (f"UPDATE ledger_transfer SET amount_fen = 1 WHERE entry_id = {SECOND}", "不符"),
        (f"DELETE FROM ledger_transfer WHERE entry_id = {SECOND}", "应有1笔转账，实有0笔"),
        ("UPDATE ledger_entry SET number = 3 WHERE number = 2", "凭证号不连续"),
        ("UPDATE ledger_entry SET memo = 'x' WHERE number = 2", "留痕所记的摘要不符"),
        ("UPDATE ledger_book SET entries = 3", "账簿记有3个分录，库内有2个"),
        ("UPDATE ledger_account SET debit_fen = debit_fen - 100000, credit_fen = credit_fen - 100000 WHERE false", ""),
    ],
)
def test_verification_names_what_was_changed_with_the_guards_off(two_entries: None, damage: str, what: str) -> None:
    damaged(damage)
    found = verify()
    assert found.ok == (not what)
    assert any(what in broken.what for broken in found.broken) == bool(what)


def test_a_forger_who_changes_transfer_and_totals_alike_is_found_by_the_trail(two_entries: None) -> None:
    damaged(
        f"UPDATE ledger_transfer SET amount_fen = 2000 WHERE entry_id = {SECOND}",
        "UPDATE ledger_account SET debit_fen = 2000 WHERE key = 'test/spent'",
        "UPDATE ledger_account SET credit_fen = 2000 WHERE key = 'test/purse'",
    )
    assert [broken.what for broken in verify().broken] == ["内容与留痕所记的摘要不符"]


def test_verification_of_several_lines_in_one_entry_is_whole(two_entries: None) -> None:
    post(("test/spent", "test/purse", "1"), ("test/spent", "test/purse", "2"))
    found = verify()
    assert (found.ok, found.books, found.accounts, found.entries, found.transfers) == (True, 1, 3, 3, 4)
