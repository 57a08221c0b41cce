"""第十条（调减和年终结转）: less than was granted is never set aside, and what a year does not need goes on or goes back, once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from miluo.open_economy import daily
from miluo.open_economy.models import Appropriation, YearClosing
from miluo.open_economy.selectors.fund import warnings, year_fund
from miluo.open_economy.services import fund, sanctions, year_end
from miluo.open_economy.tests.money import AFTER, CASHIER, CHIEF, ORDERER, SUPERVISOR, granted, paid
from onewindow.cases.tests.cast import AT, Cast, decided, on
from onewindow.ledger.verification import verify
from onewindow.trail.selectors import events_of
from onewindow.words.refused import Refused
from onewindow.worktime.clock import day_of

pytestmark = pytest.mark.clause("open2023-10-1")
YEAR_END = on("2023-12-31")
NEXT_YEAR_END = on("2024-12-31")


def given(amount: str, *, year: str = "2023", at: Any = AT, document: str = "演示预算批复") -> None:
    fund.appropriate(year=year, amount=amount, document=document, by=CASHIER, at=at)


def reduced(amount: str, **changes: Any) -> str:
    asked = {"year": "2023", "document": "演示调整方案", "by": CASHIER, "at": AFTER, **changes}
    return fund.reduce(amount=amount, **asked).message


def closed(carried: str = "", taken_back: str = "", **changes: Any) -> str:
    asked = {"year": "2023", "document": "演示结转通知", "by": CASHIER, "at": YEAR_END, **changes}
    return year_end.close_year(carried=carried, taken_back=taken_back, **asked).message


def refused(act: Callable[[], Any]) -> tuple[str, int]:
    with pytest.raises(Refused) as caught:
        act()
    return caught.value.first.code, caught.value.status


def test_a_budget_is_reduced_to_what_was_granted_and_no_further(cast: Cast) -> None:
    granted(cast)  # 72,000 of 2,000,000
    assert refused(lambda: reduced("1928000.01")) == ("below_committed", 409)
    assert "调减1,928,000.00元，当年累计72,000.00元；低于每年不少于2,000,000.00元的规定" in reduced("1928000")
    found = year_fund(2023)
    assert (found.appropriated, found.available, found.shortage, found.cash, found.payable) == (72_000, 0, 0, 72_000, 72_000)
    assert refused(lambda: reduced("0.01", document="演示再调整")) == ("below_committed", 409)
    assert [(row.kind, row.amount_cny) for row in Appropriation.objects.all()] == [("given", 2_000_000), ("reduced", 1_928_000)]
    assert [event.kind for event in events_of("fund:2023")] == ["fund.appropriated", "fund.reduced"]
    assert verify().ok


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"amount": "0"}, "nothing_appropriated"),
        ({"amount": "-1"}, "negative_amount"),
        ({"year": "2028"}, "year_not_covered"),
        ({"document": " "}, "missing_words"),
        ({"by": ORDERER}, "not_permitted"),
        ({"year": "2024"}, "below_committed"),
    ],
)
@pytest.mark.django_db
def test_what_is_no_reduction_is_refused_and_changes_nothing(wrong: dict[str, Any], code: str) -> None:
    given("2000000")
    assert refused(lambda: reduced(**{"amount": "1", **wrong}))[0] == code
    assert (year_fund(2023).appropriated, Appropriation.objects.count()) == (2_000_000, 1)


@pytest.mark.django_db
def test_one_document_reduces_a_year_once_and_may_give_to_it_too() -> None:
    given("2000000")
    reduced("1", document="演示预算批复")
    assert refused(lambda: reduced("1", document="演示预算批复")) == ("already_entered", 409)


@pytest.mark.django_db
def test_nothing_is_reduced_where_nothing_was_ever_booked() -> None:
    assert refused(lambda: reduced("1")) == ("below_committed", 409)


def test_at_the_end_of_a_year_its_balance_goes_on_and_back_and_what_is_owed_stays(cast: Cast) -> None:
    awards = granted(cast)
    paid(awards[:1])
    said = closed("1000000", "900000")
    assert said == (
        "已登记2023年度年终结转：结转2024年度1,000,000.00元，收回预算900,000.00元，留待结算28,000.00元，应付未付42,000.00元留在本年度支付"
    )
    before, after = year_fund(2023), year_fund(2024)
    assert (before.available, before.cash, before.payable) == (28_000, 70_000, 42_000)
    assert (before.carried_out, before.taken_back) == (1_000_000, 900_000)
    assert (after.available, after.cash, after.carried_in, after.appropriated) == (1_000_000, 1_000_000, 1_000_000, 0)
    paid(awards[1:])  # of the year that is closed
    assert year_fund(2023).cash == 28_000
    assert (YearClosing.objects.get().payable_cny, verify().ok) == (42_000, True)


def test_what_was_carried_in_is_no_budget_of_the_year(cast: Cast) -> None:
    granted(cast)
    closed("1500000")
    given("1000000", year="2024", at=YEAR_END)
    assert year_fund(2024).below_minimum == 1_000_000
    assert year_fund(2024).available == 2_500_000


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"carried": "1928000.01"}, "more_than_left"),
        ({"carried": "1928000", "taken_back": "0.01"}, "more_than_left"),
        ({"carried": "", "taken_back": "0"}, "nothing_closed"),
        ({"carried": "-1"}, "negative_amount"),
        ({"document": ""}, "missing_words"),
        ({"year": "2022"}, "year_not_covered"),
        ({"at": on("2023-12-30")}, "year_is_not_over"),
        ({"by": CHIEF}, "not_permitted"),
    ],
)
def test_what_is_no_closing_is_refused_and_moves_nothing(cast: Cast, wrong: dict[str, Any], code: str) -> None:
    granted(cast)
    before = year_fund(2023)
    assert refused(lambda: closed(**{"carried": "1", **wrong}))[0] == code
    assert (year_fund(2023), YearClosing.objects.count()) == (before, 0)


def test_a_closed_year_is_given_nothing_and_taken_nothing_from(cast: Cast) -> None:
    granted(cast)
    closed("1000000")
    assert refused(lambda: given("1", document="演示追加", at=YEAR_END)) == ("year_closed", 409)
    assert refused(lambda: reduced("1", at=YEAR_END)) == ("year_closed", 409)
    assert refused(lambda: closed("1")) == ("already_entered", 409)


def test_what_was_carried_over_and_not_used_for_a_second_year_goes_back_to_the_budget(cast: Cast) -> None:
    granted(cast)
    closed("1500000")
    given("500000", year="2024", at=YEAR_END)
    second = {"year": "2024", "at": NEXT_YEAR_END}
    assert refused(lambda: closed("2000000", **second)) == ("carried_twice", 409)
    assert refused(lambda: closed("500000", "1499999.99", **second)) == ("carried_twice", 409)
    closed("500000", "1500000", **second)
    assert (year_fund(2024).available, year_fund(2025).carried_in) == (0, 500_000)
    assert verify().ok


@pytest.mark.django_db
def test_after_the_fifth_year_there_is_no_next() -> None:
    given("2000000", year="2027")
    last = {"year": "2027", "at": on("2027-12-31")}
    assert refused(lambda: closed("1", **last)) == ("no_next_year", 422)
    closed("", "2000000", **last)
    assert year_fund(2027).available == 0
    with pytest.raises(IntegrityError), transaction.atomic():
        YearClosing.objects.update(carried_cny=1)


def test_what_is_recovered_after_the_end_of_a_year_is_closed_by_another_document(cast: Cast) -> None:
    awards = granted(cast)
    paid(awards)
    closed("1928000")
    number = sanctions.open_case(award=awards[0], violation="false", finding="伪造", by=SUPERVISOR, at=YEAR_END).number
    sanctions.punish(number=number, body="finance", decision="追回", recover="30000", by=CHIEF, at=YEAR_END)
    assert refused(lambda: closed("", "30000", document="演示补充通知")) == ("more_than_left", 409)
    sanctions.repay(number=number, amount="30000", reference="JK1", received_on=day_of(YEAR_END), by=CASHIER, at=YEAR_END)
    closed("", "30000", document="演示补充通知")
    assert (year_fund(2023).available, year_fund(2023).cash, verify().ok) == (0, 0, True)


def test_an_award_decided_after_the_closing_is_a_shortage_that_is_reported(cast: Cast) -> None:
    given("2000000")
    closed("2000000")
    decided(cast)
    assert (year_fund(2023).shortage, year_fund(2023).cash) == (36_000, 0)
    assert (2023, "shortage") in [(year.year, why) for year, why in warnings(day_of(AT))]


@pytest.mark.django_db
def test_a_year_that_is_over_and_not_closed_is_reported_until_it_is() -> None:
    given("2000000")
    assert not [why for _, why in warnings(day_of(YEAR_END)) if why == "not_closed"]
    new_year = on("2024-01-01")
    assert [(year.year, why) for year, why in warnings(day_of(new_year)) if why == "not_closed"] == [(2023, "not_closed")]
    assert daily.run(at=new_year)["fund_years_to_close"] == 1
    closed("", "1", at=new_year)
    assert daily.run(at=new_year)["fund_years_to_close"] == 0


@pytest.mark.django_db
@pytest.mark.parametrize("change", [{"carried_cny": 0, "taken_back_cny": 0}, {"carried_cny": -1}, {"year": 2028}])
def test_the_database_refuses_a_closing_that_moves_nothing(change: dict[str, Any]) -> None:
    given("2000000")
    closed("1")
    with pytest.raises(IntegrityError), transaction.atomic():
        YearClosing.objects.update(**change)
