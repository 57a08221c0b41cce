"""A new version and the cases that run: which may follow, who is asked, what a move leaves, and the way back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from onewindow.cases import gates, movable, services
from onewindow.cases.models import Case, Task, VersionMove
from onewindow.cases.movable import Chosen, numbers_of
from onewindow.cases.selectors.timeline import timeline
from onewindow.cases.snapshots import plan_of
from onewindow.cases.tests import items_cast
from onewindow.cases.tests.cast import AT, Cast, on
from onewindow.cases.versions import preview, previews, standings
from onewindow.items import services as items
from onewindow.items.effects import Effect, Stage
from onewindow.items.reading import content
from onewindow.trail.selectors import events_of
from onewindow.words.actor import Actor
from onewindow.words.refused import Refused
from onewindow.worktime.calendars import current_calendar

MATERIALS: list[dict[str, Any]] = items_cast.CONTENT["materials"]
EXTRA = {"key": "plan", "title": "经营方案", "copies": 1, "source_channel": "applicant"}
NEXT = on("2023-09-18")
WHY = "统一执行新标准"


@pytest.fixture
def clerk(cast: Cast) -> Iterator[Actor]:
    items_cast.publish_item()
    with gates.isolated():
        yield cast.clerk


@pytest.fixture
def publisher(clerk: Actor) -> Actor:
    return items_cast.person("demo-publisher", "演示发布员", "item-publisher", items_cast.WINDOW)


def second_version(publisher: Actor, at: datetime = NEXT, **changes: Any) -> None:
    """Version 2 of the item, in force from that day."""
    names = ("demo-keeper", "item-keeper"), ("demo-reviewer", "item-reviewer")
    keeper, reviewer = (items_cast.person(name, "演示人员", role, items_cast.WINDOW) for name, role in names)
    version = items.draft(content=content({**items_cast.CONTENT, **changes}), by=keeper, at=at)
    named: dict[str, Any] = {"key": items_cast.ITEM, "number": version.number, "at": at}
    items.submit_for_review(**named, by=keeper)
    items.review(**named, approved=True, by=reviewer)
    items.publish(**named, by=publisher)


def refused(door: Any, **arguments: Any) -> Refused:
    with pytest.raises(Refused) as caught:
        door(**arguments)
    return caught.value


def move(number: str, by: Actor, at: datetime = NEXT, **more: Any) -> services.Answer:
    return services.move_to_version(number=number, target=2, reason=WHY, by=by, at=at, **more)


def version_of(number: str) -> int:
    return plan_of(Case.objects.get(number=number).snapshot_id).version


def clockwork(number: str) -> tuple[Any, ...]:
    """Everything of a case that a move may touch."""
    case = Case.objects.get(number=number)
    tasks = Task.objects.filter(case=case).order_by("id").values_list("step", "starts_on", "due_on", "organisation", "done_at")
    return case.snapshot_id, case.facts, case.handling, case.state, case.due_on, case.warns_on, list(tasks)


def test_publishing_leaves_running_cases_where_they_stand_and_says_where_that_is(clerk: Actor, publisher: Actor) -> None:
    first, second = items_cast.at_window(clerk), items_cast.at_window(clerk)
    services.accept(number=second, by=clerk, at=AT)
    second_version(publisher, promised_days=3)
    third = items_cast.at_window(clerk, at=NEXT)
    assert [version_of(number) for number in (first, second, third)] == [1, 1, 2]
    found = [(each.version, each.step, each.stage, each.cases) for each in standings(items_cast.ITEM)]
    assert found == [(1, "accept", Stage.SUBMITTED, 1), (1, "prereview", Stage.ACCEPTED, 1), (2, "accept", Stage.SUBMITTED, 1)]
    assert numbers_of(items_cast.ITEM, 2) == [first, second]


def test_what_asks_nothing_of_the_applicant_is_moved_with_its_clock_and_told(clerk: Actor, publisher: Actor) -> None:
    number = items_cast.at_window(clerk)
    services.accept(number=number, by=clerk, at=AT)  # Friday 2023-09-15, 5 working days
    second_version(publisher, promised_days=3, title="示例经营许可（新办）")
    before = Case.objects.get(number=number)
    move(number, publisher)
    case = Case.objects.get(number=number)
    assert (version_of(number), before.due_on, case.due_on) == (2, date(2023, 9, 22), date(2023, 9, 20))
    event = events_of(case.subject)[-1]
    assert (event.kind, event.reason) == ("case.version_moved", WHY)
    assert (event.content["old"], event.content["new"]) == (before.snapshot_id, case.snapshot_id)
    assert timeline(case)[-1].text == f"由第1版改为按第2版办理，2023年9月20日届满：{WHY}"


@pytest.mark.clause("onewindow-a4-1-2")
def test_a_material_added_after_the_acceptance_is_never_demanded_of_a_running_case(clerk: Actor, publisher: Actor) -> None:
    number = items_cast.at_window(clerk)
    services.accept(number=number, by=clerk, at=AT)
    second_version(publisher, materials=[*MATERIALS, EXTRA])
    before = clockwork(number)
    refusal = refused(services.move_to_version, number=number, target=2, reason=WHY, by=publisher, at=NEXT)
    assert (refusal.status, refusal.first.code) == (409, "not_movable") and "经营方案" in refusal.first.message
    assert clockwork(number) == before and not VersionMove.objects.exists()


def test_a_longer_limit_waits_for_the_applicant_and_his_consent_moves_it(clerk: Actor, publisher: Actor) -> None:
    number = items_cast.at_window(clerk)
    services.accept(number=number, by=clerk, at=AT)
    second_version(publisher, promised_days=10)
    citizen, stranger = items_cast.citizen(), items_cast.person("demo-other", "演示旁人", "citizen")
    before = clockwork(number)
    assert "请申请人答复" in move(number, publisher).message
    assert clockwork(number) == before
    question = VersionMove.objects.get()
    assert (question.state, [each["title"] for each in question.changes]) == ("asked", ["承诺办结时限"])
    assert refused(services.move_to_version, number=number, target=2, reason=WHY, by=publisher, at=NEXT).first.code == "asked_before"
    assert refused(services.answer_version, number=number, agrees=True, by=stranger, at=NEXT).status == 404
    services.answer_version(number=number, agrees=True, by=citizen, at=NEXT)
    question.refresh_from_db()
    case = Case.objects.get(number=number)
    assert (version_of(number), case.due_on) == (2, date(2023, 10, 7))  # 10 working days over the holidays of the National Day
    assert (question.state, question.answered_by, question.due_before) == ("moved", citizen.id, date(2023, 9, 22))
    assert "经申请人同意" in timeline(case)[-1].text


def test_who_does_not_agree_keeps_his_version(clerk: Actor, publisher: Actor) -> None:
    number = items_cast.at_window(clerk)
    second_version(publisher, materials=[*MATERIALS, EXTRA])
    move(number, publisher)
    citizen, before = items_cast.citizen(), clockwork(number)
    services.answer_version(number=number, agrees=False, by=citizen, at=NEXT)
    assert clockwork(number) == before
    assert refused(services.answer_version, number=number, agrees=True, by=citizen, at=NEXT).first.code == "nothing_asked"


@pytest.mark.clause("onewindow-a4-1-2")
def test_a_question_from_before_the_acceptance_is_void_after_it(clerk: Actor, publisher: Actor) -> None:
    number = items_cast.at_window(clerk)
    second_version(publisher, materials=[*MATERIALS, EXTRA])
    move(number, publisher)
    services.accept(number=number, by=clerk, at=NEXT)
    refusal = refused(services.answer_version, number=number, agrees=True, by=items_cast.citizen(), at=NEXT)
    assert (refusal.first.code, version_of(number)) == ("nothing_asked", 1)


def test_an_undo_brings_back_snapshot_facts_and_clock_to_the_letter(clerk: Actor, publisher: Actor) -> None:
    number = items_cast.at_window(clerk)
    services.accept(number=number, by=clerk, at=AT)
    field = {"name": "note", "title": "备注", "required": False}
    second_version(publisher, promised_days=3, form=[*items_cast.CONTENT["form"], field])
    before = clockwork(number)
    move(number, publisher)
    assert clockwork(number) != before and Case.objects.get(number=number).facts["note"] is None
    services.undo_version(number=number, reason="批次选错", by=publisher, at=NEXT)
    assert clockwork(number) == before
    assert events_of(Case.objects.get(number=number).subject)[-1].kind == "case.version_undone"
    assert refused(services.undo_version, number=number, reason="再撤", by=publisher, at=NEXT).first.code == "nothing_to_undo"


def test_once_somebody_acted_on_the_new_version_there_is_no_way_back(cast: Cast, clerk: Actor, publisher: Actor) -> None:
    number = items_cast.at_window(clerk)
    services.accept(number=number, by=clerk, at=AT)
    second_version(publisher, promised_days=3)
    move(number, publisher)
    services.pass_prereview(number=number, by=cast.approver, at=NEXT)
    refusal = refused(services.undo_version, number=number, reason="批次选错", by=publisher, at=NEXT)
    assert (refusal.first.code, refusal.first.clause, version_of(number)) == ("acted_since", "conv-c-30", 2)


def test_a_case_whose_new_limit_would_be_over_already_is_not_moved(clerk: Actor, publisher: Actor) -> None:
    number = items_cast.at_window(clerk)
    services.accept(number=number, by=clerk, at=AT)
    later = on("2023-09-21")
    second_version(publisher, at=later, promised_days=2)
    refusal = refused(services.move_to_version, number=number, target=2, reason=WHY, by=publisher, at=later)
    assert refusal.first.code == "not_movable" and "conv-c-31" in refusal.first.message


def test_a_decided_case_stays_and_reopening_is_another_matter(cast: Cast, clerk: Actor, publisher: Actor) -> None:
    number = items_cast.at_window(clerk)
    services.accept(number=number, by=clerk, at=AT)
    services.pass_prereview(number=number, by=cast.approver, at=AT)
    services.decide(number=number, approve=True, by=cast.approver, at=AT)
    second_version(publisher, title="改名")
    assert refused(services.move_to_version, number=number, target=2, reason=WHY, by=publisher, at=NEXT).status == 409
    assert [each.stage for each in standings(items_cast.ITEM)] == [Stage.DECIDED]


def test_nobody_moves_a_case_without_reason_or_right_or_to_a_version_that_does_not_hold(cast: Cast, clerk: Actor, publisher: Actor) -> None:
    number = items_cast.at_window(clerk)
    second_version(publisher, title="改名")
    assert refused(services.move_to_version, number=number, target=2, reason=" ", by=publisher, at=NEXT).first.code == "no_reason"
    assert refused(services.move_to_version, number=number, target=2, reason=WHY, by=cast.approver, at=NEXT).status == 403
    for target, status in ((1, 409), (3, 404)):
        assert refused(services.move_to_version, number=number, target=target, reason=WHY, by=publisher, at=NEXT).status == status


def test_the_body_and_the_kind_of_an_item_hold_running_cases_on_their_version(clerk: Actor, publisher: Actor) -> None:
    number = items_cast.at_window(clerk)
    second_version(publisher, kind="07", result={**items_cast.CONTENT["result"], "kind": "reply"})
    refusal = refused(services.move_to_version, number=number, target=2, reason=WHY, by=publisher, at=NEXT)
    assert "事项类型" in refusal.first.message and "结果类型" in refusal.first.message


def test_a_preview_is_the_same_alone_by_pages_and_all_at_once(cast: Cast, clerk: Actor, publisher: Actor) -> None:
    numbers = [items_cast.at_window(clerk) for _ in range(5)]
    services.accept(number=numbers[0], by=clerk, at=AT)
    second_version(publisher, materials=[*MATERIALS, EXTRA])
    target, found = movable.version_in_force(items_cast.ITEM, NEXT.date()), movable.movable(items_cast.ITEM, 2)
    every = list(movable.each_of(found, target, at=NEXT))
    assert [each.number for each in every] == numbers
    assert every == [preview(Case.objects.get(number=number), target, current_calendar(), at=NEXT) for number in numbers]
    assert movable.tally(every) == {Effect.SAFE: 0, Effect.CONSENT: 4, Effect.NEVER: 1}
    first = movable.page_of(found, target, at=NEXT, size=2)
    second = movable.page_of(found, target, at=NEXT, cursor=first.following, size=2)
    assert [first.rows, second.rows] == [every[:2], every[2:4]]
    assert movable.page_of(found, target, at=NEXT, cursor=second.preceding, size=2) == first
    assert movable.numbers_of(items_cast.ITEM, 2, Chosen(step="prereview")) == numbers[:1]
    assert movable.numbers_of(items_cast.ITEM, 2, Chosen(version=2)) == []


def test_many_cases_are_previewed_with_as_many_statements_as_few(clerk: Actor, publisher: Actor) -> None:
    [items_cast.at_window(clerk) for _ in range(4)]
    second_version(publisher, promised_days=3)
    target, calendar = movable.version_in_force(items_cast.ITEM, NEXT.date()), current_calendar()
    counts = []
    for cases in (list(Case.objects.all()[:1]), list(Case.objects.all())):
        with CaptureQueriesContext(connection) as captured:
            previews(cases, target, calendar, at=NEXT)
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_a_batch_of_too_many_is_refused_with_how_to_divide_it(clerk: Actor, publisher: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    [items_cast.at_window(clerk) for _ in range(2)]
    second_version(publisher, promised_days=3)
    assert movable.limited(movable.movable(items_cast.ITEM, 2)).count() == 2
    monkeypatch.setattr(movable, "MOST", 1)
    assert refused(movable.limited, found=movable.movable(items_cast.ITEM, 2)).first.code == "too_many"
