"""A kind of run for tests, and people who may and may not start it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

import pytest

from onewindow.accounts import services as accounts
from onewindow.accounts.actors import actor_of
from onewindow.organisations.models import Organisation
from onewindow.runs import kinds
from onewindow.runs.kinds import Act, Kind
from onewindow.words.actor import SYSTEM, Actor

AT = datetime(2023, 9, 15, 9, tzinfo=UTC)


@pytest.fixture
def declare(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """Declare the kind ``演示`` with an act, for one test."""
    monkeypatch.setattr(kinds, "_kinds", dict(kinds._kinds))

    def declared(act: Act, shared: bool = False) -> None:
        kinds.declare(Kind("demo.count", "演示", "enterprises.maintain", act, shared))

    yield declared


def person(username: str, role: str) -> Actor:
    place, _ = Organisation.objects.get_or_create(key="runs-test", name="演示单位", short_name="演示", kind="department")
    user = accounts.create_user(username=username, display_name="演示人员", organisation=place, by=SYSTEM, at=AT)
    accounts.grant(user=user, role=role, valid_from=date(2023, 1, 1), by=SYSTEM, at=AT)
    return actor_of(user, date(2023, 9, 15))


@pytest.fixture
def officer(db: None) -> Actor:
    return person("runs-officer", "approver")


@pytest.fixture
def colleague(db: None) -> Actor:
    return person("runs-colleague", "approver")


@pytest.fixture
def clerk(db: None) -> Actor:
    return person("runs-clerk", "clerk")
