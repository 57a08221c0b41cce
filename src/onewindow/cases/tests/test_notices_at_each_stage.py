"""一次性告知 at the window and at the body: once each, whole, nothing outside the version; what was not so is kept as a violation."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from onewindow.cases import gates, selectors, services
from onewindow.cases.models import Case, ClockInterval, Task, Violation
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


def refused(door: Any, **arguments: Any) -> Refused:
    with pytest.raises(Refused) as caught:
        door(**arguments)
    return caught.value


def material(key: str, **more: str) -> dict[str, str]:
    return {"kind": "material", "key": key, "reason": "没有提交或者不符合要求", **more}


def violations() -> list[tuple[str, str]]:
    return list(Violation.objects.order_by("id").values_list("kind", "detail"))


def told(clerk: Actor, *keys: str) -> str:
    number = items.at_window(clerk, materials=("application",))
    services.ask_correction(number=number, items=[material(key) for key in keys], by=clerk, at=AT)
    return number


def supply(number: str, *keys: str, by: Actor, at: Any = AT) -> None:
    for key in keys:
        services.attach(number=number, material=key, name=f"{key}2.pdf", content=PDF, by=by, at=at)
    services.correct(number=number, facts={}, by=by, at=at)


@pytest.mark.clause("onewindow-3-2-2-notify")
def test_a_whole_notice_is_no_violation(clerk: Actor) -> None:
    number = told(clerk, "premises", "health")
    supply(number, "premises", "health", by=clerk)
    services.accept(number=number, by=clerk, at=AT)
    assert violations() == []


@pytest.mark.clause("onewindow-3-2-2-notify")
def test_what_is_asked_for_later_was_not_told_at_once_and_the_demand_stands(clerk: Actor) -> None:
    number = told(clerk, "premises")
    supply(number, "premises", by=clerk)
    services.ask_correction(number=number, items=[material("health")], by=clerk, at=AT)
    assert violations() == [("not_told_at_once", "未一次性告知：健康承诺")]
    row = Violation.objects.get()
    assert (row.window, row.person, row.organisation) == ("1", clerk.id, items.WINDOW)
    assert Case.objects.get(number=number).state == "correcting"


@pytest.mark.clause("onewindow-3-2-2-notify")
def test_a_new_defect_of_what_was_supplied_may_be_told_again(clerk: Actor) -> None:
    number = told(clerk, "premises", "health")
    supply(number, "premises", "health", by=clerk)
    services.ask_correction(number=number, items=[material("premises")], by=clerk, at=AT)
    assert violations() == []


@pytest.mark.clause("onewindow-3-1-1-1-accept", "onewindow-a4-1-2")
def test_a_material_outside_the_version_is_refused_and_the_attempt_is_kept(cast: Cast, clerk: Actor) -> None:
    number = items.at_window(clerk)
    refusal = refused(services.ask_correction, number=number, items=[material("passport")], by=clerk, at=AT)
    assert (refusal.first.code, refusal.first.message) == ("extra_material", "办事指南没有“passport”这项材料，不得额外增加申请材料")
    assert Case.objects.get(number=number).state == "submitted"
    assert violations() == [("extra_material", "变相增加材料：passport")]
    refused(services.ask_correction, number=number, items=[material("passport")], by=clerk, at=AT)
    assert len(violations()) == 1
    services.accept(number=number, by=clerk, at=AT)
    refused(services.ask_correction_in_review, number=number, items=[material("passport")], by=cast.approver, at=AT)
    assert [row.organisation for row in Violation.objects.order_by("id")] == [items.WINDOW, items.BODY]
    assert [event.kind for event in events_of(f"case:{number}")].count("case.violation_found") == 2


def with_body(clerk: Actor, cast: Cast, *, day: str = "2023-06-19") -> str:
    """A case accepted on Monday 2023-06-19 with a promise of five working days, before the dragon boat holiday."""
    number = items.at_window(clerk, at=on(day))
    services.accept(number=number, by=clerk, at=on(day))
    return number


@pytest.mark.clause("onewindow-3-2-3-notify")
def test_the_review_stands_still_from_the_day_after_the_notice_to_the_day_of_supply(cast: Cast, clerk: Actor) -> None:
    number = with_body(clerk, cast)
    items_asked = [material("premises")]
    services.ask_correction_in_review(number=number, items=items_asked, by=cast.approver, at=on("2023-06-20"))
    assert Case.objects.get(number=number).due_on is None
    assert refused(services.pass_prereview, number=number, by=cast.approver, at=on("2023-06-21")).status == 409
    supply(number, "premises", by=clerk, at=on("2023-06-26"))
    case = Case.objects.get(number=number)
    assert (case.state, case.due_on) == ("accepted", date(2023, 6, 30))
    assert Task.objects.get(case=case, done_at=None).due_on == date(2023, 6, 20)  # the prereview's own day was over with the notice
    services.pass_prereview(number=number, by=cast.approver, at=on("2023-06-27"))
    counted = selectors.case_of(number, cast.approver, date(2023, 6, 27)).counted
    assert [str(day.date) for day in counted if day.number in {1, 2, 5}] == ["2023-06-20", "2023-06-27", "2023-06-30"]


@pytest.mark.clause("onewindow-3-2-2-notify", "onewindow-3-2-3-notify")
def test_a_fault_of_completeness_found_by_the_body_is_the_windows_violation(cast: Cast, clerk: Actor) -> None:
    number = with_body(clerk, cast)
    services.ask_correction_in_review(
        number=number, items=[material("premises", fault="completeness")], by=cast.approver, at=on("2023-06-19")
    )
    assert violations() == [("incomplete_intake", "受理时材料不齐：经营场所证明")]
    assert Violation.objects.get().person == clerk.id


def test_a_fault_of_substance_is_nobodys_violation(cast: Cast, clerk: Actor) -> None:
    number = with_body(clerk, cast)
    asked = [material("premises", fault="substance"), {"kind": "fact", "key": "area", "reason": "与证明不一致"}]
    services.ask_correction_in_review(number=number, items=asked, by=cast.approver, at=on("2023-06-19"))
    assert violations() == []


def test_the_body_that_asks_twice_did_not_tell_at_once(cast: Cast, clerk: Actor) -> None:
    number = with_body(clerk, cast)
    services.ask_correction_in_review(number=number, items=[material("premises")], by=cast.approver, at=on("2023-06-19"))
    supply(number, "premises", by=clerk, at=on("2023-06-19"))
    services.ask_correction_in_review(number=number, items=[material("health")], by=cast.approver, at=on("2023-06-20"))
    assert [kind for kind, _ in violations()] == ["not_told_at_once"]
    assert Violation.objects.get().organisation == items.BODY


def test_the_window_asks_nothing_of_what_is_with_the_body_and_the_body_nothing_at_the_window(cast: Cast, clerk: Actor) -> None:
    number = items.at_window(clerk)
    asked = {"number": number, "items": [material("premises")], "at": AT}
    assert refused(services.ask_correction_in_review, **asked, by=cast.approver).status == 409
    services.accept(number=number, by=clerk, at=AT)
    assert refused(services.ask_correction, **asked, by=clerk).status == 409
    assert refused(services.ask_correction_in_review, **asked, by=clerk).status == 403
    assert refused(services.ask_correction_in_review, **asked | {"items": []}, by=cast.approver).first.code == "nothing_asked"


def test_who_does_not_supply_in_time_is_ended_by_the_body_and_no_clock_stands_still(cast: Cast, clerk: Actor) -> None:
    number = with_body(clerk, cast)
    services.ask_correction_in_review(number=number, items=[material("premises")], by=cast.approver, at=on("2023-06-19"))
    assert refused(services.terminate, number=number, reason="", by=cast.approver, at=on("2023-06-20")).first.code == "not_lapsed"
    services.terminate(number=number, reason="", by=cast.approver, at=on("2023-07-20"))
    assert not ClockInterval.objects.filter(ends_on=None).exists()


def test_an_applicant_may_withdraw_on_the_day_of_the_notice(cast: Cast, clerk: Actor) -> None:
    number = with_body(clerk, cast)
    services.ask_correction_in_review(number=number, items=[material("premises")], by=cast.approver, at=on("2023-06-19"))
    services.withdraw(number=number, by=clerk, at=on("2023-06-19"))
    assert not ClockInterval.objects.filter(ends_on=None).exists()
