"""``onewindow law search WORDS``: documents, clauses, services and policies by their words; a paper by its number."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from django.db import DatabaseError
from rich.text import Text

from onewindow.cli.output import console, show
from onewindow.law.search import services
from onewindow.law.search.models import SearchEntry
from onewindow.law.search.selectors import Filters, Found
from onewindow.law.search.selectors import search as find
from onewindow.words.refused import Refused
from onewindow.worktime.clock import today

AsJson = Annotated[bool, typer.Option("--json", help="输出一个 JSON 文档")]


def add_to(law: typer.Typer) -> None:
    """Add the commands of the search to those of the law."""
    law.command("search")(search)
    law.command("rebuild")(rebuild)


def search(
    words: Annotated[list[str], typer.Argument(metavar="WORDS", help="一个或几个词，每个词都要出现；两个字就可以")],
    kind: Annotated[str, typer.Option(help="只查一类：document、clause、passage、service、policy、award、paper")] = "",
    issuer: Annotated[str, typer.Option(help="只查这个发文机关")] = "",
    year: Annotated[int | None, typer.Option(help="只查这一年")] = None,
    status: Annotated[str, typer.Option(help="只查这种效力：in_force、expiring、expired、repealed、amended、not_yet")] = "",
    order: Annotated[str, typer.Option(help="rank 按相关度，newest 按时间")] = "rank",
    page: Annotated[int, typer.Option(help="第几页", min=1)] = 1,
    as_json: AsJson = False,
) -> None:
    """搜索文件、条款、标准文本、事项和政策；文书凭完整编号查找。"""
    try:
        if not SearchEntry.objects.exists():
            services.rebuild()
        found = find(" ".join(words), today(), filters=Filters(kind, issuer, year, status), order=order, page=page)
    except DatabaseError:
        raise Refused("数据库还没有建立，无法搜索", code="not_loaded", expected="先执行 onewindow load") from None
    show(found.as_json(), as_json, lambda _: _print_found(found))


def rebuild(as_json: AsJson = False) -> None:
    """按现有内容更新检索；内容没有变化时不改变任何东西。"""
    show(services.rebuild(), as_json, _print_changes)


def _print_found(found: Found) -> None:
    for hit in found.hits:
        state = f"　{hit.validity_title}" if hit.validity_title else ""
        console.print(Text(f"{hit.kind_title}{state}　", style="dim"), _emphasised(hit.title))
        console.print(Text("  "), _emphasised(hit.excerpt))
    console.print(f"共{'超过' if found.more else ''}{found.count}条，第{found.page}页，共{found.pages}页")


def _emphasised(pieces: Any) -> Text:
    return Text.assemble(*((piece.text, "bold red" if piece.hit else "") for piece in pieces))


def _print_changes(changed: dict[str, int]) -> None:
    console.print(f"更新了{sum(changed.values())}条")
