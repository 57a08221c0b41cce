"""取号: who gets which number, and who gets none."""

from __future__ import annotations

from datetime import timedelta

import pytest

from onewindow.accounts.models import User
from onewindow.hall import selectors, services
from onewindow.hall.models import Ticket, Window
from onewindow.hall.tests.small_hall import AT, VISITOR, Cast, later, take
from onewindow.trail.models import Event
from onewindow.words.actor import SYSTEM
from onewindow.words.refused import Refused


def refusal(act, **given) -> Refused:
    with pytest.raises(Refused) as refused:
        act(**given)
    return refused.value


def phone_number(business: str = "all", minutes: float = 0, **given: str) -> Ticket:
    return services.take_number(business=business, channel="phone", by=VISITOR, at=later(minutes), **given)


def test_the_numbers_of_a_business_run_from_one_each_day(cast: Cast) -> None:
    assert [take().number, take().number, take("tax").number] == ["A001", "A002", "H001"]
    monday = services.take_number(business="all", channel="machine", by=VISITOR, at=AT + timedelta(days=3))
    assert monday.number == "A001"


def test_no_number_is_given_on_a_day_of_rest(cast: Cast) -> None:
    refused = refusal(services.take_number, business="all", channel="machine", by=VISITOR, at=AT + timedelta(days=1))
    assert (refused.first.code, refused.first.clause, refused.status) == ("hall_closed", "conv-hall-6", 409)
    assert "9月18日" in (refused.first.expected or "")


def test_no_number_is_given_for_a_business_without_an_open_window(cast: Cast) -> None:
    for window in ("12", "13"):
        services.switch_window(window=window, open=False, by=cast.manager, at=AT)
    assert refusal(services.take_number, business="tax", channel="machine", by=VISITOR, at=AT).first.code == "business_closed"
    assert refusal(services.take_number, business="none", channel="machine", by=VISITOR, at=AT).status == 404


def test_a_browser_has_one_unfinished_number_for_a_business(cast: Cast) -> None:
    first = phone_number(visitor="browser-1")
    assert phone_number(visitor="browser-1").number == first.number
    assert phone_number(visitor="browser-2").number == "A002"
    assert phone_number("tax", visitor="browser-1").number == "H001"
    services.cancel_number(code=first.code, by=VISITOR, at=later(1))
    assert phone_number(visitor="browser-1").number == "A003"


def test_a_phone_has_one_unfinished_number_for_a_business_from_any_browser(cast: Cast) -> None:
    first = phone_number(visitor="browser-1", phone="13800000000")
    assert phone_number(visitor="browser-2", phone="13800000000").number == first.number


def test_a_phone_number_is_sealed_and_forgotten_the_next_day(cast: Cast) -> None:
    ticket = phone_number(phone="13800000000")
    assert Ticket.objects.get(pk=ticket.pk).phone == "13800000000"
    raw = Ticket.objects.filter(pk=ticket.pk).values_list("phone_digest", flat=True).get()
    assert "13800000000" not in raw
    assert not Event.objects.filter(body__contains="13800000000").exists()
    services.end_days(by=SYSTEM, at=AT + timedelta(days=3))
    kept = Ticket.objects.get(pk=ticket.pk)
    assert (kept.phone, kept.phone_digest) == (None, "")


def test_a_wrong_phone_number_is_refused_and_takes_no_number(cast: Cast) -> None:
    refused = refusal(phone_number, phone="12345")
    assert refused.first.field == "phone"
    assert phone_number().number == "A001"


def test_only_a_clerk_issues_at_the_window(cast: Cast) -> None:
    assert refusal(services.take_number, business="all", channel="clerk", by=VISITOR, at=AT).status == 403
    assert services.take_number(business="all", channel="clerk", by=cast.one, at=AT, priority="elderly").priority == "elderly"
    assert refusal(services.take_number, business="all", channel="clerk", by=cast.one, at=AT, priority="rich").first.field == "priority"


def test_the_same_key_gives_the_same_number(cast: Cast) -> None:
    first = services.take_number(business="all", channel="clerk", by=cast.one, at=AT, key="k1")
    assert services.take_number(business="all", channel="clerk", by=cast.one, at=AT, key="k1").pk == first.pk
    assert Ticket.objects.count() == 1


def test_a_number_that_is_called_is_not_given_back(cast: Cast) -> None:
    ticket = take()
    services.sit(window="1", by=cast.one, at=AT)
    services.call(by=cast.one, at=later(1))
    assert refusal(services.cancel_number, code=ticket.code, by=VISITOR, at=later(2)).status == 409
    assert refusal(services.cancel_number, code="nothing", by=VISITOR, at=later(2)).status == 404


def test_people_before_and_minutes_are_reckoned_from_the_windows_that_call(cast: Cast) -> None:
    tickets = [take(minutes=each) for each in range(5)]
    assert selectors.standing_of(tickets[4], later(6)).minutes is None
    services.sit(window="1", by=cast.one, at=later(6))
    standing = selectors.standing_of(tickets[4], later(6))
    assert (standing.before, standing.minutes, standing.measured, standing.windows) == (4, 60, False, 1)
    services.sit(window="2", by=cast.two, at=later(6))
    assert selectors.standing_of(tickets[4], later(6)).minutes == 30


def test_the_minutes_come_from_what_was_measured_today_once_three_are_finished(cast: Cast) -> None:
    tickets = [take(minutes=each / 10) for each in range(6)]
    services.sit(window="1", by=cast.one, at=later(1))
    for each in range(3):
        services.call(by=cast.one, at=later(2 + each * 4))
        services.begin(by=cast.one, at=later(3 + each * 4))
        services.finish(by=cast.one, at=later(5 + each * 4))
    standing = selectors.standing_of(tickets[5], later(20))
    assert (standing.before, standing.minutes, standing.measured) == (2, 4, True)


def test_what_a_day_left_open_is_void_the_next_day(cast: Cast) -> None:
    waiting, called, served = take(), take(minutes=1), take(minutes=2)
    services.sit(window="1", by=cast.one, at=later(3))
    services.call(by=cast.one, at=later(3))
    services.transfer(to_window="2", reason="办理事项在2号窗口", by=cast.one, at=later(4))
    services.call(by=cast.one, at=later(5))
    services.begin(by=cast.one, at=later(6))
    report = services.end_days(by=SYSTEM, at=AT + timedelta(days=3))
    assert report["hall_tickets_void"] == 3
    assert [Ticket.objects.get(pk=each.pk).state for each in (waiting, called, served)] == ["cancelled", "finished", "cancelled"]
    assert services.end_days(by=SYSTEM, at=AT + timedelta(days=3))["hall_tickets_void"] == 0
    assert Window.objects.filter(calls__ended_at=None, calls__isnull=False).count() == 0
    assert User.objects.count() == 5
