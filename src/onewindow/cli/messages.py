"""``onewindow messages …``: one's messages, the reader and the outbox by command line."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

import typer
from django.utils import timezone
from rich.table import Table

from onewindow.cli.acting import As, acting
from onewindow.cli.output import console, show
from onewindow.exchange import selectors, services
from onewindow.exchange.models import STATES
from onewindow.words.refused import Refused
from onewindow.worktime.clock import now, today

messages = typer.Typer(help="消息：我的消息、短信发送和发送记录。", no_args_is_help=True)
AsJson = Annotated[bool, typer.Option("--json", help="输出一个JSON文档")]
Page = Annotated[str, typer.Option("--page", help="上一页给出的下一页标记")]


def register(app: typer.Typer) -> None:
    """Add the commands of this room."""
    app.add_typer(messages, name="messages")


@messages.command("list")
def mine(
    user: As = "",
    unread: Annotated[bool, typer.Option("--unread", help="只列未读的")] = False,
    page: Page = "",
    as_json: AsJson = False,
) -> None:
    """列出一个账户的消息，最近的在前。"""
    found = selectors.my_messages(acting(user), today(), only_unread=unread, cursor=page)
    show({"messages": [asdict(each) for each in found.rows], "next": found.following}, as_json, _print_messages)


@messages.command("read")
def read(
    message: Annotated[int, typer.Argument(metavar="MESSAGE", help="消息编号")],
    user: As = "",
    as_json: AsJson = False,
) -> None:
    """将一条消息标为已读。"""
    done = services.mark_read(message=message, by=acting(user), at=now())
    show({"id": done.pk, "read": True}, as_json, lambda _: console.print("已标为已读"))


@messages.command("run")
def run(as_json: AsJson = False) -> None:
    """立即读完操作记录、产生消息，并发送到时的短信；平时由 onewindow worker 做。"""
    taken = sent = 0
    while more := services.read_trail():
        taken += more
    while more := services.send_due(at=now(), moment=timezone.now()):
        sent += more
    show(
        {"events": taken, "attempts": sent},
        as_json,
        lambda done: console.print(f"已读{done['events']}个事件，发送短信{done['attempts']}次"),
    )


@messages.command("sms")
def sms(
    state: Annotated[str, typer.Option("--state", help="waiting 待发送，sent 已发送，failed 发送失败")] = "",
    page: Page = "",
    user: As = "",
    as_json: AsJson = False,
) -> None:
    """短信发送记录（大厅管理人员），号码隐去中间四位。"""
    if state and state not in STATES:
        raise Refused(f"没有“{state}”这种状态", code="unknown_state", field="state", expected="、".join(STATES))
    rows = selectors.sent_messages(acting(user), state=state, cursor=page)
    shown = [{**asdict(each), "state_title": each.state_title} for each in rows.rows]
    show({"counts": selectors.counts(), "sms": shown, "next": rows.following}, as_json, _print_sms)


@messages.command("resend")
def resend(
    number: Annotated[int, typer.Argument(metavar="SMS", help="短信编号")],
    reason: Annotated[str, typer.Option("--reason", help="理由")] = "",
    user: As = "",
    key: Annotated[str | None, typer.Option("--key", help="幂等键：同一请求重复发送得到同一答复")] = None,
    as_json: AsJson = False,
) -> None:
    """重新发送一条失败的短信。"""
    answer = services.resend(sms=number, reason=reason, by=acting(user), at=now(), key=key)
    show(asdict(answer), as_json, lambda done: console.print(done["message"]))


def _print_messages(found: dict[str, Any]) -> None:
    for each in found["messages"]:
        console.print(f"{each['id']}　{each['at']:%Y-%m-%d %H:%M}　{'' if each['read'] else '［未读］'}{each['title']}", markup=False)
        console.print(f"　　{each['text']}{each['todo']}", markup=False)
    if not found["messages"]:
        console.print("没有消息")


def _print_sms(found: dict[str, Any]) -> None:
    table = Table("编号", "办件", "号码", "内容", "状态", "未发出的原因")
    for each in found["sms"]:
        table.add_row(str(each["id"]), each["case_number"], each["masked"], each["text"], each["state_title"], each["error"])
    console.print(table)
    console.print("　".join(f"{STATES[state]}{count}条" for state, count in found["counts"].items()))
