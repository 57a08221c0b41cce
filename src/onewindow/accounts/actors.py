"""From an account to the actor that every act is done by: whose roles, for which organisation, on which date."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest

from onewindow.accounts.models import Delegation, RoleGrant, User
from onewindow.accounts.roles import permissions_of
from onewindow.organisations.models import Organisation
from onewindow.queries import written_once
from onewindow.words.actor import Actor
from onewindow.worktime import clock

ANONYMOUS = Actor(id="anonymous", name="访客")


class ActingRequest(HttpRequest):
    """What a view is given: a request that knows its actor. For annotations; ``middleware.SessionLimits`` sets it."""

    actor: Actor


def actor_of(user: User | AnonymousUser, on: date | None = None, *, organisation: str | None = None) -> Actor:
    """The actor that an account is on a business date (today when left out): one query, two where it holds no grant.

    It acts for one organisation at a time: the one asked for if a grant is held there, else the account's own, else
    that of its first grant. Roles of other organisations are left out. An account that is switched off may nothing.
    In its organisation it may also do what those may who delegated to it for that day (委托).
    """
    if not isinstance(user, User):
        return ANONYMOUS
    known = _known(user, on or clock.today()) if user.is_active else []
    grants = [grant for grant in known if grant.holder == user.pk]
    acts_for = _organisation(user, grants, organisation)
    roles = frozenset(grant.role for grant in grants if grant.organisation in {None, acts_for})
    own = permissions_of(roles)
    borrowed = [grant for grant in known if grant.holder != user.pk and grant.organisation and grant.organisation == acts_for]
    lent = frozenset((name, grant.holder_key) for grant in borrowed for name in permissions_of(frozenset({grant.role})) - own)
    return Actor(
        id=user.key,
        name=user.display_name,
        roles=roles,
        organisation=acts_for,
        permissions=own | {name for name, _ in lent},
        principals=frozenset(grant.holder_key for grant in borrowed),
        lent=lent,
    )


class _Known(NamedTuple):
    """A grant that holds: whose, which role, and the key and number of the organisation that it is held for."""

    holder: int
    holder_key: str
    role: str
    organisation: str | None
    organisation_number: int | None


def _known(user: User, on: date) -> list[_Known]:
    """The grants that hold on a date of an account, and of those who delegated to it where the grant is held, the oldest first."""
    return [_Known(*row) for row in _grants_and_lent(user=user.pk, on=on)]


@written_once
def _grants_and_lent(*, user: int, on: date) -> QuerySet[RoleGrant, Any]:
    holds = Q(Q(valid_until=None) | Q(valid_until__gte=on), Q(revoked_on=None) | Q(revoked_on__gt=on), valid_from__lte=on)
    stands_in = Delegation.objects.filter(holds, delegate=user, user=OuterRef("user"), organisation=OuterRef("organisation"))
    found = RoleGrant.objects.filter(holds, Q(user=user) | Q(Exists(stands_in), user__is_active=True))
    return found.values_list("user_id", "user__key", "role", "organisation__key", "organisation_id")


def grants_on(user: User, on: date) -> list[RoleGrant]:
    """The grants that an account holds on a business date, the oldest first."""
    return [grant for grant in user.grants.select_related("organisation") if grant.holds_on(on)]


def organisations_of(user: User, on: date) -> list[Organisation]:
    """The organisations that the account may act for on that date, each once."""
    return list({grant.organisation.key: grant.organisation for grant in grants_on(user, on) if grant.organisation}.values())


def _organisation(user: User, grants: list[_Known], asked_for: str | None) -> str | None:
    held = {grant.organisation: grant.organisation_number for grant in grants if grant.organisation}
    if asked_for in held:
        return asked_for
    own = next((key for key, number in held.items() if number == user.organisation_id), None)
    return own or next(iter(held), None) or (user.organisation.key if user.organisation else None)
