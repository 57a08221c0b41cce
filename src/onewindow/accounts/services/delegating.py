"""委托: who is away hands his work to a colleague from one day to another, and takes it back."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from onewindow.accounts.actors import grants_on
from onewindow.accounts.models import Delegation, User
from onewindow.accounts.roles import ROLES
from onewindow.accounts.services.checks import event, locked, require_manager, require_reason
from onewindow.organisations.models import Organisation
from onewindow.words.actor import Actor
from onewindow.words.refused import Refused
from onewindow.worktime.clock import day_of

LONGEST_DAYS = 180  # a longer absence is a change of post, and roles are granted for it


@transaction.atomic
def delegate(
    *, user: User, delegate: User, reason: str, valid_from: date | None = None, valid_until: date, by: Actor, at: datetime
) -> Delegation:
    """Let ``delegate`` act for ``user`` from one day to another, both included: by the person, or by a security administrator.

    Both must hold roles of one organisation; what is lent are the roles that the person holds there, and nothing lent goes further.
    Raises Refused for an administrator of the site, another body, days in the wrong order, and a time that is delegated already.
    """
    if by.id != user.key:
        require_manager(by, user)
    reason = require_reason(reason, "委托")
    user, first = locked(user), valid_from or day_of(at)
    place = _shared(user, delegate, first)
    _check_days(first, valid_until, at)
    made = Delegation(user=user, delegate=delegate, organisation=place, reason=reason, valid_from=first, valid_until=valid_until)
    if any(_meet(made, other) for other in user.delegations.all()):
        raise Refused("这段时间已经委托他人", code="already_delegated", field="valid_from", expected="先撤销原来的委托", status=409)
    made.save(force_insert=True)
    terms = {"delegation": made.pk, "valid_from": first, "valid_until": valid_until, "organisation": place.key}
    event(user, "account.delegated", by=by, at=at, to=delegate.key, reason=reason, body=terms)
    event(delegate, "account.stands_in", by=by, at=at, to=user.key, reason=reason, body=terms)
    return made


@transaction.atomic
def end_delegation(*, delegation: Delegation, reason: str, by: Actor, at: datetime) -> Delegation:
    """End a delegation from the day of ``at``: by the person, or by a security administrator. Raises Refused if it has ended."""
    if by.id != delegation.user.key:
        require_manager(by, delegation.user)
    reason = require_reason(reason, "撤销委托")
    user = locked(delegation.user)
    delegation = Delegation.objects.select_for_update(of=("self",)).get(pk=delegation.pk)
    if day_of(at) >= delegation.first_day_after:
        raise Refused("这项委托已经结束", code="already_revoked", status=409)
    delegation.revoked_on = day_of(at)
    delegation.save(update_fields=["revoked_on"])
    for person in (user, delegation.delegate):
        event(person, "account.delegation_ended", by=by, at=at, reason=reason, body={"delegation": delegation.pk})
    return delegation


def _shared(user: User, delegate: User, on: date) -> Organisation:
    """The organisation in which both hold a role on that day. Raises Refused."""
    if user.pk == delegate.pk:
        raise Refused("不能委托给本人", code="delegates_to_himself", field="delegate", expected="本单位的另一名人员")
    if any(ROLES[grant.role].administers for person in (user, delegate) for grant in grants_on(person, on) if grant.role in ROLES):
        raise Refused("系统管理员、安全管理员、审计管理员的职责不能委托", code="roles_kept_apart", field="delegate", status=409)
    theirs = {grant.organisation.key for grant in grants_on(delegate, on) if grant.organisation}
    place = next((grant.organisation for grant in grants_on(user, on) if grant.organisation and grant.organisation.key in theirs), None)
    if place is None or not delegate.is_active:
        raise Refused("只能委托给本单位在岗的人员", code="other_organisation", field="delegate", expected="与委托人在同一单位任职的人员")
    return place


def _check_days(first: date, last: date, at: datetime) -> None:
    if first < day_of(at):
        raise Refused("委托不能早于今天开始", code="invalid_period", field="valid_from", expected=f"{day_of(at)}或以后")
    if last < first or (last - first).days > LONGEST_DAYS:
        expected = f"开始日期以后，不超过{LONGEST_DAYS}日；更长的由安全管理员授权"
        raise Refused("委托的最后一日不对", code="invalid_period", field="valid_until", expected=expected)


def _meet(one: Delegation, other: Delegation) -> bool:
    return max(one.valid_from, other.valid_from) < min(one.first_day_after, other.first_day_after)
