"""``onewindow rules batch``: a book over a file of rows, and the rows that are wrong back with their reasons."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from onewindow.cli.output import console, show
from onewindow.cli.worktime import parse_day
from onewindow.rules import batch as batches
from onewindow.rules.registry import book
from onewindow.words.refused import Refused
from onewindow.worktime.clock import today

AsJson = Annotated[bool, typer.Option("--json", help="输出一个 JSON 文档")]


def add_to(rules: typer.Typer) -> None:
    """Add the command to those of the rules."""
    rules.command("batch")(batch)


def batch(
    name: Annotated[str, typer.Argument(metavar="BOOK", help="规则集名称，如 open-economy")],
    source: Annotated[Path, typer.Option("--in", metavar="FILE", help="一行一个主体的文件：.parquet、.csv、.xlsx")],
    target: Annotated[Path, typer.Option("--out", metavar="FILE", help="结果写到的文件：.parquet、.csv、.xlsx")],
    on: Annotated[str | None, typer.Option(metavar="DATE", help="按哪一天的标准测算，YYYY-MM-DD；不填为业务日期当天")] = None,
    engine: Annotated[str, typer.Option(metavar="local|spark", help="在本机测算，或者用 Spark 测算")] = "local",
    reading: Annotated[list[str] | None, typer.Option("--reading", metavar="NAME=VALUE", help="本次采用的解释口径，可重复")] = None,
    keep: Annotated[list[str] | None, typer.Option("--keep", metavar="COLUMN", help="不是事项、原样带到结果里的列，可重复")] = None,
    as_json: AsJson = False,
) -> None:
    """批量测算一个文件的全部行。

    列名用事项的名称或者标题，顺序不限；统一社会信用代码（uscc）、企业名称、编号原样带到结果里。列名用标题的，结果（.csv、.xlsx）的
    列名也用标题；.parquet 供程序读取，列名总用名称。有多项的事项，在 .parquet 中可以是列表（每项为定点小数、整数、日期或者文字），在其他
    文件中各项之间用“；”隔开。有错的行不进入结果，每行的全部错误逐行逐列写到“结果文件名.errors.xlsx”，其余各行照常测算。
    """
    computed_by = batches.engine_named(engine)
    found = book(name)
    day = parse_day(on, field="on") if on else today()
    readings = dict(parse_reading(each) for each in reading or [])
    with bar(as_json) as progress:
        report = batches.run(found, source, target, on=day, readings=readings, keep=keep or (), engine=computed_by, progress=progress)
    show({**report.as_json(), "engine": engine}, as_json, _print)


def parse_reading(text: str) -> tuple[str, str]:
    """``NAME=VALUE`` as the two. Raises Refused without the sign between them."""
    name, equals, value = text.partition("=")
    if not equals:
        raise Refused(f"解释口径写法不对：{text}", code="usage", field="reading", expected="名称=取值，如 stacking=highest_only")
    return name, value


@contextmanager
def bar(as_json: bool) -> Iterator[batches.Progress | None]:
    """A progress bar on stderr where a person watches."""
    screen = Console(stderr=True)
    if as_json or not screen.is_terminal:
        yield None
        return
    columns = (TextColumn("测算"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=screen, transient=True) as bar:
        task = bar.add_task("测算", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _print(report: dict[str, Any]) -> None:
    console.print(f"共{report['rows']}行，测算{report['good']}行，结果在 {report['out']}", markup=False)
    if report["errors"]:
        console.print(f"[bold red]有错的{report['wrong']}行没有测算[/]，逐行说明在 {report['errors']}")
