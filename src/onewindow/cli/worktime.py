"""``onewindow worktime`` and ``onewindow deadlines``: when something is due, counted out day by day."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from django.db import connection
from rich.table import Table

from onewindow.cases import services as cases
from onewindow.cli.acting import As, acting
from onewindow.cli.output import console, show
from onewindow.words.refused import Refused
from onewindow.worktime import clock
from onewindow.worktime import deadlines as registry
from onewindow.worktime.calendar import Calendar, national
from onewindow.worktime.calendars import current_calendar
from onewindow.worktime.counting import CountedDay, Due, Role, add, span_of
from onewindow.worktime.models import CalendarVersion
from onewindow.worktime.notice_text import days_in

PROVISIONAL = "[yellow]暂定：跨入尚未公布放假安排的年份，通知载入后重新计算[/]"
AsJson = Annotated[bool, typer.Option("--json", help="输出一个JSON文档")]
From = Annotated[str, typer.Option("--from", metavar="DATE", help="起算日（事件发生的当日，不计入），如 2023-09-15")]

worktime = typer.Typer(no_args_is_help=True, help="工作日与期间计算")
deadlines = typer.Typer(no_args_is_help=True, help="条款规定的办理期限")


def register(app: typer.Typer) -> None:
    """Add ``worktime`` and ``deadlines`` to the command tree."""
    app.add_typer(worktime, name="worktime")
    app.add_typer(deadlines, name="deadlines")


@worktime.command("add", context_settings={"ignore_unknown_options": True})  # “-5” is a wrong number, not an option
def add_span(
    n: Annotated[str, typer.Argument(metavar="N", help="数量，如 20")],
    start: From = "",
    unit: Annotated[str, typer.Option("--unit", help="working-days、days、months 或 years")] = "",
    as_json: AsJson = False,
) -> None:
    """从起算日的次日起计算期间，逐日列出。"""
    due = add(parse_day(start, field="from"), span_of(n, unit), calendar_in_force())
    data = {"due": due.due, "counted": [day.as_json() for day in due.counted], "provisional": due.provisional}
    show(data, as_json, lambda _: _print_count(due))


@worktime.command("propose")
def propose(
    number: Annotated[str, typer.Argument(metavar="NUMBER", help="放假通知的文号或名称")],
    file: Annotated[
        Path, typer.Argument(metavar="FILE", exists=True, dir_okay=False, help="每行一段，如 2027-10-01至2027-10-07 放假 国庆节")
    ],
    year: Annotated[int, typer.Option("--year", help="通知的年份")],
    user: As = "",
    as_json: AsJson = False,
) -> None:
    """录入放假通知；由另一人确认后生效。"""
    days = days_in(file.read_text("utf-8"))
    stored = cases.propose_notice(year=year, number=number, days=days, by=acting(user), at=clock.now())
    data = {"notice": stored.pk, "number": stored.number, "year": year}
    show(data, as_json, lambda _: console.print(f"已录入“{stored.number}”（编号{stored.pk}），请另一人对照原文确认", markup=False))


@worktime.command("confirm")
def confirm(
    notice: Annotated[int, typer.Argument(metavar="ID", help="录入时给出的编号")],
    user: As = "",
    as_json: AsJson = False,
) -> None:
    """确认放假通知：立即生效，在办期限由后台工作重算。"""
    run = cases.confirm_notice(notice=notice, by=acting(user), at=clock.now())
    data = {"notice": notice, "run": run.number}
    show(data, as_json, lambda _: console.print(f"已生效，后台工作{run.number}正在重算在办期限", markup=False))


@deadlines.command("compute")
def compute(
    clause: Annotated[str, typer.Argument(metavar="CLAUSE", help="条款编号，如 normdoc-3-1c")],
    start: From = "",
    emergency: Annotated[bool, typer.Option("--emergency", help="属于条款所说的紧急情形")] = False,
    as_json: AsJson = False,
) -> None:
    """计算条款规定的期限。"""
    computed = registry.compute(clause, parse_day(start, field="from"), calendar_in_force(), emergency=emergency)
    show(computed.as_json(), as_json, lambda _: _print_computed(computed))


@deadlines.command("list")
def list_deadlines(as_json: AsJson = False) -> None:
    """列出已登记的期限及其依据。"""
    lines = [
        {
            "clause": limit.clause,
            "title": limit.title,
            "limit": str(limit.span),
            "minimum": str(limit.minimum) if limit.minimum else None,
            "emergency": limit.emergency.name.lower(),
            "source": limit.span.source.id,
        }
        for limit in registry.declared()
    ]
    show(lines, as_json, _print_list)


def parse_day(text: str, *, field: str) -> date:
    """A day written as YYYY-MM-DD. Raises Refused for anything else."""
    day: date | None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day.isoformat() != text:
        message = f"“{text}”不是日期" if text else "没有给出日期"
        raise Refused(message, code="invalid_date", field=field, expected="年-月-日，如 2023-09-15")
    return day


def calendar_in_force() -> Calendar:
    """The calendar as announced; before the first migration there is nothing announced, and it is the national one."""
    migrated = CalendarVersion._meta.db_table in connection.introspection.table_names()
    return current_calendar() if migrated else national()


def _print_count(due: Due) -> None:
    table = Table(title=f"{due.start} 起 {due.span}：{due.due} 届满", title_justify="left")
    for heading in ("计数", "日期", "星期或节日", "类别"):
        table.add_column(heading)
    for day in due.counted:
        table.add_row(_number(day), day.date.isoformat(), day.name, day.kind.label, style=None if day.counts else "dim")
    console.print(table)
    if due.provisional:
        console.print(PROVISIONAL)


def _number(day: CountedDay) -> str:
    return f"第{day.number}日" if day.role is Role.COUNTED else day.role.label


def _print_computed(computed: registry.Computed) -> None:
    limit = computed.deadline
    console.print(f"{limit.title}（{limit.clause}，{limit.span}）")
    if computed.earliest:
        console.print(f"不早于 [bold]{computed.earliest.due}[/]")
    if computed.due:
        console.print(f"不晚于 [bold]{computed.due.due}[/]")
        if computed.provisional:
            console.print(PROVISIONAL)
    else:
        console.print(limit.emergency.value)
    console.print(f"依据：{registry.citation(limit.span.source)}", markup=False)


def _print_list(lines: Any) -> None:
    table = Table()
    for heading in ("条款", "期限名称", "最长", "最短", "依据"):
        table.add_column(heading)
    for line in lines:
        table.add_row(line["clause"], line["title"], line["limit"], line["minimum"] or "", line["source"])
    console.print(table)
