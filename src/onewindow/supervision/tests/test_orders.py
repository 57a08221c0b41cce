"""督办: an order about findings of one body, its answer, and what is late climbing to who answers for it."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from onewindow.cases import services as cases
from onewindow.cases.tests.cast import BUREAU, Cast, accepted, on
from onewindow.organisations.models import Duty
from onewindow.papers import selectors as papers
from onewindow.papers import services as paper_services
from onewindow.supervision import selectors, services
from onewindow.supervision.models import Escalation, Finding, Order
from onewindow.supervision.tests.conftest import Office
from onewindow.words.refused import Refused

LATE = on("2023-10-25")


def ordered(cast: Cast, office: Office) -> str:
    accepted(cast)
    services.look(at=LATE)
    chosen = list(Finding.objects.filter(organisation=BUREAU).values_list("pk", flat=True))
    return services.issue_order(kind="urge", findings=chosen, demand="请立即办理并说明原因。", by=office.supervisor, at=LATE).number


def test_an_order_goes_to_one_body_with_a_paper_and_five_working_days(cast: Cast, office: Office) -> None:
    number = ordered(cast, office)
    order = Order.objects.get(number=number)
    assert (order.organisation, order.due_on, order.state) == (BUREAU, date(2023, 11, 1), "waiting")
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(paper_services.file_of(papers.paper(order.paper)))).pages)
    assert "督办通知单" in text
    assert "演示企业" not in text  # no applicant is named


def test_a_finding_is_in_one_order_and_an_order_has_findings(cast: Cast, office: Office) -> None:
    ordered(cast, office)
    chosen = list(Finding.objects.values_list("pk", flat=True))
    with pytest.raises(Refused, match="已经列入"):
        services.issue_order(kind="urge", findings=chosen, demand="请说明。", by=office.supervisor, at=LATE)
    with pytest.raises(Refused, match="没有选择监察问题"):
        services.issue_order(kind="urge", findings=[], demand="请说明。", by=office.supervisor, at=LATE)
    with pytest.raises(Refused, match="没有办理这一步的权限"):
        services.issue_order(kind="urge", findings=chosen, demand="请说明。", by=cast.approver, at=LATE)


def test_the_body_answers_and_the_supervisor_returns_and_accepts(cast: Cast, office: Office) -> None:
    number = ordered(cast, office)
    with pytest.raises(Refused, match="没有待审阅的说明"):
        services.accept_reply(number=number, by=office.supervisor, at=LATE)
    services.reply(number=number, explanation="人员不足", measures="已增派人员", by=office.chief, at=on("2023-10-26"))
    with pytest.raises(Refused, match="不需要说明"):
        services.reply(number=number, explanation="人员不足", measures="已增派人员", by=office.chief, at=on("2023-10-26"))
    services.return_reply(number=number, judgement="没有说明超期的环节", by=office.supervisor, at=on("2023-10-27"))
    assert Order.objects.get(number=number).due_on == date(2023, 11, 1)  # three working days more
    services.reply(number=number, explanation="审核环节积压", measures="已办结", by=office.chief, at=on("2023-11-02"))
    view = selectors.order_of(number, office.chief, date(2023, 11, 2))
    assert [each.late for each in view.replies] == [False, True]
    services.accept_reply(number=number, by=office.supervisor, at=on("2023-11-03"))
    assert selectors.order_of(number, office.supervisor, date(2023, 11, 3)).row.state == "accepted"


def test_another_body_sees_nothing_of_it(cast: Cast, office: Office) -> None:
    number = ordered(cast, office)
    for who in (cast.clerk, cast.agent, office.leader):
        with pytest.raises(Refused, match="没有这份督办通知单"):
            selectors.order_of(number, who, LATE.date())


def test_a_late_case_climbs_from_the_head_of_the_body_to_the_leader_in_charge_to_the_head_of_the_government(
    cast: Cast, office: Office
) -> None:
    number = accepted(cast)  # due on Thursday 19 October
    services.run_daily(at=on("2023-10-23"))
    assert [row.number for row in selectors.climbed_in(BUREAU)] == [number]
    assert selectors.climbed_to(office.leader, date(2023, 10, 23)).rows == ()
    services.run_daily(at=on("2023-10-25"))
    (row,) = selectors.climbed_to(office.leader, date(2023, 10, 25)).rows
    assert (row.number, row.days, row.clause) == (number, 4, "duties-lhq")
    assert row.duty.startswith("分管")
    assert selectors.climbed_to(office.mayor, date(2023, 10, 25)).rows == ()
    services.run_daily(at=on("2023-11-03"))
    assert [each.number for each in selectors.climbed_to(office.mayor, date(2023, 11, 3)).rows] == [number]
    assert services.climb(at=on("2023-11-03")).up == 0


def test_a_case_that_is_decided_comes_down(cast: Cast, office: Office) -> None:
    number = accepted(cast)
    services.run_daily(at=on("2023-10-25"))
    cases.decide(number=number, by=cast.approver, at=on("2023-10-26"))
    services.run_daily(at=on("2023-10-26"))
    assert selectors.climbed_to(office.leader, date(2023, 10, 26)).rows == ()
    assert not Escalation.objects.filter(ended_on=None).exists()


def test_the_leader_is_the_one_whose_duty_covers_the_body_on_that_day(cast: Cast, office: Office) -> None:
    number = accepted(cast)
    services.run_daily(at=on("2023-10-25"))
    duty = Duty.objects.get(leader__key="demo-leader")
    duty.valid_until = date(2023, 10, 26)
    duty.save()
    services.run_daily(at=on("2023-10-27"))
    assert selectors.climbed_to(office.leader, date(2023, 10, 27)).rows == ()
    assert [row.number for row in selectors.climbed_to(office.mayor, date(2023, 10, 27)).rows] == [number]  # nobody else is named


def test_an_order_without_an_answer_climbs(cast: Cast, office: Office) -> None:
    number = ordered(cast, office)
    services.run_daily(at=on("2023-11-01"))
    assert number not in {row.number for row in selectors.climbed_to(office.leader, date(2023, 11, 1)).rows}
    services.run_daily(at=on("2023-11-02"))
    assert number in {row.number for row in selectors.climbed_to(office.leader, date(2023, 11, 2)).rows}
    services.reply(number=number, explanation="积压", measures="已办结", by=office.chief, at=on("2023-11-02"))
    services.run_daily(at=on("2023-11-03"))
    assert number not in {row.number for row in selectors.climbed_to(office.leader, date(2023, 11, 3)).rows}


def test_who_is_no_leader_sees_no_page_of_a_leader(cast: Cast, office: Office) -> None:
    assert selectors.climbed_to(cast.approver, date(2023, 10, 25)) is None
