"""For whom an enterprise agent may act."""

from __future__ import annotations

from datetime import date

import pytest

from onewindow.accounts import selectors, services
from onewindow.accounts.actors import actor_of
from onewindow.accounts.models import Agency
from onewindow.accounts.tests.conftest import Hire
from onewindow.words.actor import SYSTEM, Actor
from onewindow.words.refused import Refused
from onewindow.worktime import clock

pytestmark = pytest.mark.django_db
USCC = "91350100M000100Y43"  # the worked example of GB 32100-2015
TODAY = date(2023, 9, 15)


def authorise(user: object, by: Actor = SYSTEM, **more: object) -> Agency:
    terms = {
        "uscc": USCC,
        "enterprise_name": "演示企业甲有限公司",
        "evidence": "授权委托书（演示）",
        "valid_from": date(2023, 1, 1),
    }
    return services.authorise(user=user, by=by, at=clock.now(), **(terms | more))


def test_an_agent_acts_for_the_enterprises_that_authorised_it(hire: Hire) -> None:
    user = hire("agent")
    authorise(user, valid_until=date(2023, 12, 31))
    assert [agency.uscc for agency in selectors.enterprises_of(user, TODAY)] == [USCC]
    assert selectors.may_act_for(actor_of(user), USCC, date(2023, 12, 31))


def test_an_authority_that_ended_or_has_not_begun_gives_nothing(hire: Hire) -> None:
    user = hire("agent")
    authorise(user, valid_until=date(2023, 8, 31))
    assert selectors.enterprises_of(user, TODAY) == []
    assert not selectors.may_act_for(actor_of(user), USCC, date(2022, 12, 31))


def test_an_authority_of_another_agent_gives_nothing(hire: Hire) -> None:
    authorise(hire("agent"))
    assert not selectors.may_act_for(actor_of(hire("agent", username="other")), USCC, TODAY)


def test_a_withdrawn_authority_ends_the_same_day(hire: Hire, security: Actor) -> None:
    user = hire("agent")
    services.withdraw(agency=authorise(user), reason="企业撤回授权", by=security, at=clock.now())
    assert not selectors.may_act_for(actor_of(user), USCC, TODAY)
    assert selectors.may_act_for(actor_of(user), USCC, date(2023, 9, 14))
    with pytest.raises(Refused, match="已撤销"):
        services.withdraw(agency=user.agencies.get(), reason="企业撤回授权", by=security, at=clock.now())


@pytest.mark.parametrize("broken", ["91350100M000100Y44", "91350100M000100Y4", "91350100M000100O43", ""])
def test_a_broken_code_is_refused(hire: Hire, broken: str) -> None:
    user = hire("agent")
    with pytest.raises(Refused) as refusal:
        authorise(user, uscc=broken)
    assert refusal.value.first.code == "invalid_uscc"
    assert not user.agencies.exists()


def test_a_second_authority_for_the_same_time_is_refused(hire: Hire) -> None:
    user = hire("agent")
    authorise(user)
    with pytest.raises(Refused, match="已可代表"):
        authorise(user, valid_from=TODAY)


def test_an_authority_without_evidence_is_refused(hire: Hire) -> None:
    with pytest.raises(Refused, match="授权依据"):
        authorise(hire("agent"), evidence=" ")


def test_an_agent_cannot_authorise_itself(hire: Hire) -> None:
    user = hire("agent")
    with pytest.raises(Refused) as refusal:
        authorise(user, by=actor_of(user))
    assert refusal.value.status == 403
