"""第九条: the meetings of the leading group. Its seats are shown with the county's own duties, in src/miluo/tests."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from miluo.open_economy.models import Meeting
from miluo.open_economy.selectors.group import meeting_reminder, next_meeting_due
from miluo.open_economy.services import group
from miluo.open_economy.tests.money import CASHIER, ORDERER
from onewindow.cases.tests.cast import on
from onewindow.words.refused import Refused


def called(day: date = date(2023, 9, 20), **changes: Any) -> str:
    given = {"title": "第三季度调度会", "agenda": "重大项目进度", "by": ORDERER, "at": on("2023-09-15"), **changes}
    return group.call_meeting(day=day, **given).number


def refused(act: Callable[[], Any]) -> str:
    with pytest.raises(Refused) as caught:
        act()
    return caught.value.first.code


@pytest.mark.django_db
@pytest.mark.clause("open2023-9-3")
def test_a_meeting_is_called_with_its_agenda_and_recorded_with_its_decisions() -> None:
    number = called()
    group.record_meeting(number=number, decisions="九月底前开工", by=ORDERER, at=on("2023-09-20"))
    assert (Meeting.objects.get().agenda, Meeting.objects.get().decisions) == ("重大项目进度", "九月底前开工")
    assert refused(lambda: group.record_meeting(number=number, decisions="再登", by=ORDERER, at=on("2023-09-20"))) == "already_entered"


@pytest.mark.django_db
@pytest.mark.clause("open2023-9-3")
def test_three_months_after_the_last_meeting_the_group_is_reminded_unless_one_is_called() -> None:
    assert meeting_reminder(date(2023, 9, 15))
    number = called()
    assert not meeting_reminder(date(2023, 9, 15))
    assert next_meeting_due(date(2023, 9, 21)) is None
    group.record_meeting(number=number, decisions="九月底前开工", by=ORDERER, at=on("2023-09-20"))
    assert next_meeting_due(date(2023, 9, 21)) == date(2023, 12, 20)
    assert [meeting_reminder(day) for day in (date(2023, 12, 20), date(2023, 12, 21))] == [False, True]


@pytest.mark.django_db
@pytest.mark.clause("open2023-9-3")
@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"day": date(2023, 9, 14)}, "past_date"),
        ({"title": ""}, "missing_words"),
        ({"agenda": " "}, "missing_words"),
        ({"by": CASHIER}, "not_permitted"),
    ],
)
def test_what_is_no_meeting_is_refused(wrong: dict[str, Any], code: str) -> None:
    assert refused(lambda: called(**wrong)) == code
    assert not Meeting.objects.exists()


@pytest.mark.django_db
@pytest.mark.clause("open2023-9-3")
def test_a_meeting_that_was_not_held_has_no_decisions() -> None:
    number = called()
    record = {"number": number, "decisions": "已定", "by": ORDERER}
    assert refused(lambda: group.record_meeting(**record, at=on("2023-09-19"))) == "not_held"
    assert refused(lambda: group.record_meeting(**{**record, "number": "HY2023-999"}, at=on("2023-09-20"))) == "unknown_meeting"
    assert refused(lambda: group.record_meeting(**{**record, "decisions": ""}, at=on("2023-09-20"))) == "missing_words"
