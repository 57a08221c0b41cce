"""What windows write down: guidance, questions and their answers, what could not be done."""

from __future__ import annotations

from datetime import timedelta

import pytest

from onewindow.accounts.roles import ROLES
from onewindow.hall import selectors, services
from onewindow.hall.models import Report
from onewindow.hall.tests.small_hall import AT, DAY, Cast, later
from onewindow.hall.tests.test_numbers import refusal
from onewindow.trail.models import Event
from onewindow.words.actor import Actor

UNIT = Actor("u-unit", "演示审批员", frozenset({"approver"}), "tax-bureau", ROLES["approver"].permissions)
OTHER = Actor("u-other", "演示审批员", frozenset({"approver"}), "hall-bureau", ROLES["approver"].permissions)


@pytest.fixture
def seated(cast: Cast) -> Cast:
    services.sit(window="1", by=cast.one, at=AT)
    services.sit(window="21", by=cast.two, at=AT)
    return cast


@pytest.mark.clause("onewindow-3-1-2-3-self")
def test_guided_sessions_are_logged_with_item_and_result_and_counted_by_day(seated: Cast) -> None:
    for result in ("done", "done", "to_window"):
        services.log_guidance(item="演示事项", channel="演示自助机", result=result, by=seated.one, at=AT)
    assert selectors.guided_total(DAY) == 3
    assert selectors.guided_by_result(DAY) == {"网上已提交": 2, "填了一部分": 0, "转到窗口办理": 1, "没有办成": 0}
    assert refusal(services.log_guidance, item="", channel="x", result="done", by=seated.one, at=AT).first.field == "item"
    assert refusal(services.log_guidance, item="x", channel="x", result="", by=seated.one, at=AT).first.field == "result"


@pytest.mark.clause("onewindow-a4-1-5")
def test_a_question_is_answered_by_its_unit_in_so_many_minutes(seated: Cast) -> None:
    asked = services.ask(organisation="tax-bureau", text="演示问题", by=seated.one, at=AT)
    assert refusal(services.answer_enquiry, enquiry=asked.pk, answer="演示答复", by=OTHER, at=later(5)).status == 403
    assert refusal(services.answer_enquiry, enquiry=asked.pk, answer=" ", by=UNIT, at=later(5)).first.field == "answer"
    services.answer_enquiry(enquiry=asked.pk, answer="演示答复", by=UNIT, at=later(20))
    (line,) = selectors.enquiries(later(60))
    assert (line.minutes, line.flag) == (20, "")
    assert refusal(services.answer_enquiry, enquiry=asked.pk, answer="再答", by=UNIT, at=later(25)).status == 409


@pytest.mark.clause("onewindow-a4-1-5")
def test_a_question_that_waits_too_long_is_flagged_and_more_so_once_the_day_is_over(seated: Cast) -> None:
    services.ask(organisation="tax-bureau", text="演示问题", by=seated.one, at=AT)
    assert [line.flag for line in selectors.enquiries(later(30))] == [""]
    assert [line.flag for line in selectors.enquiries(later(31))] == ["late"]
    assert [line.flag for line in selectors.enquiries(AT + timedelta(days=3), organisation="tax-bureau")] == ["unanswered"]
    assert selectors.enquiries(later(31), organisation="hall-bureau") == []


@pytest.mark.clause("onewindow-a4-2-1")
def test_a_consultation_on_a_specialised_item_goes_to_the_unit_and_is_not_answered_by_the_window(seated: Cast) -> None:
    given = {"text": "演示咨询", "item": "演示事项", "specialised": True, "organisation": "tax-bureau", "by": seated.one, "at": AT}
    refused = refusal(services.consult, **given, answer="窗口的答复")
    assert (refused.first.code, refused.first.clause) == ("specialised", "conv-hall-9")
    routed = services.consult(**given)
    assert routed.answered_at is None and routed.organisation and routed.organisation.key == "tax-bureau"
    services.answer_enquiry(enquiry=routed.pk, answer="部门的答复", by=UNIT, at=later(9))


def test_an_ordinary_consultation_is_answered_at_the_window_or_passed_on(seated: Cast) -> None:
    assert services.consult(text="演示咨询", answer="演示答复", by=seated.one, at=AT).answered_by == seated.one.id
    assert refusal(services.consult, text="演示咨询", by=seated.one, at=AT).first.code == "no_answer"
    assert services.consult(text="演示咨询", organisation="tax-bureau", by=seated.one, at=AT).answered_at is None


@pytest.mark.clause("onewindow-3-1-1-1-retained")
def test_what_could_not_be_done_becomes_a_record_to_be_checked_by_a_unit(seated: Cast) -> None:
    made = services.report(organisation="tax-bureau", text="演示问题", person="演示办事人", phone="13800000000", by=seated.two, at=AT)
    assert (made.number, made.state, made.organisation.key) == ("BS2023-0001", "to_check", "tax-bureau")
    assert "演示办事人" not in "".join(Event.objects.values_list("body", flat=True))
    assert refusal(services.close_report, number=made.number, solved=True, by=seated.two, at=later(1)).status == 409
    assert refusal(services.answer_report, number=made.number, answer="演示", by=OTHER, at=later(1)).status == 403
    services.answer_report(number=made.number, answer="已经办结", by=UNIT, at=later(60))
    services.close_report(number=made.number, solved=True, by=seated.two, at=later(90))
    assert Report.objects.get().state == "closed"
    assert [each.number for each in selectors.reports(organisation="tax-bureau")] == [made.number]


def test_a_report_without_a_unit_or_a_text_is_refused_and_takes_no_number(seated: Cast) -> None:
    assert refusal(services.report, organisation="", text="演示", by=seated.two, at=AT).first.field == "organisation"
    assert refusal(services.report, organisation="tax-bureau", text="", by=seated.two, at=AT).first.field == "text"
    assert services.report(organisation="tax-bureau", text="演示", by=seated.two, at=AT).number == "BS2023-0001"


def test_only_a_seated_clerk_writes_down(cast: Cast) -> None:
    for act, given in (
        (services.ask, {"organisation": "tax-bureau", "text": "演示"}),
        (services.report, {"organisation": "tax-bureau", "text": "演示"}),
        (services.log_guidance, {"item": "x", "channel": "x", "result": "done"}),
    ):
        assert refusal(act, **given, by=cast.one, at=AT).first.code == "not_seated"
        assert refusal(act, **given, by=UNIT, at=AT).status == 403
