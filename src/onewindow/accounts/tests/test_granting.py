"""Roles given and taken back, by whom, from when until when."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import permutations

import pytest
from pytest_django import DjangoAssertNumQueries

from onewindow.accounts import services
from onewindow.accounts.actors import ANONYMOUS, actor_of
from onewindow.accounts.models import RoleGrant, User
from onewindow.accounts.tests.conftest import Hire
from onewindow.organisations.models import Organisation
from onewindow.trail.models import Event
from onewindow.words.actor import SYSTEM, Actor
from onewindow.words.refused import Refused
from onewindow.worktime import clock

pytestmark = pytest.mark.django_db
TODAY = date(2023, 9, 15)


def test_a_granted_role_holds_from_its_first_to_its_last_day(hire: Hire, security: Actor) -> None:
    user = hire()
    services.grant(user=user, role="clerk", valid_from=TODAY, valid_until=date(2023, 9, 20), by=security, at=clock.now())
    held = [day for day in range(13, 23) if actor_of(user, date(2023, 9, day)).may("cases.accept")]
    assert held == [15, 16, 17, 18, 19, 20]


def test_an_expired_grant_opens_nothing_today(hire: Hire, security: Actor) -> None:
    user = hire()
    services.grant(user=user, role="clerk", valid_from=date(2023, 1, 1), valid_until=TODAY - timedelta(days=1), by=security, at=clock.now())
    assert actor_of(user).permissions == frozenset()
    assert actor_of(user).roles == frozenset()


def test_a_revoked_role_is_gone_the_same_day_but_stays_on_record(hire: Hire, security: Actor) -> None:
    user = hire("clerk")
    grant = services.revoke(grant=user.grants.get(), reason="调离窗口岗位", by=security, at=clock.now())
    assert not actor_of(user).may("cases.accept")
    assert actor_of(user, TODAY - timedelta(days=1)).may("cases.accept")
    assert RoleGrant.objects.get(pk=grant.pk).revoked_on == TODAY


def test_a_grant_cannot_be_revoked_twice(hire: Hire, security: Actor) -> None:
    grant = hire("clerk").grants.get()
    services.revoke(grant=grant, reason="调离窗口岗位", by=security, at=clock.now())
    with pytest.raises(Refused, match="已撤销"):
        services.revoke(grant=grant, reason="调离窗口岗位", by=security, at=clock.now())


def test_a_revocation_without_a_reason_is_refused(hire: Hire, security: Actor) -> None:
    grant = hire("clerk").grants.get()
    with pytest.raises(Refused, match="理由"):
        services.revoke(grant=grant, reason="  ", by=security, at=clock.now())
    assert RoleGrant.objects.get(pk=grant.pk).revoked_on is None


ADMINISTRATORS = ("system-admin", "security-admin", "audit-admin")
APART = [*permutations(ADMINISTRATORS, 2), *((one, "clerk") for one in ADMINISTRATORS), *(("agent", one) for one in ADMINISTRATORS)]


@pytest.mark.parametrize(("first", "second"), APART)
def test_administrators_roles_are_not_given_beside_another(hire: Hire, security: Actor, first: str, second: str) -> None:
    user = hire(first, username="someone")
    with pytest.raises(Refused, match="三权分立") as refusal:
        services.grant(user=user, role=second, by=security, at=clock.now())
    assert refusal.value.first.code == "roles_kept_apart"
    assert actor_of(user).roles == {first}


def test_an_administrators_role_may_follow_when_the_other_has_ended(hire: Hire, security: Actor) -> None:
    user = hire("clerk")
    services.revoke(grant=user.grants.get(), reason="转任管理岗位", by=security, at=clock.now())
    services.grant(user=user, role="audit-admin", by=security, at=clock.now())
    assert actor_of(user).roles == {"audit-admin"}


def test_a_future_grant_that_would_meet_an_administrators_role_is_refused(hire: Hire, security: Actor) -> None:
    user = hire("audit-admin")
    with pytest.raises(Refused, match="三权分立"):
        services.grant(user=user, role="clerk", valid_from=date(2030, 1, 1), by=security, at=clock.now())


def test_business_roles_may_be_held_together(hire: Hire, security: Actor) -> None:
    user = hire("clerk")
    services.grant(user=user, role="registrar", by=security, at=clock.now())
    assert actor_of(user).roles == {"clerk", "registrar"}


def test_the_same_role_twice_at_a_time_is_refused(hire: Hire, security: Actor) -> None:
    user = hire("clerk")
    with pytest.raises(Refused, match="已有“综窗人员”"):
        services.grant(user=user, role="clerk", by=security, at=clock.now())


@pytest.mark.parametrize("role", ["citizen", "agent", "clerk", "chief", "supervisor", "system-admin", "audit-admin"])
def test_nobody_but_the_security_administrator_grants(hire: Hire, role: str) -> None:
    by = actor_of(hire(role, username="other"))
    user = hire()
    for act in (
        lambda: services.grant(user=user, role="clerk", by=by, at=clock.now()),
        lambda: services.create_user(username="new", display_name="演示", by=by, at=clock.now()),
        lambda: services.set_password(user=user, password="correct-horse-9", by=by, at=clock.now()),
        lambda: services.deactivate(user=user, reason="长期离岗", by=by, at=clock.now()),
    ):
        with pytest.raises(Refused) as refusal:
            act()
        assert refusal.value.status == 403
    assert not user.grants.exists()


def test_a_visitor_grants_nothing(hire: Hire) -> None:
    with pytest.raises(Refused):
        services.grant(user=hire(), role="clerk", by=ANONYMOUS, at=clock.now())


def test_nobody_grants_to_or_revokes_from_themselves(hire: Hire) -> None:
    user = hire("security-admin")
    myself = actor_of(user)
    with pytest.raises(Refused, match="不得为本人授权"):
        services.grant(user=user, role="security-admin", valid_from=date(2030, 1, 1), by=myself, at=clock.now())
    with pytest.raises(Refused, match="不得为本人授权"):
        services.revoke(grant=user.grants.get(), reason="自行撤销", by=myself, at=clock.now())


def test_a_role_of_an_organisation_needs_one(hire: Hire, security: Actor) -> None:
    user = hire(organisation=None)
    with pytest.raises(Refused, match="行使单位"):
        services.grant(user=user, role="clerk", by=security, at=clock.now())


def test_a_period_that_ends_before_it_begins_is_refused(hire: Hire, security: Actor) -> None:
    with pytest.raises(Refused, match="不得早于生效日期"):
        services.grant(user=hire(), role="clerk", valid_from=TODAY, valid_until=date(2023, 9, 14), by=security, at=clock.now())


def test_an_actor_works_for_one_organisation_at_a_time(hire: Hire, bureau: Organisation, security: Actor) -> None:
    user = hire("clerk")
    services.grant(user=user, role="approver", organisation=bureau, by=security, at=clock.now())
    at_home, lent = actor_of(user), actor_of(user, organisation=bureau.key)
    assert (at_home.organisation, at_home.roles) == ("test-window", {"clerk"})
    assert (lent.organisation, lent.roles) == ("test-bureau", {"approver"})
    assert actor_of(user, organisation="test-elsewhere") == at_home


def test_an_actor_costs_one_query(hire: Hire, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    user = User.objects.get(pk=hire("clerk").pk)
    with django_assert_num_queries(1):
        assert actor_of(user).organisation == "test-window"


def test_who_holds_grants_only_elsewhere_acts_there(hire: Hire, bureau: Organisation, security: Actor) -> None:
    user = hire()
    services.grant(user=user, role="approver", organisation=bureau, by=security, at=clock.now())
    assert actor_of(user).organisation == "test-bureau"


def test_an_account_that_is_switched_off_may_nothing(hire: Hire, security: Actor) -> None:
    user = services.deactivate(user=hire("clerk"), reason="长期离岗", by=security, at=clock.now())
    assert actor_of(user).permissions == frozenset()


def test_every_act_leaves_one_event_and_no_name_in_it(hire: Hire, security: Actor) -> None:
    user = hire(phone="13812345678")
    services.grant(user=user, role="clerk", by=security, at=clock.now())
    services.revoke(grant=user.grants.get(), reason="调离窗口岗位", by=security, at=clock.now())
    events = list(Event.objects.filter(subject=f"account:{user.key}").order_by("position"))
    assert [event.kind for event in events] == ["account.created", "account.granted", "account.revoked"]
    assert [event.actor for event in events] == [SYSTEM.id, security.id, security.id]
    assert not any(word in event.body for event in events for word in ("演示人员", "13812345678", user.username))


def test_a_refused_grant_leaves_no_event(hire: Hire, security: Actor) -> None:
    user = hire("audit-admin")
    before = Event.objects.count()
    with pytest.raises(Refused):
        services.grant(user=user, role="clerk", by=security, at=clock.now())
    assert Event.objects.count() == before
