"""叫号: from the seat to the last number, and what a clerk cannot do."""

from __future__ import annotations

import pytest

from onewindow.hall import selectors, services
from onewindow.hall.models import Binding, Call, Ticket
from onewindow.hall.tests.small_hall import AT, DAY, VISITOR, Cast, later, take
from onewindow.hall.tests.test_numbers import refusal
from onewindow.trail.models import Event


@pytest.fixture
def seated(cast: Cast) -> Cast:
    """Both clerks at their windows."""
    services.sit(window="1", by=cast.one, at=AT)
    services.sit(window="2", by=cast.two, at=AT)
    return cast


def served(cast: Cast, minutes: float) -> str:
    """Call and finish the next at window 1; its number."""
    number = services.call(by=cast.one, at=later(minutes)).ticket.number
    services.finish(by=cast.one, at=later(minutes + 0.5))
    return number


def test_a_number_is_called_served_bound_to_its_case_and_finished(seated: Cast) -> None:
    ticket = take()
    services.call(by=seated.one, at=later(1))
    assert Ticket.objects.get().state == "called"
    services.bind(ticket="A001", case_number="2023-000007", by=seated.one, at=later(2))
    assert Ticket.objects.get().state == "serving"
    services.bind(ticket="A001", case_number="2023-000008", by=seated.one, at=later(3))
    services.finish(by=seated.one, at=later(9))
    assert Ticket.objects.get().state == "finished"
    assert selectors.ticket_of_case("2023-000008") == ticket
    assert selectors.cases_of(ticket) == ["2023-000007", "2023-000008"]
    kinds = [event.kind for event in Event.objects.filter(subject=ticket.subject).order_by("id")]
    assert kinds == ["hall.taken", "hall.called", "hall.bound", "hall.begun", "hall.bound", "hall.finished"]


def test_two_windows_call_two_people(seated: Cast) -> None:
    take(), take(minutes=1)
    assert services.call(by=seated.one, at=later(2)).ticket.number == "A001"
    assert services.call(by=seated.two, at=later(2)).ticket.number == "A002"
    assert refusal(services.call, by=seated.one, at=later(3)).first.code == "window_busy"


def test_the_same_press_twice_calls_one_person(seated: Cast) -> None:
    take(), take(minutes=1)
    first = services.call(by=seated.one, at=later(2), key="press")
    assert services.call(by=seated.one, at=later(2), key="press").pk == first.pk
    assert Call.objects.count() == 1
    assert refusal(services.finish, by=seated.one, at=later(3), key="press").first.code == "idempotency_key_reused"


def test_a_window_calls_nobody_when_nobody_waits_for_it(seated: Cast) -> None:
    take("tax")
    assert refusal(services.call, by=seated.one, at=later(1)).first.code == "nobody_waits"


def test_a_clerk_who_sits_nowhere_calls_nobody(cast: Cast) -> None:
    take()
    refused = refusal(services.call, by=cast.one, at=later(1))
    assert (refused.first.code, refused.first.clause) == ("not_seated", "conv-hall-10")
    assert refusal(services.call, by=VISITOR, at=later(1)).status == 403


@pytest.mark.clause("onewindow-2-1-undiff")
def test_any_comprehensive_window_takes_any_business_of_the_comprehensive_windows(seated: Cast) -> None:
    take(item="water"), take(minutes=1, item="civil")
    assert services.call(by=seated.one, at=later(2)).ticket.item == "water"
    assert services.call(by=seated.two, at=later(2)).ticket.item == "civil"


def test_priority_and_appointments_go_first_but_not_for_ever(seated: Cast) -> None:
    take(), take(minutes=1)
    for each in range(3):
        services.take_number(business="all", channel="clerk", by=seated.two, at=later(2 + each), priority="elderly")
    assert [served(seated, 10 + each) for each in range(5)] == ["A003", "A004", "A001", "A005", "A002"]


def test_a_number_is_passed_over_only_after_it_was_called_twice(seated: Cast) -> None:
    take()
    services.call(by=seated.one, at=later(1))
    refused = refusal(services.skip, by=seated.one, at=later(2))
    assert (refused.first.code, refused.first.clause) == ("called_too_seldom", "conv-hall-2")
    assert services.recall(by=seated.one, at=later(2)).times == 2
    services.skip(by=seated.one, at=later(3))
    assert Ticket.objects.get().state == "waiting"


def test_who_was_passed_over_comes_after_three_others_and_then_no_more(seated: Cast) -> None:
    for each in range(6):
        take(minutes=each / 10)
    order = []
    for each in range(8):
        order.append(services.call(by=seated.one, at=later(1 + each)).ticket.number)
        if order[-1] == "A001":
            services.recall(by=seated.one, at=later(1.2 + each))
            services.skip(by=seated.one, at=later(1.5 + each))
        else:
            services.finish(by=seated.one, at=later(1.5 + each))
        if len(order) == 7:
            break
    assert order == ["A001", "A002", "A003", "A004", "A001", "A005", "A006"]
    assert Ticket.objects.get(number="A001").state == "skipped"


def test_a_transferred_number_is_first_at_the_other_window_and_nowhere_else(seated: Cast) -> None:
    for each in range(3):
        take(minutes=each)
    services.call(by=seated.one, at=later(4))
    services.transfer(to_window="2", reason="需要2号窗口的设备", by=seated.one, at=later(5))
    assert services.call(by=seated.one, at=later(6)).ticket.number == "A002"
    assert services.call(by=seated.two, at=later(6)).ticket.number == "A001"


def test_a_number_is_transferred_to_another_business_and_keeps_its_letter(seated: Cast) -> None:
    take()
    services.call(by=seated.one, at=later(1))
    assert refusal(services.transfer, to_business="all", reason="x", by=seated.one, at=later(1)).first.code == "no_target"
    assert refusal(services.transfer, to_window="1", reason="x", by=seated.one, at=later(1)).first.field == "to_window"
    assert refusal(services.transfer, to_business="issuing", reason=" ", by=seated.one, at=later(1)).first.field == "reason"
    services.transfer(to_business="issuing", reason="领取结果", by=seated.one, at=later(2))
    services.sit(window="5", by=seated.issuer, at=later(2))
    assert services.call(by=seated.issuer, at=later(3)).ticket.number == "A001"


def test_a_paused_window_calls_nobody_until_it_goes_on(seated: Cast) -> None:
    take()
    assert refusal(services.pause, reason="", by=seated.one, at=AT).first.field == "reason"
    services.pause(reason="设备维护", by=seated.one, at=later(1))
    refused = refusal(services.call, by=seated.one, at=later(2))
    assert "设备维护" in refused.first.message
    assert [line.says for line in selectors.board(DAY)] == ["暂停服务：设备维护", "空闲"]
    services.resume(by=seated.one, at=later(3))
    assert services.call(by=seated.one, at=later(4)).ticket.number == "A001"


def test_a_case_is_bound_only_to_the_number_at_the_window(seated: Cast) -> None:
    take(), take(minutes=1)
    services.call(by=seated.one, at=later(2))
    services.call(by=seated.two, at=later(2))
    assert refusal(services.bind, ticket="A002", case_number="2023-000001", by=seated.one, at=later(3)).first.code == "not_at_window"
    services.bind(ticket="A001", case_number="2023-000001", by=seated.one, at=later(3))
    services.bind(ticket="A001", case_number="2023-000001", by=seated.one, at=later(4))
    assert Binding.objects.count() == 1
    assert refusal(services.bind, ticket="A002", case_number="2023-000001", by=seated.two, at=later(5)).first.code == "bound_before"


def test_nothing_is_done_to_a_number_that_nobody_called(seated: Cast) -> None:
    take()
    for act in (services.recall, services.begin, services.finish, services.skip):
        assert refusal(act, by=seated.one, at=later(1)).first.code == "nobody_called"
    services.call(by=seated.one, at=later(2))
    services.begin(by=seated.one, at=later(3))
    for act in (services.recall, services.begin, services.skip):
        assert refusal(act, by=seated.one, at=later(4)).first.code == "wrong_state"


def test_the_clerk_s_number_is_known_while_it_is_served(seated: Cast) -> None:
    take()
    assert selectors.current_call(seated.one, DAY) is None
    services.call(by=seated.one, at=later(1))
    current = selectors.current_call(seated.one, DAY)
    assert current and current.ticket.number == "A001"
    assert selectors.current_call(seated.two, DAY) is None
