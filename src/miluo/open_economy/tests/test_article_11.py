"""第十一条: what the fund is used for is public, line by line, from the day of the decision; and the register holds only what may be."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from miluo.open_economy.models import FIRST_TRADE, TRADE_VOLUME, Award
from miluo.open_economy.public import awarded, published_awards
from miluo.open_economy.services import award
from onewindow.cases import selectors, services
from onewindow.cases.models import Case
from onewindow.cases.tests.cast import AT, OTHER_USCC, PROCEDURE, USCC, Cast, accepted, decided
from onewindow.words.refused import Refused


@pytest.mark.clause("open2023-11-1")
def test_every_award_is_published_with_the_decision_and_the_list_adds_up(cast: Cast) -> None:
    decided(cast)
    decided(cast, uscc=OTHER_USCC, trade_usd="50000")
    listed = selectors.publication(PROCEDURE)

    assert listed.clause == "open2023-11-1"
    assert [(row.enterprise_name, row.award, row.amount_cny, row.published_on) for row in listed.rows] == [
        ("演示企业甲有限公司", "外贸破零奖励", Decimal("30000.00"), date(2023, 9, 15)),
        ("演示企业甲有限公司", "外贸规模奖励", Decimal("6000.00"), date(2023, 9, 15)),
        ("演示企业乙有限公司", "外贸破零奖励", Decimal("20000.00"), date(2023, 9, 15)),
        ("演示企业乙有限公司", "外贸规模奖励", Decimal("1500.00"), date(2023, 9, 15)),
    ]
    assert listed.total_cny == sum(row.amount_cny for row in listed.rows) == Decimal("57500.00")
    assert published_awards(2022).rows == ()
    assert listed.years == (2023,)


@pytest.mark.clause("open2023-11-1")
def test_the_publication_is_a_step_that_the_applicant_can_read(cast: Cast) -> None:
    told = selectors.timeline(Case.objects.get(number=decided(cast)))

    assert told[-1].text == "奖励结果自2023年9月15日起公示"


@pytest.mark.clause("open2023-11-1")
def test_nothing_is_published_before_the_decision_or_without_an_award(cast: Cast) -> None:
    number = accepted(cast)
    assert selectors.publication(PROCEDURE).rows == ()
    services.decide(number=number, refused={FIRST_TRADE: "证据不足", TRADE_VOLUME: "证据不足"}, by=cast.approver, at=AT)
    assert selectors.publication(PROCEDURE).rows == ()


@pytest.mark.clause("open2023-10-2a")
def test_an_award_that_was_refused_stands_in_no_register(cast: Cast) -> None:
    services.decide(number=accepted(cast), refused={TRADE_VOLUME: "海关数据证明不足"}, by=cast.approver, at=AT)

    assert awarded(USCC, FIRST_TRADE, 2023) == Decimal("30000.00")
    assert awarded(USCC, TRADE_VOLUME, 2023) == Decimal("0.00")


@pytest.mark.clause("open2023-10-3")
def test_what_another_fund_pays_already_is_not_awarded(cast: Cast) -> None:
    services.decide(number=accepted(cast, funded_elsewhere=[TRADE_VOLUME]), by=cast.approver, at=AT)

    assert list(Award.objects.values_list("award", flat=True)) == [FIRST_TRADE]


@pytest.mark.clause("open2023-10-2a")
def test_the_act_enters_no_award_of_nothing(cast: Cast) -> None:
    for granted in ({}, {FIRST_TRADE: Decimal("0.00")}):
        with pytest.raises(Refused) as caught:
            award(claim=None, granted=granted, by=cast.approver, at=AT)  # type: ignore[arg-type]
        assert caught.value.first.clause == "open2023-10-2a"


ROW: dict[str, Any] = {
    "uscc": USCC,
    "enterprise_name": "演示企业甲有限公司",
    "award": FIRST_TRADE,
    "year": 2023,
    "stage": "interim",
    "amount_cny": Decimal("30000.00"),
    "case_number": "2023-000001",
    "published_on": date(2023, 9, 15),
}


@pytest.mark.django_db
@pytest.mark.clause("open2023-2-1")
@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({}, "once a stage"),
        ({"year": 2024}, "once in a life"),
        ({"uscc": OTHER_USCC, "amount_cny": Decimal("0.00")}, "positive"),
        ({"uscc": OTHER_USCC, "year": 2022}, "covered"),
        ({"uscc": OTHER_USCC, "year": 2028}, "covered"),
    ],
)
def test_the_database_refuses_what_somebody_forgot_to_check(changes: dict[str, Any], constraint: str) -> None:
    Award.objects.create(**ROW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Award.objects.create(**{**ROW, **changes})
    assert Award.objects.count() == 1, constraint
