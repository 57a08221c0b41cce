"""第十条: five years, at least two million each; what is granted is charged to its year, and a shortage is reported, never cut."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from miluo.open_economy import funding
from miluo.open_economy.funding import standing
from miluo.open_economy.models import Appropriation
from miluo.open_economy.selectors.fund import warnings, year_fund
from miluo.open_economy.services.fund import appropriate, book
from onewindow.accounts.roles import permissions_of
from onewindow.cases.tests.cast import AT, OTHER_USCC, Cast, decided
from onewindow.ledger.selectors import entries_about
from onewindow.ledger.verification import verify
from onewindow.words.actor import Actor
from onewindow.words.refused import Refused
from onewindow.worktime.clock import day_of

CASHIER = Actor("u-cz", "演示财政员", frozenset({"finance"}), "finance", permissions_of(frozenset({"finance"})))


def given(amount: str = "2000000", year: str = "2023", document: str = "演示预算批复", by: Actor = CASHIER, at: datetime = AT) -> str:
    return appropriate(year=year, amount=amount, document=document, by=by, at=at).message


def in_year(year: int) -> datetime:
    return datetime(year, 6, 1, 9, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.mark.django_db
@pytest.mark.clause("open2023-10-1")
@pytest.mark.parametrize(("amount", "missing"), [("1999999", "1.00"), ("1999999.99", "0.01"), ("2000000", "0.00"), ("2000000.01", "0.00")])
def test_less_than_two_million_a_year_is_entered_and_reported(amount: str, missing: str) -> None:
    said = given(amount, "2024", at=in_year(2024))
    assert year_fund(2024).below_minimum == Decimal(missing)
    assert ("低于每年不少于2,000,000.00元的规定" in said) == (Decimal(missing) > 0)
    assert [(fund.year, why) for fund, why in warnings(day_of(in_year(2024)))][1:] == (
        [(2024, "below_minimum")] if Decimal(missing) > 0 else []
    )


@pytest.mark.django_db
@pytest.mark.clause("open2023-10-1")
def test_what_is_added_during_the_year_counts() -> None:
    given("1500000")
    assert "累计2,000,000.00元" in given("500000", document="演示追加指标")
    assert year_fund(2023).below_minimum == 0
    assert warnings(day_of(AT)) == []


@pytest.mark.django_db
@pytest.mark.clause("open2023-10-1")
def test_a_year_that_has_not_begun_is_no_violation_and_one_that_has_is() -> None:
    assert [(fund.year, why) for fund, why in warnings(day_of(AT))] == [(2023, "below_minimum")]
    assert [fund.year for fund, _ in warnings(day_of(in_year(2027)))] == [2023, 2024, 2025, 2026, 2027]


@pytest.mark.django_db
@pytest.mark.clause("open2023-10-1")
@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"year": "2022"}, "year_not_covered"),
        ({"year": "2028"}, "year_not_covered"),
        ({"year": "２０２３"}, "year_not_covered"),
        ({"amount": "0"}, "nothing_appropriated"),
        ({"amount": "-1"}, "negative_amount"),
        ({"amount": "二百万"}, "not_a_number"),
        ({"amount": "1.005"}, "too_many_decimals"),
        ({"document": " "}, "missing_words"),
        ({"document": "演示预算批复"}, "already_entered"),
        ({"by": Actor("u-x", "演示审批员", frozenset({"approver"}), "commerce-grain")}, "not_permitted"),
        ({"by": Actor("u-y", "演示财政员", frozenset(), "audit", permissions_of(frozenset({"finance"})))}, "not_permitted"),
    ],
)
def test_what_is_no_appropriation_is_refused(wrong: dict[str, object], code: str) -> None:
    given("1")
    with pytest.raises(Refused) as refused:
        given(**{"document": "另一个文件", **wrong})  # type: ignore[arg-type]
    assert refused.value.first.code == code
    assert Appropriation.objects.count() == 1
    assert year_fund(2023).appropriated == 1


@pytest.mark.clause("open2023-10-1")
def test_what_is_granted_is_charged_to_the_year_of_performance(cast: Cast) -> None:
    given()
    number = decided(cast)  # first trade 30,000 and volume 6,000
    fund = year_fund(2023)
    assert (fund.committed, fund.payable, fund.available, fund.shortage) == (36_000, 36_000, 1_964_000, 0)
    entry = entries_about(f"case:{number}").get()
    assert [(line.debit.key, line.credit.key, line.amount) for line in entry.transfers.all()] == [
        ("open-economy/2023/awards", "open-economy/2023/payable", 30_000),
        ("open-economy/2023/awards", "open-economy/2023/payable", 6_000),
    ]
    assert verify().ok


@pytest.mark.clause("open2023-10-1")
def test_a_grant_beyond_the_appropriation_is_made_whole_and_the_shortage_reported(cast: Cast) -> None:
    given("40000")
    decided(cast)
    decided(cast, uscc=OTHER_USCC)
    fund = year_fund(2023)
    assert (fund.committed, fund.shortage, fund.available) == (72_000, 32_000, 0)
    assert [why for _, why in warnings(day_of(AT))] == ["below_minimum", "shortage"]


@pytest.mark.clause("open2023-10-1")
def test_approved_claims_of_2600000_against_2000000_are_600000_too_many() -> None:
    fund = standing(2023, {"appropriated": Decimal(2_000_000), "awards": Decimal(2_600_000)}, Decimal(2_000_000))
    assert (fund.shortage, fund.available, fund.below_minimum) == (600_000, 0, 0)


@pytest.mark.django_db
@pytest.mark.clause("open2023-10-1")
def test_no_more_can_be_paid_than_there_is_cash(cast: Cast) -> None:
    given("40000")
    decided(cast)
    decided(cast, uscc=OTHER_USCC)
    book([funding.ordered(2023, Decimal(40_000))], subject="fund:test", memo="演示", by=CASHIER, at=AT)
    with pytest.raises(Refused) as refused:
        book([funding.ordered(2023, Decimal("0.01"))], subject="fund:test", memo="演示", by=CASHIER, at=AT)
    assert refused.value.first.code == "insufficient_funds"
    assert refused.value.first.clause == "open2023-10-1"


@pytest.mark.django_db
@pytest.mark.clause("open2023-10-1")
def test_the_fund_stands_as_it_stood_on_any_day() -> None:
    given("1500000", at=in_year(2023))
    given("600000", document="演示追加指标", at=AT)
    assert year_fund(2023, day_of(in_year(2023))).appropriated == 1_500_000
    assert year_fund(2023, day_of(AT)).appropriated == 2_100_000
