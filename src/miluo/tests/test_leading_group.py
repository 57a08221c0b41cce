"""汨政发〔2023〕2号第九条: the leading group, whose seats are posts and bodies and resolve by the day."""

from datetime import date

import pytest

from miluo.open_economy.selectors.group import office_director, seats

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]


@pytest.mark.clause("open2023-9-1")
def test_on_the_first_day_of_the_division_of_work_head_and_deputies_are_known() -> None:
    assert [(seat.role, seat.name) for seat in seats(date(2023, 4, 6))[:3]] == [
        ("组长", "林恒求"),
        ("副组长", "杨盛"),
        ("副组长", "付文勇"),
    ]


@pytest.mark.clause("open2023-9-1")
def test_the_day_before_they_are_not_said_to_be_known() -> None:
    assert [(seat.name, seat.source) for seat in seats(date(2023, 4, 5))[:3]] == [("", "分工尚未施行，暂不认定")] * 3


@pytest.mark.clause("open2023-9-1")
def test_the_fourteen_members_stand_in_the_order_of_the_text() -> None:
    members = [seat for seat in seats(date(2023, 9, 15)) if seat.role == "成员单位"]
    printed = "商务粮食、高新区、发改、工信、市场监管、贸促、农业农村、文旅广电、财政、税务、自然资源、公安、人社、统计"
    assert "、".join(seat.organisation for seat in members) == printed
    assert all(seat.post for seat in members)


@pytest.mark.clause("open2023-9-2")
@pytest.mark.parametrize(("day", "name"), [(date(2023, 6, 13), ""), (date(2023, 6, 14), "王哲"), (date(2023, 9, 15), "王哲")])
def test_the_director_of_the_office_is_the_head_of_the_bureau_from_when_he_is_printed(day: date, name: str) -> None:
    assert office_director(day).name == name
