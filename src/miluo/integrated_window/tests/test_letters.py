"""授权委托书: the count, both seals, the first day, revocation, and the power to decide."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from miluo.integrated_window import services
from miluo.integrated_window.models import Letter
from miluo.integrated_window.selectors.standing import standing
from miluo.integrated_window.tests.office import BUREAU, MARRIAGE, NOW, QUARANTINE, TREE, WATER, actor, key_of, letter, unit
from onewindow.trail.models import Event
from onewindow.words.refused import Refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hall")]
FIRST = date(2023, 6, 1)


def drawn(codes: tuple[str, ...] = (TREE,), count: int | None = None, **more: object) -> str:
    lines = [{"code": code, **more} for code in codes]
    return services.draw_up(starts_on=FIRST, item_count=len(codes) if count is None else count, items=lines, by=unit(), at=NOW).number


@pytest.mark.clause("onewindow-4-5-letter")
def test_the_count_of_the_letter_is_that_of_its_list() -> None:
    with pytest.raises(Refused, match="委托书写明3项，所附清单为2项") as refusal:
        drawn((TREE, QUARANTINE), count=3)
    assert refusal.value.first.clause == "onewindow-4-5-letter"
    assert Letter.objects.get(number=drawn((TREE, QUARANTINE))).item_count == 2


@pytest.mark.clause("onewindow-4-5-letter")
def test_before_its_first_day_a_letter_authorises_nothing() -> None:
    number = letter(starts_on=date(2023, 7, 1))
    row = Letter.objects.get(number=number)
    assert row.state == "signed"
    assert not row.holds(date(2023, 6, 30))
    assert row.holds(date(2023, 7, 1))
    assert "自2023年7月1日起生效" in standing(key_of(TREE), date(2023, 6, 30)).letter


@pytest.mark.clause("onewindow-a4-sign")
def test_with_one_seal_it_is_initialled_and_authorises_nothing() -> None:
    number = drawn()
    answer = services.sign(number=number, party="principal", signer="演示局长", sealed_on=date(2023, 5, 30), by=unit(), at=NOW)
    assert answer.state == "initialled"
    assert not Letter.objects.get(number=number).holds(FIRST)
    assert "草签，缺被委托单位签章" in standing(key_of(TREE), FIRST).letter


@pytest.mark.clause("onewindow-a4-sign")
def test_the_database_refuses_a_signed_letter_with_one_seal() -> None:
    number = drawn()
    with pytest.raises(IntegrityError), transaction.atomic():
        Letter.objects.filter(number=number).update(state="signed", principal_sealed_on=FIRST)


@pytest.mark.clause("onewindow-a4-sign")
def test_each_party_seals_for_itself_and_once() -> None:
    number = drawn()
    seal = {"number": number, "signer": "演示局长", "sealed_on": date(2023, 5, 30), "at": NOW}
    with pytest.raises(Refused, match="没有办理这一步的权限"):
        services.sign(party="agent", by=unit(), **seal)
    with pytest.raises(Refused, match="不是委托单位的人员"):
        services.sign(party="principal", by=unit("water"), **seal)
    with pytest.raises(Refused, match="没有写明负责人姓名"):
        services.sign(party="principal", by=unit(), **{**seal, "signer": " "})
    services.sign(party="principal", by=unit(), **seal)
    with pytest.raises(Refused, match="已经签章"):
        services.sign(party="principal", by=unit(), **seal)


@pytest.mark.clause("onewindow-a4-sign")
def test_the_name_of_a_signer_is_sealed_and_in_no_event() -> None:
    number = letter()
    with connection.cursor() as cursor:
        cursor.execute("SELECT principal_signer FROM integrated_window_letter WHERE number = %s", [number])
        assert "演示局长" not in cursor.fetchone()[0]
    bodies = "".join(map(str, Event.objects.filter(subject=f"authorisation-letter:{number}").values_list("body", flat=True)))
    assert "演示局长" not in bodies


@pytest.mark.clause("onewindow-a4-scope")
def test_a_letter_holds_until_it_is_revoked() -> None:
    number = letter()
    assert Letter.objects.get(number=number).holds(date(2030, 1, 1))
    with pytest.raises(Refused, match="撤销日期不能早于"):
        services.revoke(number=number, reason="事项调整", from_day=date(2023, 5, 1), by=unit(), at=NOW)
    services.revoke(number=number, reason="事项调整", from_day=date(2023, 7, 1), by=unit(), at=NOW)
    row = Letter.objects.get(number=number)
    assert row.holds(date(2023, 6, 30))
    assert not row.holds(date(2023, 7, 1))
    with pytest.raises(Refused, match="已经撤销"):
        services.revoke(number=number, reason="再次", from_day=date(2023, 8, 1), by=unit(), at=NOW)


@pytest.mark.clause("onewindow-4-5-letter", "onewindow-a4-scope")
@pytest.mark.parametrize(
    ("codes", "match"),
    [((WATER,), "不是本单位的事项"), ((TREE, TREE), "列了两次"), (("ML-XX-0001",), "没有编码")],
)
def test_a_letter_lists_items_of_its_own_body_each_once(codes: tuple[str, ...], match: str) -> None:
    with pytest.raises(Refused, match=match):
        drawn(codes)


@pytest.mark.clause("onewindow-a4-scope")
def test_an_item_of_a_zone_is_in_no_letter() -> None:
    lines = [{"code": MARRIAGE}]
    with pytest.raises(Refused, match="不由综合窗口受理"):
        services.draw_up(starts_on=FIRST, item_count=1, items=lines, by=unit("civil-affairs"), at=NOW)


@pytest.mark.clause("onewindow-4-5-instant")
def test_only_what_is_done_on_the_spot_is_authorised_to_be_decided_on_the_spot() -> None:
    with pytest.raises(Refused, match="是承诺件，不能授权当场办结") as refusal:
        drawn((TREE,), decides=True)
    assert refusal.value.first.clause == "onewindow-4-5-instant"
    letter((QUARANTINE,), decides=(QUARANTINE,))
    assert standing(key_of(QUARANTINE), FIRST).power


@pytest.mark.clause("onewindow-4-5-letter")
def test_who_is_of_no_body_draws_up_no_letter() -> None:
    with pytest.raises(Refused, match="没有所属单位"):
        services.draw_up(starts_on=FIRST, item_count=1, items=[{"code": TREE}], by=actor("resident-liaison", None), at=NOW)
    with pytest.raises(Refused, match="没有办理这一步的权限"):
        services.draw_up(starts_on=FIRST, item_count=1, items=[{"code": TREE}], by=BUREAU, at=NOW)
