"""退回、撤回、转办、移交、委托、催办: a case goes from hand to hand and every hand is on record."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from onewindow.accounts import services as accounts
from onewindow.accounts.actors import actor_of
from onewindow.accounts.models import User
from onewindow.cases import gates, selectors, services
from onewindow.cases.models import Case, Task
from onewindow.cases.tests import items_cast as items
from onewindow.cases.tests.cast import AT, PDF, Cast, on
from onewindow.trail.selectors import events_of
from onewindow.words.actor import Actor
from onewindow.words.refused import Refused


@pytest.fixture
def clerk(cast: Cast) -> Iterator[Actor]:
    items.publish_item()
    with gates.isolated():
        yield cast.clerk


@pytest.fixture
def chief(cast: Cast) -> Actor:
    return items.person("demo-chief", "演示首席代表", "chief", items.BODY)


def refused(door: Any, **arguments: Any) -> Refused:
    with pytest.raises(Refused) as caught:
        door(**arguments)
    return caught.value


def accepted(clerk: Actor) -> str:
    number = items.at_window(clerk)
    services.accept(number=number, by=clerk, at=AT)
    return number


def reviewed(clerk: Actor, cast: Cast) -> str:
    number = accepted(clerk)
    services.pass_prereview(number=number, by=cast.approver, at=AT)
    return number


def task(number: str) -> Task:
    return Task.objects.get(case__number=number, done_at=None)


def standing(number: str) -> tuple[str, str]:
    return Case.objects.get(number=number).state, task(number).step


def test_what_was_returned_from_the_prereview_comes_back_to_it(cast: Cast, clerk: Actor) -> None:
    number = accepted(clerk)
    services.return_to_clerk(number=number, reason="扫描件缺页", by=cast.approver, at=AT)
    assert standing(number) == ("returned", "forward")
    services.forward(number=number, note="已补扫", by=clerk, at=on("2023-09-18"))
    assert standing(number) == ("accepted", "prereview")
    assert task(number).due_on == date(2023, 9, 19)
    assert Case.objects.get(number=number).due_on == date(2023, 9, 22)  # the whole never stood still


def test_a_review_goes_back_to_the_prereview_with_a_reason(cast: Cast, clerk: Actor) -> None:
    number = reviewed(clerk, cast)
    back = {"number": number, "by": cast.second_approver, "at": AT}
    assert refused(services.return_to_prereview, reason="", **back).first.code == "no_reason"
    services.return_to_prereview(reason="预审没有核对面积", **back)
    assert standing(number) == ("accepted", "prereview")
    assert task(number).note == "预审没有核对面积"
    assert refused(services.return_to_prereview, reason="再退", **back).status == 409


def test_who_passed_a_case_on_takes_it_back_until_the_next_has_taken_it(cast: Cast, clerk: Actor) -> None:
    number = reviewed(clerk, cast)
    back = {"number": number, "reason": "漏看一页", "at": AT}
    assert refused(services.take_back, **back, by=cast.second_approver).first.code == "not_yours"
    services.take_back(**back, by=cast.approver)
    assert standing(number) == ("accepted", "prereview")
    assert task(number).taken_by == cast.approver.id
    services.pass_prereview(number=number, by=cast.approver, at=AT)
    services.take(number=number, by=cast.second_approver, at=AT)
    assert refused(services.take_back, **back, by=cast.approver).first.code == "taken"


def test_what_a_paper_told_the_applicant_is_not_taken_back(cast: Cast, clerk: Actor) -> None:
    number = accepted(clerk)
    assert refused(services.take_back, number=number, reason="受理错了", by=clerk, at=AT).first.code == "paper_made"


def test_a_result_that_was_pushed_too_early_comes_back(cast: Cast, clerk: Actor) -> None:
    number = reviewed(clerk, cast)
    services.decide(number=number, approve=True, by=cast.approver, at=AT)
    services.produce(number=number, document_number="演示字1号", name="证.pdf", content=PDF, by=cast.approver, at=AT)
    services.push(number=number, by=cast.approver, at=AT)
    services.take_back(number=number, reason="扫描件错页", by=cast.approver, at=AT)
    assert standing(number) == ("decided", "produce")
    services.push(number=number, by=cast.approver, at=AT)
    assert standing(number) == ("decided", "issue")


def test_a_step_goes_to_a_colleague_who_may_do_it(cast: Cast, clerk: Actor) -> None:
    number = reviewed(clerk, cast)
    give = {"number": number, "reason": "由其办理同类事项", "by": cast.approver, "at": AT}
    assert refused(services.transfer, **give).first.code == "no_target"
    assert refused(services.transfer, person=clerk.id, **give).first.code == "not_able"
    services.transfer(person=cast.second_approver.id, **give)
    assert (task(number).taken_by, Case.objects.get(number=number).state) == (cast.second_approver.id, "reviewing")
    assert refused(services.transfer, person=cast.approver.id, **give).status == 403  # it is not his any more


def test_the_head_passes_a_case_to_another_body_which_then_decides(cast: Cast, clerk: Actor, chief: Actor) -> None:
    items.office("justice")
    other = items.person("demo-other", "演示审批员三", "approver", "justice")
    number = reviewed(clerk, cast)
    pass_on = {"number": number, "reason": "机构改革后职责划转", "organisation": "justice", "at": AT}
    assert refused(services.transfer, **pass_on, by=cast.approver).status == 403
    services.transfer(**pass_on, by=chief)
    assert refused(services.decide, number=number, approve=True, by=cast.approver, at=AT).status == 403
    services.decide(number=number, approve=True, by=other, at=AT)
    assert task(number).organisation == "justice"
    assert refused(services.transfer, **pass_on, by=chief).status == 403


def test_a_person_who_moves_hands_over_all_of_it_at_once(cast: Cast, clerk: Actor, chief: Actor) -> None:
    numbers = [reviewed(clerk, cast) for _ in range(3)]
    for number in numbers:
        services.take(number=number, by=cast.approver, at=AT)
    give = {"person": cast.approver.id, "to": cast.second_approver.id, "reason": "岗位调整", "at": AT}
    assert refused(services.hand_over_tasks, **give, by=cast.second_approver).status == 403
    assert "3个办件" in services.hand_over_tasks(**give, by=chief).message
    assert {task(number).taken_by for number in numbers} == {cast.second_approver.id}
    assert refused(services.hand_over_tasks, **give, by=chief).first.code == "nothing_to_hand_over"


def test_all_of_it_stays_where_one_case_may_not_go(cast: Cast, clerk: Actor, chief: Actor) -> None:
    numbers = [reviewed(clerk, cast) for _ in range(2)]
    for number in numbers:
        services.take(number=number, by=cast.approver, at=AT)
    give = {"person": cast.approver.id, "to": clerk.id, "reason": "岗位调整", "at": AT, "by": chief}
    assert len(refused(services.hand_over_tasks, **give).problems) == 2
    assert {task(number).taken_by for number in numbers} == {cast.approver.id}


def stands_in(principal: Actor, delegate: Actor, first: str = "2023-09-15", last: str = "2023-09-20", day: str = "2023-09-15") -> Actor:
    """The delegate as he is on a day, after the principal delegated to him."""
    users = {key: User.objects.get(key=key) for key in (principal.id, delegate.id)}
    period = {"valid_from": date.fromisoformat(first), "valid_until": date.fromisoformat(last)}
    accounts.delegate(user=users[principal.id], delegate=users[delegate.id], reason="外出学习", **period, by=principal, at=AT)
    return actor_of(users[delegate.id], date.fromisoformat(day))


def test_a_delegate_goes_on_with_what_the_principal_has_and_it_is_said_for_whom(cast: Cast, clerk: Actor) -> None:
    number = reviewed(clerk, cast)
    services.take(number=number, by=cast.approver, at=AT)
    assert refused(services.decide, number=number, approve=True, by=cast.second_approver, at=AT).first.code == "taken"
    delegate = stands_in(cast.approver, cast.second_approver)
    services.decide(number=number, approve=True, by=delegate, at=AT)
    decided = next(event for event in events_of(f"case:{number}") if event.kind == "case.decided")
    assert (decided.actor, decided.content["for"]) == (delegate.id, cast.approver.id)
    line = next(line for line in selectors.case_of(number, cast.approver, AT.date()).timeline if line.kind == "case.decided")
    assert line.who.endswith("审批人员 演示审批员二（受演示审批员一委托）")
    others = [each.who for each in selectors.case_of(number, cast.approver, AT.date()).timeline if each.kind != "case.decided"]
    assert others and not any("演示" in who for who in others)  # who acts for himself is his post


def test_a_delegate_has_the_heads_power_for_the_days_of_the_delegation(cast: Cast, clerk: Actor, chief: Actor) -> None:
    number = reviewed(clerk, cast)
    prolong = {"number": number, "days": 3, "reason": "需要核实"}
    delegate = stands_in(chief, cast.approver)
    services.prolong(**prolong, by=delegate, at=AT)
    assert events_of(f"case:{number}")[-1].content["for"] == chief.id
    assert not actor_of(User.objects.get(key=delegate.id), date(2023, 9, 21)).may("cases.arrange")


def test_neither_who_accepted_nor_who_stands_in_for_him_decides(cast: Cast, clerk: Actor) -> None:
    number = items.at_window(clerk)
    worker = items.person("demo-both-2", "演示兼岗", "approver", items.BODY)
    case = Case.objects.get(number=number)
    services.accept(number=number, by=clerk, at=AT)
    Case.objects.filter(pk=case.pk).update(accepted_by=worker.id)  # somebody who works at a window of the body
    delegate = stands_in(worker, cast.second_approver)
    refusal = refused(services.pass_prereview, number=number, by=delegate, at=AT)
    assert (refusal.first.code, refusal.status) == ("acceptor_decides", 403)
    Case.objects.filter(pk=case.pk).update(accepted_by="u-somebody", accepted_for=cast.approver.id)
    assert refused(services.pass_prereview, number=number, by=cast.approver, at=AT).first.code == "acceptor_decides"


def test_the_applicant_urges_once_a_working_day(cast: Cast, clerk: Actor) -> None:
    number = accepted(clerk)  # Friday
    citizen = items.citizen()
    services.urge(number=number, by=citizen, at=AT)
    assert task(number).urged_at == AT
    assert refused(services.urge, number=number, by=citizen, at=on("2023-09-16")).first.code == "urged_before"  # Saturday
    services.urge(number=number, by=citizen, at=on("2023-09-18"))
    assert refused(services.urge, number=number, by=cast.stranger, at=on("2023-09-18")).status == 404


def test_the_window_and_supervision_urge_with_a_reason_and_move_nothing(cast: Cast, clerk: Actor) -> None:
    number = accepted(clerk)
    before = Case.objects.filter(number=number).values().get()
    for by in (clerk, cast.supervisor):
        assert refused(services.urge, number=number, by=by, at=AT).first.code == "no_reason"
        services.urge(number=number, reason="申请人来电询问", by=by, at=AT)
    assert Case.objects.filter(number=number).values().get() == before
    assert refused(services.urge, number=number, reason="催", by=cast.approver, at=AT).status == 403
