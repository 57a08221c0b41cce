"""``onewindow trail verify``, ``backup`` and ``restore``: whether the record is whole, and how it survives the machine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from onewindow.cli import backup as backups
from onewindow.cli.output import console, show
from onewindow.cli.worktime import parse_day
from onewindow.trail import verification

AsJson = Annotated[bool, typer.Option("--json", help="输出一个JSON文档")]

LOSS = {"seal.key": "已加密的个人信息将无法打开", "digest.key": "按身份证号等查找旧记录将找不到"}

trail = typer.Typer(no_args_is_help=True, help="留痕：核验事件链与日封")


def register(app: typer.Typer) -> None:
    """Add ``trail``, ``backup`` and ``restore``."""
    app.add_typer(trail, name="trail")
    app.command()(backup)
    app.command()(restore)


@trail.command("verify")
def verify(
    since: Annotated[str | None, typer.Option(metavar="DATE", help="只核验这一天（含）以后的，此前以日封为准，如 2023-09-15")] = None,
    as_json: AsJson = False,
) -> None:
    """重新计算每一条事件链和每一个日封，并与库外文件核对；不完整时指出第一处。

    退出码：完整为0，不完整为1，参数有误为2。“链”是同一办件或同一文书的事件首尾相接而成的一串；指定日期时，只计该日以后有新事件的链。
    """
    backups.require_finished()
    first = parse_day(since, field="since") if since is not None else None
    with _bar(as_json) as progress:
        found = verification.verify(first, progress=progress)
    show(found.as_json(), as_json, _print_trail)
    _exit(found)


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="备份写入的文件")],
    force: Annotated[bool, typer.Option("--force", help="替换同名的旧备份")] = False,
    as_json: AsJson = False,
) -> None:
    """把数据库、上传材料与文书、日封文件备份到一个文件；使用中也可以备份。

    密钥不在备份内：var 目录中的 seal.key、digest.key、secret.key 和 keys/*.pem 须另行保管，没有 seal.key，恢复后已加密的个人信息无法打开。
    """
    show(backups.backup(file, force=force), as_json, _print_backup)


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="onewindow backup 生成的文件")],
    force: Annotated[bool, typer.Option("--force", help="数据库不是空的也替换")] = False,
    as_json: AsJson = False,
) -> None:
    """从备份恢复，并以核验留痕证明；核验不通过时退出码为1。

    密钥不在备份内：在新机器上恢复前，先把 seal.key、digest.key、secret.key 和 keys/*.pem 放回 var 目录。备份中没有的文件不会被删除。
    """
    with _bar(as_json) as progress:
        restored = backups.restore(file, force=force, progress=progress)
    show(restored.as_json(), as_json, _print_restored)
    _exit(restored.verification)


def _exit(found: verification.Verification) -> None:
    if not found.ok:
        raise typer.Exit(1)


@contextmanager
def _bar(as_json: bool) -> Iterator[verification.Progress | None]:
    """A progress bar on stderr where a person watches."""
    screen = Console(stderr=True)
    if as_json or not screen.is_terminal:
        yield None
        return
    columns = (TextColumn("核验"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=screen, transient=True) as bar:
        task = bar.add_task("核验", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _print_trail(found: dict[str, Any]) -> None:
    counts = f"事件{found['events']}条，链{found['chains']}条，日封{found['seals']}个"
    if found["ok"]:
        console.print(f"[bold green]完整[/]　{counts}")
        return
    first = found["first_broken"]
    place = f"第{first['position']}条" if first["position"] is not None else ""
    number = f"（编号{first['id']}）" if first["id"] is not None else ""
    console.print(f"[bold red]不完整[/]　{first['subject']}{place}{number}：{first['what']}")
    console.print(f"此前已核验{counts}", style="dim")


def _print_backup(done: dict[str, Any]) -> None:
    console.print(f"已备份到 [bold]{done['file']}[/]（{done['size']:,}字节）：数据库，文件{done['files']}个，日封{done['roots']}个")
    console.print("以下密钥不在备份内，请另行保管，与备份分开存放：", style="bold yellow")
    for key in done["keep_apart"]:
        variable = f"（或环境变量 {key['variable']}）" if key["variable"] else ""
        console.print(f"  {key['file']}{variable}：{key['without']}", markup=False, soft_wrap=True)


def _print_restored(done: dict[str, Any]) -> None:
    console.print(f"已恢复{done['made_at']}的备份：数据库，文件{done['files']}个，日封{done['roots']}个")
    for key in done["other_keys"]:
        loss = LOSS[key]
        console.print(f"当前的 {key} 与备份时不同，{loss}：请放回备份时的密钥。", style="bold yellow", soft_wrap=True)
    if done["roots_before"]:
        console.print(f"原有的日封文件保留在 {done['roots_before']}", markup=False)
    _print_trail(done["trail"])
