"""``onewindow rules …``: the rule books, what they give for some facts and why, and stored evaluations run again."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.table import Column, Table

from onewindow.cli import rules_backtest, rules_batch
from onewindow.cli.output import console, show
from onewindow.cli.rules_batch import parse_reading
from onewindow.cli.worktime import parse_day
from onewindow.rules.book import RuleBook
from onewindow.rules.describe import described
from onewindow.rules.evaluation import Evaluation
from onewindow.rules.explain import sentences
from onewindow.rules.registry import book, books
from onewindow.rules.services import replay, store
from onewindow.words.actor import SYSTEM
from onewindow.words.exact_json import loaded
from onewindow.words.refused import Problem, Refused
from onewindow.worktime.clock import now, today

rules = typer.Typer(help="规则集：查看、测算、复算。", no_args_is_help=True)
rules_batch.add_to(rules)
rules_backtest.add_to(rules)
AsJson = Annotated[bool, typer.Option("--json", help="输出一个 JSON 文档")]


def register(app: typer.Typer) -> None:
    """Add the commands of this room."""
    app.add_typer(rules, name="rules")


@rules.command("list")
def list_books(as_json: AsJson = False) -> None:
    """列出全部规则集。"""
    rows = [
        {
            "book": each.name,
            "title": each.title,
            "number": each.regulation.number,
            "version": each.version,
            "results": [rule.name for rule in each.results],
        }
        for each in books()
    ]
    show(rows, as_json, _print_books)


@rules.command("show")
def show_book(name: Annotated[str, typer.Argument(metavar="BOOK", help="规则集名称，如 open-economy")], as_json: AsJson = False) -> None:
    """查看一个规则集：填报事项、规则、标准数值、档次表、解释口径。"""
    show(described(book(name)), as_json, _print_book)


@rules.command("evaluate")
def evaluate(
    name: Annotated[str, typer.Argument(metavar="BOOK", help="规则集名称，如 open-economy")],
    facts: Annotated[str, typer.Option("--facts", metavar="FILE|-", help="JSON 文件：一组事实，或者由多组事实组成的列表；- 为标准输入")],
    on: Annotated[str | None, typer.Option(help="按哪一天的标准测算，YYYY-MM-DD；不填为业务日期当天")] = None,
    reading: Annotated[list[str] | None, typer.Option("--reading", metavar="NAME=VALUE", help="本次采用的解释口径，可重复")] = None,
    keep: Annotated[bool, typer.Option("--store", help="保存测算，供以后复算")] = False,
    as_json: AsJson = False,
) -> None:
    """测算一组或多组事实，逐条说明依据。"""
    found = book(name)
    given = _read_facts(facts)
    day = parse_day(on, field="on") if on else today()
    readings = dict(parse_reading(each) for each in reading or [])
    found.edition(day, readings)  # what is wrong with the day or a reading is wrong with all of them
    if isinstance(given, list):
        evaluations = [_evaluated(found, entry, place, day, readings) for place, entry in enumerate(given)]
    else:
        evaluations = [found.evaluate(_object(given, "facts"), on=day, readings=readings)]
    answers = [_answer(each, keep) for each in evaluations]
    show(answers if isinstance(given, list) else answers[0], as_json, lambda _: _print_evaluations(evaluations))


@rules.command("replay")
def replay_evaluation(number: Annotated[str, typer.Argument(metavar="EVALUATION_ID", help="测算编号")], as_json: AsJson = False) -> None:
    """用现行规则复算一次保存的测算，一致或者列出差异。"""
    show(replay(number).as_json(), as_json, _print_replay)


def _read_facts(source: str) -> Any:
    """JSON with exact decimals. Raises Refused when the file cannot be read or is no JSON, or says something twice."""
    try:
        text = sys.stdin.read() if source == "-" else Path(source).read_text("utf-8-sig")
        return loaded(text, field="facts", decimals=True)
    except FileNotFoundError:
        raise Refused(f"没有这个文件：{source}", code="no_such_file", field="facts") from None
    except (OSError, UnicodeDecodeError):
        raise Refused(f"文件无法读取：{source}", code="unreadable_file", field="facts", expected="UTF-8 编码的 JSON 文件") from None


def _object(given: Any, where: str) -> dict[str, Any]:
    if not isinstance(given, dict):
        raise Refused("事实应为JSON对象", code="not_an_object", field=where, expected='{"事项名称": 值, …}')
    return given


def _evaluated(found: RuleBook, entry: Any, place: int, day: Any, readings: dict[str, str]) -> Evaluation:
    """One entry of a list; what is wrong with it says which it is, from 0: ``[2].trade_usd``."""
    try:
        return found.evaluate(_object(entry, ""), on=day, readings=readings)
    except Refused as refused:
        problems = [
            Problem(f"第{place + 1}组：{each.message}", each.code, f"[{place}].{each.field}".removesuffix("."), each.clause, each.expected)
            for each in refused.problems
        ]
        raise Refused.of(problems, status=refused.status) from None


def _answer(evaluation: Evaluation, keep: bool) -> dict[str, Any]:
    number = {"evaluation": store(evaluation, by=SYSTEM, at=now()).number} if keep else {}
    return {**evaluation.as_json(), **number}


def _print_books(rows: list[dict[str, Any]]) -> None:
    table = Table("规则集", "标题", "文件", "摘要")
    for row in rows:
        table.add_row(row["book"], row["title"], row["number"], row["version"][:12])
    console.print(table)


def _print_book(answer: dict[str, Any]) -> None:
    console.print(f"[bold]{answer['title']}[/]　{answer['number']}　摘要{answer['version'][:12]}")
    for heading, key, columns in (
        ("填报事项", "facts", ("name", "title", "type", "unit", "absent")),
        ("规则", "rules", ("name", "title", "says", "citation")),
        ("标准数值", "parameters", ("name", "title", "said", "citation")),
        ("解释口径", "readings", ("name", "question", "default", "citation")),
    ):
        table = Table(*(Column(name, overflow="fold") for name in columns), title=heading, title_justify="left")
        for row in answer[key]:
            table.add_row(*(escape(str(row.get(column) or "")) for column in columns))
        console.print(table)


def _print_evaluations(evaluations: list[Evaluation]) -> None:
    for evaluation in evaluations:
        console.print(f"[bold]{evaluation.book.title}[/]　按{evaluation.on}的标准")
        for each in sentences(evaluation):
            console.print(f"\n[bold]{each.title}：{each.said}[/]　[dim]{each.citation}[/]")
            for sentence in each.sentences:
                console.print(f"  {sentence}", markup=False)


def _print_replay(answer: dict[str, Any]) -> None:
    console.print("复算一致" if answer["same"] else "[bold red]复算不一致[/]")
    for each in answer["differences"]:
        console.print(f"  {each['path']}：原为{each['stored']}，现为{each['now']}", markup=False)
