"""The people of the tests of this room: those of the cases, and who supervises."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from onewindow.accounts.models import LeaderAccount, RoleGrant, User
from onewindow.accounts.roles import permissions_of
from onewindow.cases.tests.cast import AT, BUREAU, WINDOW, Cast, gather
from onewindow.organisations.models import Duty, Leader, Organisation
from onewindow.words.actor import Actor


@dataclass(frozen=True, slots=True)
class Office:
    """Who supervises at the window's body, the head of the bureau, the leader in charge of it, the mayor, and who calls back."""

    supervisor: Actor
    chief: Actor
    leader: Actor
    mayor: Actor
    caller: Actor


@pytest.fixture
def cast(db: None) -> Cast:
    return gather()


@pytest.fixture
def office(cast: Cast) -> Office:
    seat, _ = Organisation.objects.get_or_create(
        key="government", defaults={"name": "示例人民政府", "short_name": "示例政府", "kind": Organisation.Kind.GOVERNMENT}
    )
    bureau = Organisation.objects.get(key=BUREAU)
    in_charge = leader_of("demo-leader", "演示分管领导", bureau, Duty.Relation.IN_CHARGE)
    mayor = leader_of("demo-mayor", "演示主要领导", seat, Duty.Relation.RESPONSIBLE)
    return Office(
        supervisor=person("demo-watch", "supervisor", WINDOW),
        chief=person("demo-chief", "chief", BUREAU),
        leader=bound(person("demo-leader", "leader", "government"), in_charge),
        mayor=bound(person("demo-mayor", "leader", "government"), mayor),
        caller=person("demo-caller", "caller", WINDOW),
    )


def leader_of(key: str, name: str, body: Organisation, relation: str) -> Leader:
    leader = Leader.objects.create(key=key, name=name, post="演示职务", rank=1)
    Duty.objects.create(
        leader=leader, relation=relation, target=body.name, kind="unit", organisation=body, clause="duties-lhq", valid_from=date(2023, 4, 6)
    )
    return leader


def bound(actor: Actor, leader: Leader) -> Actor:
    LeaderAccount.objects.create(user=User.objects.get(key=actor.id), leader=leader, valid_from=date(2023, 4, 6))
    return actor


def person(username: str, role: str, organisation: str) -> Actor:
    body = Organisation.objects.get(key=organisation)
    user = User.objects.create(
        username=username, display_name=f"演示{username}", created_at=AT, key=f"u-{username}"[:32], organisation=body
    )
    RoleGrant.objects.create(user=user, role=role, organisation=body, valid_from=date(2023, 1, 1))
    return Actor(
        id=user.key, name=user.display_name, roles=frozenset({role}), organisation=organisation, permissions=permissions_of({role})
    )
