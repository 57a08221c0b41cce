"""What the daily look finds, once each; and what it takes back when a stop is entered later."""

from __future__ import annotations

from datetime import date

import pytest

from onewindow.cases import services as cases
from onewindow.cases.models import Case, ClockInterval, Task, Violation
from onewindow.cases.tests.cast import AT, BUREAU, WINDOW, Cast, accepted, on, submitted
from onewindow.supervision import selectors, services
from onewindow.supervision.grounds import CASE_LATE, CHARGED, NOT_ACCEPTED, SLOW_RESPONSE, STEP_LATE, TOLD_TWICE
from onewindow.supervision.models import Finding
from onewindow.supervision.tests.conftest import Office
from onewindow.words.refused import Refused

LATE = on("2023-10-25")  # twenty working days from 15 September end on 19 October


def found(ground: str) -> list[Finding]:
    return list(Finding.objects.filter(ground=ground, withdrawn_on=None))


def test_a_case_over_its_last_day_is_found_once_with_how_late_it_is_and_who_has_it(cast: Cast) -> None:
    number = accepted(cast)
    cases.take(number=number, by=cast.approver, at=on("2023-09-18"))
    case = Case.objects.get(number=number)
    assert case.due_on == date(2023, 10, 19)
    assert services.look(at=on("2023-10-19")).new == 0  # the last day is not late
    services.look(at=LATE)
    assert services.look(at=LATE).new == 0
    row = Finding.objects.get(ground=CASE_LATE)
    assert (row.days, row.due_on, row.organisation, row.person, row.level) == (4, date(2023, 10, 19), BUREAU, cast.approver.id, "red")
    assert not found(STEP_LATE)  # the total overrun says it already


def test_a_finding_grows_day_by_day_and_stays_one(cast: Cast) -> None:
    accepted(cast)
    services.look(at=on("2023-10-23"))
    services.look(at=on("2023-10-27"))
    assert Finding.objects.get(ground=CASE_LATE).days == 6


def test_a_step_over_its_limit_is_a_ground_of_its_own_while_the_whole_case_is_in_time(cast: Cast) -> None:
    number = accepted(cast)
    Case.objects.filter(number=number).update(due_on=date(2023, 12, 29))
    services.look(at=LATE)
    assert [row.step for row in found(STEP_LATE)] == ["review"]
    assert not found(CASE_LATE)


def test_a_stop_that_is_entered_later_withdraws_the_finding_with_its_reason(cast: Cast) -> None:
    number = accepted(cast)
    services.look(at=LATE)
    case = Case.objects.get(number=number)
    ClockInterval.objects.create(
        case=case, step="review", reason="专家评审", source="行政许可法第四十五条", starts_on=date(2023, 9, 20), ends_on=date(2023, 10, 20)
    )
    cases.run_daily(at=LATE)
    assert services.look(at=LATE).withdrawn >= 1
    row = Finding.objects.get(ground=CASE_LATE)
    assert row.withdrawn_on == LATE.date()
    assert "专家评审" in row.withdrawn_because
    assert not selectors.findings().rows or all(not each.withdrawn for each in selectors.findings().rows)


@pytest.mark.clause("onewindow-5-3-supervise")
def test_the_back_office_has_one_working_day_to_respond_yellow_after_two_red_after_three(cast: Cast) -> None:
    number = accepted(cast, at=on("2023-06-19", "08:00"), closed_until="2023-05-31")
    services.look(at=on("2023-06-20"))
    assert not found(SLOW_RESPONSE)
    services.look(at=on("2023-06-21"))
    assert [row.level for row in found(SLOW_RESPONSE)] == ["yellow"]
    services.look(at=on("2023-06-25"))  # 22 to 24 June is the festival, Sunday 25 is worked
    assert [row.level for row in found(SLOW_RESPONSE)] == ["red"]
    cases.take(number=number, by=cast.approver, at=on("2023-06-26"))
    services.look(at=on("2023-06-27"))
    assert "4个工作日" in found(SLOW_RESPONSE)[0].detail


@pytest.mark.clause("onewindow-5-3-supervise")
def test_a_response_on_the_next_working_day_is_in_time(cast: Cast) -> None:
    number = accepted(cast, at=on("2023-06-19", "08:00"), closed_until="2023-05-31")
    cases.take(number=number, by=cast.approver, at=on("2023-06-20", "09:00"))
    services.look(at=on("2023-06-28"))
    assert not found(SLOW_RESPONSE)


def test_a_window_that_was_silent_did_not_accept_a_sound_application(cast: Cast) -> None:
    submitted(cast)
    cases.run_daily(at=on("2023-09-25"))
    services.look(at=on("2023-09-25"))
    assert [row.organisation for row in found(NOT_ACCEPTED)] == [WINDOW]


def test_a_window_that_accepted_is_not_found(cast: Cast) -> None:
    accepted(cast)
    services.look(at=on("2023-09-18"))
    assert not found(NOT_ACCEPTED)


def test_what_a_door_wrote_down_becomes_a_finding(cast: Cast) -> None:
    case = Case.objects.get(number=accepted(cast))
    told = {"clause": "行政许可法第三十二条", "detail": "未一次性告知：发票", "at": AT}
    Violation.objects.create(case=case, kind="not_told_at_once", organisation=WINDOW, person=cast.clerk.id, **told)
    services.look(at=on("2023-09-18"))
    assert [(row.person, row.detail) for row in found(TOLD_TWICE)] == [(cast.clerk.id, "未一次性告知：发票")]


def test_an_officer_enters_what_no_data_show_and_not_what_they_do(cast: Cast, office: Office) -> None:
    number = accepted(cast)
    services.enter(case=number, ground_key=CHARGED, detail="要求缴纳复印费", happened_on=AT.date(), by=office.supervisor, at=AT)
    assert [row.detail for row in found(CHARGED)] == ["要求缴纳复印费"]
    with pytest.raises(Refused, match="由系统根据办件数据发现"):
        services.enter(case=number, ground_key=CASE_LATE, detail="超期", happened_on=AT.date(), by=office.supervisor, at=AT)
    with pytest.raises(Refused, match="已经登记"):
        services.enter(case=number, ground_key=CHARGED, detail="再次", happened_on=AT.date(), by=office.supervisor, at=AT)
    with pytest.raises(Refused, match="没有办理这一步的权限"):
        services.enter(case=number, ground_key=CHARGED, detail="x", happened_on=AT.date(), by=cast.clerk, at=AT)


def test_nobody_takes_back_what_the_system_found(cast: Cast, office: Office) -> None:
    accepted(cast)
    services.look(at=LATE)
    with pytest.raises(Refused, match="重新计算"):
        services.withdraw(finding=Finding.objects.get(ground=CASE_LATE).pk, reason="情况特殊", by=office.supervisor, at=LATE)


@pytest.mark.clause("onewindow-5-3-criticise")
def test_findings_propose_and_sanction_nobody(cast: Cast) -> None:
    accepted(cast)
    services.look(at=LATE)
    proposed = selectors.proposals(date(2023, 9, 1), date(2023, 10, 31))
    assert [(each.organisation, each.ground) for each in proposed if each.ground == CASE_LATE] == [(BUREAU, CASE_LATE)]
    assert not selectors.proposals(date(2023, 7, 1), date(2023, 8, 31))


def test_supervisors_see_cases_and_cannot_act_on_them(cast: Cast, office: Office) -> None:
    waiting, review = submitted(cast), accepted(cast, uscc="91430681MA4L00002R")
    for act in (
        lambda: cases.accept(number=waiting, by=office.supervisor, at=AT),
        lambda: cases.take(number=review, by=office.supervisor, at=AT),
        lambda: cases.decide(number=review, by=office.supervisor, at=AT),
        lambda: cases.return_to_clerk(number=review, reason="材料不齐", by=office.supervisor, at=AT),
        lambda: cases.withdraw(number=waiting, by=office.supervisor, at=AT),
    ):
        with pytest.raises(Refused):
            act()
    assert Task.objects.filter(done_at=None).count() == 2
