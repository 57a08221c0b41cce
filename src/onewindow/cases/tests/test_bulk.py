"""Many cases at once: moved and brought back, recounted after a notice; a killed worker loses nothing and doubles nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from onewindow.cases import bulk, gates, services
from onewindow.cases.models import CalendarNotice, Case, DueChange, Task, VersionMove
from onewindow.cases.selectors.timeline import timeline
from onewindow.cases.snapshots import plan_of
from onewindow.cases.tests import items_cast
from onewindow.cases.tests.cast import AT, Cast, on
from onewindow.cases.tests.test_versions import EXTRA, MATERIALS, NEXT, WHY, clockwork, second_version
from onewindow.runs.models import Run
from onewindow.runs.selectors import outcome_of
from onewindow.runs.work import work_one
from onewindow.trail.selectors import events_of
from onewindow.words.actor import Actor
from onewindow.words.refused import Refused
from onewindow.worktime.calendar import SpecialDay
from onewindow.worktime.notice_text import days_in

NOTICE = "演示发〔2023〕9号"


class Killed(BaseException):
    """The worker's process ends here."""


@pytest.fixture
def clerk(cast: Cast) -> Iterator[Actor]:
    items_cast.publish_item()
    with gates.isolated():
        yield cast.clerk


@pytest.fixture
def publisher(clerk: Actor) -> Actor:
    return items_cast.person("demo-publisher", "演示发布员", "item-publisher", items_cast.WINDOW)


@pytest.fixture
def keeper(clerk: Actor) -> Actor:
    return items_cast.person("demo-calendar", "演示管理员", "item-keeper", items_cast.WINDOW)


def accepted(clerk: Actor) -> str:
    number = items_cast.at_window(clerk)
    services.accept(number=number, by=clerk, at=AT)
    return number


def begun(numbers: list[str], by: Actor) -> Run:
    return bulk.begin_move(key=items_cast.ITEM, target=2, numbers=numbers, reason=WHY, by=by, at=NEXT)


def killed_once(monkeypatch: pytest.MonkeyPatch, name: str, after: int) -> None:
    """Let the act of a run die after so many items, the first time."""
    real, done = getattr(bulk, name), []

    def dies(**arguments: Any) -> Any:
        if len(done) == after:
            done.append("dead")
            raise Killed
        done.append("one")
        return real(**arguments)

    monkeypatch.setattr(bulk, name, dies)


def versions(numbers: list[str]) -> list[int]:
    return [plan_of(Case.objects.get(number=number).snapshot_id).version for number in numbers]


def test_a_batch_moves_what_may_asks_where_it_must_and_says_why_not(clerk: Actor, publisher: Actor) -> None:
    waiting, running = items_cast.at_window(clerk), accepted(clerk)
    second_version(publisher, materials=[*MATERIALS, EXTRA])
    run = begun([waiting, running], publisher)
    assert work_one() == run.number
    run.refresh_from_db()
    outcome = outcome_of(run)
    assert outcome and outcome.said == "已改用0件，请申请人答复1件，未改用1件"
    assert [number for number, _ in outcome.items] == [running] and "经营方案" in outcome.items[0][1]
    assert VersionMove.objects.get(batch=run.number).case.number == waiting


def test_a_killed_batch_is_taken_up_and_no_case_is_moved_twice(clerk: Actor, publisher: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = [accepted(clerk) for _ in range(3)]
    second_version(publisher, promised_days=3)
    run = begun(numbers, publisher)
    killed_once(monkeypatch, "move_to_version", after=1)
    with pytest.raises(Killed):
        work_one()
    assert versions(numbers) == [2, 1, 1]
    assert work_one() == run.number
    assert versions(numbers) == [2, 2, 2]
    run.refresh_from_db()
    outcome = outcome_of(run)
    assert outcome and (outcome.said, outcome.items) == ("已改用3件，请申请人答复0件，未改用0件", ())
    for number in numbers:
        kinds = [event.kind for event in events_of(f"case:{number}")]
        assert kinds.count("case.version_moved") == 1


def test_a_batch_is_brought_back_as_it_was_but_for_what_went_on(cast: Cast, clerk: Actor, publisher: Actor) -> None:
    numbers = [accepted(clerk) for _ in range(2)]
    second_version(publisher, promised_days=3)
    before = clockwork(numbers[0])
    batch = begun(numbers, publisher).number
    work_one()
    services.pass_prereview(number=numbers[1], by=cast.approver, at=NEXT)
    run = bulk.begin_undo(batch=batch, reason="批次选错", by=publisher, at=NEXT)
    work_one()
    run.refresh_from_db()
    outcome = outcome_of(run)
    assert outcome and outcome.said == "已撤销1件，未撤销1件"
    assert (clockwork(numbers[0]), versions(numbers)) == (before, [1, 2])


def test_pasted_numbers_are_read_in_any_way_and_unknown_ones_named(clerk: Actor) -> None:
    one, other = items_cast.at_window(clerk), items_cast.at_window(clerk)
    assert bulk.numbers_in(f" {one}，{other}\n{one}") == [one, other]
    for text, code in (("", "no_cases"), (f"{one} 2023-999999", "unknown_case")):
        with pytest.raises(Refused) as caught:
            bulk.numbers_in(text)
        assert caught.value.first.code == code
    with pytest.raises(Refused, match="理由"):
        bulk.begin_move(key=items_cast.ITEM, target=1, numbers=[one], reason="", by=clerk, at=AT)


def test_the_lines_of_a_notice_are_read_as_they_are_typed() -> None:
    days = days_in("2023年9月20日至2023年9月21日 放假 演示节\n2023-09-23，上班，演示节\n")
    assert days == [
        SpecialDay(date(2023, 9, 20), False, "演示节"),
        SpecialDay(date(2023, 9, 21), False, "演示节"),
        SpecialDay(date(2023, 9, 23), True, "演示节"),
    ]
    for text in ("", "2023-02-30 放假 演示节", "明天放假", "2023-09-21至2023-09-20 放假 演示节"):
        with pytest.raises(Refused):
            days_in(text)


def proposed(by: Actor, text: str = "2023-09-20至2023-09-21 放假 演示节", year: int = 2023, number: str = NOTICE) -> CalendarNotice:
    return services.propose_notice(year=year, number=number, days=days_in(text), by=by, at=NEXT)


def test_a_notice_is_confirmed_by_another_and_moves_nothing_before(clerk: Actor, keeper: Actor, publisher: Actor) -> None:
    number = accepted(clerk)
    before, notice = clockwork(number), proposed(keeper)
    with pytest.raises(Refused) as caught:
        services.confirm_notice(notice=notice.pk, by=keeper, at=NEXT)
    assert (caught.value.status, caught.value.first.clause) == (403, "conv-c-32")
    with pytest.raises(Refused):
        services.confirm_notice(notice=notice.pk, by=clerk, at=NEXT)
    assert clockwork(number) == before
    services.confirm_notice(notice=notice.pk, by=publisher, at=NEXT)
    with pytest.raises(Refused, match="已经确认"):
        services.confirm_notice(notice=notice.pk, by=publisher, at=NEXT)
    with pytest.raises(Refused, match="已经录入过"):
        proposed(keeper)


def test_a_notice_recounts_every_open_clock_and_reports_both_days(clerk: Actor, keeper: Actor, publisher: Actor) -> None:
    number = accepted(clerk)
    services.confirm_notice(notice=proposed(keeper).pk, by=publisher, at=NEXT)
    work_one()
    case = Case.objects.get(number=number)
    change = DueChange.objects.get(case=case)
    assert (change.before, change.after) == (date(2023, 9, 18), date(2023, 9, 18))  # the prereview falls due before
    assert (change.case_before, change.case_after, case.due_on) == (date(2023, 9, 22), date(2023, 9, 26), date(2023, 9, 26))
    assert change.moved and timeline(case)[-1].kind == "case.due_recounted"


def test_a_killed_recount_tells_no_case_twice(clerk: Actor, keeper: Actor, publisher: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = [accepted(clerk) for _ in range(3)]
    run = services.confirm_notice(notice=proposed(keeper).pk, by=publisher, at=NEXT)
    killed_once(monkeypatch, "recount", after=1)
    with pytest.raises(Killed):
        work_one()
    assert DueChange.objects.count() == 1
    services.run_daily(at=NEXT)  # which writes the new days of the others, before the run comes to them
    assert work_one() == run.number
    assert [(each.case_before, each.case_after) for each in DueChange.objects.all()] == [(date(2023, 9, 22), date(2023, 9, 26))] * 3
    for number in numbers:
        assert [event.kind for event in events_of(f"case:{number}")].count("case.due_recounted") == 1


def test_a_notice_of_holidays_is_no_act_that_ends_the_time_for_an_undo(clerk: Actor, keeper: Actor, publisher: Actor) -> None:
    number = accepted(clerk)
    second_version(publisher, promised_days=3)
    services.move_to_version(number=number, target=2, reason=WHY, by=publisher, at=NEXT)
    services.confirm_notice(notice=proposed(keeper).pk, by=publisher, at=NEXT)
    work_one()
    services.undo_version(number=number, reason="批次选错", by=publisher, at=NEXT)
    assert (versions([number]), Case.objects.get(number=number).due_on) == ([1], date(2023, 9, 26))


def test_what_was_provisional_becomes_definite(clerk: Actor, keeper: Actor, publisher: Actor) -> None:
    at = on("2026-12-28")
    number = items_cast.at_window(clerk, at=at)
    services.accept(number=number, by=clerk, at=at)
    holidays = "2027-01-01 放假 元旦\n2027-05-01至2027-05-02 放假 劳动节\n2027-10-01至2027-10-03 放假 国庆节"
    notice = services.propose_notice(year=2027, number="演示2027", days=days_in(holidays), by=keeper, at=at)
    services.confirm_notice(notice=notice.pk, by=publisher, at=at)
    work_one()
    change = DueChange.objects.get(case__number=number)
    assert not change.moved and (change.case_before, change.case_after) == (date(2027, 1, 5), date(2027, 1, 5))
    assert Task.objects.get(case__number=number, done_at=None).due_on == change.after


def test_a_notice_that_is_wrong_is_refused_with_everything_wrong(keeper: Actor, clerk: Actor) -> None:
    with pytest.raises(Refused) as caught:
        proposed(keeper, text="2027-01-01 放假 元旦", year=2027)
    assert {problem.code for problem in caught.value.problems} == {"missing_statutory_day"}
    notice = proposed(keeper)
    services.reject_notice(notice=notice.pk, reason="文号抄错", by=keeper, at=NEXT)
    assert proposed(keeper).state == "proposed"
