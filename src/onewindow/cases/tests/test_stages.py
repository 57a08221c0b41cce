"""The stages of a 承诺件 one after the other, none left out, and the day on which its promise is up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from onewindow.cases import gates, services
from onewindow.cases.models import Case, Task
from onewindow.cases.tests import items_cast as items
from onewindow.cases.tests.cast import AT, PDF, Cast, on
from onewindow.trail.selectors import events_of
from onewindow.words.actor import Actor
from onewindow.words.refused import Refused

SELF = {"name": items.PERSON_NAME, "number": items.PERSON_ID, "is_agent": False}
MONDAY = on("2023-06-19")  # the holiday runs from 06-22 to 06-24, Sunday 06-25 is worked


@pytest.fixture
def clerk(cast: Cast) -> Iterator[Actor]:
    items.publish_item()
    with gates.isolated():
        yield cast.clerk


def accepted(clerk: Actor) -> str:
    number = items.at_window(clerk, at=MONDAY)
    services.accept(number=number, by=clerk, at=MONDAY)
    return number


@pytest.mark.clause("onewindow-1-model")
def test_nothing_is_issued_before_it_is_decided(clerk: Actor) -> None:
    number = items.at_window(clerk)
    taken = {"number": number, "channel": "window", "identity_checked": True, "receiver": SELF, "by": clerk, "at": AT}
    with pytest.raises(Refused, match="缺审批决定") as refusal:
        services.issue(**taken)
    assert refusal.value.first.clause == "onewindow-1-model"
    services.accept(number=number, by=clerk, at=AT)
    with pytest.raises(Refused, match="缺审批决定"):
        services.issue(**taken)
    assert Case.objects.get().state == "accepted"


@pytest.mark.clause("onewindow-1-model", "onewindow-3-2-3-prereview")
def test_a_whole_run_leaves_the_time_of_each_stage_in_order(cast: Cast, clerk: Actor) -> None:
    number = accepted(clerk)
    given = {"number": number, "by": cast.approver}
    services.pass_prereview(**given, at=on("2023-06-20"))
    services.decide(**given, approve=True, at=on("2023-06-21"))
    services.produce(**given, document_number="演示字0001号", name="证.pdf", content=PDF, at=on("2023-06-25"))
    services.push(**given, at=on("2023-06-26"))
    services.issue(number=number, channel="window", identity_checked=True, receiver=SELF, by=clerk, at=on("2023-06-27"))
    assert list(Task.objects.order_by("done_at").values_list("step", flat=True)) == ["accept", "prereview", "review", "produce", "issue"]
    times = [task.done_at for task in Task.objects.order_by("id")]
    assert len(set(times)) == 5 and times == sorted(times)
    told = [event.kind for event in events_of(Case.objects.get().subject)]
    assert [kind for kind in told if kind in {"case.accepted", "case.pushed", "case.issued"}] == [
        "case.accepted",
        "case.pushed",
        "case.issued",
    ]


@pytest.mark.clause("onewindow-3-2-3-prereview", "onewindow-4-6-back")
def test_nothing_is_pushed_without_the_scan_of_the_result(cast: Cast, clerk: Actor) -> None:
    number = accepted(clerk)
    services.pass_prereview(number=number, by=cast.approver, at=on("2023-06-20"))
    services.decide(number=number, approve=True, by=cast.approver, at=on("2023-06-21"))
    with pytest.raises(Refused, match="缺审批结果扫描件") as refusal:
        services.push(number=number, by=cast.approver, at=on("2023-06-21"))
    assert refusal.value.first.clause == "onewindow-3-2-3-prereview"


@pytest.mark.clause("onewindow-3-1-1-1-promise")
@pytest.mark.parametrize(("day", "late"), [("2023-06-27", False), ("2023-06-28", True)])
def test_five_working_days_from_a_monday_before_the_festival_end_on_the_next_tuesday(
    cast: Cast, clerk: Actor, day: str, late: bool
) -> None:
    number = accepted(clerk)
    case = Case.objects.get()
    assert case.due_on == date(2023, 6, 27)
    services.pass_prereview(number=number, by=cast.approver, at=on("2023-06-20"))
    services.decide(number=number, approve=True, by=cast.approver, at=on(day))
    case.refresh_from_db()
    assert (case.decided_at is not None and case.due_on is not None) and (on(day).date() > case.due_on) is late


@pytest.mark.clause("onewindow-5-2-data")
def test_one_person_is_the_same_at_the_counter_and_online(clerk: Actor) -> None:
    number = items.at_window(clerk)
    citizen = items.citizen()
    services.withdraw(number=number, by=citizen, at=AT)
    draft = services.start_draft(procedure_key=items.ITEM, by=citizen, at=AT).number
    services.save_draft(draft=draft, facts=items.TYPED, contact_name="演示", contact_phone="13800000000", by=citizen, at=AT)
    for material in ("application", "premises", "health"):
        services.attach(draft=draft, material=material, name="a.pdf", content=PDF, by=citizen, at=AT)
    services.submit(draft=draft, by=citizen, at=AT)
    assert set(Case.objects.values_list("channel", flat=True)) == {"window", "web"}
    assert Case.objects.values("person_key").distinct().count() == 1
