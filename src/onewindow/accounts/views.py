"""The door: signing in and out, one's password, one's sessions."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import auth, messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from onewindow.accounts import masks, selectors, services, sessions, unsent
from onewindow.accounts.access import opens, public, signed_in
from onewindow.accounts.actors import ActingRequest, actor_of, grants_on, organisations_of
from onewindow.accounts.forms import NewPasswordForm, SignInForm
from onewindow.accounts.models import User
from onewindow.accounts.roles import ROLES, what_it_does
from onewindow.accounts.services import End
from onewindow.accounts.services.signing_in import open_sign_ins
from onewindow.words.refused import Refused
from onewindow.worktime import clock

LIMITS = {
    "at_once": settings.SESSIONS_AT_ONCE,
    "idle_minutes": settings.SESSION_IDLE.seconds // 60,
    "longest_hours": settings.SESSION_LONGEST.seconds // 3600,
}
LANDINGS = ("desk:front", "accounts:people")  # where staff land: the first that opens; the desk is above this room, so by name
LOCK_MINUTES = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)


@public
@sensitive_post_parameters("password")
@never_cache
def login(request: HttpRequest) -> HttpResponse:
    """The login page; afterwards to ``next``, if that is a page of this site, else to the desk or the front page."""
    target = _safe_target(request)
    if request.method != "POST":
        if request.user.is_authenticated:
            return redirect(target or settings.LOGIN_REDIRECT_URL)
        return _login_page(request, SignInForm(request), target)
    form = SignInForm(request, data=request.POST)
    if form.is_valid():
        user = form.get_user()
        sessions.open_for(request, user, moment=timezone.now())
        return redirect(target or _landing(user))
    if username := form.cleaned_data.get("username"):
        _record_failure(request, username)
    return _login_page(request, form, target, status=422)


@public
@require_POST
def forget_unsent(request: HttpRequest) -> HttpResponse:
    """Throw away what was typed before the session ended: on a shared computer it may be somebody else's."""
    unsent.forget(request)
    messages.success(request, "未提交的内容已清除")
    return redirect("accounts:login")


@public
@require_POST
def logout(request: HttpRequest) -> HttpResponse:
    """End this session. Only by POST, so that a foreign page cannot do it with a link."""
    if request.user.is_authenticated:
        sessions.close(request, moment=timezone.now())
        messages.success(request, End.SIGNED_OUT.sentence)
    return redirect(settings.LOGOUT_REDIRECT_URL or "/")


def locked_out(request: HttpRequest, response: HttpResponseBase | None = None, credentials: Any = None) -> HttpResponse:
    """What django-axes answers, instead of the login page, to a name and address that failed too often."""
    left = sessions.locked_for(request, credentials)
    context = {"failures": settings.AXES_FAILURE_LIMIT, "lock_minutes": LOCK_MINUTES, "minutes_left": max(1, -(-left.seconds // 60))}
    answer = render(request, "accounts/locked.html", context, status=429)
    answer["Retry-After"] = str(left.seconds)
    return answer


@signed_in
@sensitive_post_parameters()
@never_cache
def password(request: ActingRequest) -> HttpResponse:
    """Change one's own password; every other session of the account ends."""
    user = _account(request)
    form = NewPasswordForm(user, data=request.POST or None)
    if request.method == "POST" and form.is_valid():
        at, moment = clock.now(), timezone.now()
        changed = services.set_password(user=user, password=form.cleaned_data["new_password1"], by=request.actor, at=at)
        auth.update_session_auth_hash(request, changed)
        services.end_others(user=user, session=sessions.sign_in_of(request), end=End.PASSWORD, by=request.actor, at=at, moment=moment)
        messages.success(request, "密码已修改，您在别处的登录已全部退出")
        return redirect("accounts:mine")
    return render(request, "accounts/password.html", {"form": form}, status=422 if form.errors else 200)


@signed_in
@never_cache
def mine(request: ActingRequest) -> HttpResponse:
    """One's account: roles, enterprises, sessions."""
    user, today = _account(request), clock.today()
    return render(
        request,
        "accounts/mine.html",
        {
            "account": user,
            "masked_phone": masks.phone(user.phone),
            "masked_resident_id": masks.resident_id(user.resident_id),
            "grants": grants_on(user, today),
            "can_do": {key: what_it_does(each) for key, each in ROLES.items()},
            "organisations": organisations_of(user, today),
            "acts_for": request.actor.organisation,
            "agencies": selectors.enterprises_of(user, today),
            "sign_ins": list(reversed(open_sign_ins(user))),
            "this_sign_in": sessions.sign_in_of(request),
            "limits": LIMITS,
        },
    )


@signed_in
@require_POST
def end_session(request: ActingRequest) -> HttpResponse:
    """End one of one's own sessions elsewhere."""
    chosen = request.POST.get("session")
    session = next((each for each in open_sign_ins(_account(request)) if str(each.pk) == chosen), None)
    if session is None:
        raise Refused("没有这处登录，或已经退出", code="unknown_session", field="session", status=404)
    services.sign_out(session=session, end=End.BY_OWNER, by=request.actor, at=clock.now(), moment=timezone.now())
    messages.success(request, "已退出该处登录")
    return redirect("accounts:mine")


@signed_in
@require_POST
def act_for(request: ActingRequest) -> HttpResponse:
    """Choose the organisation to act for, among those one has a grant of."""
    chosen = request.POST.get("organisation", "")
    if chosen not in {each.key for each in organisations_of(_account(request), clock.today())}:
        raise Refused("您没有在该单位的有效授权", code="not_granted", field="organisation", status=403)
    request.session[sessions.ACTS_FOR] = chosen
    return redirect("accounts:mine")


def _account(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise Refused("请先登录", code="not_signed_in", status=401)
    return request.user


def _login_page(request: HttpRequest, form: SignInForm, target: str, status: int = 200) -> HttpResponse:
    failures = getattr(request, "axes_failures_since_start", None)
    context = {
        "form": form,
        "tries_left": settings.AXES_FAILURE_LIMIT - failures if failures is not None else None,
        "failure_limit": settings.AXES_FAILURE_LIMIT,
        "lock_minutes": LOCK_MINUTES,
        "next": target,
        "unsent": unsent.waiting(request),
        "demo_accounts": selectors.demo_accounts(clock.today()),
        "demo_password": settings.DEMO_PASSWORD,
    }
    return render(request, "accounts/login.html", context, status=status)


def _safe_target(request: HttpRequest) -> str:
    target = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return target if safe else ""


def _landing(user: User) -> str:
    actor = actor_of(user)
    return next((reverse(name) for name in LANDINGS if opens(name, actor)), settings.LOGIN_REDIRECT_URL)


def _record_failure(request: HttpRequest, username: str) -> None:
    """One event for a failure, one for the failure that locked, none while it is locked: axes refused those unread."""
    failures = getattr(request, "axes_failures_since_start", None)
    if failures is not None:
        services.sign_in_failed(username=username, locked_out=failures >= settings.AXES_FAILURE_LIMIT, at=clock.now())
