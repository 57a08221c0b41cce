"""受理 of an item: every material looked at; 当场更正, 容缺 and 告知承诺 where the version allows them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from onewindow.cases import gates, services
from onewindow.cases.models import Case, Correction, IntakeCheck, Task, Undertaking
from onewindow.cases.tests import items_cast as items
from onewindow.cases.tests.cast import AT, PDF, Cast, on
from onewindow.papers.selectors import papers_of
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


def marks(**outcomes: str) -> list[dict[str, str]]:
    """A check of all three materials, in order but for those named."""
    return [{"material": key, "outcome": outcomes.get(key, "ok"), "note": ""} for key in ("application", "premises", "health")]


@pytest.mark.clause("onewindow-a4-2-2", "onewindow-4-5-promise")
def test_one_material_that_does_not_conform_keeps_the_case_from_being_accepted(clerk: Actor) -> None:
    number = items.at_window(clerk)
    refusal = refused(services.accept, number=number, checks=marks(premises="nonconforming"), by=clerk, at=AT)
    assert [(each.code, each.field) for each in refusal.problems] == [("material_nonconforming", "checks.premises")]
    assert "补正告知" in (refusal.first.expected or "")
    assert Case.objects.get(number=number).accepted_on is None
    assert not IntakeCheck.objects.exists()
    services.accept(number=number, checks=marks(), by=clerk, at=AT)
    assert [line["outcome"] for line in IntakeCheck.objects.get().lines] == ["ok", "ok", "ok"]


@pytest.mark.clause("onewindow-a4-2-2")
def test_every_required_material_is_marked_and_nothing_else_is(clerk: Actor) -> None:
    number = items.at_window(clerk)
    one = [{"material": "application", "outcome": "ok"}]
    assert {each.code for each in refused(services.accept, number=number, checks=one, by=clerk, at=AT).problems} == {"not_examined"}
    strange = [{"material": "passport", "outcome": "ok"}]
    assert refused(services.accept, number=number, checks=strange, by=clerk, at=AT).first.code == "unknown_material"
    wrong = [{"material": "application", "outcome": "fine"}]
    assert refused(services.accept, number=number, checks=wrong, by=clerk, at=AT).first.code == "unknown_outcome"


def test_a_paper_seen_at_the_counter_counts_and_one_that_nobody_sent_does_not(cast: Cast, clerk: Actor) -> None:
    number = items.at_window(clerk, materials=("application",))
    assert {each.code for each in refused(services.accept, number=number, by=clerk, at=AT).problems} == {"material_missing"}
    services.accept(number=number, checks=marks(), by=clerk, at=AT)
    assert Case.objects.get(number=number).state == "accepted"


def test_nothing_is_spared_without_a_certificate_that_stands_for_it(clerk: Actor) -> None:
    number = items.at_window(clerk)
    assert refused(services.accept, number=number, checks=marks(premises="spared"), by=clerk, at=AT).first.code == "not_spared"


@pytest.mark.clause("onewindow-3-2-2-correct")
def test_what_can_be_corrected_now_is_corrected_and_the_notice_holds_the_rest(clerk: Actor) -> None:
    number = items.at_window(clerk, materials=("application", "health"))
    services.correct_at_window(number=number, facts={"address": "演示路1号一楼"}, by=clerk, at=AT)
    assert Case.objects.get(number=number).facts["address"] == "演示路1号一楼"
    assert Case.objects.get(number=number).state == "submitted"
    services.ask_correction(number=number, items=[{"kind": "material", "key": "premises", "reason": "没有提交"}], by=clerk, at=AT)
    assert [item["key"] for item in Correction.objects.get().items] == ["premises"]
    kept = [line for check in IntakeCheck.objects.order_by("id") for line in check.lines]
    assert {"fact": "address", "outcome": "corrected", "before": "演示路1号", "after": "演示路1号一楼"} in kept
    assert {"material": "premises", "outcome": "missing", "note": "没有提交"} in kept


def test_nobody_corrects_what_is_not_asked_or_what_does_not_change(cast: Cast, clerk: Actor) -> None:
    number = items.at_window(clerk)
    correct = services.correct_at_window
    assert refused(correct, number=number, facts={"colour": "红"}, by=clerk, at=AT).first.code == "unknown_fact"
    assert refused(correct, number=number, facts={"address": "演示路1号"}, by=clerk, at=AT).first.code == "no_change"
    assert refused(correct, number=number, facts={"address": "别处"}, by=cast.approver, at=AT).status == 403
    services.accept(number=number, by=clerk, at=AT)
    assert refused(correct, number=number, facts={"address": "别处"}, by=clerk, at=AT).status == 409


def test_a_material_brought_to_the_window_is_added_before_it_is_accepted(cast: Cast, clerk: Actor) -> None:
    number = items.at_window(clerk, materials=("application", "health"))
    services.attach(number=number, material="premises", name="证明.pdf", content=PDF, by=clerk, at=AT)
    services.accept(number=number, by=clerk, at=AT)
    file = {"material": "premises", "name": "另一份.pdf", "content": PDF}
    assert refused(services.attach, number=number, **file, by=clerk, at=AT).status == 409


def deferred(clerk: Actor, cast: Cast) -> str:
    """A case under review that still lacks the proof of its premises."""
    number = items.at_window(clerk, materials=("application", "health"))
    services.accept(number=number, deferred=["premises"], by=clerk, at=AT)
    services.pass_prereview(number=number, by=cast.approver, at=AT)
    return number


def test_what_may_come_later_is_promised_on_paper_and_no_approval_before_it_is_there(cast: Cast, clerk: Actor) -> None:
    number = deferred(clerk, cast)
    row = Undertaking.objects.get()
    assert (row.kind, row.materials, str(row.due_on)) == ("deferred", ["premises"], "2023-09-22")
    assert "容缺受理承诺书" in {paper.title for paper in papers_of(number)}
    assert refused(services.decide, number=number, approve=True, by=cast.approver, at=AT).first.code == "still_missing"
    settle = {"number": number, "kind": "deferred", "kept": True, "at": AT}
    assert refused(services.settle_undertaking, **settle, by=clerk).first.code == "still_missing"
    services.attach(number=number, material="premises", name="证明.pdf", content=PDF, by=clerk, at=AT)
    services.settle_undertaking(**settle, by=clerk)
    assert services.decide(number=number, approve=True, by=cast.approver, at=AT).state == "decided"


def test_who_does_not_bring_it_in_time_is_refused_and_not_before(cast: Cast, clerk: Actor) -> None:
    number = deferred(clerk, cast)
    deny = {"number": number, "approve": False, "reason": "容缺的材料逾期未补齐", "by": cast.approver}
    assert refused(services.decide, **deny, at=on("2023-09-22")).first.code == "still_missing"
    early = {"number": number, "kind": "deferred", "kept": False, "by": clerk}
    assert refused(services.settle_undertaking, **early, at=on("2023-09-22")).first.code == "not_lapsed"
    assert services.decide(**deny, at=on("2023-09-25")).state == "decided"


def test_the_applicant_brings_what_was_deferred_and_nothing_else(cast: Cast, clerk: Actor) -> None:
    number = deferred(clerk, cast)
    citizen = items.citizen()
    services.attach(number=number, material="premises", name="证明.pdf", content=PDF, by=citizen, at=AT)
    assert refused(services.attach, number=number, material="health", name="a.pdf", content=PDF, by=citizen, at=AT).status == 409


@pytest.mark.parametrize(
    ("argument", "material", "code"), [("deferred", "health", "not_deferrable"), ("promised", "premises", "not_promisable")]
)
def test_only_what_the_version_says_is_deferred_or_promised(clerk: Actor, argument: str, material: str, code: str) -> None:
    number = items.at_window(clerk)
    refusal = refused(services.accept, number=number, **{argument: [material]}, by=clerk, at=AT)
    assert code in {each.code for each in refusal.problems}


def test_a_promise_stands_for_a_material_and_the_body_verifies_it(cast: Cast, clerk: Actor) -> None:
    number = items.at_window(clerk, materials=("application", "premises"))
    services.accept(number=number, promised=["health"], by=clerk, at=AT)
    assert str(Undertaking.objects.get().due_on) == "2023-10-19"
    services.pass_prereview(number=number, by=cast.approver, at=AT)
    assert services.decide(number=number, approve=True, by=cast.approver, at=AT).state == "decided"
    settle = {"number": number, "kind": "promised", "kept": False, "at": AT}
    assert refused(services.settle_undertaking, **settle, note="现场不符", by=clerk).status == 403
    assert refused(services.settle_undertaking, **settle, by=cast.approver).first.code == "no_reason"
    services.settle_undertaking(**settle, note="现场与承诺不符", by=cast.approver)
    assert Undertaking.objects.get().kept is False
    assert refused(services.settle_undertaking, **settle, note="再次", by=cast.approver).status == 409


@pytest.mark.clause("onewindow-3-2-2-ledger")
def test_three_cases_of_a_day_have_three_numbers_in_the_ledger_without_a_gap(cast: Cast, clerk: Actor) -> None:
    numbers = [items.at_window(clerk) for _ in range(4)]
    services.accept(number=numbers[0], by=clerk, at=AT)
    refused(services.accept, number=numbers[1], checks=marks(health="missing"), by=clerk, at=AT)
    for number in numbers[2:]:
        services.accept(number=number, by=clerk, at=AT)
    assert list(Case.objects.exclude(ledger_number=None).order_by("id").values_list("ledger_number", flat=True)) == [1, 2, 3]


def test_silence_accepts_whatever_was_handed_in(clerk: Actor) -> None:
    number = items.at_window(clerk, materials=("application",))
    services.accept(number=number, by=clerk, at=on("2023-10-20"))
    assert Task.objects.filter(case__number=number, outcome="deemed").exists()
