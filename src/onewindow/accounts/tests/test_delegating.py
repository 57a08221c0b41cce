"""委托: within the body, from day to day, with a reason; nothing lent goes further and no administrator lends."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from onewindow.accounts import services
from onewindow.accounts.actors import actor_of
from onewindow.accounts.models import User
from onewindow.accounts.selectors import colleagues, delegations_of
from onewindow.organisations.models import Organisation
from onewindow.trail.selectors import events_of
from onewindow.words.actor import Actor
from onewindow.words.refused import Refused
from onewindow.worktime import clock

Hire = Callable[..., User]
FIRST, LAST = date(2023, 9, 18), date(2023, 9, 20)


@pytest.fixture(autouse=True)
def the_day(settings: Any) -> None:
    settings.FIXED_TODAY = date(2023, 9, 15)


def lend(user: User, delegate: User, *, first: date = FIRST, last: date = LAST, reason: str = "外出学习", by: Actor | None = None) -> Any:
    by = by or actor_of(user)
    return services.delegate(user=user, delegate=delegate, reason=reason, valid_from=first, valid_until=last, by=by, at=clock.now())


def refused(**arguments: Any) -> str:
    with pytest.raises(Refused) as caught:
        lend(**arguments)
    return caught.value.first.code


def test_who_stands_in_has_the_roles_of_the_other_on_those_days_alone(hire: Hire) -> None:
    chief, approver = hire("chief"), hire("approver")
    lend(chief, approver)
    on = {day: actor_of(approver, day) for day in (date(2023, 9, 17), FIRST, LAST, date(2023, 9, 21))}
    assert [actor.may("cases.arrange") for actor in on.values()] == [False, True, True, False]
    assert on[FIRST].principals == {chief.key}
    assert on[FIRST].lender_of("cases.arrange") == chief.key
    assert on[FIRST].lender_of("cases.review") == ""  # his own


def test_both_are_told_and_either_sees_it(hire: Hire) -> None:
    chief, approver = hire("chief"), hire("approver")
    made = lend(chief, approver)
    kinds = {user.key: events_of(f"account:{user.key}")[-1].kind for user in (chief, approver)}
    assert kinds == {chief.key: "account.delegated", approver.key: "account.stands_in"}
    assert delegations_of(actor_of(approver), FIRST) == [made]
    services.end_delegation(delegation=made, reason="提前返回", by=actor_of(chief), at=clock.now())
    assert not actor_of(approver, FIRST).may("cases.arrange")
    with pytest.raises(Refused):
        services.end_delegation(delegation=made, reason="提前返回", by=actor_of(chief), at=clock.now())


def test_what_was_lent_goes_no_further(hire: Hire) -> None:
    chief, approver, other = hire("chief"), hire("approver"), hire("approver", username="demo-other")
    lend(chief, approver)
    lend(approver, other)
    assert not actor_of(other, FIRST).may("cases.arrange")
    assert approver.key not in colleagues(chief.organisation.key, "cases.arrange", FIRST)


def test_what_may_not_be_lent_is_refused(hire: Hire, bureau: Organisation) -> None:
    chief, approver = hire("chief"), hire("approver")
    elsewhere = hire("approver", username="demo-elsewhere", organisation=bureau)
    assert refused(user=chief, delegate=chief) == "delegates_to_himself"
    assert refused(user=chief, delegate=elsewhere) == "other_organisation"
    assert refused(user=chief, delegate=approver, reason=" ") == "reason_required"
    assert refused(user=chief, delegate=approver, first=date(2023, 9, 14)) == "invalid_period"
    assert refused(user=chief, delegate=approver, last=date(2023, 9, 17)) == "invalid_period"
    assert refused(user=chief, delegate=approver, last=date(2025, 9, 17)) == "invalid_period"
    assert refused(user=chief, delegate=approver, by=actor_of(approver)) == "permission_denied"
    lend(chief, approver)
    assert refused(user=chief, delegate=approver, first=LAST) == "already_delegated"


def test_no_administrator_lends_or_is_lent(hire: Hire) -> None:
    assert refused(user=hire("system-admin"), delegate=hire("approver")) == "roles_kept_apart"
    assert refused(user=hire("chief"), delegate=hire("audit-admin")) == "roles_kept_apart"
