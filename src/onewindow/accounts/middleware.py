"""Who is asking, whether the session still stands, and whether the page has said who may see it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from onewindow.accounts import access, actors, sessions
from onewindow.accounts.models import User

Answer = Callable[[HttpRequest], HttpResponseBase]

log = logging.getLogger(__name__)


class SessionLimits:
    """Ends a session that was idle or open too long, or that a newer one replaced; gives the request its ``actor``."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if isinstance(request.user, User):
            account = request.user
            end = sessions.keep(request, moment=timezone.now())
            if end is not None:
                request.signed_out = account.key  # type: ignore[attr-defined]  # what is posted now is for this person alone
                messages.warning(request, end.sentence)
        request.actor = actors.actor_of(  # type: ignore[attr-defined]
            request.user, organisation=request.session.get(sessions.ACTS_FOR) if request.user.is_authenticated else None
        )
        response = self.get_response(request)
        if request.user.is_authenticated:  # on a shared computer the back button shows nothing of the one before
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class DenyByDefault:
    """A view that declares no permission is reached by nobody; an account with an initial password changes it first."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[object, ...], kwargs: dict[str, object]
    ) -> HttpResponseBase | None:
        demanded = access.demanded_by(view, request.method or "GET")
        if demanded is None:
            log.error("%s declares no permission; it was not shown", getattr(view, "__qualname__", view))
            return render(request, "accounts/forbidden.html", {"sentence": "该页面没有声明访问权限，按规定一律不开放"}, status=403)
        if isinstance(request.user, User) and request.user.password_is_initial and not _stays_open(request, demanded):
            messages.warning(request, "您使用的是初始密码，请先修改密码")
            return redirect("accounts:password")
        return None


def _stays_open(request: HttpRequest, demanded: access.Demand) -> bool:
    match = request.resolver_match
    return demanded == access.PUBLIC or (match is not None and match.view_name in {"accounts:password", "accounts:logout"})
