"""``onewindow law …``: show a document or a clause, and the map of what meets every clause."""

from __future__ import annotations

import sys
from collections import Counter
from typing import Annotated, Any

import typer
from rich.table import Column, Table

from onewindow.cli import gazette, search
from onewindow.cli.output import console, show
from onewindow.cli.worktime import parse_day
from onewindow.law import citations, selectors
from onewindow.law.clause_map import markdown
from onewindow.law.coverage import STATES, coverage
from onewindow.words.refused import Refused
from onewindow.worktime.clock import today

law = typer.Typer(help="文件与条款：查看、核验效力、检查落实情况。", no_args_is_help=True)
AsJson = Annotated[bool, typer.Option("--json", help="输出一个 JSON 文档")]


def register(app: typer.Typer) -> None:
    """Add the commands of this room."""
    gazette.add_to(law)
    search.add_to(law)
    app.add_typer(law, name="law")


@law.command("show")
def show_citation(
    citation: Annotated[str, typer.Argument(help="文号（可带条款）、条款代号或标题中的文字")],
    on: Annotated[str | None, typer.Option(help="按哪一天核验效力，YYYY-MM-DD；不填为业务日期当天")] = None,
    as_json: AsJson = False,
) -> None:
    """查看文件或条款，以及它在某一天的效力。"""
    day = parse_day(on, field="on") if on else today()
    try:
        found = selectors.cited(citations.find(citation), day)
    except Refused:
        text = gazette.text_cited(citation)
        if text is None:
            raise
        show({"citation": citation, **text}, as_json, gazette.print_text)
        return
    texts = gazette.texts_of([clause["clause"] for clause in found["clauses"]])
    for clause in found["clauses"]:
        clause["standard_text"] = texts.get(clause["clause"])
    show({"citation": citation, **found}, as_json, _print_citation)


@law.command("coverage")
def show_coverage(
    as_json: AsJson = False, as_markdown: Annotated[bool, typer.Option("--markdown", help="输出 docs/map.md 的内容")] = False
) -> None:
    """逐条列出条款由什么落实、由哪些测试证明。"""
    if as_markdown:
        sys.stdout.write(markdown(coverage()))
        return
    show([row.as_json() for row in coverage()], as_json, _print_coverage)


def _print_citation(answer: dict[str, Any]) -> None:
    document = answer["document"]
    console.print(f"[bold]{document['title']}[/]")
    last_day = document["last_day"] or "未定"
    console.print(f"{document['number']}　{document['issuer']}　{document['signed']}签发　登记号：{document['registration'] or '未印'}")
    console.print(
        f"施行{document['first_day']}，末日{last_day}；{document['on']}：[bold]{document['validity_title']}[/]",
        markup=True,
        highlight=False,
    )
    if document["interpreter"]:
        console.print(f"解释机关：{document['interpreter']}")
    for clause in answer["clauses"]:
        console.print(f"\n[bold]{clause['citation']}[/]　{clause['title']}　[dim]{clause['clause']}[/]")
        console.print(clause["summary"], markup=False)
        if clause["standard_text"]:
            console.print(f"标准文本：{clause['standard_text']['excerpt']}", markup=False)
        console.print(f"{clause['state_title']}：{_how(clause)}", markup=False)


def _how(clause: dict[str, Any]) -> str:
    planned = f"第{clause['planned']}号计划 {clause.get('planned_title') or ''}".strip() if clause["planned"] else ""
    return "、".join(part for part in (*clause["met_by"], clause["reason"], planned) if part) or "尚无"


def _print_coverage(rows: list[dict[str, Any]]) -> None:
    table = Table(*(Column(name, overflow="fold") for name in ("条款", "标题", "状态", "落实于", "测试")))
    for row in rows:
        table.add_row(row["clause"], row["title"], STATES[row["state"]], _how(row), str(len(row["tests"])) if row["tests"] else "–")
    console.print(table)
    counts = Counter(row["state"] for row in rows)
    console.print("　".join(f"{title}{counts[state]}条" for state, title in STATES.items()))
