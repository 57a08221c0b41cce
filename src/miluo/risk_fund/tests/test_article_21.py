"""第二十一条: what is got back returns in proportion, net of what it cost, and never more than the fund paid."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miluo.risk_fund.tests.evaluating import shared

LOSS = {"principal_cny": "1000000", "interest_cny": "0"}


@pytest.mark.clause("riskfund-21")
@pytest.mark.parametrize(
    ("mode", "recovered", "costs", "returned"),
    [
        ("bank", "200000", "30000", "85000.00"),
        ("bank", "20000", "30000", "0.00"),
        ("guarantee", "200000", "0", "64000.00"),
        ("bank", "200000", None, None),  # costs that are unknown are not nothing
    ],
)
def test_a_recovery_returns_in_the_ratio_of_the_compensation_net_of_costs(mode, recovered, costs, returned):
    costs_given = {} if costs is None else {"recovery_costs_cny": costs}
    assert shared(mode=mode, **LOSS, recovered_cny=recovered, **costs_given)["returned_cny"] == returned


@pytest.mark.clause("riskfund-21")
def test_read_of_the_guarantors_own_recoveries_the_ratio_is_forty_per_cent():
    own = {"return_base": "own_recovery"}
    assert shared(own, mode="guarantee", **LOSS, recovered_cny="100000", recovery_costs_cny="0")["returned_cny"] == "40000.00"
    assert shared(own, mode="bank", **LOSS, recovered_cny="100000", recovery_costs_cny="0")["returned_cny"] == "50000.00"


@pytest.mark.clause("riskfund-21")
@given(
    mode=st.sampled_from(["bank", "guarantee"]),
    recoveries=st.lists(st.integers(0, 10**9), max_size=8),
    costs=st.integers(0, 10**8),
)
def test_returns_never_exceed_what_the_fund_paid(mode, recoveries, costs):
    returned = Decimal(0)
    for fen in recoveries:
        found = shared(
            mode=mode,
            **LOSS,
            recovered_cny=str(Decimal(fen).scaleb(-2)),
            recovery_costs_cny=str(Decimal(costs).scaleb(-2)),
            returned_before_cny=str(returned),
        )
        returned += Decimal(found["returned_cny"])
    assert 0 <= returned <= Decimal(found["fund_cny"] if recoveries else "0")
