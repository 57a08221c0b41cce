"""Accounts: made, switched off and on, given passwords."""

from __future__ import annotations

import secrets
import unicodedata
from datetime import datetime

from axes.models import AccessAttempt
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from onewindow.accounts.models import User
from onewindow.accounts.services.checks import event, locked, require_manager, require_reason
from onewindow.accounts.services.signing_in import End, close_all
from onewindow.organisations.models import Organisation
from onewindow.words.actor import SYSTEM, Actor
from onewindow.words.identity import check_resident_id
from onewindow.words.refused import Problem, Refused


@transaction.atomic
def create_user(
    *,
    username: str,
    display_name: str,
    password: str | None = None,
    organisation: Organisation | None = None,
    phone: str | None = None,
    resident_id: str | None = None,
    demo: bool = False,
    initial: bool | None = None,
    by: Actor,
    at: datetime,
) -> User:
    """A new account without any role. A password that another person gave is ``initial``: it is changed at the first sign-in.

    Without a password nobody can sign in until ``set_password``. Raises Refused for a name that is taken or malformed,
    a weak password, a broken number, or an actor who is no security administrator.
    """
    require_manager(by)
    user = User(
        username=plain_username(username),
        display_name=display_name.strip(),
        organisation=organisation,
        phone=phone,
        resident_id=check_resident_id(resident_id) if resident_id else None,
        demo=demo,
        created_at=at,
        password_is_initial=password is not None and (by != SYSTEM if initial is None else initial),
    )
    _put_password(user, password)
    _save_new(user)
    event(
        user,
        "account.created",
        by=by,
        at=at,
        to="active",
        body={"organisation": organisation.key if organisation else None, "demo": demo},
    )
    return user


@transaction.atomic
def set_password(*, user: User, password: str, by: Actor, at: datetime) -> User:
    """A new password, by the person or by a security administrator; in the second case it is initial and all sessions end.

    The person's page checks the old password first. Raises Refused for a weak password.
    """
    own = by.id == user.key
    if not own:
        require_manager(by)
    user = locked(user)
    _put_password(user, password)
    user.password_is_initial = not own and by != SYSTEM
    user.save(update_fields=["password", "password_is_initial"])
    if not own:
        close_all(user, End.PASSWORD, by=by, at=at)
    event(user, "account.password_set", by=by, at=at, body={"initial": user.password_is_initial})
    return user


@transaction.atomic
def deactivate(*, user: User, reason: str, by: Actor, at: datetime) -> User:
    """Switch an account off: its sessions end at once, its grants stay on record. Raises Refused if it is off."""
    require_manager(by, user)
    reason = require_reason(reason, "停用账户")
    user = locked(user)
    if not user.is_active:
        raise Refused("该账户已停用", code="already_inactive", status=409)
    user.is_active = False
    user.save(update_fields=["is_active"])
    close_all(user, End.DEACTIVATED, by=by, at=at)
    event(user, "account.deactivated", by=by, at=at, from_="active", to="inactive", reason=reason)
    return user


@transaction.atomic
def activate(*, user: User, reason: str, by: Actor, at: datetime) -> User:
    """Switch an account on again. Raises Refused if it is on."""
    require_manager(by, user)
    reason = require_reason(reason, "启用账户")
    user = locked(user)
    if user.is_active:
        raise Refused("该账户已启用", code="already_active", status=409)
    user.is_active = True
    user.save(update_fields=["is_active"])
    event(user, "account.activated", by=by, at=at, from_="inactive", to="active", reason=reason)
    return user


@transaction.atomic
def unlock(*, user: User, reason: str, by: Actor, at: datetime) -> None:
    """Forget the failed sign-ins of an account, so that it opens before the lock runs out. Raises Refused if none are counted."""
    require_manager(by, user)
    reason = require_reason(reason, "解除锁定")
    if not AccessAttempt.objects.filter(username=user.username).delete()[0]:
        raise Refused("该账户没有被锁定", code="not_locked", status=409)
    event(user, "account.unlocked", by=by, at=at, reason=reason)


def initial_password() -> str:
    """Sixteen characters that cannot be mistaken for one another when read out or copied by hand; 79 bits."""
    return "-".join("".join(secrets.choice("abcdefghjkmnpqrstuvwxyz23456789") for _ in range(4)) for _ in range(4))


def plain_username(text: str) -> str:
    """A login name in its one written form: half-width, lower case, no outer blanks."""
    return unicodedata.normalize("NFKC", text).strip().lower()


def _put_password(user: User, password: str | None) -> None:
    if password is None:
        user.set_unusable_password()
        return
    try:
        validate_password(password, user)
    except ValidationError as weak:
        expected = "不少于10位，不能是常见密码或纯数字"
        raise Refused.of([Problem(message, "weak_password", "password", expected=expected) for message in weak.messages]) from weak
    user.set_password(password)


def _save_new(user: User) -> None:
    try:
        user.clean_fields(exclude=["password"])
    except ValidationError as wrong:
        found = [Problem(message, "invalid_account", field) for field, messages in wrong.message_dict.items() for message in messages]
        raise Refused.of(found) from wrong
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError as taken:
        raise Refused(f"登录名“{user.username}”已被使用", code="username_taken", field="username", status=409) from taken
