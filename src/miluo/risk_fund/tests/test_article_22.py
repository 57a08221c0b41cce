"""第二十二条、第二十三条: of bad loans sold, and of what comes in after a write-off, the share of the risk returns, costs or not."""

from __future__ import annotations

import pytest

from miluo.risk_fund.tests.evaluating import shared

LOSS = {"principal_cny": "2000000", "interest_cny": "0"}


@pytest.mark.clause("riskfund-22")
@pytest.mark.parametrize(("mode", "returned"), [("guarantee", "128000.00"), ("bank", "200000.00")])
def test_a_sale_returns_by_the_shares_of_the_risk_without_costs(mode, returned):
    sold = {"recovered_cny": "400000", "recovery_kind": "transfer", "recovery_costs_cny": "100000"}
    assert shared(mode=mode, **LOSS, **sold)["returned_cny"] == returned


@pytest.mark.clause("riskfund-22")
def test_read_the_other_way_costs_come_off_here_too():
    sold = {"recovered_cny": "400000", "recovery_kind": "transfer", "recovery_costs_cny": "100000"}
    assert shared({"costs_deducted": "every_kind"}, mode="bank", **LOSS, **sold)["returned_cny"] == "150000.00"


@pytest.mark.clause("riskfund-23")
def test_after_a_write_off_what_comes_in_returns_by_the_shares_too():
    found = shared(mode="bank", **LOSS, recovered_cny="100000", recovery_kind="write_off")
    assert found["returned_cny"] == "50000.00"


@pytest.mark.clause("riskfund-23")
def test_what_was_returned_before_is_taken_off_the_limit():
    back = {"recovered_cny": "900000", "recovery_kind": "write_off", "returned_before_cny": "950000"}
    assert shared(mode="bank", **LOSS, **back)["returned_cny"] == "50000.00"
