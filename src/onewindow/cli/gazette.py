"""``onewindow law import``, ``law lint``, and the standard text that ``law show`` prints beside a summary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from django.db import DatabaseError

from onewindow.cli.output import console, show
from onewindow.cli.worktime import parse_day
from onewindow.law.gazette import services
from onewindow.law.gazette.report import OUTCOMES
from onewindow.law.gazette.selectors import cited_text, standard_texts
from onewindow.law.lint.finding import SEVERITIES
from onewindow.law.lint.loading import check_file, check_imported
from onewindow.words.actor import SYSTEM
from onewindow.worktime.clock import now, today

AsJson = Annotated[bool, typer.Option("--json", help="输出一个 JSON 文档")]
_SHOWN = 20  # lines of a difference or of a list that people are shown; --json has them all


def add_to(law: typer.Typer) -> None:
    """Add the commands about official texts to those of the law."""
    law.command("import")(import_gazette)
    law.command("lint")(lint)


def import_gazette(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="一期公报：从 PDF 提取的文本、带文字的 PDF，或者 DOCX")],
    as_json: AsJson = False,
) -> None:
    """导入一期公报：列出找到的文件和条款，逐行列出对不上的地方；重复导入不改变任何内容。"""
    report = services.import_issue(file, by=SYSTEM, at=now())
    show(report.as_json(), as_json, _print_report)


def lint(
    file: Annotated[Path | None, typer.Argument(metavar="FILE", help="草案或一期公报；不填则检查已导入的全部文件")] = None,
    on: Annotated[str | None, typer.Option(help="按哪一天核验效力，YYYY-MM-DD；不填为业务日期当天")] = None,
    as_json: AsJson = False,
) -> None:
    """检查文件或草案：档次重叠和缺口、期限无起算、口径不一、合计不符、引用错位等，逐条写明依据的文字。"""
    day = parse_day(on, field="on") if on else today()
    found = check_file(file, day) if file else check_imported(day)
    show([each.as_json() for each in found], as_json, _print_findings)


def texts_of(clauses: Sequence[str]) -> dict[str, dict[str, Any]]:
    """The standard text of clauses as ``law show`` answers it; none where no database has been set up yet."""
    try:
        found = standard_texts(clauses)
    except DatabaseError:
        return {}
    return {clause: {"places": list(text.places), "excerpt": text.excerpt, "text": text.text} for clause, text in found.items()}


def text_cited(citation: str) -> dict[str, Any] | None:
    """The official text of a citation that no regulation runs; None where it is not loaded."""
    try:
        found = cited_text(citation)
    except DatabaseError:
        return None
    return found.as_json() if found else None


def print_text(answer: dict[str, Any]) -> None:
    """The official text for people, passage by passage."""
    document = answer["document"]
    console.print(f"[bold]{document['title']}[/]")
    console.print(f"{document['number']}　{document['issuer']}　{document['signed']}签发　登记号：{document['registration'] or '未印'}")
    for each in answer["passages"]:
        console.print(f"\n[bold]{each['place']}[/]")
        console.print(each["text"], markup=False, highlight=False)


def _print_report(report: dict[str, Any]) -> None:
    issue = report["issue"]
    number = f"第{issue['number']}期" if issue["number"] else "（期号未印）"
    console.print(f"[bold]《{issue['title']}》{issue['year'] or ''}年{number}[/]　文件{len(report['documents'])}件")
    for row in report["documents"]:
        console.print(f"[bold]{row['number']}[/]　{row['title']}", highlight=False)
        clauses = f"条款{row['placed']}/{row['clauses']}条" if row["clauses"] else "未作为条款收录"
        head = f"{row['signed'] or '日期未印'}　登记号{row['registration'] or '未印'}"
        console.print(f"  {OUTCOMES[row['outcome']]}　{head}　段落{row['passages']}个　{clauses}", markup=False)
    for row in report["documents"]:
        if row["difference"]:
            console.print(f"\n[bold]{row['number']}[/] 第{row['version']}版与上一版的差异：")
            _print_some(row["difference"])
    _print_clauses(report["clauses"])
    _print_lines("对不上的行", report["not_matched"])
    _print_lines("已剔除的页眉页码等", report["put_aside"])
    if report["absent"]:
        console.print(f"本期原有、此文件中没有的文件（保留不动）：{'、'.join(report['absent'])}")


def _print_findings(rows: list[dict[str, Any]]) -> None:
    for row in rows:
        console.print(f"[bold]{row['document']} {row['place']}[/]　{row['title']}（{row['rule']}，{SEVERITIES[row['severity']]}）")
        console.print(f"  {row['message']}", markup=False)
        console.print(f"  原文：{row['text'][:80]}", markup=False)
        if row["clause"]:
            console.print(f"  条款：{row['clause']}", markup=False)
        if row["reading"]:
            console.print(f"  现行解释口径：{row['reading']}", markup=False)
    counts = Counter(row["severity"] for row in rows)
    console.print(f"共{len(rows)}处：" + "，".join(f"{title}{counts[key]}处" for key, title in SEVERITIES.items()))


def _print_clauses(clauses: dict[str, Any]) -> None:
    console.print(f"条款{clauses['total']}条，在正文中找到{clauses['placed']}条", highlight=False)
    _print_some([f"  未找到：{each['citation']}（{each['clause']}）" for each in clauses["missing"]])


def _print_lines(title: str, lines: list[dict[str, Any]]) -> None:
    console.print(f"{title}：{len(lines)}行")
    _print_some([f"  第{each['line']}行 {each['reason']}：{each['text'][:60]}" for each in lines])


def _print_some(lines: list[str]) -> None:
    for line in lines[:_SHOWN]:
        console.print(line, markup=False, highlight=False)
    if len(lines) > _SHOWN:
        console.print(f"  ……另有{len(lines) - _SHOWN}行，用 --json 全部列出")
