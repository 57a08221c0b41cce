"""A whole case, from the form to the rating, and what each of its people may see and do on the way."""

from datetime import date
from decimal import Decimal

import pytest

from onewindow.cases import selectors, services
from onewindow.cases.life import State
from onewindow.cases.models import Case, Decision, Task
from onewindow.cases.tests.cast import AT, FIRST_TRADE, GROWTH, USCC, VOLUME, Cast, accepted, decided, draft, issued, on, submitted
from onewindow.papers.selectors import papers_of
from onewindow.trail.selectors import events_of
from onewindow.trail.verification import verify

TODAY = date(2023, 9, 15)


def state_of(number: str) -> str:
    return Case.objects.get(number=number).state


def test_a_case_goes_all_the_way_and_every_step_is_an_event_that_the_applicant_can_read(cast: Cast) -> None:
    number = submitted(cast)
    services.take(number=number, by=cast.clerk, at=AT)
    services.accept(number=number, by=cast.clerk, at=AT)
    services.take(number=number, by=cast.approver, at=AT)
    services.decide(number=number, by=cast.approver, at=AT)
    services.issue(number=number, channel="window", identity_checked=True, by=cast.clerk, at=AT)
    services.rate(number=number, level=5, comment="很快", by=cast.agent, at=AT)

    case = Case.objects.get(number=number)
    assert (number, case.state, case.uscc) == ("2023-000001", State.CLOSED, USCC)
    told = selectors.timeline(case)
    assert [line.kind.removeprefix("case.") for line in told] == [
        "submitted",
        "taken",
        "accepted",
        "taken",
        "decided",
        "published",
        "issued",
        "rated",
    ]
    assert all(line.text and not line.text.isascii() for line in told)
    assert [paper.kind for paper in papers_of(number)] == ["receipt", "acceptance", "decision"]
    assert verify().ok


def test_the_decision_grants_what_the_rule_book_computes(cast: Cast) -> None:
    number = decided(cast)
    decision = Decision.objects.get(case__number=number)

    assert (decision.outcome, decision.total_cny) == ("granted", Decimal("36000.00"))
    assert {line["key"]: line["granted"] for line in decision.lines} == {FIRST_TRADE: "30000.00", GROWTH: "0.00", VOLUME: "6000.00"}


def test_numbers_follow_each_other_without_a_gap(cast: Cast) -> None:
    first = submitted(cast)
    services.withdraw(number=first, by=cast.agent, at=AT)
    second = submitted(cast)

    assert [first, second] == ["2023-000001", "2023-000002"]


def test_no_event_holds_a_personal_value(cast: Cast) -> None:
    number = issued(cast)
    services.rate(number=number, level=1, comment="窗口人员很耐心", by=cast.agent, at=AT)
    told = "".join(event.body + event.reason for event in events_of(f"case:{number}"))

    for personal in ("演示联系人", "13800000000", "窗口人员很耐心", "演示窗口员一", "演示审批员一", "200000"):
        assert personal not in told  # nor any fact: another procedure asks for a date of birth


def test_the_clock_of_the_review_starts_with_the_acceptance_and_is_derived(cast: Cast) -> None:
    number = accepted(cast)
    task = Task.objects.get(case__number=number, done_at=None)
    row = selectors.queue(cast.approver, TODAY).rows[0]

    assert (task.step, task.starts_on, task.due_on) == ("review", TODAY, date(2023, 10, 19))
    assert row.countdown is not None
    assert (row.countdown.due, row.countdown.days_left, row.countdown.limit) == (date(2023, 10, 19), 20, "20个工作日")


def test_the_page_of_a_case_counts_its_clock_out_day_by_day(cast: Cast) -> None:
    view = selectors.case_of(accepted(cast), cast.agent, TODAY)

    assert view.counted[-1].date == date(2023, 10, 19)
    assert [day.number for day in view.counted if day.number] == list(range(1, 21))
    assert "国庆节" in {day.name for day in view.counted}


def test_each_person_is_offered_what_he_may_do(cast: Cast) -> None:
    number = submitted(cast)

    def acts(who: str) -> set[str]:
        return set(selectors.case_of(number, getattr(cast, who), TODAY).acts)

    assert acts("agent") == {"withdraw", "urge"}
    assert acts("clerk") == {"take", "accept", "ask_correction", "refuse_acceptance", "transfer"}
    assert acts("supervisor") == {"urge"}  # which moves nothing
    services.accept(number=number, by=cast.clerk, at=AT)
    assert acts("approver") == {"take", "decide", "correct_fact", "return_to_clerk", "consult", "cosign", "transfer"}
    assert acts("clerk") == {"urge"}
    services.decide(number=number, by=cast.approver, at=AT)
    assert acts("agent") == {"issue", "urge"}
    assert acts("clerk") == {"take", "issue"}
    services.issue(number=number, channel="download", by=cast.agent, at=AT)
    assert acts("agent") == {"rate"}


def test_a_case_of_others_is_as_if_it_were_not_there(cast: Cast) -> None:
    number = submitted(cast)

    for actor in (cast.stranger, cast.approver):  # the bureau has had no step of it yet
        with pytest.raises(Exception, match="没有编号为") as caught:
            selectors.case_of(number, actor, TODAY)
        assert caught.value.status == 404  # type: ignore[attr-defined]
    assert selectors.my_cases(cast.stranger, TODAY).rows == []


def test_contacts_are_masked_on_the_page(cast: Cast) -> None:
    view = selectors.case_of(submitted(cast), cast.clerk, TODAY)

    assert (view.contact_name, view.contact_phone) == ("演***人", "138****0000")


def test_the_queue_shows_what_is_due_first_and_ends_with_stopped_clocks(cast: Cast) -> None:
    services.ask_correction(
        number=(stopped := submitted(cast, year=2023)), items=[{"kind": "fact", "key": "trade_usd", "reason": "不符"}], by=cast.clerk, at=AT
    )
    late = services.submit(draft=draft(cast, uscc="91430681MA4L00002R"), by=cast.agent, at=on("2023-09-18")).number

    assert [row.number for row in selectors.queue(cast.clerk, TODAY).rows] == [late, stopped]
    assert selectors.queue(cast.approver, TODAY).rows == []
