"""Two acts on one account at the same moment: one after the other, and the second sees what the first did."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections
from django.utils import timezone

from onewindow.accounts import services
from onewindow.accounts.actors import actor_of
from onewindow.accounts.models import SignIn, User
from onewindow.words.actor import SYSTEM
from onewindow.words.refused import Refused
from onewindow.worktime import clock


def at_once(*acts: Callable[[], object]) -> list[Refused | None]:
    """Run the acts in threads that start together; what refused each, in their order."""
    together = Barrier(len(acts))

    def run(act: Callable[[], object]) -> Refused | None:
        try:
            together.wait()
            act()
        except Refused as refusal:
            return refusal
        finally:
            connections.close_all()
        return None

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def somebody() -> User:
    return services.create_user(username="somebody", display_name="演示人员", by=SYSTEM, at=clock.now())


@pytest.mark.parametrize("attempt", range(3))
def test_two_administrators_roles_given_at_once_are_not_both_held(live_database: str, attempt: int) -> None:
    user = somebody()
    refusals = at_once(
        lambda: services.grant(user=user, role="security-admin", by=SYSTEM, at=clock.now()),
        lambda: services.grant(user=user, role="audit-admin", by=SYSTEM, at=clock.now()),
    )
    assert [refusal.first.code for refusal in refusals if refusal] == ["roles_kept_apart"]
    assert len(actor_of(user).roles) == 1


def test_four_sign_ins_at_once_leave_two_sessions(live_database: str) -> None:
    user = somebody()

    def enter() -> None:
        services.sign_in(user=user, address=None, browser="", by=actor_of(user), at=clock.now(), moment=timezone.now())

    assert at_once(*[enter] * 4) == [None] * 4
    assert SignIn.objects.filter(ended_at=None).count() == 2
    assert SignIn.objects.filter(end="replaced").count() == 2


def test_one_name_taken_twice_at_once_is_one_account(live_database: str) -> None:
    refusals = at_once(somebody, somebody)
    assert [refusal.first.code for refusal in refusals if refusal] == ["username_taken"]
    assert User.objects.filter(username="somebody").count() == 1
