"""How the machine stands, for the system administrator: what runs, what waits, and what somebody must look after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from onewindow.ledger.guards import GUARDS as LEDGER_GUARDS
from onewindow.papers import selectors as papers
from onewindow.papers.fonts import chosen_fonts
from onewindow.trail import guards
from onewindow.trail.selectors import last_seal
from onewindow.words.days import said
from onewindow.worktime.calendars import current_calendar

_DATABASES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
_WAITS_LONG = 100


@dataclass(frozen=True, slots=True)
class Row:
    """One thing about the machine; ``advice`` says what to do where it is not as it should be."""

    title: str
    value: str
    advice: str = ""


def rows(today: date) -> list[Row]:
    """Everything, in the order in which it is looked after."""
    return [_database(), _migrations(), _guards(), _seal(), _pending(), _gaps(), _calendar(today), _date(), *_fonts()]


def _database() -> Row:
    with connection.cursor() as cursor:
        cursor.execute("SELECT sqlite_version()" if connection.vendor == "sqlite" else "SHOW server_version")
        version = cursor.fetchone()[0]
    return Row("数据库", f"{_DATABASES.get(connection.vendor, connection.vendor)} {version}")


def _migrations() -> Row:
    executor = MigrationExecutor(connection)
    waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    return Row("数据库结构", f"有{waiting}项未执行" if waiting else "已是最新", "执行 onewindow load" if waiting else "")


def _guards() -> Row:
    missing = guards.missing(connection) + LEDGER_GUARDS.missing(connection)
    return Row(
        "留痕和账簿保护",
        f"缺少{len(missing)}个触发器" if missing else "完整",
        "执行 onewindow load 恢复，并请审计管理员核验" if missing else "",
    )


def _seal() -> Row:
    seal, yesterday = last_seal(), timezone.localdate() - timedelta(days=1)
    if seal is None:
        return Row("最近日封", "还没有日封", "每日执行 onewindow daily")
    return Row("最近日封", said(seal.day), "每日执行 onewindow daily" if seal.day < yesterday else "")


def _pending() -> Row:
    waiting = papers.pending()
    return Row("待制作的文书", f"{waiting}件", "确认 onewindow worker 正在运行" if waiting > _WAITS_LONG else "")


def _gaps() -> Row:
    found = papers.gaps()
    return Row("文书编号", "；".join(found) or "连续", "有人绕过系统写入，请审计管理员核验" if found else "")


def _calendar(today: date) -> Row:
    until = current_calendar().announced_until
    return Row("放假安排", f"已公布至{until.year}年", "发布下一年度的放假通知" if (until - today).days < 31 else "")


def _date() -> Row:
    fixed = settings.FIXED_TODAY
    return Row("业务日期", f"固定为{said(fixed)}（演示）" if fixed else "按系统时钟")


def _fonts() -> list[Row]:
    return [
        Row(f"字体：{font.face}", font.family, "代用字体；把单位已购的字体放入 var/fonts" if font.stand_in else "")
        for font in chosen_fonts()
    ]
