"""As whom a command acts: the option ``--as`` and the account that it names."""

from __future__ import annotations

from typing import Annotated

import typer

from onewindow.accounts.actors import actor_of
from onewindow.accounts.models import User
from onewindow.words.actor import Actor
from onewindow.words.refused import Refused
from onewindow.worktime.clock import today

As = Annotated[str, typer.Option("--as", metavar="USER", help="以哪个账户（登录名）办理")]


def acting(username: str) -> Actor:
    """The actor of an account today. Raises Refused where none is named, and for one that there is not."""
    if not username:
        raise Refused("没有说明以哪个账户办理", code="no_account", field="as", expected="--as 登录名")
    user = User.objects.filter(username=username.lower()).first()
    if user is None:
        raise Refused(f"没有登录名为“{username}”的账户", code="unknown_account", field="as", expected="--as 登录名")
    return actor_of(user, today())
