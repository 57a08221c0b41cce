"""A case is the enterprise's: who may act for it that day acts and reads, whoever submitted it; nobody else does."""

from datetime import date
from typing import Any

import pytest

from onewindow.accounts.models import Agency
from onewindow.cases import selectors, services
from onewindow.cases.life import State
from onewindow.cases.models import Attachment, Case
from onewindow.cases.tests.cast import AT, PDF, USCC, Cast, accepted, correcting, decided, issued
from onewindow.words.actor import Actor
from onewindow.words.refused import Refused

TODAY = date(2023, 9, 15)


def refused(act: Any, **arguments: Any) -> Refused:
    with pytest.raises(Refused) as caught:
        act(**arguments)
    return caught.value


def hand_over(cast: Cast) -> Actor:
    """The enterprise ends the authority of its agent and gives it to another; who that is."""
    Agency.objects.filter(user__key=cast.agent.id, uscc=USCC).update(revoked_on=TODAY)
    user = type(Agency.objects.get(user__key=cast.agent.id, uscc=USCC).user).objects.get(key=cast.stranger.id)
    Agency.objects.create(user=user, uscc=USCC, enterprise_name="演示企业甲有限公司", evidence="授权委托书", valid_from=TODAY)
    return cast.stranger


def test_the_new_agent_goes_on_where_the_old_one_was(cast: Cast) -> None:
    number = correcting(cast)
    agent = hand_over(cast)

    assert [row.number for row in selectors.my_cases(agent, TODAY).rows] == [number]
    assert selectors.case_of(number, agent, TODAY).acts == {"correct", "withdraw"}
    services.attach(number=number, material="customs", name="a.pdf", content=PDF + b"new", by=agent, at=AT)
    assert services.correct(number=number, facts={"trade_usd": "150000"}, by=agent, at=AT).state == State.SUBMITTED
    assert services.withdraw(number=number, by=agent, at=AT).state == State.WITHDRAWN


def test_whose_authority_has_ended_neither_acts_nor_reads(cast: Cast) -> None:
    number = correcting(cast)
    file = Attachment.objects.get().key
    assert selectors.attachment_of(file, cast.agent, TODAY).material == "customs"
    hand_over(cast)

    assert selectors.my_cases(cast.agent, TODAY).rows == []
    assert refused(selectors.case_of, number=number, actor=cast.agent, today=TODAY).status == 404
    assert refused(selectors.attachment_of, key=file, actor=cast.agent, today=TODAY).status == 404
    assert refused(services.attach, number=number, material="customs", name="a.pdf", content=PDF, by=cast.agent, at=AT).status == 404
    assert refused(services.correct, number=number, facts={}, by=cast.agent, at=AT).status == 404
    assert refused(services.withdraw, number=number, by=cast.agent, at=AT).status == 404


def test_the_decision_is_fetched_and_rated_by_whoever_acts_for_the_enterprise(cast: Cast) -> None:
    number = decided(cast)
    agent = hand_over(cast)

    assert refused(services.issue, number=number, channel="download", by=cast.agent, at=AT).status == 404
    assert services.issue(number=number, channel="download", by=agent, at=AT).state == State.ISSUED
    assert refused(services.rate, number=number, level=5, by=cast.agent, at=AT).status == 404
    assert services.rate(number=number, level=5, by=agent, at=AT).state == State.CLOSED
    assert selectors.case_of(number, agent, TODAY).rating == 5


def test_an_authority_that_has_not_begun_opens_nothing(cast: Cast) -> None:
    number = issued(cast)
    agent = hand_over(cast)

    assert selectors.my_cases(agent, date(2023, 9, 14)).rows == []
    assert refused(selectors.case_of, number=number, actor=agent, today=date(2023, 9, 14)).status == 404
    assert selectors.case_of(number, agent, TODAY).row.number == number


def test_evidence_is_added_by_who_may_correct_the_fact_and_by_nobody_else(cast: Cast) -> None:
    number = accepted(cast)
    evidence: dict[str, Any] = {"number": number, "material": "customs", "name": "a.pdf", "content": PDF, "at": AT}
    services.take(number=number, by=cast.approver, at=AT)

    assert refused(services.attach, **evidence, by=cast.second_approver).first.code == "taken"
    Case.objects.filter(number=number).update(accepted_by=cast.approver.id)
    assert refused(services.attach, **evidence, by=cast.approver).first.code == "acceptor_decides"
    Case.objects.filter(number=number).update(accepted_by=cast.clerk.id)
    assert services.attach(**evidence, by=cast.approver).state == State.REVIEWING
