"""The guards in the database: entries are numbered without a gap and stay as they are, accounts move by transfers alone.

An entry says how many lines it has; its lines come in order and no more of them, and the next entry of the book waits until they are
all there. So what is in the ledger was booked whole. Checks on the columns (positive, between two accounts, not below zero) are
constraints of the tables.
"""

from __future__ import annotations

from typing import Final

from onewindow.trail.triggers import BEFORE, DELETE, INSERT, ROW, STATEMENT, TRUNCATE, UPDATE, Guards

_STAYS, _NEXT = "what is booked stays as it is", "an entry bears the next number, and begins when the one before is whole"
_LINE = "a line is the next of its entry, between open accounts of its book"
_MOVES, _BEGINS = "an account moves with its transfers, and is closed once", "a book and its accounts begin empty"
_RUNS = "a book counts its entries"

_LAST_IS_WHOLE = (
    "NOT EXISTS (SELECT 1 FROM ledger_entry e WHERE e.book_id = NEW.book_id AND e.number = NEW.number - 1"
    " AND e.lines <> (SELECT count(*) FROM ledger_transfer t WHERE t.entry_id = e.id))"
)
_IS_NEXT_LINE = (
    "NEW.position = (SELECT count(*) + 1 FROM ledger_transfer t WHERE t.entry_id = NEW.entry_id)"
    " AND EXISTS (SELECT 1 FROM ledger_entry e JOIN ledger_book b ON b.id = e.book_id JOIN ledger_account d ON d.book_id = b.id"
    " JOIN ledger_account c ON c.book_id = b.id WHERE e.id = NEW.entry_id AND e.number = b.entries AND NEW.position <= e.lines"
    " AND d.id = NEW.debit_id AND c.id = NEW.credit_id AND d.closed_at IS NULL AND c.closed_at IS NULL)"
)
_SAME_ACCOUNT: Final = (
    "NEW.id = OLD.id AND NEW.book_id = OLD.book_id AND NEW.key = OLD.key AND NEW.title = OLD.title AND NEW.side = OLD.side"
    " AND NEW.may_go_negative = OLD.may_go_negative AND NEW.opened_at = OLD.opened_at AND coalesce(NEW.year, 0) = coalesce(OLD.year, 0)"
)
_SAME_BOOK = "NEW.id = OLD.id AND NEW.key = OLD.key AND NEW.title = OLD.title AND NEW.opened_at = OLD.opened_at"
_CLOSES = "OLD.closed_at IS NULL AND NEW.closed_at IS NOT NULL AND NEW.debit_fen = NEW.credit_fen"


def _refused(name: str, occasion: str, table: str, unless: str, why: str) -> tuple[str, str]:
    when = f" WHEN NOT ({unless})" if unless else ""
    return name, f"CREATE TRIGGER {name} BEFORE {occasion} ON {table}{when} BEGIN SELECT RAISE(ABORT, 'ledger: {why}'); END"


# SQLite has one writer, so the last transfer is the one that moves an account, once; REPLACE is refused before it deletes.
_MOVED_BY_LAST = (
    "EXISTS (SELECT 1 FROM ledger_transfer t WHERE t.id = (SELECT max(id) FROM ledger_transfer) AND NEW.moved = t.id AND OLD.moved < t.id"
    " AND NEW.closed_at IS OLD.closed_at"
    " AND ((t.debit_id = OLD.id AND NEW.debit_fen = OLD.debit_fen + t.amount_fen AND NEW.credit_fen = OLD.credit_fen)"
    " OR (t.credit_id = OLD.id AND NEW.credit_fen = OLD.credit_fen + t.amount_fen AND NEW.debit_fen = OLD.debit_fen)))"
)
_NO_MOVE = "NEW.debit_fen = OLD.debit_fen AND NEW.credit_fen = OLD.credit_fen AND NEW.moved = OLD.moved"
_SQLITE: Final[dict[str, str]] = dict(
    (
        *(
            _refused(f"{table}_no_{verb.lower()}", verb, table, "", _STAYS)
            for table, verb in (
                ("ledger_entry", "UPDATE"),
                ("ledger_entry", "DELETE"),
                ("ledger_transfer", "UPDATE"),
                ("ledger_transfer", "DELETE"),
                ("ledger_account", "DELETE"),
                ("ledger_book", "DELETE"),
            )
        ),
        _refused(
            "ledger_book_begins",
            "INSERT",
            "ledger_book",
            "NEW.entries = 0 AND NOT EXISTS (SELECT 1 FROM ledger_book WHERE id = NEW.id OR key = NEW.key)",
            _BEGINS,
        ),
        _refused(
            "ledger_book_runs",
            "UPDATE",
            "ledger_book",
            f"{_SAME_BOOK} AND NEW.entries = OLD.entries + 1"
            " AND EXISTS (SELECT 1 FROM ledger_entry WHERE book_id = NEW.id AND number = NEW.entries)",
            _RUNS,
        ),
        _refused(
            "ledger_account_begins",
            "INSERT",
            "ledger_account",
            "NEW.debit_fen = 0 AND NEW.credit_fen = 0 AND NEW.moved = 0 AND NEW.closed_at IS NULL"
            " AND NOT EXISTS (SELECT 1 FROM ledger_account WHERE id = NEW.id OR key = NEW.key)",
            _BEGINS,
        ),
        _refused(
            "ledger_account_moves",
            "UPDATE",
            "ledger_account",
            f"{_SAME_ACCOUNT} AND (({_NO_MOVE} AND {_CLOSES}) OR {_MOVED_BY_LAST})",
            _MOVES,
        ),
        _refused(
            "ledger_entry_is_next",
            "INSERT",
            "ledger_entry",
            "NEW.number = coalesce((SELECT entries + 1 FROM ledger_book WHERE id = NEW.book_id), 0)"
            f" AND NOT EXISTS (SELECT 1 FROM ledger_entry WHERE id = NEW.id) AND {_LAST_IS_WHOLE}",
            _NEXT,
        ),
        (
            "ledger_entry_counts",
            "CREATE TRIGGER ledger_entry_counts AFTER INSERT ON ledger_entry"
            " BEGIN UPDATE ledger_book SET entries = NEW.number WHERE id = NEW.book_id; END",
        ),
        _refused(
            "ledger_transfer_is_next",
            "INSERT",
            "ledger_transfer",
            f"NOT EXISTS (SELECT 1 FROM ledger_transfer WHERE id = NEW.id) AND {_IS_NEXT_LINE}",
            _LINE,
        ),
        (
            "ledger_transfer_moves",
            "CREATE TRIGGER ledger_transfer_moves AFTER INSERT ON ledger_transfer BEGIN"
            " UPDATE ledger_account SET debit_fen = debit_fen + NEW.amount_fen, moved = NEW.id WHERE id = NEW.debit_id;"
            " UPDATE ledger_account SET credit_fen = credit_fen + NEW.amount_fen, moved = NEW.id WHERE id = NEW.credit_id; END",
        ),
    )
)

_IF = (
    "BEGIN\n  IF {} THEN\n    RETURN {};\n  END IF;\n"
    "  RAISE EXCEPTION 'ledger: {}' USING ERRCODE = 'integrity_constraint_violation';\nEND\n"
)
_FUNCTIONS: Final[dict[str, tuple[str, str]]] = {
    name: (f"{name}() RETURNS trigger LANGUAGE plpgsql", f"\n{body}")
    for name, body in {
        "ledger_refuse": _IF.format("false", "NULL", _STAYS),
        "ledger_book_follows": _IF.format(
            "(TG_OP = 'INSERT' AND NEW.entries = 0)"
            f" OR (TG_OP = 'UPDATE' AND pg_trigger_depth() > 1 AND {_SAME_BOOK} AND NEW.entries = OLD.entries + 1)",
            "NEW",
            _RUNS,
        ),
        "ledger_account_begins": _IF.format(
            "NEW.debit_fen = 0 AND NEW.credit_fen = 0 AND NEW.moved = 0 AND NEW.closed_at IS NULL", "NEW", _BEGINS
        ),
        "ledger_account_follows": _IF.format(
            f"{_SAME_ACCOUNT} AND (({_NO_MOVE} AND {_CLOSES})"
            " OR (pg_trigger_depth() > 1 AND NEW.closed_at IS NOT DISTINCT FROM OLD.closed_at))",
            "NEW",
            _MOVES,
        ),
        "ledger_entry_next": _IF.format(
            f"NEW.number = coalesce((SELECT entries + 1 FROM ledger_book WHERE id = NEW.book_id FOR UPDATE), 0) AND {_LAST_IS_WHOLE}",
            "NEW",
            _NEXT,
        ),
        "ledger_entry_count": "BEGIN\n  UPDATE ledger_book SET entries = NEW.number WHERE id = NEW.book_id;\n  RETURN NULL;\nEND\n",
        "ledger_transfer_next": _IF.format(_IS_NEXT_LINE, "NEW", _LINE),
        "ledger_transfer_move": (
            "BEGIN\n  UPDATE ledger_account SET debit_fen = debit_fen + NEW.amount_fen, moved = NEW.id WHERE id = NEW.debit_id;\n"
            "  UPDATE ledger_account SET credit_fen = credit_fen + NEW.amount_fen, moved = NEW.id WHERE id = NEW.credit_id;\n"
            "  RETURN NULL;\nEND\n"
        ),
    }.items()
}
_TRIGGERS: Final[dict[str, tuple[str, str, int, str]]] = {
    "ledger_entry_kept": ("ledger_entry", "BEFORE UPDATE OR DELETE OR TRUNCATE", STATEMENT, "ledger_refuse"),
    "ledger_transfer_kept": ("ledger_transfer", "BEFORE UPDATE OR DELETE OR TRUNCATE", STATEMENT, "ledger_refuse"),
    "ledger_account_kept": ("ledger_account", "BEFORE DELETE OR TRUNCATE", BEFORE | DELETE | TRUNCATE, "ledger_refuse"),
    "ledger_book_kept": ("ledger_book", "BEFORE DELETE OR TRUNCATE", BEFORE | DELETE | TRUNCATE, "ledger_refuse"),
    "ledger_book_runs": ("ledger_book", "BEFORE INSERT OR UPDATE", ROW | BEFORE | INSERT | UPDATE, "ledger_book_follows"),
    "ledger_account_begins": ("ledger_account", "BEFORE INSERT", ROW | BEFORE | INSERT, "ledger_account_begins"),
    "ledger_account_moves": ("ledger_account", "BEFORE UPDATE", ROW | BEFORE | UPDATE, "ledger_account_follows"),
    "ledger_entry_is_next": ("ledger_entry", "BEFORE INSERT", ROW | BEFORE | INSERT, "ledger_entry_next"),
    "ledger_entry_counts": ("ledger_entry", "AFTER INSERT", ROW | INSERT, "ledger_entry_count"),
    "ledger_transfer_is_next": ("ledger_transfer", "BEFORE INSERT", ROW | BEFORE | INSERT, "ledger_transfer_next"),
    "ledger_transfer_moves": ("ledger_transfer", "AFTER INSERT", ROW | INSERT, "ledger_transfer_move"),
}

GUARDS: Final = Guards(
    tables=("ledger_book", "ledger_account", "ledger_entry", "ledger_transfer"),
    sqlite=_SQLITE,
    functions=_FUNCTIONS,
    triggers=_TRIGGERS,
)
