"""即办件: decided at the window that accepted it, on the day, under the power of the body; else pushed as a 承诺件."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from onewindow.cases import gates, services
from onewindow.cases.gates import Gate
from onewindow.cases.models import Case, Decision, Result, Task
from onewindow.cases.tests import items_cast as items
from onewindow.cases.tests.cast import AT, Cast, on
from onewindow.trail.selectors import events_of
from onewindow.words.actor import Actor
from onewindow.words.refused import Problem, Refused

WITHOUT_POWER: set[str] = set()


def needs_power(gate: Gate) -> list[Problem]:
    """The gate of a regulation, for these tests."""
    return [Problem("审批单位没有授权当场办结", "no_power")] if gate.item in WITHOUT_POWER else []


@pytest.fixture
def clerk(cast: Cast) -> Iterator[Actor]:
    items.publish_item(handling="instant", promised_days=1)
    WITHOUT_POWER.clear()
    with gates.isolated():
        name = f"{__name__}.needs_power"
        gates.declare("decide_at_window", name, title="当场办结的授权", sources=("onewindow-3-1-1-1-instant",))
        yield cast.clerk


def refused(door: Any, **arguments: Any) -> Refused:
    with pytest.raises(Refused) as caught:
        door(**arguments)
    return caught.value


@pytest.mark.clause("onewindow-3-1-1-1-instant")
def test_an_authorised_window_accepts_decides_and_hands_out_on_the_same_day(clerk: Actor) -> None:
    number = items.at_window(clerk, at=on("2023-09-15", "09:10"))
    answer = services.decide_at_window(number=number, document_number="演示字0002号", by=clerk, at=on("2023-09-15", "09:25"))
    case = Case.objects.get(number=number)
    assert (answer.state, case.handling, case.accepted_by, Decision.objects.get().by) == ("decided", "instant", clerk.id, clerk.id)
    assert Result.objects.get().document_number == "演示字0002号"
    assert Task.objects.get(case=case, done_at=None).step == "issue"
    taker = {"name": items.PERSON_NAME, "number": items.PERSON_ID}
    hand = {"number": number, "channel": "window", "identity_checked": True, "window": "1", "receiver": taker}
    services.issue(**hand, by=clerk, at=on("2023-09-15", "09:30"))
    kinds = [event.kind for event in events_of(f"case:{number}")]
    assert [kind for kind in kinds if kind in {"case.accepted", "case.decided", "case.issued"}] == [
        "case.accepted",
        "case.decided",
        "case.issued",
    ]


@pytest.mark.clause("onewindow-3-1-1-1-instant")
def test_without_power_it_is_not_decided_but_pushed_to_the_body_with_the_reason(cast: Cast, clerk: Actor) -> None:
    WITHOUT_POWER.add(items.ITEM)
    number = items.at_window(clerk)
    answer = services.decide_at_window(number=number, by=clerk, at=AT)
    case = Case.objects.get(number=number)
    assert (answer.state, case.state, case.handling) == ("accepted", "accepted", "promise")
    assert "未授权" in answer.message
    assert not Decision.objects.exists()
    assert events_of(f"case:{number}")[-1].reason == "未授权：审批单位没有授权当场办结"
    services.pass_prereview(number=number, by=cast.approver, at=AT)
    services.decide(number=number, approve=True, by=cast.second_approver, at=AT)
    assert Task.objects.get(case=case, done_at=None).step == "produce"


def test_a_case_accepted_before_is_decided_by_the_same_clerk_on_the_same_day_alone(cast: Cast, clerk: Actor) -> None:
    number = items.at_window(clerk)
    services.accept(number=number, by=clerk, at=AT)
    assert refused(services.decide_at_window, number=number, by=cast.second_clerk, at=AT).first.code == "not_on_the_spot"
    assert refused(services.decide_at_window, number=number, by=clerk, at=on("2023-09-18")).first.code == "not_on_the_spot"
    assert services.decide_at_window(number=number, by=clerk, at=AT).state == "decided"


def test_the_window_decides_nothing_that_the_body_began_and_no_promised_item(cast: Cast, clerk: Actor) -> None:
    number = items.at_window(clerk)
    services.accept(number=number, by=clerk, at=AT)
    services.pass_prereview(number=number, by=cast.approver, at=AT)
    assert refused(services.decide_at_window, number=number, by=clerk, at=AT).status == 409
    assert Case.objects.get(number=number).handling == "promise"
    items.publish_item(key="promised-item", code="ML-SL-0010")
    other = items.at_window(clerk, item="promised-item")
    assert refused(services.decide_at_window, number=other, by=clerk, at=AT).first.code == "not_instant"
    assert Case.objects.get(number=other).accepted_on is None


def test_what_lacks_a_material_is_neither_accepted_nor_decided(clerk: Actor) -> None:
    number = items.at_window(clerk, materials=("application",))
    assert {each.code for each in refused(services.decide_at_window, number=number, by=clerk, at=AT).problems} == {"material_missing"}
    assert Case.objects.get(number=number).accepted_on is None


def test_a_denial_at_the_window_needs_a_reason_and_makes_no_result(clerk: Actor) -> None:
    number = items.at_window(clerk)
    assert refused(services.decide_at_window, number=number, approve=False, by=clerk, at=AT).first.code == "no_reason"
    assert Case.objects.get(number=number).accepted_on is None
    services.decide_at_window(number=number, approve=False, reason="不符合条件", by=clerk, at=AT)
    assert not Result.objects.exists()
