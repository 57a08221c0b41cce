"""The cast: one account a role, two offices, and the security administrator who made them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from onewindow.accounts import services
from onewindow.accounts.actors import actor_of
from onewindow.accounts.models import User
from onewindow.organisations.models import Organisation
from onewindow.words.actor import SYSTEM, Actor
from onewindow.worktime import clock

PASSWORD = "correct-horse-9"
LONG_AGO = date(2023, 1, 1)

Hire = Callable[..., User]


@pytest.fixture(autouse=True)
def quick_hashes(settings: pytest.FixtureRequest) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def window(db: None) -> Organisation:
    return Organisation.objects.create(key="test-window", name="演示窗口单位", short_name="窗口单位", kind="department")


@pytest.fixture
def bureau(db: None) -> Organisation:
    return Organisation.objects.create(key="test-bureau", name="演示审批单位", short_name="审批单位", kind="department")


@pytest.fixture
def hire(window: Organisation) -> Hire:
    """Makes an account at the window, with a role if one is named."""

    def make(role: str | None = None, *, username: str | None = None, organisation: Organisation | None = window, **more: object) -> User:
        user = services.create_user(
            username=username or f"demo-{role or 'nobody'}",
            display_name="演示人员",
            organisation=organisation,
            by=SYSTEM,
            at=clock.now(),
            **{"password": PASSWORD, **more},
        )
        if role:
            services.grant(user=user, role=role, valid_from=LONG_AGO, by=SYSTEM, at=clock.now())
        return user

    return make


@pytest.fixture
def security(hire: Hire) -> Actor:
    """A security administrator, as an actor."""
    return actor_of(hire("security-admin", username="security"))
