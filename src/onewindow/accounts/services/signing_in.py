"""Sign-ins: opened, ended and counted on the system clock (``moment``); their events carry business time (``at``)."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from axes.models import AccessAttempt, AccessLog
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from onewindow.accounts.models import SignIn, User
from onewindow.accounts.services.checks import event, locked
from onewindow.words.actor import SYSTEM, Actor

KEPT = timedelta(days=183)


class End(StrEnum):
    """Why a session ended, and what the person is told at the next page."""

    SIGNED_OUT = "signed_out"
    IDLE = "idle"
    LONGEST = "longest"
    REPLACED = "replaced"
    PASSWORD = "password"  # noqa: S105  # the password was changed
    DEACTIVATED = "deactivated"
    BY_OWNER = "by_owner"

    @property
    def sentence(self) -> str:
        return _SENTENCES[self]


_SENTENCES = {
    End.SIGNED_OUT: "您已退出登录",
    End.IDLE: f"超过{settings.SESSION_IDLE.seconds // 60}分钟未操作，已自动退出，请重新登录",
    End.LONGEST: f"本次登录已满{settings.SESSION_LONGEST.seconds // 3600}小时，请重新登录",
    End.REPLACED: f"您的账户在别处登录，同时登录不得超过{settings.SESSIONS_AT_ONCE}处，本处已退出",
    End.PASSWORD: "密码已修改，请用新密码登录",
    End.DEACTIVATED: "该账户已停用，如有疑问请联系安全管理员",
    End.BY_OWNER: "您已在别处将此处登录退出",
}


@transaction.atomic
def sign_in(*, user: User, address: str | None, browser: str, by: Actor, at: datetime, moment: datetime) -> SignIn:
    """Open a session; of those already open the oldest ends until at most ``SESSIONS_AT_ONCE`` are left."""
    user = locked(user)
    for each in open_sign_ins(user):
        if (end := overdue(each, moment)) is not None:
            _close(each, end, by=SYSTEM, at=at, moment=moment)
    still_open = list(open_sign_ins(user))
    for each in still_open[: max(0, len(still_open) + 1 - settings.SESSIONS_AT_ONCE)]:
        _close(each, End.REPLACED, by=by, at=at, moment=moment)
    opened = SignIn.objects.create(user=user, opened_at=moment, seen_at=moment, address=address, browser=browser)
    event(user, "account.signed_in", by=by, at=at, body={"session": opened.pk})
    return opened


@transaction.atomic
def sign_out(*, session: SignIn, end: End = End.SIGNED_OUT, by: Actor, at: datetime, moment: datetime) -> None:
    """End a session; nothing happens to one that has ended."""
    locked(session.user)
    _close(session, end, by=by, at=at, moment=moment)


@transaction.atomic
def end_others(*, user: User, session: SignIn | None, end: End, by: Actor, at: datetime, moment: datetime) -> int:
    """End every open session of the account but this one; their number."""
    user = locked(user)
    others = [each for each in open_sign_ins(user) if each != session]
    for each in others:
        _close(each, end, by=by, at=at, moment=moment)
    return len(others)


@transaction.atomic
def sign_in_failed(*, username: str, locked_out: bool, at: datetime) -> None:
    """Write down a failed sign-in of an account that exists, and that it is now locked.

    For names that are no account nothing is written: the trail never forgets, so a stranger could fill it;
    django-axes keeps those in its own table.
    """
    user = User.objects.filter(username=username).first()
    if user is not None:
        event(user, "account.locked" if locked_out else "account.sign_in_failed", by=SYSTEM, at=at)


@transaction.atomic
def sweep(*, at: datetime, moment: datetime) -> dict[str, int]:
    """The daily cleaning: end what is overdue, forget sessions and failures that ended more than ``KEPT`` ago.

    Idempotent. The trail keeps the events (网络安全法: logs for six months at least); these rows hold addresses.
    """
    open_ones = SignIn.objects.filter(ended_at=None).select_related("user")
    overdue_ones = [(each, end) for each in open_ones if (end := overdue(each, moment)) is not None]
    for each, end in overdue_ones:
        _close(each, end, by=SYSTEM, at=at, moment=moment)
    limit = moment - KEPT
    return {
        "ended": len(overdue_ones),
        "sign_ins": SignIn.objects.filter(ended_at__lt=limit).delete()[0],
        "failures": AccessAttempt.objects.filter(attempt_time__lt=limit).delete()[0],
        "logins": AccessLog.objects.filter(attempt_time__lt=limit).delete()[0],
        "sessions": Session.objects.filter(expire_date__lt=moment).delete()[0],
    }


def close_all(user: User, end: End, *, by: Actor, at: datetime) -> None:
    """End every open session of a locked account, inside the caller's transaction."""
    for each in open_sign_ins(user):
        _close(each, end, by=by, at=at, moment=timezone.now())  # security runs on the system clock


def open_sign_ins(user: User) -> list[SignIn]:
    """The sessions of an account that have not ended, the oldest first."""
    return list(user.sign_ins.filter(ended_at=None))


def overdue(session: SignIn, moment: datetime) -> End | None:
    """Why a session may not go on at that moment, or None."""
    if moment - session.opened_at >= settings.SESSION_LONGEST:
        return End.LONGEST
    if moment - session.seen_at > settings.SESSION_IDLE:
        return End.IDLE
    return None


def _close(session: SignIn, end: End, *, by: Actor, at: datetime, moment: datetime) -> None:
    if SignIn.objects.filter(pk=session.pk, ended_at=None).update(ended_at=moment, end=end.value):
        event(session.user, "account.signed_out", by=by, at=at, reason=end.sentence, body={"session": session.pk, "end": end.value})
