"""``onewindow items``: the catalogue as it holds on a day, its files and lists, and the daily comparison."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from onewindow.cli.acting import As, acting
from onewindow.cli.output import console, show
from onewindow.cli.worktime import parse_day
from onewindow.items import completeness, services, sheet
from onewindow.items.content import Content
from onewindow.items.models import ItemVersion
from onewindow.items.selectors import content_of, contents_on, version_required
from onewindow.papers import files
from onewindow.words.actor import SYSTEM
from onewindow.words.refused import Refused
from onewindow.worktime import clock

items = typer.Typer(no_args_is_help=True, help="事项目录：查看、导入、导出、与上级平台比对")
AsJson = Annotated[bool, typer.Option("--json", help="输出一个JSON文档")]
On = Annotated[str, typer.Option("--on", metavar="DATE", help="哪一天有效的版本，如 2023-09-15；不写是今天")]
File = Annotated[Path, typer.Argument(metavar="FILE", help="Excel文件（.xlsx）")]
Folder = Annotated[Path, typer.Argument(metavar="FOLDER", help="事项文件（*.yaml）所在的文件夹")]


def register(app: typer.Typer) -> None:
    """Add ``items`` to the command tree."""
    app.add_typer(items, name="items")


@items.command("list")
def list_items(on: On = "", as_json: AsJson = False) -> None:
    """某一天有效的全部事项。"""
    found = contents_on(parse_day(on, field="on") if on else clock.today())
    show([_head(version, content) for version, content in found], as_json, _print_list)


@items.command("show")
def show_item(key: Annotated[str, typer.Argument(metavar="KEY", help="事项代号")], on: On = "", as_json: AsJson = False) -> None:
    """一个事项的全部要素。"""
    version = version_required(key, parse_day(on, field="on") if on else clock.today())
    content = content_of(version)
    data = {**_head(version, content), "digest": version.digest, "content": content.as_json()}
    show(data, as_json, lambda _: console.print_json(data=content.as_json()))


@items.command("check")
def check(folder: Folder, as_json: AsJson = False) -> None:
    """检查事项文件是否完整，不写入任何内容。"""
    found = services.seeds(folder)
    lacks = {seed.content.key: [each.message for each in completeness.problems(seed.content)] for seed in found}
    data = {"items": len(found), "incomplete": {key: said for key, said in lacks.items() if said}}
    show(data, as_json, lambda _: console.print(_checked(data), markup=False))
    if data["incomplete"]:
        raise typer.Exit(2)


@items.command("load")
def load(folder: Folder, as_json: AsJson = False) -> None:
    """把文件夹中目录还没有的事项作为第1版装载；已有的不变。"""
    loaded = services.load(services.seeds(folder), by=SYSTEM, at=clock.now())
    show({"loaded": [version.item.key for version in loaded]}, as_json, lambda _: console.print(f"已装载{len(loaded)}个事项"))


@items.command("import")
def import_list(
    file: File,
    username: As = "",
    marked: Annotated[Path | None, typer.Option("--marked", metavar="OUT", help="有错误时，把标明错误的文件写到这里")] = None,
    as_json: AsJson = False,
) -> None:
    """导入上级平台清单：正确的行成为草稿，不发布。"""
    content = _bytes(file)
    done = services.import_list(content=content, file_name=file.name, by=acting(username), at=clock.now())
    if done.problems and marked:
        marked.write_bytes(files.content_of(done.upstream.report["marked"]))
    data = {
        "list": done.upstream.number,
        "drafted": [version.item.key for version in done.drafted],
        "unchanged": done.unchanged,
        "wrong": done.upstream.report["wrong"],
    }
    show(data, as_json, lambda _: _print_imported(data))


@items.command("export")
def export(file: File, on: On = "", as_json: AsJson = False) -> None:
    """把某一天有效的目录写成Excel清单，可以再导入。"""
    found = contents_on(parse_day(on, field="on") if on else clock.today())
    file.write_bytes(sheet.exported(content for _, content in found))
    show({"items": len(found), "file": str(file)}, as_json, lambda _: console.print(f"已写出{len(found)}个事项：{file}", markup=False))


@items.command("compare")
def compare(as_json: AsJson = False) -> None:
    """与最近导入的上级平台清单比对；每日作业也会做。"""
    counts = services.compare_with_upstream(at=clock.now())
    said = f"差异{counts['open']}处，新发现{counts['found']}处，已一致{counts['settled']}处"
    show(counts, as_json, lambda _: console.print(said))


def _head(version: ItemVersion, content: Content) -> dict[str, Any]:
    return {
        "key": content.key,
        "code": content.code,
        "title": content.title,
        "organisation": content.organisation,
        "version": version.number,
        "effective_from": version.effective_from,
        "handling": content.handling,
        "promised_days": content.promised_days,
    }


def _print_list(rows: list[dict[str, Any]]) -> None:
    table = Table("代号", "编码", "事项", "实施主体", "版本", "承诺时限")
    for row in rows:
        days = "当场" if row["promised_days"] == 0 else f"{row['promised_days']}个工作日"
        table.add_row(row["key"], row["code"], row["title"], row["organisation"], str(row["version"]), days)
    console.print(table)


def _checked(data: dict[str, Any]) -> str:
    lines = [f"共{data['items']}个事项，不完整的{len(data['incomplete'])}个"]
    return "\n".join([*lines, *(f"{key}：{'；'.join(said)}" for key, said in data["incomplete"].items())])


def _print_imported(data: dict[str, Any]) -> None:
    console.print(f"起草{len(data['drafted'])}项，无变化{data['unchanged']}项，错误{len(data['wrong'])}处")
    for row, message, expected in data["wrong"]:
        console.print(f"  第{row}行：{message}（应为：{expected}）", markup=False)


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        raise Refused(f"读不到文件{file}", code="no_file", field="file", expected="一个存在的.xlsx文件") from None
