"""Article 14: what a disposal brings goes to proven costs, the bank's interest and principal, and what is over to the mortgagor."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miluo.valuation_disposal import public, services
from miluo.valuation_disposal.models import Distribution
from miluo.valuation_disposal.rules import disposal_proceeds
from miluo.valuation_disposal.tests.office import CENTRE, OTHER_LENDER, SURETY, Register, at, refused
from miluo.valuation_disposal.tests.sold import cost, opened, routed, sold
from onewindow.papers.models import Paper
from onewindow.rules.services import replay

pytestmark = pytest.mark.clause("valuation-14")
ON = date(2023, 9, 15)
FEN = st.decimals(min_value=0, max_value=Decimal("99999999.99"), places=2)


def paid(gross: Any, costs: Any, principal: Any, interest: Any, **readings: str) -> dict[str, Decimal]:
    facts = {"gross_cny": gross, "costs_cny": costs, "principal_cny": principal, "interest_cny": interest}
    results = disposal_proceeds.evaluate(facts, on=ON, readings=readings).results_json()
    return {name: Decimal(value) for name, value in results.items()}


def test_the_surplus_of_nine_hundred_thousand_over_eight_is_a_hundred() -> None:
    assert paid("900000", [], "780000", "20000")["surplus_cny"] == Decimal("100000.00")


def test_proven_costs_go_first() -> None:
    said = paid("900000", ["1000.50", "499.50"], "780000", "20000")
    assert (said["costs_paid_cny"], said["surplus_cny"]) == (Decimal("1500.00"), Decimal("98500.00"))


def test_by_the_other_reading_costs_are_not_deducted() -> None:
    said = paid("900000", ["1500"], "780000", "20000", disposal_costs="not_deducted")
    assert (said["costs_paid_cny"], said["surplus_cny"]) == (Decimal("0.00"), Decimal("100000.00"))


@pytest.mark.parametrize(
    ("gross", "expected"),
    [
        ("800", ("800.00", "0.00", "0.00", "0.00")),  # less than the costs
        ("10000", ("1000.00", "9000.00", "0.00", "0.00")),  # interest before principal
        ("801000", ("1000.00", "20000.00", "780000.00", "0.00")),  # exactly
        ("801000.01", ("1000.00", "20000.00", "780000.00", "0.01")),
    ],
)
def test_the_order_holds_at_every_edge(gross: str, expected: tuple[str, ...]) -> None:
    said = paid(gross, ["1000"], "780000", "20000")
    names = ("costs_paid_cny", "interest_paid_cny", "principal_paid_cny", "surplus_cny")
    assert tuple(said[name] for name in names) == tuple(map(Decimal, expected))


def test_what_is_not_known_is_not_zero() -> None:
    results = disposal_proceeds.evaluate({"gross_cny": "900000", "principal_cny": "1", "interest_cny": "0"}, on=ON).results_json()
    assert results["surplus_cny"] is None


@given(FEN, st.lists(FEN, max_size=3), FEN, FEN)
def test_the_parts_add_up_to_the_price_and_never_fall_below_zero(gross: Any, costs: Any, principal: Any, interest: Any) -> None:
    said = paid(gross, costs, principal, interest)
    assert said["costs_paid_cny"] + said["to_creditor_cny"] + said["surplus_cny"] == gross
    assert said["interest_paid_cny"] + said["principal_paid_cny"] == said["to_creditor_cny"]
    assert said["to_creditor_cny"] + said["unpaid_cny"] == principal + interest
    assert min(said.values()) >= 0
    assert said["surplus_cny"] == 0 or said["unpaid_cny"] == 0


def distributed(price: str = "900000.00", *costs: str) -> str:
    number = opened()
    routed(number)
    sold(number, price)
    for place, amount in enumerate(costs):
        cost(number, amount, f"发票{place}")
    services.distribute(number=number, received_on=date(2023, 9, 5), by=SURETY, at=at(9, 5))
    return number


def test_the_distribution_is_kept_told_and_replayed(register: Register) -> None:
    distributed("900000.00", "1000.50")
    row = Distribution.objects.get()
    said = public.disposal_of("DY2023-0001")
    assert said and (said.gross_cny, said.costs_cny, said.to_creditor_cny, said.surplus_cny, said.unpaid_cny) == tuple(
        map(Decimal, ("900000.00", "1000.50", "800000.00", "98999.50", "0.00"))
    )
    assert replay(row.evaluation).same
    assert Paper.objects.get(number=row.paper).title == "处置所得分配通知书"


def test_a_price_that_does_not_cover_the_debt_leaves_the_rest_owed(register: Register) -> None:
    distributed("700000.01", "0.33")
    said = public.disposal_of("DY2023-0001")
    assert said and (said.to_creditor_cny, said.surplus_cny, said.unpaid_cny) == tuple(map(Decimal, ("699999.68", "0.00", "100000.32")))


def test_nothing_is_told_before_it_is_paid_out(register: Register) -> None:
    assert public.disposal_of("DY2023-0001") is None
    opened()
    assert public.disposal_of("DY2023-0001") is None


def test_a_cost_is_proven_by_a_file_of_its_own_and_entered_before_the_money_is_paid_out(register: Register) -> None:
    number = opened()
    with refused("应大于零", "valuation-14"):
        cost(number, "0")
    cost(number, "100")
    with refused("已经登记过费用", "valuation-14"):
        cost(number, "100")
    routed(number)
    sold(number)
    services.distribute(number=number, received_on=date(2023, 9, 5), by=SURETY, at=at(9, 5))
    with refused("价款已分配", "valuation-14"):
        cost(number, "100", "迟到的发票")
    with refused("价款已分配", "valuation-14"):
        services.distribute(number=number, received_on=date(2023, 9, 5), by=SURETY, at=at(9, 5))


def test_only_who_disposes_of_it_or_the_exchange_pays_it_out(register: Register) -> None:
    number = opened()
    routed(number)
    sold(number)
    with refused("由担保机构办理", "valuation-11"):
        services.distribute(number=number, received_on=date(2023, 9, 5), by=OTHER_LENDER, at=at(9, 5))
    with refused("不能晚于今天", "valuation-14"):
        services.distribute(number=number, received_on=date(2023, 9, 6), by=CENTRE, at=at(9, 5))
    services.distribute(number=number, received_on=date(2023, 9, 5), by=CENTRE, at=at(9, 5))
