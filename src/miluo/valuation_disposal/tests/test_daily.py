"""The report of the day of 9号: what is late is counted from the day after its last day, and nothing before."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from miluo.valuation_disposal import daily, services
from miluo.valuation_disposal.tests.office import (
    CENTRE,
    FARMER,
    LENDER,
    NUMBER,
    Register,
    agreed,
    announced,
    at,
    committed,
    reported,
    revealed,
)
from miluo.valuation_disposal.tests.sold import opened, routed, sold


def counted(name: str, *days: tuple[int, ...]) -> list[int]:
    return [daily.run(at=at(*day))[name] for day in days]


@pytest.mark.clause("valuation-6")
def test_the_list_is_late_the_day_after_a_quarter_has_passed(register: Register) -> None:
    assert counted("valuation_lists_late", (8, 2)) == [1]  # appraisers were admitted, and nothing was ever published
    services.publish_list(by=CENTRE, at=at(8, 2))
    assert counted("valuation_lists_late", (8, 3), (11, 2), (11, 3)) == [0, 0, 1]


@pytest.mark.clause("valuation-7")
def test_a_draw_waits_from_the_moment_its_number_is_known_until_both_have_entered_it(register: Register) -> None:
    draw = announced(agreed())
    committed(draw)
    revealed(draw)
    assert counted("valuation_draws_waiting", (8, 2, 21, 14), (8, 2, 21, 15)) == [0, 1]
    for party, by in (("exchange", CENTRE), ("bank", LENDER)):
        services.enter_number(draw=draw, party=party, value=NUMBER, by=by, at=at(8, 2, 22))
    assert counted("valuation_draws_waiting", (8, 3)) == [0]


@pytest.mark.clause("valuation-9", "valuation-10")
def test_a_value_waits_from_the_day_after_the_last_day_to_object_and_a_fee_until_it_is_paid(register: Register) -> None:
    number = reported()  # delivered on 10 August: ten working days end on the 24th
    assert counted("valuation_values_unconfirmed", (8, 24), (8, 25)) == [0, 1]
    services.accept_value(number=number, by=FARMER, at=at(8, 24))
    assert counted("valuation_values_unconfirmed", (8, 25)) == [0]
    assert counted("valuation_fees_unpaid", (8, 25)) == [1]
    services.pay_fee(report_number="演示报告1", payer="bank", paid_on=date(2023, 8, 25), proof="演示凭证", by=LENDER, at=at(8, 25))
    assert counted("valuation_fees_unpaid", (8, 26)) == [0]


@pytest.mark.clause("valuation-8")
def test_the_prices_of_a_year_are_missing_from_the_first_day_of_the_next(register: Register) -> None:
    first_day: Any = at(1, 1, year=2024)
    assert daily.run(at=at(12, 31))["valuation_prices_missing"] == 0
    assert daily.run(at=first_day)["valuation_prices_missing"] > 0


@pytest.mark.clause("valuation-14")
def test_what_was_sold_waits_until_its_price_is_paid_out(register: Register) -> None:
    number = opened()
    routed(number)
    assert counted("disposals_undistributed", (9, 2)) == [0]
    sold(number)
    assert counted("disposals_undistributed", (9, 3)) == [1]
