"""``onewindow ledger``: balances that can be added up, and a verification that fails with exit 1."""

from __future__ import annotations

import json

import pytest
import typer
from django.db import connection
from typer.testing import CliRunner

from onewindow.cli import ledger
from onewindow.ledger.guards import GUARDS
from onewindow.ledger.tests.purse import PURSE, give, opened, run, spend


@pytest.fixture(autouse=True)
def _booked(db: None) -> None:
    opened()
    give("100")
    spend("30.05")


def ask(*arguments: str):
    app = typer.Typer()
    ledger.register(app)
    return CliRunner().invoke(app, ["ledger", *arguments])


def test_a_whole_ledger_exits_0_with_what_was_checked() -> None:
    done = ask("verify", "--json")
    assert done.exit_code == 0
    assert json.loads(done.stdout) == {"ok": True, "books": 1, "accounts": 3, "entries": 2, "transfers": 2, "broken": []}
    assert "相符：1本账簿、3个账户、2个分录、2笔转账" in ask("verify").stdout


def test_a_changed_ledger_exits_1_and_says_where() -> None:
    connection.check_constraints()
    GUARDS.lift(connection)
    run(f"UPDATE ledger_account SET credit_fen = 1 WHERE key = '{PURSE}'")
    connection.check_constraints()
    GUARDS.restore(connection)
    done = ask("verify")
    assert done.exit_code == 1
    assert f"{PURSE}：累计数（借10000分、贷1分）与转账合计（借10000分、贷3005分）不符" in done.stdout


def test_balances_now_and_on_a_day() -> None:
    now = json.loads(ask("balances", "--json").stdout)[0]
    assert [account["balance"] for account in now["accounts"]] == ["100.00", "69.95", "30.05"]
    assert (now["debit"], now["credit"], now["balanced"]) == ("130.05", "130.05", True)
    before = json.loads(ask("balances", "--on", "2023-09-14", "--json").stdout)[0]
    assert [account["balance"] for account in before["accounts"]] == ["0.00", "0.00", "0.00"]
    assert "试算平衡" in ask("balances").stdout


def test_the_statement_of_an_account_ends_in_its_balance() -> None:
    told = json.loads(ask("statement", PURSE, "--json").stdout)
    assert [(line["entry"], line["debit"], line["credit"], line["balance"]) for line in told["lines"]] == [
        (1, "100.00", None, "100.00"),
        (2, None, "30.05", "69.95"),
    ]
    assert told["closing"] == "69.95"
    assert "69.95" in ask("statement", PURSE).stdout
