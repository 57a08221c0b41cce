"""The browser's session and its sign-in: bound at login, checked at every request, closed together."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from axes.helpers import get_client_ip_address
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib import auth
from django.db.models import Max
from django.http import HttpRequest
from django.utils import timezone

from onewindow import rows
from onewindow.accounts import services
from onewindow.accounts.actors import actor_of
from onewindow.accounts.models import SignIn, User
from onewindow.accounts.services import End
from onewindow.accounts.services.signing_in import overdue
from onewindow.words.actor import SYSTEM
from onewindow.worktime import clock

SIGN_IN = "sign_in"  # the keys in the session
ACTS_FOR = "acts_for"
_SEEN_EVERY = timedelta(seconds=60)  # one write a minute, not one a page; idle time is exact to that
_BROWSERS = re.compile(r"(MicroMessenger|Edg|QIHU|QQBrowser|Firefox|Chrome|Safari)(?:/([\d]+))?")
_BROWSER_NAMES = {"MicroMessenger": "微信", "Edg": "Edge", "QIHU": "360浏览器", "QQBrowser": "QQ浏览器"}


def open_for(request: HttpRequest, user: User, *, moment: datetime) -> None:
    """Sign an authenticated account in: a new session key, no older than the browser's window."""
    former = sign_in_of(request)
    auth.login(request, user, backend="onewindow.accounts.backends.Passwords")
    request.session.cycle_key()
    request.session.pop(ACTS_FOR, None)
    request.session.set_expiry(0)
    if former is not None and former.user_id == user.pk:
        services.sign_out(session=former, end=End.REPLACED, by=actor_of(user), at=clock.now(), moment=moment)
    _enrol(request, user, moment)


def close(request: HttpRequest, *, moment: datetime, end: End = End.SIGNED_OUT) -> None:
    """End the session of a request and forget all it held."""
    session = sign_in_of(request)
    if session is not None:
        by = SYSTEM if end in {End.IDLE, End.LONGEST} else actor_of(session.user)
        services.sign_out(session=session, end=end, by=by, at=clock.now(), moment=moment)
    auth.logout(request)


def keep(request: HttpRequest, *, moment: datetime) -> End | None:
    """Let a signed-in request go on, or end its session and say why.

    A session that Django authenticated without our login page is enrolled here, so that it counts and ends as any other.
    """
    session = sign_in_of(request)
    if session is None:
        _enrol(request, auth.get_user(request), moment)
        return None
    end = End(session.end) if session.ended_at else overdue(session, moment)
    if end is not None:
        close(request, moment=moment, end=end)
        return end
    if moment - session.seen_at >= _SEEN_EVERY:
        SignIn.objects.filter(pk=session.pk, ended_at=None).update(seen_at=moment)
    return None


def sign_in_of(request: HttpRequest) -> SignIn | None:
    """The sign-in that the browser's session belongs to."""
    number = request.session.get(SIGN_IN)
    return rows.one(SignIn, id=number) if number else None


def locked_for(request: HttpRequest, credentials: dict[str, str] | None) -> timedelta:
    """How long a locked name and address must still wait, by the last failure that django-axes counted."""
    attempts = AccessAttempt.objects.filter(username=(credentials or {}).get("username"), ip_address=get_client_ip_address(request))
    last = attempts.aggregate(last=Max("attempt_time"))["last"] or timezone.now()
    return max(timedelta(0), last + settings.AXES_COOLOFF_TIME - timezone.now())


def browser_of(request: HttpRequest) -> str:
    """The browser's name for the list of one's sessions, such as ``Chrome 86``; what is unknown is 其他浏览器."""
    found = {match[1]: match[2] for match in _BROWSERS.finditer(request.headers.get("User-Agent", ""))}
    for name in ("MicroMessenger", "Edg", "QIHU", "QQBrowser", "Firefox", "Chrome", "Safari"):
        if name in found:
            return f"{_BROWSER_NAMES.get(name, name)} {found[name] or ''}".strip()
    return "其他浏览器"


def _enrol(request: HttpRequest, user: object, moment: datetime) -> None:
    if isinstance(user, User):
        opened = services.sign_in(
            user=user,
            address=get_client_ip_address(request),
            browser=browser_of(request),
            by=actor_of(user),
            at=clock.now(),
            moment=moment,
        )
        request.session[SIGN_IN] = opened.pk
