"""A case of an item of the catalogue: from the counter, past the body, to the result in the hand of the person."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from onewindow.cases import gates, selectors, services
from onewindow.cases.models import Case, Result, Task
from onewindow.cases.offered import offered
from onewindow.cases.snapshots import plan_of
from onewindow.cases.tests import items_cast as items
from onewindow.cases.tests.cast import AT, PDF, Cast, on
from onewindow.words.actor import Actor
from onewindow.words.refused import Refused


@pytest.fixture
def clerk(cast: Cast) -> Iterator[Actor]:
    items.publish_item()
    with gates.isolated():
        yield cast.clerk


def refused(door, **arguments) -> Refused:  # type: ignore[no-untyped-def]
    with pytest.raises(Refused) as caught:
        door(**arguments)
    return caught.value


def step_of(number: str) -> str:
    return Task.objects.get(case__number=number, done_at=None).step


def test_a_walk_in_case_goes_from_the_counter_to_the_hand_of_the_person(cast: Cast, clerk: Actor) -> None:
    number = items.at_window(clerk)
    case = Case.objects.get(number=number)
    assert (case.uscc, case.masked_name, case.channel, case.window, case.period) == ("", "演***人", "window", "1", 0)
    services.accept(number=number, by=clerk, at=AT)
    assert step_of(number) == "prereview"
    services.pass_prereview(number=number, by=cast.approver, at=on("2023-09-18"))
    services.decide(number=number, approve=True, by=cast.second_approver, at=on("2023-09-20"))
    assert step_of(number) == "produce"
    services.produce(number=number, document_number="演示字0001号", name="证.pdf", content=PDF, by=cast.approver, at=on("2023-09-20"))
    services.push(number=number, by=cast.approver, at=on("2023-09-20"))
    taken = {"name": items.PERSON_NAME, "number": items.PERSON_ID}
    services.issue(number=number, channel="window", identity_checked=True, window="9", receiver=taken, by=clerk, at=on("2023-09-21"))

    citizen = items.citizen()
    view = selectors.case_of(number, citizen, date(2023, 9, 21))
    assert (view.row.state, view.row.enterprise_name, view.evaluation) == ("issued", "演***人", None)
    assert [row.number for row in selectors.my_cases(citizen, date(2023, 9, 21)).rows] == [number]


def test_the_promise_runs_from_the_acceptance_and_the_prereview_within_it(cast: Cast, clerk: Actor) -> None:
    number = items.at_window(clerk)
    services.accept(number=number, by=clerk, at=AT)  # Friday 2023-09-15
    assert Task.objects.get(case__number=number, done_at=None).due_on == date(2023, 9, 18)
    assert Case.objects.get(number=number).due_on == date(2023, 9, 22)
    services.pass_prereview(number=number, by=cast.approver, at=on("2023-09-18"))
    assert Task.objects.get(case__number=number, done_at=None).due_on == date(2023, 9, 22)


def test_no_result_is_pushed_without_its_scan_and_none_is_issued_before(cast: Cast, clerk: Actor) -> None:
    number = items.at_window(clerk)
    services.accept(number=number, by=clerk, at=AT)
    assert refused(services.decide, number=number, approve=True, by=cast.approver, at=AT).problems[0].code == "wrong_state"
    services.pass_prereview(number=number, by=cast.approver, at=AT)
    services.decide(number=number, approve=True, by=cast.approver, at=AT)
    assert refused(services.push, number=number, by=cast.approver, at=AT).problems[0].code == "no_scan"
    assert refused(services.issue, number=number, channel="window", identity_checked=True, by=clerk, at=AT).status in (403, 409)
    assert not Result.objects.exists()


def test_a_refused_application_has_no_result_and_is_handed_out_at_once(cast: Cast, clerk: Actor) -> None:
    number = items.at_window(clerk)
    services.accept(number=number, by=clerk, at=AT)
    services.pass_prereview(number=number, by=cast.approver, at=AT)
    assert refused(services.decide, number=number, approve=False, by=cast.approver, at=AT).problems[0].code == "no_reason"
    services.decide(number=number, approve=False, reason="经营场所不符合条件", by=cast.approver, at=AT)
    assert step_of(number) == "issue"


def test_the_window_takes_what_lacks_materials_and_the_applicant_online_does_not(cast: Cast, clerk: Actor) -> None:
    number = items.at_window(clerk, materials=("application",))
    assert Case.objects.get(number=number).state == "submitted"
    citizen = items.citizen()
    draft = services.start_draft(procedure_key=items.ITEM, by=citizen, at=AT).number
    services.save_draft(draft=draft, facts=items.TYPED, contact_phone="13800000000", by=citizen, at=AT)
    refusal = refused(services.submit, draft=draft, by=citizen, at=AT)
    assert {problem.code for problem in refusal.problems} == {"material_missing"}


def test_a_person_is_named_by_a_number_that_holds(cast: Cast, clerk: Actor) -> None:
    draft = services.start_draft(procedure_key=items.ITEM, channel="window", window="1", by=clerk, at=AT).number
    wrong = {"person_name": "", "person_id": "110105194912310021"}
    services.save_draft(draft=draft, facts=items.TYPED, persons=wrong, contact_name="演示", contact_phone="13800000000", by=clerk, at=AT)
    found = {problem.field for problem in refused(services.submit, draft=draft, by=clerk, at=AT).problems}
    assert {"person_name", "person_id"} <= found


def test_nobody_else_sees_the_case_of_a_person(cast: Cast, clerk: Actor) -> None:
    number = items.at_window(clerk)
    assert refused(selectors.case_of, number=number, actor=cast.stranger, today=AT.date()).status == 404
    assert refused(services.withdraw, number=number, by=cast.stranger, at=AT).status == 404


def test_what_may_be_chosen_stands_in_the_order_of_the_item_in_its_form_and_in_its_case(cast: Cast) -> None:
    words = ["新办", "变更", "其他"]
    form = [
        *items.CONTENT["form"],
        {"name": "purpose", "title": "申请类型", "kind": "choice", "choices": words, "required": False, "example": "新办"},
    ]
    items.publish_item(form=form)
    with gates.isolated():
        number = items.at_window(cast.clerk)
    asked = {fact.name: list(fact.choices) for fact in plan_of(Case.objects.get(number=number).snapshot_id).asked}
    assert asked["purpose"] == words
    assert {each.name: list(each.choices) for each in offered(items.ITEM, AT.date()).asked}["purpose"] == words
