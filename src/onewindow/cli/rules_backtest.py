"""``onewindow rules backtest``: what a draft of figures would have cost, over a file of enterprises or the county's register."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import polars as pl
import typer
from rich.table import Table

from onewindow.cli.output import console, show
from onewindow.cli.rules_batch import bar
from onewindow.cli.worktime import parse_day
from onewindow.rules import sheet_columns, sheets
from onewindow.rules.amending import Changes, changes_of
from onewindow.rules.backtest import Backtest, backtest
from onewindow.rules.book import RuleBook
from onewindow.rules.known import register_of
from onewindow.rules.registry import book
from onewindow.rules.rows import as_frame, require_right
from onewindow.web.backtests import as_json as report_json
from onewindow.web.backtests import changed_lines, sheets_of
from onewindow.web.workbook import workbook
from onewindow.words.exact_json import loaded
from onewindow.words.money import parse_money
from onewindow.words.refused import Refused
from onewindow.worktime.clock import today

REGISTER = "register"
LABELS = ("uscc", "name")


def add_to(rules: typer.Typer) -> None:
    """Add the command to those of the rules."""
    rules.command("backtest")(try_draft)


def try_draft(
    name: Annotated[str, typer.Argument(metavar="BOOK", help="规则集名称，如 open-economy")],
    changes: Annotated[Path, typer.Option("--changes", metavar="FILE", help='草案的 JSON 文件：{"figures": {"名称": "数值"}}')],
    source: Annotated[str, typer.Option("--in", metavar="FILE|register[:YEAR]", help="企业数据：.parquet、.xlsx，或者企业名录的一个年度")],
    on: Annotated[str | None, typer.Option(metavar="DATE", help="按哪一天的标准比较，YYYY-MM-DD；不填为业务日期当天")] = None,
    budget: Annotated[str | None, typer.Option(metavar="YUAN", help="年度预算（元），用来比较")] = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="把各表写到一个 .xlsx 文件")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="输出一个 JSON 文档")] = False,
) -> None:
    """用往年企业试算政策草案：要多少钱、谁增谁减、有没有悬崖。用的是发放资金的同一套规则，草案不生效。"""
    found = book(name)
    day = parse_day(on, field="on") if on else today()
    drafted = _changes(changes)
    line = parse_money(budget, field="budget") if budget else None
    rows = _rows(found, source)
    with bar(as_json) as progress:
        report = backtest(found, drafted, rows, on=day, budget=line, progress=lambda done, of, _: progress(done, of) if progress else None)
    if out:
        out.write_bytes(workbook(sheets_of(report, changes.stem, changed_lines(found, day, drafted))))
    show({"book": found.name, "version": found.version, **report_json(report)}, as_json, lambda _: _print(report))


def _changes(file: Path) -> Changes:
    try:
        return changes_of(loaded(file.read_text("utf-8-sig"), field="changes", decimals=True))
    except FileNotFoundError:
        raise Refused(f"没有这个文件：{file}", code="no_such_file", field="changes") from None
    except (OSError, UnicodeDecodeError):
        raise Refused(f"文件无法读取：{file}", code="unreadable_file", field="changes", expected="UTF-8 编码的 JSON 文件") from None


def _rows(found: RuleBook, source: str) -> pl.DataFrame:
    """The enterprises. Raises Refused where there are none, and for a file with a wrong row."""
    kind, _, year = source.partition(":")
    if kind == REGISTER:
        register = register_of(found.name)
        years = register.years() if register else ()
        if register is None or not years or (year and (not year.isdecimal() or int(year) not in years)):
            known = "、".join(map(str, years)) or "没有"
            raise Refused(f"企业名录没有这个年度的数据：{year or source}", code="no_source", field="in", expected=f"有数据的年度：{known}")
        return register.frame(int(year) if year else years[0])
    file = Path(source)
    if not file.is_file():
        raise Refused(f"没有这个文件：{source}", code="no_such_file", field="in")
    if file.suffix == ".parquet":
        return _parquet(file)
    names = [each for each, fact in found.uses.facts.items() if not fact.of_day]
    labels = (sheet_columns.uscc(required=False), sheet_columns.text("name", "企业名称"))
    columns = (*labels, *sheet_columns.facts(found.facts, *names, on=today()))
    sheet = sheets.read(file.read_bytes(), columns, unique=("uscc",))
    require_right(sheet, columns, field="in")
    return as_frame(found.facts, [row.values for row in sheet.rows], LABELS)


def _parquet(file: Path) -> pl.DataFrame:
    try:
        return pl.read_parquet(file)
    except (pl.exceptions.PolarsError, OSError):
        raise Refused(f"文件无法读取：{file.name}", code="unreadable_file", field="in", expected="Parquet文件") from None


def _print(report: Backtest) -> None:
    total, moves = report.total, report.moves
    console.print(
        f"[bold]{report.enterprises}家企业[/]　现行{total.before.amount:,}元　草案{total.after.amount:,}元　增减{report.cost:,}元"
    )
    console.print(f"增加{moves.winners}家，减少{moves.losers}家，不变{moves.unchanged}家，资料不足{moves.unknown}家")
    if report.budget is not None:
        console.print(f"年度预算{report.budget:,}元，{'超过' if total.after.amount > report.budget else '未超过'}")
    table = Table("奖补项目", "现行（元）", "草案（元）", "现行（家）", "草案（家）")
    for line in report.results:
        table.add_row(line.title, f"{line.before.amount:,}", f"{line.after.amount:,}", str(line.before.winners), str(line.after.winners))
    console.print(table)
    for each in report.cliffs:
        console.print(f"悬崖（{each.state}）：{each.title}{each.bound}，{each.high:,}元 → {each.low:,}元（{each.found}）", markup=False)
