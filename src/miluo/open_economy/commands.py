"""``onewindow enterprises``: the register of enterprises and the figures of other offices."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import Progress

from miluo.open_economy.models import DataImport
from miluo.open_economy.selectors.enterprises import facts_of
from miluo.open_economy.selectors.proposals import open_proposals
from miluo.open_economy.services import imports, proposing
from onewindow.cli.acting import As, acting
from onewindow.cli.output import console, show
from onewindow.cli.worktime import parse_day
from onewindow.papers import files
from onewindow.words.identity import check_uscc
from onewindow.words.refused import Refused
from onewindow.worktime.clock import now, today

enterprises = typer.Typer(no_args_is_help=True, help="企业名录和业绩数据")
policy = typer.Typer(no_args_is_help=True, help="开放型经济奖补：免申即享")
AsJson = Annotated[bool, typer.Option("--json", help="输出一个JSON文档")]


def register(app: typer.Typer) -> None:
    """Add ``enterprises`` and ``open-economy`` to the command tree."""
    app.add_typer(enterprises, name="enterprises")
    app.add_typer(policy, name="open-economy")


@enterprises.callback()
def about() -> None:
    """企业名录和业绩数据。"""


@enterprises.command("import")
def take_in(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Excel文件（xlsx），列按模板")],
    kind: Annotated[str, typer.Option("--kind", help="数据类别：register、customs、commerce、finance")],
    year: Annotated[int, typer.Option("--year", help="业绩年度；register不填")] = 0,
    closed_until: Annotated[str, typer.Option("--closed-until", metavar="DATE", help="本年度海关数据的截至月末")] = "",
    check_only: Annotated[bool, typer.Option("--check-only", help="只检查，不导入")] = False,
    user: As = "",
    as_json: AsJson = False,
) -> None:
    """导入其他部门的数据：有误的行写入 FILE.errors.xlsx 并说明错误，正确的行照常导入。"""
    if not file.is_file():
        raise Refused(f"没有文件“{file}”", code="no_file", field="file")
    by, at = acting(user), now()
    until = parse_day(closed_until, field="closed_until") if closed_until else None
    answer = imports.receive(kind=kind, year=year, name=file.name, content=file.read_bytes(), closed_until=until, by=by, at=at)
    row = DataImport.objects.get(number=answer.number)
    errors = _errors_file(row, file) if row.marked else None
    if answer.state == "checked" and row.good and not check_only:
        answer = imports.apply(number=row.number, by=by, at=at)
        row.refresh_from_db()
    data = {
        "import": row.number,
        "state": row.state,
        "rows": row.rows,
        "wrong": row.wrong,
        "created": row.created,
        "corrected": row.corrected,
        "unchanged": row.unchanged,
        "errors_file": str(errors) if errors else None,
        "problems": row.problems,
        "message": answer.message,
    }
    show(data, as_json, _print_import)


@enterprises.command("show")
def show_one(
    uscc: Annotated[str, typer.Argument(metavar="USCC", help="统一社会信用代码")],
    year: Annotated[int, typer.Option("--year", help="业绩年度")] = 0,
    as_json: AsJson = False,
) -> None:
    """一家企业一个年度的数据和来源。"""
    facts, sources = facts_of(check_uscc(uscc), year or today().year)
    show({"uscc": uscc, "year": year or today().year, "facts": facts, "sources": sources}, as_json, _print_facts)


@policy.callback()
def about_policy() -> None:
    """开放型经济奖补：免申即享。"""


@policy.command("propose")
def propose(
    year: Annotated[int, typer.Option("--year", help="业绩年度；不填为本年度")] = 0,
    user: As = "",
    as_json: AsJson = False,
) -> None:
    """核对名录中的全部企业，提出免申即享的奖补；重复执行不会重复提出。"""
    by, at = acting(user), now()
    with Progress(console=Console(stderr=True), disable=as_json) as bar:
        task = bar.add_task("逐户核对", total=None)
        run = proposing.propose(
            year=year or today().year, by=by, at=at, progress=lambda done, of: bar.update(task, completed=done, total=of)
        )
    data = {name: getattr(run, name) for name in ("year", "enterprises", "made", "revised", "unchanged", "closed")}
    data["open"] = [{"number": each.number, "uscc": each.uscc, "total_cny": each.total_cny} for each in open_proposals(run.year)]
    show(data, as_json, _print_run)


def _errors_file(row: DataImport, file: Path) -> Path:
    target = file.with_name(f"{file.stem}.errors.xlsx")
    target.write_bytes(files.content_of(row.marked))
    return target


def _print_import(data: dict[str, Any]) -> None:
    console.print(f"[bold]{data['import']}[/]　{data['message']}")
    for problem in data["problems"]:
        console.print(f"  第{problem['row']}行：{problem['message']}　应为：{problem['expected'] or '—'}", markup=False)
    if data["errors_file"]:
        console.print(f"标注了错误的文件：{data['errors_file']}", markup=False)


def _print_run(data: dict[str, Any]) -> None:
    counts = f"新提出{data['made']}，更新{data['revised']}，未变{data['unchanged']}，失效{data['closed']}"
    console.print(f"{data['year']}年度，名录企业{data['enterprises']}户：{counts}")
    for each in data["open"]:
        console.print(f"  {each['number']}　{each['uscc']}　{each['total_cny']:,.2f}元", markup=False)


def _print_facts(data: dict[str, Any]) -> None:
    for name, value in data["facts"].items():
        console.print(f"{name}：{value}　{data['sources'].get(name, '')}", markup=False)
