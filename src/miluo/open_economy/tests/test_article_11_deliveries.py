"""第十一条（送达）: the notice of a decision reaches the enterprise once, and from that day it is told until when it may contest it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from miluo.open_economy.models import Delivery, FraudCase
from miluo.open_economy.papers import DECIDES
from miluo.open_economy.selectors.notices import notice_of, waiting_for
from miluo.open_economy.services import delivering, sanctions
from miluo.open_economy.tests.money import AFTER, CASHIER, CHIEF, ORDERER, SUPERVISOR, granted, paid
from miluo.open_economy.tests.test_fund_pages import DESK, MONDAY, PUBLIC, agent, signed_in, text
from onewindow.accounts.models import User
from onewindow.cases.tests.cast import BUREAU, Cast, on
from onewindow.trail.selectors import events_of
from onewindow.words.refused import Refused
from onewindow.worktime.clock import day_of

pytestmark = pytest.mark.clause("open2023-11-2")


def decided(cast: Cast, **changes: Any) -> str:
    """A case with its notice: a paid award is demanded back."""
    awards = granted(cast)
    paid(awards[:1])
    number = sanctions.open_case(award=awards[0], violation="false", finding="报关单系伪造", by=SUPERVISOR, at=AFTER).number
    decision = {"body": "commerce-grain", "decision": "追回", "recover": "30000", **changes}
    sanctions.punish(number=number, **decision, by=CHIEF, at=AFTER)
    return number


def by_hand(number: str, **changes: Any) -> str:
    given = {"channel": "post", "evidence": "1234567890123", "delivered_on": day_of(AFTER), "by": ORDERER, "at": AFTER, **changes}
    return delivering.deliver(number=number, **given).message


def refused(act: Callable[[], Any]) -> tuple[str, int]:
    with pytest.raises(Refused) as caught:
        act()
    return caught.value.first.code, caught.value.status


def test_the_agent_signs_for_the_notice_and_the_days_run_from_then(cast: Cast) -> None:
    number = decided(cast)
    case = FraudCase.objects.get(number=number)
    assert notice_of(case, DECIDES).remedies is None
    delivering.sign_for(number=number, by=cast.agent, at=AFTER)
    found = notice_of(case, DECIDES)
    assert found.delivery is not None
    assert (found.delivery.channel, found.delivery.delivered_on, found.delivery.paper) == ("platform", date(2023, 9, 25), case.paper)
    assert found.remedies is not None
    assert (found.remedies.review.due, found.remedies.suit.due) == (date(2023, 11, 24), date(2024, 3, 25))
    last = list(events_of(f"fraud:{number}"))[-1]
    assert (last.kind, last.actor) == ("fraud.delivered", cast.agent.id)


@pytest.mark.parametrize("who", ["stranger", "clerk"])
def test_nobody_else_signs_for_it(cast: Cast, who: str) -> None:
    number = decided(cast)
    assert refused(lambda: delivering.sign_for(number=number, by=getattr(cast, who), at=AFTER))[1] in {403, 404}
    assert not Delivery.objects.exists()


def test_it_is_delivered_once_whichever_way_came_first(cast: Cast) -> None:
    number = decided(cast)
    assert "邮寄送达" in by_hand(number)
    assert refused(lambda: by_hand(number)) == ("already_delivered", 409)
    assert refused(lambda: delivering.sign_for(number=number, by=cast.agent, at=AFTER)) == ("already_delivered", 409)
    assert Delivery.objects.get().evidence == "1234567890123"


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"channel": "platform"}, "unknown_channel"),
        ({"channel": ""}, "unknown_channel"),
        ({"evidence": " "}, "missing_words"),
        ({"delivered_on": date(2023, 9, 24)}, "wrong_day"),
        ({"delivered_on": date(2023, 9, 26)}, "wrong_day"),
        ({"by": CASHIER}, "not_permitted"),
        ({"by": SUPERVISOR}, "not_permitted"),
    ],
)
def test_what_is_no_delivery_is_refused(cast: Cast, wrong: dict[str, Any], code: str) -> None:
    number = decided(cast)
    assert refused(lambda: by_hand(number, **wrong))[0] == code
    assert not Delivery.objects.exists()


def test_without_a_decision_there_is_nothing_to_deliver(cast: Cast) -> None:
    number = sanctions.open_case(award=granted(cast)[0], violation="false", finding="不实", by=SUPERVISOR, at=AFTER).number
    assert refused(lambda: by_hand(number)) == ("no_paper", 409)
    assert refused(lambda: by_hand("WG2023-9999")) == ("unknown_case", 404)
    assert refused(lambda: delivering.sign_for(number=number, by=cast.agent, at=AFTER)) == ("unknown_notice", 404)
    sanctions.clear(number=number, body="finance", decision="查无违规", by=CHIEF, at=AFTER)
    assert refused(lambda: by_hand(number)) == ("no_paper", 409)


def test_a_decision_that_takes_nothing_is_not_contested(cast: Cast) -> None:
    number = decided(cast, recover="0", referral="discipline")
    delivering.sign_for(number=number, by=cast.agent, at=AFTER)
    assert notice_of(FraudCase.objects.get(number=number), DECIDES).remedies is None


def test_a_day_that_falls_on_a_holiday_rolls_on(cast: Cast) -> None:
    number = decided(cast)
    by_hand(number, delivered_on=date(2023, 12, 12), at=on("2023-12-15"))  # sixty days end on the first day of the Spring Festival
    found = notice_of(FraudCase.objects.get(number=number), DECIDES).remedies
    assert found is not None
    assert (found.review.due, found.suit.due) == (date(2024, 2, 18), date(2024, 6, 12))


def test_the_database_keeps_one_delivery_and_wants_a_receipt_for_what_was_handed_over(cast: Cast) -> None:
    number = decided(cast)
    case = FraudCase.objects.get(number=number)
    row = {"case": case, "paper": case.paper, "delivered_on": day_of(AFTER), "by": "x", "at": AFTER}
    for wrong in ({"channel": "direct", "evidence": ""}, {"channel": "platform", "evidence": "x"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Delivery.objects.create(**row, **wrong)
    by_hand(number)
    with pytest.raises(IntegrityError), transaction.atomic():
        Delivery.objects.create(**row, channel="platform", evidence="")


def test_it_waits_on_the_page_of_the_enterprise_and_is_read_when_it_was_signed_for(cast: Cast, settings: Any) -> None:
    settings.FIXED_TODAY = MONDAY
    number = decided(cast)
    where = f"{PUBLIC}notices/{number}/"
    assert [each.url for each in waiting_for(cast.agent, MONDAY)] == [where]
    page = text(agent(cast).get(f"{PUBLIC}account/"))
    assert where in page
    assert agent(cast).get(f"{where}paper/").status_code == 409
    assert "签收告知书" in text(agent(cast).get(where))
    assert "2023年11月24日" in text(agent(cast).post(where, follow=True))
    assert agent(cast).get(f"{where}paper/")["Content-Type"] == "application/pdf"
    assert list(waiting_for(cast.agent, MONDAY)) == []
    stranger = Client()
    stranger.force_login(User.objects.get(key=cast.stranger.id))
    assert [stranger.get(page).status_code for page in (where, f"{where}paper/")] == [404, 404]
    assert Client().get(where).status_code in {302, 401, 403}


def test_the_bureau_enters_a_delivery_by_hand_at_the_desk(cast: Cast, settings: Any) -> None:
    settings.FIXED_TODAY = MONDAY
    number = decided(cast)
    where, bureau = f"{DESK}sanctions/{number}/", signed_in("shangwu", "approver", BUREAU)
    assert "尚未送达" in text(bureau.get(where))
    given = {"intent": "deliver", "channel": "direct", "evidence": "", "delivered_on": "2023-09-25"}
    assert "没有写明送达凭证" in text(bureau.post(where, given))
    done = text(bureau.post(where, {**given, "evidence": "送达回证1号"}, follow=True))
    assert "直接送达（送达回证1号）" in done
    assert "复议期限至2023年11月24日，诉讼期限至2024年3月25日" in done
    assert "登记送达" not in done
