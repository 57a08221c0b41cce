"""Figures tie to the cases: every number of the board and of a report is counted again here, one by one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.utils.timezone import localdate

from onewindow.cases import services as cases
from onewindow.cases.models import Case, Rating, Task, Violation
from onewindow.cases.selectors.lists import countdown_of
from onewindow.cases.tests.cast import AT, BUREAU, WINDOW, Cast, accepted, agent_of, correcting, decided, issued, on, submitted
from onewindow.supervision import selectors
from onewindow.supervision.tests.conftest import Office
from onewindow.words.refused import Refused
from onewindow.worktime.calendars import current_calendar

FIRST, LAST = date(2023, 9, 1), date(2023, 10, 31)


def of(cast: Cast, n: int) -> Cast:
    return replace(cast, agent=agent_of(f"91430681MA4L{n:05d}", f"demo-agent-{n}"))


def some_cases(cast: Cast) -> None:
    """One in each standing, and one that was decided late."""
    submitted(of(cast, 1), uscc=None)
    correcting(of(cast, 2), uscc=None)
    accepted(of(cast, 3), uscc=None)
    decided(of(cast, 4), uscc=None)
    number = accepted(of(cast, 5), uscc=None)
    cases.decide(number=number, by=cast.approver, at=on("2023-10-25"))
    issued(of(cast, 6), uscc=None)


@pytest.mark.parametrize("day", [AT.date(), date(2023, 9, 22), date(2023, 10, 18), date(2023, 10, 25)])
def test_the_board_counts_what_the_clocks_say(cast: Cast, day: date) -> None:
    some_cases(cast)
    board = selectors.board(day)
    lights = {"red": 0, "yellow": 0, "green": 0, "grey": 0}
    for task in Task.objects.filter(done_at=None).select_related("case"):
        lights[countdown_of(task.case, task, current_calendar(), day).light.value] += 1
    assert (board.steps.red, board.steps.yellow, board.steps.green, board.steps.grey) == tuple(lights.values())
    open_cases = Case.objects.filter(decided_at=None, ended_at=None)
    assert board.cases.total == open_cases.count() == sum(each.total for each in board.bodies) == sum(each.total for each in board.items)
    assert board.cases.red == sum(1 for case in open_cases if case.due_on and case.due_on < day)
    assert board.due_today == sum(1 for task in Task.objects.filter(done_at=None) if task.due_on == day)


def test_a_report_counts_the_cases_one_by_one(cast: Cast) -> None:
    some_cases(cast)
    total = selectors.report("body", FIRST, LAST).total
    every = list(Case.objects.all())
    done = [case for case in every if case.decided_at]
    assert total.accepted == sum(1 for case in every if case.accepted_on)
    assert total.decided == len(done) == 3
    assert total.late == sum(1 for case in done if case.due_on and localdate(case.decided_at) > case.due_on) == 1
    days = [current_calendar().working_days_between(case.accepted_on, localdate(case.decided_at)) for case in done if case.accepted_on]
    assert total.decided_days == sum(days)
    assert total.corrections == 1
    for by in selectors.DIMENSIONS:
        assert selectors.report(by, FIRST, LAST).total.accepted == total.accepted, by


@pytest.mark.clause("onewindow-2-3-online")
def test_eighty_cases_online_and_twenty_at_the_counter_are_eighty_per_cent(cast: Cast) -> None:
    row = selectors.Measures("", accepted=100, online=80)
    assert row.online_share == Decimal("80.0")
    assert selectors.Measures("").online_share is None


@pytest.mark.clause("onewindow-a4-2-4")
def test_two_violations_in_two_hundred_cases_are_one_per_cent(cast: Cast) -> None:
    assert selectors.Measures("", accepted=200, violations=2).violation_rate == Decimal("1.0")
    case = Case.objects.get(number=accepted(cast))
    told = {"clause": "行政许可法第三十二条", "detail": "未一次性告知：发票", "at": AT}
    Violation.objects.create(case=case, kind="not_told_at_once", organisation=WINDOW, person=cast.clerk.id, **told)
    clerk = next(row for row in selectors.report("clerk", FIRST, LAST).rows if row.key == cast.clerk.id)
    assert (clerk.accepted, clerk.violations) == (1, 1)


@pytest.mark.clause("onewindow-2-1-resources")
def test_a_window_with_three_of_four_cases_has_seventy_five_per_cent(cast: Cast) -> None:
    for n in range(4):
        number = accepted(of(cast, n), uscc=None)
        Case.objects.filter(number=number).update(window="1" if n else "2")
    assert selectors.window_shares(FIRST, LAST) == {"1": Decimal("75.0"), "2": Decimal("25.0")}


def test_ratings_of_fewer_than_five_are_told_nowhere_and_of_five_they_are(cast: Cast) -> None:
    for n in range(5):
        case = Case.objects.get(number=issued(of(cast, n), uscc=None))
        (row,) = selectors.report("body", FIRST, LAST).rows
        assert row.rating is None
        assert selectors.report("body", FIRST, LAST).total.rating is None
        Rating.objects.create(case=case, level=1 + n, at=AT)
    (row,) = selectors.report("body", FIRST, LAST).rows
    assert (row.key, row.rating, row.satisfaction) == (BUREAU, Decimal("3.0"), Decimal("60.0"))


def test_a_hidden_group_cannot_be_had_by_taking_the_others_from_the_total(cast: Cast) -> None:
    for n in range(6):
        case = Case.objects.get(number=issued(of(cast, n), uscc=None))
        Rating.objects.create(case=case, level=5 if n else 1, at=AT)
        Case.objects.filter(pk=case.pk).update(window="1" if n else "2")
    report = selectors.report("window", FIRST, LAST)
    assert {row.key: row.rating for row in report.rows} == {"1": Decimal("5.0"), "2": None}
    assert (report.total.ratings, report.total.rating, report.hidden) == (5, Decimal("5.0"), 1)


def test_an_unknown_report_and_days_out_of_order_are_refused(db: None) -> None:
    with pytest.raises(Refused, match="没有这种报表"):
        selectors.report("colour", FIRST, LAST)
    with pytest.raises(Refused, match="起止日期不对"):
        selectors.report("body", LAST, FIRST)


@pytest.mark.clause("onewindow-3-2-2-ledger")
def test_three_cases_accepted_on_a_day_have_three_lines_with_consecutive_numbers(cast: Cast, office: Office) -> None:
    numbers = [accepted(of(cast, n), uscc=None) for n in range(3)]
    rows = selectors.ledger(cast.clerk, AT.date(), AT.date()).rows
    assert [(row.serial, row.number) for row in rows] == list(enumerate(numbers, start=1))
    assert {(row.handling, row.state) for row in rows} == {("承诺件", "已受理")}
    assert all(row.notices and row.due_on == date(2023, 10, 19) for row in rows)
    assert selectors.ledger(office.supervisor, AT.date(), AT.date()).rows == rows
    assert selectors.ledger(cast.approver, AT.date(), AT.date()).rows == ()  # another body accepted nothing


def test_an_acceptance_that_fails_takes_no_number(cast: Cast) -> None:
    first, second = submitted(of(cast, 1), uscc=None), submitted(of(cast, 2), uscc=None)
    with pytest.raises(Refused):
        cases.accept(number=first, by=cast.approver, at=AT)
    cases.accept(number=second, by=cast.clerk, at=AT)
    assert Case.objects.get(number=second).ledger_number == 1


@pytest.mark.clause("onewindow-a4-2-3")
def test_of_ten_handed_over_and_three_decided_seven_are_tracked(cast: Cast) -> None:
    numbers = [accepted(of(cast, n), uscc=None) for n in range(10)]
    for number in numbers[:3]:
        cases.decide(number=number, by=cast.approver, at=on("2023-09-18"))
    found = selectors.tracking(cast.clerk, date(2023, 10, 19))
    assert (found.handed, found.decided, found.tracked, found.due_today) == (10, 3, 7, 7)
    assert {row.step for row in found.page.rows} == {"审核"}
    assert all(row.due_today for row in found.page.rows)
