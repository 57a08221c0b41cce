"""Roles given and taken back, and the enterprises that an agent may act for."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from onewindow.accounts.models import Agency, Dated, LeaderAccount, RoleGrant, User
from onewindow.accounts.roles import Role, kept_apart
from onewindow.accounts.roles import role as role_called
from onewindow.accounts.services.checks import event, locked, require_manager, require_reason
from onewindow.organisations.models import Leader, Organisation
from onewindow.words.actor import Actor
from onewindow.words.identity import check_uscc
from onewindow.words.refused import Refused
from onewindow.worktime.clock import day_of


@transaction.atomic
def grant(
    *,
    user: User,
    role: str,
    organisation: Organisation | None = None,
    valid_from: date | None = None,
    valid_until: date | None = None,
    by: Actor,
    at: datetime,
) -> RoleGrant:
    """Give a role from ``valid_from`` (the day of ``at`` when left out) to ``valid_until``, both included.

    A role of an organisation is given for ``organisation``, or for the account's own. Raises Refused for one's own
    account, a role that 三权分立 keeps apart from another that is held in the same time, and a role already held.
    """
    require_manager(by, user)
    wanted = role_called(role)
    user = locked(user)
    held = RoleGrant(
        user=user,
        role=wanted.key,
        organisation=_where(wanted, user, organisation),
        valid_from=valid_from or day_of(at),
        valid_until=valid_until,
    )
    _check_period(held.valid_from, held.valid_until)
    _check_separation(wanted, held)
    held.save(force_insert=True)
    body = _terms(held) | {"organisation": held.organisation.key if held.organisation else None}
    event(user, "account.granted", by=by, at=at, to=wanted.key, body=body)
    return held


@transaction.atomic
def revoke(*, grant: RoleGrant, reason: str, by: Actor, at: datetime) -> RoleGrant:
    """Take a role back from the day of ``at``: it no longer holds on that day. Raises Refused if it is revoked."""
    require_manager(by, grant.user)
    reason = require_reason(reason, "撤销授权")
    user = locked(grant.user)
    grant = RoleGrant.objects.select_for_update(of=("self",)).get(pk=grant.pk)
    if grant.revoked_on is not None:
        raise Refused("该授权已撤销", code="already_revoked", status=409)
    grant.revoked_on = day_of(at)
    grant.save(update_fields=["revoked_on"])
    event(user, "account.revoked", by=by, at=at, from_=grant.role, reason=reason, body={"grant": grant.pk})
    return grant


@transaction.atomic
def bind_leader(
    *, user: User, leader: str, valid_from: date | None = None, valid_until: date | None = None, by: Actor, at: datetime
) -> LeaderAccount:
    """Say which member of the leadership an account is, from ``valid_from`` (the day of ``at`` when left out).

    Raises Refused for an unknown leader, and while the account or the leader is bound otherwise in these days.
    """
    require_manager(by, user)
    user = locked(user)
    person = Leader.objects.filter(key=leader).first()
    if person is None:
        raise Refused("没有这位领导", code="unknown_leader", field="leader", expected="领导班子成员的代号", status=404)
    bound = LeaderAccount(user=user, leader=person, valid_from=valid_from or day_of(at), valid_until=valid_until)
    _check_period(bound.valid_from, bound.valid_until)
    if any(_overlap(bound, other) for other in LeaderAccount.objects.filter(Q(user=user) | Q(leader=person))):
        raise Refused("该账户或者该领导在同一时段已经绑定", code="already_bound", field="leader", status=409)
    bound.save(force_insert=True)
    event(user, "account.leader_bound", by=by, at=at, to=person.key, body={"from": bound.valid_from, "until": bound.valid_until})
    return bound


@transaction.atomic
def authorise(
    *,
    user: User,
    uscc: str,
    enterprise_name: str,
    evidence: str,
    valid_from: date | None = None,
    valid_until: date | None = None,
    by: Actor,
    at: datetime,
) -> Agency:
    """Let an agent act for an enterprise, on the evidence of its authorisation. Raises Refused for a broken USCC."""
    require_manager(by, user)
    if not evidence.strip():
        raise Refused("请写明授权依据", code="evidence_required", field="evidence", expected="授权委托书的文号或日期")
    user = locked(user)
    agency = Agency(
        user=user,
        uscc=check_uscc(uscc),
        enterprise_name=enterprise_name.strip(),
        evidence=evidence.strip(),
        valid_from=valid_from or day_of(at),
        valid_until=valid_until,
    )
    _check_period(agency.valid_from, agency.valid_until)
    if any(_overlap(agency, other) for other in user.agencies.filter(uscc=agency.uscc)):
        raise Refused(f"该账户在此期间已可代表{agency.enterprise_name}", code="already_authorised", field="uscc", status=409)
    agency.save(force_insert=True)
    event(user, "account.authorised", by=by, at=at, to=agency.uscc, body=_terms(agency))
    return agency


@transaction.atomic
def withdraw(*, agency: Agency, reason: str, by: Actor, at: datetime) -> Agency:
    """End an agent's authority for an enterprise from the day of ``at``. Raises Refused if it is withdrawn."""
    require_manager(by, agency.user)
    reason = require_reason(reason, "撤销代表授权")
    user = locked(agency.user)
    agency = Agency.objects.select_for_update().get(pk=agency.pk)
    if agency.revoked_on is not None:
        raise Refused("该代表授权已撤销", code="already_revoked", status=409)
    agency.revoked_on = day_of(at)
    agency.save(update_fields=["revoked_on"])
    event(user, "account.authority_withdrawn", by=by, at=at, from_=agency.uscc, reason=reason, body={"agency": agency.pk})
    return agency


def _where(role: Role, user: User, organisation: Organisation | None) -> Organisation | None:
    if not role.of_organisation:
        return None
    place = organisation or user.organisation
    if place is None:
        raise Refused(f"授予“{role.title}”须指明行使单位", code="organisation_required", field="organisation")
    return place


def _check_period(valid_from: date, valid_until: date | None) -> None:
    if valid_until is not None and valid_until < valid_from:
        raise Refused("有效期至不得早于生效日期", code="invalid_period", field="valid_until", expected=f"{valid_from}或以后")


def _check_separation(wanted: Role, held: RoleGrant) -> None:
    """三权分立: nobody holds one of the three administrators' roles beside any other role at any time."""
    for other in held.user.grants.all():
        if not _overlap(held, other):
            continue
        if kept_apart(wanted, role_called(other.role)):
            raise Refused(
                f"“{wanted.title}”与已有的“{other.title}”不得由同一账户担任：系统管理员、安全管理员、审计管理员三权分立，也不得兼任业务角色",
                code="roles_kept_apart",
                field="role",
                clause="GB/T 22239-2019",
                expected="由另一账户担任",
                status=409,
            )
        if other.role == held.role and other.organisation == held.organisation:
            raise Refused(f"该账户在此期间已有“{wanted.title}”角色", code="already_granted", field="role", status=409)


def _overlap(one: Dated, other: Dated) -> bool:
    """Whether two periods share a day; one that was revoked before it began has none."""
    return max(one.valid_from, other.valid_from) < min(one.first_day_after, other.first_day_after)


def _terms(period: RoleGrant | Agency) -> dict[str, object]:
    return {"valid_from": period.valid_from, "valid_until": period.valid_until}
