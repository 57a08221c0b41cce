"""``onewindow ledger …``: whether the money is what was booked, and what each account holds."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

import typer
from rich.table import Table

from onewindow.cli.output import console, show
from onewindow.cli.worktime import parse_day
from onewindow.ledger import selectors, verification
from onewindow.ledger.models import Book
from onewindow.words.money import format_money

AsJson = Annotated[bool, typer.Option("--json", help="输出一个JSON文档")]
On = Annotated[str, typer.Option("--on", metavar="DATE", help="截至这一天（含）的余额，如 2023-12-31；不写为现在")]

ledger = typer.Typer(no_args_is_help=True, help="账簿：核对、余额与明细")


def register(app: typer.Typer) -> None:
    """Add ``ledger`` to the command tree."""
    app.add_typer(ledger, name="ledger")


@ledger.command("verify")
def verify(as_json: AsJson = False) -> None:
    """由转账重新计算每个账户的余额，与累计数、凭证号和留痕核对。退出码：相符为0，不符为1。"""
    found = verification.verify()
    show(found.as_json(), as_json, lambda _: _print_verification(found))
    if not found.ok:
        raise typer.Exit(1)


@ledger.command("balances")
def balances(on: On = "", as_json: AsJson = False) -> None:
    """列出每本账簿各账户的余额，并试算平衡。"""
    day = parse_day(on, field="on") if on else None
    told = [_trial(book, day) for book in Book.objects.all()]
    show(told, as_json, lambda _: _print_balances(told))


@ledger.command("statement")
def statement(
    account: Annotated[str, typer.Argument(metavar="ACCOUNT", help="账户代号，见 onewindow ledger balances")], as_json: AsJson = False
) -> None:
    """列出一个账户的明细。"""
    found = selectors.statement(account)
    lines = [
        {"day": line.day, "entry": line.entry, "memo": line.memo, "debit": line.debit, "credit": line.credit, "balance": line.balance}
        for line in found.lines
    ]
    data = {"account": account, "title": found.account.title, "lines": lines, "closing": found.closing}
    show(data, as_json, lambda _: _print_statement(found))


def _trial(book: Book, day: date | None) -> dict[str, Any]:
    found = selectors.trial_balance(book.key, day)
    accounts = [
        {"account": row.account.key, "title": row.account.title, "side": row.account.side, "balance": row.balance} for row in found.rows
    ]
    return {
        "book": book.key,
        "title": book.title,
        "entries": book.entries,
        "accounts": accounts,
        "debit": found.debit,
        "credit": found.credit,
        "balanced": found.balanced,
    }


def _print_verification(found: verification.Verification) -> None:
    counted = f"{found.books}本账簿、{found.accounts}个账户、{found.entries}个分录、{found.transfers}笔转账"
    console.print(f"[green]相符[/]：{counted}" if found.ok else f"[bold red]不符[/]：{counted}")
    for broken in found.broken:
        console.print(f"  {broken.where}：{broken.what}", markup=False)


def _print_balances(told: list[dict[str, Any]]) -> None:
    if not told:
        console.print("没有账簿。")
    for book in told:
        table = Table(title=f"{book['title']}（{book['entries']}个分录）", title_justify="left")
        for heading in ("账户", "代号", "方向"):
            table.add_column(heading)
        table.add_column("余额（元）", justify="right")
        for row in book["accounts"]:
            table.add_row(row["title"], row["account"], "借" if row["side"] == "debit" else "贷", format_money(row["balance"]))
        console.print(table)
        console.print("试算平衡" if book["balanced"] else "[bold red]试算不平衡[/]")


def _print_statement(found: selectors.Statement) -> None:
    table = Table(title=f"{found.account.title}（{found.account.key}）", title_justify="left")
    for heading in ("日期", "凭证号", "摘要", "对方账户"):
        table.add_column(heading)
    for heading in ("借方", "贷方", "余额"):
        table.add_column(heading, justify="right")
    for line in found.lines:
        amounts = [format_money(amount) if amount is not None else "" for amount in (line.debit, line.credit, line.balance)]
        table.add_row(line.day.isoformat(), str(line.entry), line.memo, line.other, *amounts)
    console.print(table)
