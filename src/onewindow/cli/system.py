"""Running the machine: load the county, serve, work, and the jobs of every day."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from importlib import import_module
from pathlib import Path
from types import FrameType
from typing import Annotated, Any

import typer
from django.conf import settings
from django.core.management import call_command
from django.db import close_old_connections, connection
from django.utils.module_loading import import_string
from granian import Granian
from granian.constants import Interfaces

from onewindow.cli import backup as backups
from onewindow.cli import daily as daily_jobs
from onewindow.cli.keeper import kept_working
from onewindow.cli.output import console, show
from onewindow.hall import services as hall
from onewindow.items import services as items
from onewindow.law.search import services as search
from onewindow.organisations import services as organisations
from onewindow.papers.fonts import chosen_fonts
from onewindow.words.actor import SYSTEM
from onewindow.words.refused import Refused
from onewindow.worktime import clock

Json = Annotated[bool, typer.Option("--json", help="输出一个JSON文档")]

JOBS = {
    "deemed_accepted": "逾期未告知视为受理",
    "decided_at_once": "即时决定",
    "closed": "期满办结",
    "due_dates_changed": "期限随放假通知调整",
    "findings_entered": "新发现监察问题（项）",
    "findings_withdrawn": "重新计算后撤销（项）",
    "climbed": "逐级上报（项）",
    "came_down": "解除上报（项）",
    "call_backs_opened": "转差评回访（件）",
    "items_differing": "与上级平台不一致（处）",
    "papers_made": "补制文书（件）",
    "papers_failed": "制作失败的文书",
    "runs_swept": "清理过期的后台工作（项）",
    "files_swept": "清理无主文件（个）",
    "hall_tickets_void": "当日作废的号（个）",
    "hall_seats_left": "未离座的窗口（个）",
    "hall_missed": "爽约（个）",
    "hall_phones_forgotten": "删除的取号手机号码（个）",
    "sms_phones_forgotten": "删除的短信号码（个）",
    "procedures": "已公布事项（个）",
}


def register(app: typer.Typer) -> None:
    """Add ``load``, ``demo``, ``serve``, ``worker`` and ``daily``."""
    for command in (load, demo, serve, worker, daily):
        app.command()(command)


def load(json: Json = False) -> None:
    """装载本县：建表、机构与分工、公布的办理事项。重复执行不改变任何内容。"""
    show(
        _load(),
        json,
        lambda done: console.print(
            f"已装载{done['county']}：{done['organisations']}个单位，{done['windows']}个窗口，"
            f"{done['items']}个事项目录，{done['procedures']}个办理程序"
        ),
    )


def demo(json: Json = False) -> None:
    """装载演示数据（均标明“演示数据”）并列出演示账户。"""
    show(_load_demo(), json, _print_accounts)


def serve(
    host: Annotated[str, typer.Option(help="监听地址")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="端口")] = 8000,
    workers: Annotated[int, typer.Option(help="进程数；0为处理器数", min=0)] = 0,
    demo: Annotated[bool, typer.Option("--demo", help="先装载演示数据并列出演示账户")] = False,
    worker: Annotated[bool, typer.Option("--worker/--no-worker", help="同时启动后台工作进程")] = True,
) -> None:
    """启动网站和后台工作进程。"""
    backups.require_finished()
    if demo:
        _require_demonstration()
        # In a process of its own: the server's are forked from this one, and neither a connection nor the threads of Polars outlive a fork.
        loaded = subprocess.run([sys.executable, "-W", "ignore", "-m", "onewindow.cli", "demo"], check=False)  # our own command
        if loaded.returncode:
            raise typer.Exit(loaded.returncode)
    console.print("文书字体：" + "；".join(f"{font.face} {font.family}{'（代用）' if font.stand_in else ''}" for font in chosen_fonts()))
    console.print(f"[bold]一窗[/] 已在 [link]http://{host}:{port}/[/link] 提供服务，按 Ctrl+C 停止")
    server = Granian(
        "onewindow.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers or len(os.sched_getaffinity(0)),  # a process computes on one processor, whatever its threads
        blocking_threads=4,
        websockets=False,
    )
    if not worker:
        server.serve()
        return
    with kept_working():  # in a process of its own, as the demonstration above, and started again when it dies
        server.serve()


def worker(
    json: Json = False,
    once: Annotated[bool, typer.Option("--once", help="处理完现有工作后退出")] = False,
    interval: Annotated[float, typer.Option(help="两次查看之间的秒数")] = 1.0,
) -> None:
    """后台工作：页面上发起的长时间工作、尚未制作的文书等，可随时中断，中断不丢失。"""
    backups.require_finished()
    done = 0
    before, parent = signal.signal(signal.SIGTERM, _interrupt), os.getppid()
    try:
        while os.getppid() == parent:  # whoever started it and is gone cannot end it any more
            made = daily_jobs.work()
            done += made
            if once and not made:
                break
            close_old_connections()
            if not made:
                time.sleep(interval)
    except KeyboardInterrupt:
        pass  # how a worker without end is ended
    finally:
        signal.signal(signal.SIGTERM, before)
    show({"done": done}, json, lambda _: console.print(f"已完成{done}项后台工作"))


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt  # so that what is half done is given back before the end


def daily(json: Json = False) -> None:
    """每日作业：日封、到期视为受理、清理无主文件等；同一天可以重复执行。"""
    backups.require_finished()
    show(daily_jobs.run(by=SYSTEM, at=clock.now()), json, _print_jobs)


def _require_demonstration() -> None:
    if not settings.DEMO:
        raise Refused("演示数据只能装入演示环境", code="not_a_demo", expected="设置环境变量 ONEWINDOW_DEMO=1 后再执行")


def _load_demo() -> dict[str, Any]:
    _require_demonstration()
    _load()
    return {"accounts": import_module(f"{settings.COUNTY}.demo").load(by=SYSTEM, at=clock.now())}


def _load() -> dict[str, Any]:
    call_command("migrate", verbosity=0)
    if connection.vendor == "sqlite" and (database := Path(str(settings.DATABASES["default"]["NAME"]))).exists():
        database.chmod(0o600)  # an earlier version made it readable by everyone
    county = import_module(f"{settings.COUNTY}.county")
    changed = organisations.load(county.DATA, by=SYSTEM, at=clock.now())
    windows = hall.load_hall(county.DATA, by=SYSTEM, at=clock.now())
    loaded = items.load(import_string(county.SEEDS)(), by=SYSTEM, at=clock.now())
    hall.load_zones(import_string(county.ZONE_ITEMS)(), by=SYSTEM, at=clock.now())
    procedures = daily_jobs.publish_procedures(by=SYSTEM, at=clock.now())
    search.rebuild()
    return {"county": county.NAME, "organisations": changed, "windows": windows, "items": len(loaded), "procedures": procedures}


def _print_accounts(done: dict[str, Any]) -> None:
    console.print("\n演示账户（演示数据）：")
    for account in done["accounts"]:
        console.print(f"  {account['role']:　<8}{account['username']:<13}{account['password']:<16}{account['name']}", markup=False)


def _print_jobs(done: dict[str, Any]) -> None:
    for seal in done["sealed"]:
        console.print(seal, markup=False)
    for name, title in {**JOBS, **daily_jobs.titles()}.items():
        result = done[name]
        console.print(f"{title}：{'、'.join(result) or '无' if isinstance(result, list) else result}", markup=False)
