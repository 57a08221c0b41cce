"""第十二条: loans up to ten times what was paid in, that itself included."""

from __future__ import annotations

import pytest

from miluo.risk_fund.tests.evaluating import asked


@pytest.mark.clause("riskfund-12")
@pytest.mark.parametrize(
    ("outstanding", "loan", "decision"),
    [
        ("48500000", "1500000", "ok"),  # exactly ten times
        ("48500000.01", "1500000", "over_leverage"),
        ("50000000", "0.01", "over_leverage"),
    ],
)
def test_exactly_ten_times_is_allowed_and_then_no_more(outstanding, loan, decision):
    assert asked(loan_cny=loan, recommended_cny="2000000", outstanding_cny=outstanding)["decision"] == decision


@pytest.mark.clause("riskfund-12")
def test_money_paid_in_later_makes_room():
    full = {"loan_cny": "2000000", "recommended_cny": "2000000", "outstanding_cny": "50000000"}
    assert asked(**full, contributed_cny="5000000")["decision"] == "over_leverage"
    assert asked(**full, contributed_cny="5200000")["decision"] == "ok"
