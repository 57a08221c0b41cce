"""第十一条（公示）: anybody may object while an award is published; the use of the fund is published, and adds up to what was paid."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from miluo.open_economy.models import Award, Objection, Publication
from miluo.open_economy.selectors.dues import dues, window_ends
from miluo.open_economy.selectors.fund import year_fund
from miluo.open_economy.services import objections, publications
from miluo.open_economy.tests.money import AFTER, CASHIER, LAST_DAY, ORDERER, SUPERVISOR, confirmed, granted, paid
from onewindow.accounts.actors import ANONYMOUS
from onewindow.cases.tests.cast import Cast
from onewindow.ledger.verification import verify
from onewindow.trail.selectors import events_of
from onewindow.words.refused import Refused
from onewindow.worktime.clock import day_of

pytestmark = pytest.mark.clause("open2023-11-1")
PERSON, PHONE = "演示群众某某", "13800000009"


def lodged(award: int, **changes: Any) -> str:
    given = {"reason": "进出口数据与实际不符", "name": PERSON, "phone": PHONE, "by": ANONYMOUS, "at": LAST_DAY, **changes}
    return objections.lodge(award=award, **given).number


def state_of(award: int, on: Any = AFTER) -> str:
    return dues(Award.objects.filter(pk=award), day_of(on))[0].state


def refused(act: Callable[[], Any]) -> tuple[str, int]:
    with pytest.raises(Refused) as caught:
        act()
    return caught.value.first.code, caught.value.status


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("published", "ends"),
    [
        (date(2023, 9, 15), date(2023, 9, 22)),
        (date(2023, 9, 22), date(2023, 10, 7)),  # the holidays from 29 September to 6 October, and Saturday the 7th worked
        (date(2023, 9, 16), date(2023, 9, 22)),
    ],
)
def test_the_window_is_five_working_days_after_the_day_of_publication(published: date, ends: date) -> None:
    assert window_ends(published) == ends


def test_an_award_is_not_paid_until_the_objection_is_answered(cast: Cast) -> None:
    award, other = granted(cast)[:2]
    number = lodged(award)
    assert (state_of(award), state_of(other)) == ("objection", "payable")
    objections.answer(number=number, outcome="rejected", words="经核对海关数据，无误", by=ORDERER, at=AFTER)
    assert state_of(award) == "payable"


def test_of_an_award_that_was_rightly_objected_to_less_is_owed(cast: Cast) -> None:
    award = granted(cast)[0]
    number = lodged(award)
    objections.answer(number=number, outcome="upheld", words="贸易额核减", amount="10000", by=ORDERER, at=AFTER)
    due = dues(Award.objects.filter(pk=award), day_of(AFTER))[0]
    assert (due.state, due.owed) == ("payable", Decimal("20000.00"))
    assert (year_fund(2023).committed, year_fund(2023).payable) == (62_000, 62_000)
    assert paid([award]).total_cny == 20_000
    assert verify().ok


def test_an_award_that_was_wholly_unfounded_is_not_paid_at_all(cast: Cast) -> None:
    award = granted(cast)[0]
    objections.answer(number=lodged(award), outcome="upheld", words="数据不实", amount="30000", by=ORDERER, at=AFTER)
    assert state_of(award) == "withdrawn"


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"outcome": "maybe"}, "no_outcome"),
        ({"words": " "}, "missing_words"),
        ({"outcome": "upheld", "amount": "0"}, "wrong_amount"),
        ({"outcome": "upheld", "amount": "30000.01"}, "wrong_amount"),
        ({"outcome": "upheld", "amount": "全部"}, "not_a_number"),
        ({"by": CASHIER}, "not_permitted"),
        ({"number": "YY2023-9999"}, "unknown_objection"),
    ],
)
def test_what_is_no_answer_is_refused_and_changes_nothing(cast: Cast, wrong: dict[str, Any], code: str) -> None:
    number = lodged(granted(cast)[0])
    good = {"number": number, "outcome": "rejected", "words": "无误", "by": ORDERER, "at": AFTER}
    assert refused(lambda: objections.answer(**{**good, **wrong}))[0] == code
    assert Objection.objects.get().state == "open"
    assert year_fund(2023).committed == 72_000


def test_an_objection_is_answered_once(cast: Cast) -> None:
    number = lodged(granted(cast)[0])
    objections.answer(number=number, outcome="rejected", words="无误", by=ORDERER, at=AFTER)
    again = {"number": number, "outcome": "upheld", "words": "有误", "amount": "1", "by": ORDERER, "at": AFTER}
    assert refused(lambda: objections.answer(**again)) == ("already_answered", 409)


@pytest.mark.parametrize(
    ("wrong", "code", "status"),
    [
        ({"at": AFTER}, "window_closed", 409),
        ({"reason": ""}, "missing_words", 422),
        ({"reason": "字" * 1001}, "too_long", 422),
        ({"name": " "}, "missing_words", 422),
        ({"phone": ""}, "missing_words", 422),
    ],
)
def test_what_is_no_objection_is_refused(cast: Cast, wrong: dict[str, Any], code: str, status: int) -> None:
    award = granted(cast)[0]
    assert refused(lambda: lodged(award, **wrong)) == (code, status)
    assert refused(lambda: lodged(999_999)) == ("unknown_award", 404)
    assert not Objection.objects.exists()


def test_who_objected_is_sealed_and_opened_only_with_a_reason_by_the_bureau(cast: Cast) -> None:
    number = lodged(granted(cast)[0])
    events = events_of(f"objection:{number}")
    assert all(PERSON not in event.body + event.reason and PHONE not in event.body + event.reason for event in events)
    look = {"number": number, "field": "phone", "at": AFTER}
    assert refused(lambda: objections.reveal(**look, reason="核实情况", by=SUPERVISOR)) == ("not_permitted", 403)
    assert refused(lambda: objections.reveal(**look, reason="", by=ORDERER))[1] == 422
    assert objections.reveal(**look, reason="核实异议的事实", by=ORDERER) == PHONE
    assert events_of(f"objection:{number}")[-1].kind == "personal.unmasked"


def test_the_published_use_of_a_year_adds_up_to_what_the_ledger_says_was_paid(cast: Cast) -> None:
    awards = granted(cast)
    paid(awards[:2])
    paid(awards[2:3])
    said = {"place": "汨罗市人民政府门户网站", "published_on": date(2023, 9, 25), "by": ORDERER, "at": AFTER}
    publications.publish(year="2023", **said)
    publication = Publication.objects.get()
    assert publication.total_cny == year_fund(2023).paid == 66_000
    assert sum(Decimal(row["amount"]) for row in publication.rows) == publication.total_cny
    assert [row["award"] for row in publication.rows] == ["外贸破零奖励", "外贸规模奖励", "外贸破零奖励"]
    assert (publication.place, publication.published_on) == ("汨罗市人民政府门户网站", date(2023, 9, 25))


def test_a_batch_is_published_once_and_when_it_is_settled(cast: Cast) -> None:
    awards = granted(cast)
    number = confirmed(awards[:2])
    said = {"place": "公示栏", "published_on": date(2023, 9, 25), "by": ORDERER, "at": AFTER}
    assert refused(lambda: publications.publish(batch=number, **said)) == ("wrong_state", 409)
    settled = paid(awards[2:])
    publications.publish(batch=settled.number, **said)
    assert Publication.objects.get().total_cny == settled.total_cny
    assert refused(lambda: publications.publish(batch=settled.number, **said)) == ("already_published", 409)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"year": "2022"}, "year_not_covered"),
        ({"year": "2024"}, "nothing_paid"),
        ({"place": ""}, "missing_words"),
        ({"published_on": date(2023, 9, 26)}, "future_date"),
        ({"by": SUPERVISOR}, "not_permitted"),
    ],
)
def test_what_is_no_publication_is_refused(cast: Cast, wrong: dict[str, Any], code: str) -> None:
    paid(granted(cast)[:1])
    good = {"year": "2023", "place": "公示栏", "published_on": date(2023, 9, 25), "by": ORDERER, "at": AFTER}
    assert refused(lambda: publications.publish(**{**good, **wrong}))[0] == code
    assert not Publication.objects.exists()
