"""``onewindow moves …``: the running cases of an item moved to the version in force, previewed, begun as a run, and brought back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from onewindow.accounts.roles import require
from onewindow.cases import bulk, movable, services
from onewindow.cases.models import VersionMove
from onewindow.cases.movable import Chosen
from onewindow.cases.services.versions import PERMISSION
from onewindow.cli.acting import As, acting
from onewindow.cli.cases import AsJson, Key, say
from onewindow.cli.output import console, show
from onewindow.items.models import ItemVersion
from onewindow.runs.models import STATES, Run
from onewindow.runs.selectors import outcome_of, refusal_of, run_for
from onewindow.web.version_moves import preview_book
from onewindow.words.refused import Refused
from onewindow.worktime.clock import now, today

moves = typer.Typer(help="在办办件改用新版本：预览、改用、撤销。", no_args_is_help=True)
Item = Annotated[str, typer.Argument(metavar="ITEM", help="事项代号")]
Batch = Annotated[int, typer.Argument(metavar="BATCH", help="批号，即改用的后台工作编号")]
Version = Annotated[int, typer.Option("--version", help="只看按这一版办理的；0为全部")]
Step = Annotated[str, typer.Option("--step", help="只看在这个环节的，如 review")]
Numbers = Annotated[list[str] | None, typer.Option("--case", metavar="NUMBER", help="只看这些办件，可多次")]
Reason = Annotated[str, typer.Option("--reason", help="理由")]


def register(app: typer.Typer) -> None:
    """Add ``moves`` to the command tree."""
    app.add_typer(moves, name="moves")


@moves.command("preview")
def preview(
    item: Item,
    case: Numbers = None,
    version: Version = 0,
    step: Step = "",
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="把逐件预览写成Excel文件")] = None,
    user: As = "",
    as_json: AsJson = False,
) -> None:
    """改用今天有效的版本会怎样：各类件数和逐件结论，不改变任何办件。"""
    require(acting(user), PERMISSION)
    target, found = _found(item, case, version, step)
    shown = list(movable.each_of(found, target, at=now()))
    if out:
        out.write_bytes(preview_book(target, shown))
    counts = movable.tally(shown)
    rows = [{"number": each.number, "effect": each.effect.value, "said": movable.said_of(each)} for each in shown]
    data = {"item": item, "target": target.number, "counts": {effect.value: count for effect, count in counts.items()}, "cases": rows}
    words = "，".join(f"{effect.label}{count}件" for effect, count in counts.items())
    show(data, as_json, lambda _: _print_preview(f"改用第{target.number}版：{words}", rows))


@moves.command("start")
def start(
    item: Item,
    case: Numbers = None,
    version: Version = 0,
    step: Step = "",
    reason: Reason = "",
    user: As = "",
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """开始改用；由后台工作逐件办理，编号即批号。"""
    by = acting(user)
    target, found = _found(item, case, version, step)
    numbers = list(found.order_by("pk").values_list("number", flat=True))
    run = bulk.begin_move(key=item, target=target.number, numbers=numbers, reason=reason, press=key or "", by=by, at=now())
    _show_run(run, as_json)


@moves.command("run")
def show_run(number: Batch, user: As = "", as_json: AsJson = False) -> None:
    """后台工作的进度和结果。"""
    _show_run(run_for(number, acting(user)), as_json)


@moves.command("show")
def show_batch(batch: Batch, user: As = "", as_json: AsJson = False) -> None:
    """一批改用的逐件结果。"""
    require(acting(user), PERMISSION)
    rows = [
        {"number": move.case.number, "old_version": move.old_version, "new_version": move.new_version, "state": move.state}
        for move in VersionMove.objects.filter(batch=batch).select_related("case").order_by("pk")
    ]
    show({"batch": batch, "cases": rows}, as_json, lambda _: _print_rows("原版本", rows, "old_version"))


@moves.command("undo")
def undo(
    batch: Batch,
    case: Annotated[str, typer.Option("--case", metavar="NUMBER", help="只撤销这一件；不写是整批")] = "",
    reason: Reason = "",
    user: As = "",
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """撤销一批改用，或者其中一件。"""
    by, at = acting(user), now()
    if case:
        say(services.undo_version(number=case, batch=batch, reason=reason, by=by, at=at, key=key), as_json)
        return
    if not VersionMove.objects.filter(batch=batch).exists():
        raise Refused("没有这一批改用，或者其中没有一件改用", code="unknown_batch", field="batch", status=404)
    _show_run(bulk.begin_undo(batch=batch, reason=reason, press=key or "", by=by, at=at), as_json)


def _found(item: str, case: list[str] | None, version: int, step: str) -> tuple[ItemVersion, Any]:
    target = movable.version_in_force(item, today())
    chosen = Chosen(version, step, tuple(bulk.numbers_in("\n".join(case))) if case else ())
    return target, movable.limited(movable.movable(item, target.number, chosen))


def _show_run(run: Run, as_json: bool) -> None:
    outcome, refused = outcome_of(run), refusal_of(run)
    said = outcome.said if outcome else "；".join(each.message for each in refused.problems) if refused else ""
    items = [{"what": what, "why": why} for what, why in outcome.items] if outcome else []
    data = {"number": run.number, "title": run.title, "state": run.state, "done": run.done, "of": run.of, "said": said, "items": items}
    show(data, as_json, lambda _: console.print(f"{run.number}　{run.title}　{STATES[run.state]}　{said}".rstrip(), markup=False))


def _print_preview(words: str, rows: list[dict[str, Any]]) -> None:
    console.print(words, markup=False)
    _print_rows("说明", rows, "said")


def _print_rows(title: str, rows: list[dict[str, Any]], name: str) -> None:
    table = Table("办件编号", title, "状态")
    for row in rows:
        table.add_row(row["number"], str(row[name]), row.get("state") or row.get("effect") or "")
    console.print(table)
