"""差评回访: bad ratings are followed up in time, by others, and nobody at the counter learns who rated."""

from __future__ import annotations

from datetime import date

import pytest

from onewindow.cases import services as cases
from onewindow.cases.tests.cast import AT, Cast, issued, on
from onewindow.supervision import selectors, services
from onewindow.supervision.models import CallBack
from onewindow.supervision.tests.conftest import Office
from onewindow.trail.models import Event
from onewindow.words.refused import Refused

DONE = {"outcome": "mended", "said": "等候时间长", "measures": "增开一个窗口"}


def rated(cast: Cast, level: int) -> str:
    number = issued(cast)
    cases.rate(number=number, level=level, comment="等了一上午" if level < 3 else "", by=cast.agent, at=on("2023-09-18"))
    return number


@pytest.mark.parametrize(("level", "called"), [(1, True), (2, True), (3, False), (5, False)])
def test_only_bad_ratings_are_called_back_within_fifteen_working_days(cast: Cast, level: int, called: bool) -> None:
    rated(cast, level)
    services.run_daily(at=on("2023-09-19"))
    services.run_daily(at=on("2023-09-20"))
    assert [row.due_on for row in CallBack.objects.all()] == ([date(2023, 10, 13)] if called else [])


def test_the_caller_opens_the_contact_for_a_reason_and_records_what_came_of_it(cast: Cast, office: Office) -> None:
    number = rated(cast, 1)
    services.open_call_backs(at=on("2023-09-19"))
    call = CallBack.objects.get().number
    with pytest.raises(Refused, match="理由"):
        services.contact_of(number=call, reason="", by=office.caller, at=on("2023-09-20"))
    shown = services.contact_of(number=call, reason="差评回访核实情况", by=office.caller, at=on("2023-09-20"))
    assert shown == ("演示联系人", "13800000000")
    services.call_back(number=call, **DONE, by=office.caller, at=on("2023-09-20"))
    with pytest.raises(Refused, match="已经回访"):
        services.call_back(number=call, **DONE, by=office.caller, at=on("2023-09-20"))
    told = list(Event.objects.filter(subject=f"callback:{call}").order_by("id"))
    assert [event.kind for event in told] == ["callback.opened", "personal.unmasked", "personal.unmasked", "callback.done"]
    assert not any(number in event.body or "等候" in event.body for event in told)


def test_who_handled_the_case_sees_no_call_back_and_makes_none(cast: Cast, office: Office) -> None:
    rated(cast, 1)
    services.open_call_backs(at=on("2023-09-19"))
    call = CallBack.objects.get().number
    for who in (cast.clerk, cast.approver, office.chief, office.supervisor):
        assert selectors.call_backs(who, AT.date()) == ()
        with pytest.raises(Refused):
            services.call_back(number=call, **DONE, by=who, at=on("2023-09-20"))
        with pytest.raises(Refused, match="没有这项回访"):
            selectors.call_back_of(call, who, AT.date())


def test_a_call_back_that_is_not_made_in_time_is_flagged(cast: Cast, office: Office) -> None:
    rated(cast, 2)
    services.open_call_backs(at=on("2023-09-19"))
    assert [row.late for row in selectors.call_backs(office.caller, date(2023, 10, 13))] == [False]
    assert [row.late for row in selectors.call_backs(office.caller, date(2023, 10, 14))] == [True]
    assert selectors.board(date(2023, 10, 17)).call_backs_late == 1
