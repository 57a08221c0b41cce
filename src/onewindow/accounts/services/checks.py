"""What every act of this room checks before it writes, and how it names its subject."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from onewindow.accounts.models import User
from onewindow.trail.services import record
from onewindow.words.actor import SYSTEM, Actor
from onewindow.words.refused import Refused

MANAGE = "accounts.manage"


def subject_of(user: User) -> str:
    """The subject of an account's events."""
    return f"account:{user.key}"


def require_manager(by: Actor, user: User | None = None) -> None:
    """Only a security administrator, or the system itself; and never for its own account. Raises Refused (403)."""
    if by == SYSTEM:
        return
    if not by.may(MANAGE):
        raise Refused("只有安全管理员可以管理账户和授权", code="permission_denied", status=403)
    if user is not None and by.id == user.key:
        raise Refused("不得为本人授权或变更本人账户，请由另一名安全管理员办理", code="own_account", status=403)


def locked(user: User) -> User:
    """The account, read again under its row lock: one act on an account at a time. On SQLite the transaction is the lock."""
    return User.objects.select_for_update().get(pk=user.pk)


def event(
    user: User,
    kind: str,
    *,
    by: Actor,
    at: datetime,
    from_: str = "",
    to: str = "",
    reason: str = "",
    body: Mapping[str, Any] | None = None,
) -> None:
    """One event of the account; the trail refuses it outside a transaction."""
    record(subject=subject_of(user), kind=kind, by=by, at=at, from_=from_, to=to, reason=reason, body=body or {})


def require_reason(reason: str, what: str) -> str:
    """The reason without outer blanks; at least four characters, so that it says something. Raises Refused."""
    stripped = reason.strip()
    if len(stripped) < 4:
        raise Refused(f"请写明{what}的理由", code="reason_required", field="reason", expected="不少于4个字")
    return stripped
