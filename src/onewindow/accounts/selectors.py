"""What other rooms may ask about accounts."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet

from onewindow.accounts.actors import actor_of
from onewindow.accounts.models import Agency, Delegation, LeaderAccount, User
from onewindow.queries import written_once
from onewindow.words.actor import Actor
from onewindow.words.refused import Refused

PERSONAL = ("phone", "resident_id")  # sealed: opened only where they are shown


def user_of(key: str) -> User:
    """The account behind ``Actor.id``. Raises Refused (404)."""
    user = User.objects.filter(key=key).first()
    if user is None:
        raise Refused("没有这个账户", code="unknown_account", status=404)
    return user


def names_of(keys: set[str]) -> dict[str, str]:
    """The display names of accounts by key, for pages that show events; unknown keys are left out."""
    return dict(_names(keys=tuple(keys))) if keys else {}


@written_once
def _names(*, keys: tuple[str, ...]) -> QuerySet[User, Any]:
    return User.objects.filter(key__in=keys).values_list("key", "display_name")


def key_of_login(username: str) -> str:
    """The key of the account with that login name; nothing for none."""
    return User.objects.filter(username=username.lower()).values_list("key", flat=True).first() or ""


def enterprises_of(user: User | Actor, on: date) -> list[Agency]:
    """The enterprises for whom an agent may act on a business date, the oldest authority first."""
    rows = user.agencies.all() if isinstance(user, User) else Agency.objects.filter(user__key=user.id)
    return [agency for agency in rows.order_by("valid_from", "id") if agency.holds_on(on)]


def leader_of(actor: Actor, on: date) -> str:
    """The key of the member of the leadership that an actor is on a business date; empty for anybody else."""
    bound = LeaderAccount.objects.filter(user__key=actor.id).select_related("leader")
    return next((each.leader.key for each in bound if each.holds_on(on)), "")


def may_act_for(actor: Actor, uscc: str, on: date) -> bool:
    """Whether an actor may act for an enterprise on a business date."""
    return any(agency.uscc == uscc for agency in enterprises_of(actor, on))


def colleagues(organisation: str, permission: str, on: date) -> dict[str, str]:
    """The people of an organisation who hold a permission there on a date: display names by key."""
    users = User.objects.filter(grants__organisation__key=organisation, is_active=True).distinct().defer(*PERSONAL).order_by("id")
    return {user.key: user.display_name for user in users if permission in _own(actor_of(user, on, organisation=organisation))}


def _own(actor: Actor) -> frozenset[str]:
    """The permissions that are an actor's own: what was lent goes no further."""
    return actor.permissions - {name for name, _ in actor.lent}


def delegations_of(actor: Actor, on: date) -> list[Delegation]:
    """The delegations that an account gave or was given and that have not ended, the first to begin first."""
    found = Delegation.objects.filter(Q(user__key=actor.id) | Q(delegate__key=actor.id)).select_related("user", "delegate", "organisation")
    return [each for each in found if on < each.first_day_after]


def accounts_with_roles(on: date) -> list[tuple[User, list[str]]]:
    """Every account, the oldest first, with the keys of the roles that it holds on a business date; personal data unopened."""
    users = User.objects.select_related("organisation").prefetch_related("grants").defer(*PERSONAL).order_by("id")
    return [(user, [grant.role for grant in user.grants.all() if grant.holds_on(on)]) for user in users]


def titles_on(user: User, on: date) -> list[str]:
    """The Chinese titles of the roles that an account holds on a business date, each once, from its prefetched grants if there are any."""
    return list(dict.fromkeys(grant.title for grant in user.grants.all() if grant.holds_on(on)))


def demo_accounts(on: date) -> list[tuple[User, str]]:
    """The demo accounts with the titles of their roles, for the login page of a demonstration; empty elsewhere."""
    if not settings.DEMO:
        return []
    users = User.objects.filter(demo=True, is_active=True).select_related("organisation").prefetch_related("grants").defer(*PERSONAL)
    return [(user, "、".join(titles_on(user, on))) for user in users.order_by("id")]
