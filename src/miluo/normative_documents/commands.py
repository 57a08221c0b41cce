"""``onewindow numbers``: the registration numbers of normative documents."""

from __future__ import annotations

from typing import Annotated

import typer

from miluo.normative_documents.selectors import preview
from onewindow.cli.output import console, show
from onewindow.cli.worktime import parse_day
from onewindow.worktime.clock import today

numbers = typer.Typer(no_args_is_help=True, help="规范性文件登记号")
AsJson = Annotated[bool, typer.Option("--json", help="输出一个JSON文档")]


def register(app: typer.Typer) -> None:
    """Add ``numbers`` to the command tree."""
    app.add_typer(numbers, name="numbers")


@numbers.callback()
def about() -> None:
    """规范性文件登记号。"""


@numbers.command("preview")
def preview_number(
    issuer: Annotated[str, typer.Argument(metavar="ISSUER", help="制定主体：代号、清单序号或者全称，如 市商务粮食局")],
    on: Annotated[str, typer.Option("--on", metavar="DATE", help="登记日期，如 2023-09-15；不写是今天")] = "",
    as_json: AsJson = False,
) -> None:
    """某个制定主体的下一个登记号；只预览，不占号。"""
    found = preview(issuer, parse_day(on, field="on") if on else today())
    show(found.as_json(), as_json, lambda _: console.print(f"{found.name}的下一个登记号：[bold]{found.number}[/]"))
