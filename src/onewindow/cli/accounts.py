"""``onewindow accounts``: the first accounts of a new site, made by who runs the machine. Later ones are made on the pages."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from django.db import transaction
from rich.table import Table

from onewindow.accounts import selectors, services
from onewindow.cli.output import console, show
from onewindow.organisations.models import Organisation
from onewindow.organisations.selectors import organisation as organisation_called
from onewindow.words.actor import SYSTEM
from onewindow.worktime import clock

AsJson = Annotated[bool, typer.Option("--json", help="输出一个JSON文档")]

accounts = typer.Typer(no_args_is_help=True, help="账户：开立最初的管理员账户，列出账户")


def register(app: typer.Typer) -> None:
    """Add ``accounts`` to the command tree."""
    app.add_typer(accounts, name="accounts")


@accounts.command("create")
@transaction.atomic
def create(
    username: Annotated[str, typer.Argument(metavar="USERNAME", help="登录名")],
    name: Annotated[str, typer.Argument(metavar="NAME", help="姓名")],
    role: Annotated[list[str], typer.Option("--role", help="角色，如 security-admin；可写多个")],
    organisation: Annotated[str, typer.Option("--organisation", help="所在单位的代号")] = "",
    as_json: AsJson = False,
) -> None:
    """开立账户并授予角色，显示一次性初始密码；本人首次登录时须修改。"""
    place: Organisation | None = organisation_called(organisation) if organisation else None
    at = clock.now()
    initial = services.initial_password()
    user = services.create_user(username=username, display_name=name, password=initial, initial=True, organisation=place, by=SYSTEM, at=at)
    for each in role:
        services.grant(user=user, role=each, by=SYSTEM, at=at)
    data = {"key": user.key, "username": user.username, "roles": role, "initial_password": initial}
    show(data, as_json, _print_created)


@accounts.command("bind-leader")
def bind_leader(
    username: Annotated[str, typer.Argument(metavar="USERNAME", help="登录名")],
    leader: Annotated[str, typer.Argument(metavar="LEADER", help="领导班子成员的代号")],
    as_json: AsJson = False,
) -> None:
    """写明账户是哪位领导：上报给该领导的办件和督办显示给该账户。"""
    user = selectors.user_of(selectors.key_of_login(username))
    bound = services.bind_leader(user=user, leader=leader, by=SYSTEM, at=clock.now())
    data = {"username": user.username, "leader": leader, "from": bound.valid_from}
    show(data, as_json, lambda done: console.print(f"账户{done['username']}自{done['from']}起为{leader}"))


@accounts.command("list")
def list_accounts(as_json: AsJson = False) -> None:
    """列出账户和今日有效的角色。"""
    rows = [
        {
            "key": user.key,
            "username": user.username,
            "name": user.display_name,
            "organisation": user.organisation.key if user.organisation else None,
            "roles": roles,
            "active": user.is_active,
            "demo": user.demo,
        }
        for user, roles in selectors.accounts_with_roles(clock.today())
    ]
    show(rows, as_json, _print_accounts)


def _print_created(data: dict[str, Any]) -> None:
    console.print(f"已开立账户 [bold]{data['username']}[/]（{'、'.join(data['roles'])}）")
    console.print(f"一次性初始密码：[bold]{data['initial_password']}[/]，只显示这一次")


def _print_accounts(rows: list[dict[str, Any]]) -> None:
    table = Table("登录名", "姓名", "单位", "今日角色", "状态")
    for row in rows:
        state = ("启用" if row["active"] else "停用") + ("，演示账户" if row["demo"] else "")
        table.add_row(row["username"], row["name"], row["organisation"] or "", "、".join(row["roles"]), state)
    console.print(table)
