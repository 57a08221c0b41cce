"""From an account to the actor that every act is done by: whose roles, for which organisation, on which date."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from onewindow.accounts.models import Delegation, RoleGrant, User
from onewindow.accounts.roles import permissions_of
from onewindow.organisations.models import Organisation
from onewindow.words.actor import Actor
from onewindow.worktime import clock

ANONYMOUS = Actor(id="anonymous", name="访客")


class ActingRequest(HttpRequest):
    """What a view is given: a request that knows its actor. For annotations; ``middleware.SessionLimits`` sets it."""

    actor: Actor


def actor_of(user: User | AnonymousUser, on: date | None = None, *, organisation: str | None = None) -> Actor:
    """The actor that an account is on a business date (today when left out): one query, two where it holds no grant, one more in an office.

    It acts for one organisation at a time: the one asked for if a grant is held there, else the account's own, else
    that of its first grant. Roles of other organisations are left out. An account that is switched off may nothing.
    In its office it may also do what those may who delegated to it (委托).
    """
    if not isinstance(user, User):
        return ANONYMOUS
    day = on or clock.today()
    grants = grants_on(user, day) if user.is_active else []
    acts_for = _organisation(user, grants, organisation)
    roles = frozenset(grant.role for grant in grants if grant.organisation is None or grant.organisation.key == acts_for)
    own = permissions_of(roles)
    borrowed = _lent_to(user, acts_for, day) if acts_for and roles else {}
    lent = frozenset((name, principal) for principal, names in borrowed.items() for name in names - own)
    return Actor(
        id=user.key,
        name=user.display_name,
        roles=roles,
        organisation=acts_for,
        permissions=own | {name for name, _ in lent},
        principals=frozenset(borrowed),
        lent=lent,
    )


def _lent_to(user: User, organisation: str, on: date) -> dict[str, frozenset[str]]:
    """The permissions that others of an organisation lend to an account on a date, by the key of the account that lends."""
    found = Delegation.objects.filter(delegate=user, organisation__key=organisation).select_related("user")
    holding = [each.user for each in found if each.holds_on(on) and each.user.is_active]
    return {
        principal.key: permissions_of(
            frozenset(grant.role for grant in grants_on(principal, on) if grant.organisation and grant.organisation.key == organisation)
        )
        for principal in holding
    }


def grants_on(user: User, on: date) -> list[RoleGrant]:
    """The grants that an account holds on a business date, the oldest first."""
    return [grant for grant in user.grants.select_related("organisation") if grant.holds_on(on)]


def organisations_of(user: User, on: date) -> list[Organisation]:
    """The organisations that the account may act for on that date, each once."""
    return list({grant.organisation.key: grant.organisation for grant in grants_on(user, on) if grant.organisation}.values())


def _organisation(user: User, grants: list[RoleGrant], asked_for: str | None) -> str | None:
    held = {grant.organisation.key: grant.organisation.pk for grant in grants if grant.organisation}
    if asked_for in held:
        return asked_for
    own = next((key for key, number in held.items() if number == user.organisation_id), None)
    return own or next(iter(held), None) or (user.organisation.key if user.organisation else None)
