"""One chief representative for a body, the liaisons, the couriers, and training."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from miluo.integrated_window import services
from miluo.integrated_window.models import ChiefRepresentative, Liaison, Training
from miluo.integrated_window.selectors.people import chief_on, courier_warning, coverage, is_chief, is_courier, residents, training_warning
from miluo.integrated_window.tests.office import BUREAU, NOW, TODAY, TREE, WATER, actor, chief, clerk, unit
from onewindow.trail.models import Event
from onewindow.words.refused import Refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hall")]


@pytest.mark.clause("onewindow-3-2-4-chief")
def test_a_body_has_one_chief_representative_at_a_time() -> None:
    chief("housing-construction")
    with pytest.raises(Refused, match="已有首席代表") as refusal:
        chief("housing-construction", starts_on=date(2023, 7, 1))
    assert refusal.value.first.clause == "onewindow-3-2-4-chief"
    services.end_chief(last_day=date(2023, 6, 30), by=unit("housing-construction"), at=NOW)
    chief("housing-construction", starts_on=date(2023, 7, 1))
    assert [chief_on("housing-construction", day).starts_on for day in (date(2023, 6, 30), date(2023, 7, 1))] == [  # type: ignore[union-attr]
        date(2023, 5, 10),
        date(2023, 7, 1),
    ]


@pytest.mark.clause("onewindow-3-2-4-chief")
def test_the_database_refuses_a_second_one_without_a_last_day() -> None:
    chief()
    row = ChiefRepresentative.objects.get()
    row.pk, row.starts_on = None, date(2023, 8, 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


@pytest.mark.clause("onewindow-a4-1-4")
def test_a_scope_names_the_items_that_it_includes_or_excludes() -> None:
    with pytest.raises(Refused, match="没有列明事项") as refusal:
        chief(scope="except")
    assert refusal.value.first.clause == "onewindow-a4-1-4"
    with pytest.raises(Refused, match="不是本单位的事项"):
        chief(scope="only", codes=(WATER,))
    chief(scope="only", codes=(TREE,))
    row = ChiefRepresentative.objects.get()
    assert row.covers(TREE)
    assert not row.covers("ML-LY-0002")


@pytest.mark.clause("onewindow-3-2-4-chief")
def test_who_acts_as_chief_is_the_account_on_record() -> None:
    chief()
    assert is_chief("anybody", "forestry", TODAY)  # a record without an account stands for any that holds the role
    with pytest.raises(Refused, match="本单位没有账号"):
        chief("water", account="nobody")


@pytest.mark.clause("onewindow-3-2-4-chief")
def test_names_are_sealed_and_in_no_event() -> None:
    chief(name="演示真名")
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM integrated_window_chiefrepresentative")
        assert "演示真名" not in cursor.fetchone()[0]
    assert not Event.objects.filter(body__contains="演示真名").exists()


@pytest.mark.clause("onewindow-4-1-liaison")
def test_a_body_without_a_deputy_leader_is_incomplete() -> None:
    chief()
    given = {"name": "演示联络", "post": "科员", "phone": "13800000000", "starts_on": date(2023, 5, 10), "at": NOW}
    services.name_liaison(role="staff", by=unit(), **given)
    lacks = {each.organisation.key: each.lacks for each in residents(TODAY)}
    assert lacks["forestry"] == ("缺分管领导",)
    services.name_liaison(role="deputy", by=unit(), **given)
    assert {each.organisation.key: each.lacks for each in residents(TODAY)}["forestry"] == ()
    services.end_liaison(liaison=Liaison.objects.get(role="deputy").pk, last_day=date(2023, 6, 30), by=unit(), at=NOW)
    assert {each.organisation.key: each.lacks for each in residents(date(2023, 7, 1))}["forestry"] == ("缺分管领导",)


@pytest.mark.clause("onewindow-4-1-liaison")
@pytest.mark.parametrize(
    ("changed", "match"), [({"phone": ""}, "没有写明联系电话"), ({"role": "boss"}, "角色中没有"), ({"name": " "}, "没有写明姓名")]
)
def test_a_liaison_is_named_whole(changed: dict[str, str], match: str) -> None:
    given = {"role": "staff", "name": "演示", "post": "科员", "phone": "13800000000", "starts_on": date(2023, 5, 10), **changed}
    with pytest.raises(Refused, match=match):
        services.name_liaison(**given, by=unit(), at=NOW)  # type: ignore[arg-type]  # words and a day


@pytest.mark.clause("onewindow-3-1-1-1-couriers")
def test_fewer_than_two_couriers_are_warned_of() -> None:
    assert courier_warning(TODAY) == "物料流转员应配2名，现有0名"
    users = [clerk("liu1"), clerk("liu2")]
    for user in users:
        services.appoint_courier(account=user.username, name="演示流转", phone="", starts_on=TODAY, by=BUREAU, at=NOW)
    assert courier_warning(TODAY) == ""
    assert is_courier(users[0].key, TODAY)
    assert not is_courier("somebody-else", TODAY)
    with pytest.raises(Refused, match="已是物料流转员"):
        services.appoint_courier(account="liu1", name="演示流转", phone="", starts_on=TODAY, by=BUREAU, at=NOW)
    with pytest.raises(Refused, match="由市行政审批服务局办理"):
        services.appoint_courier(account="liu1", name="演示", phone="", starts_on=TODAY, by=actor("window-manager", "forestry"), at=NOW)


@pytest.mark.clause("onewindow-4-4-train")
def test_three_of_four_clerks_trained_are_75_percent_and_the_fourth_is_warned() -> None:
    clerks = [clerk(f"chuang{number}") for number in range(1, 5)]
    usernames = tuple(user.username for user in clerks[:3])
    given = {"title": "受理培训", "trainer_post": "股长", "held_on": date(2023, 5, 30)}
    services.hold_training(**given, codes=(TREE,), usernames=usernames, by=unit(), at=NOW)  # type: ignore[arg-type]  # words and a day
    (covered,) = coverage([TREE], TODAY)
    assert (covered.trained, covered.clerks, covered.share, covered.untrained) == (3, 4, "75.0%", ("演示chuang4",))
    assert training_warning(clerks[3].key, TREE, TODAY)
    assert training_warning(clerks[0].key, TREE, TODAY) == ""


@pytest.mark.clause("onewindow-4-4-train")
@pytest.mark.parametrize(
    ("changed", "match"),
    [
        ({"codes": (WATER,)}, "不是本单位的事项"),
        ({"codes": ()}, "没有选择事项"),
        ({"usernames": ()}, "没有选择参加培训的人员"),
        ({"usernames": ("nobody",)}, "不是综窗人员"),
        ({"held_on": date(2023, 7, 1)}, "不能晚于今天"),
    ],
)
def test_a_training_names_own_items_and_clerks_of_the_window(changed: dict[str, object], match: str) -> None:
    clerk("chuang1")
    given = {
        "title": "受理培训",
        "trainer_post": "股长",
        "held_on": date(2023, 5, 30),
        "codes": (TREE,),
        "usernames": ("chuang1",),
        **changed,
    }
    with pytest.raises(Refused, match=match):
        services.hold_training(**given, by=unit(), at=NOW)  # type: ignore[arg-type]  # what the door takes
    assert not Training.objects.exists()
