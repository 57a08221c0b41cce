"""第十六条: half of a bank's loss; of a guaranteed one the bank bears a fifth and the fund two fifths of what the guarantor paid."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miluo.risk_fund.tests.evaluating import shared


@pytest.mark.clause("riskfund-16a")
def test_in_the_bank_mode_the_fund_bears_half():
    found = shared(mode="bank", principal_cny="1000000", interest_cny="0")
    assert (found["fund_cny"], found["bank_cny"], found["guarantor_net_cny"]) == ("500000.00", "500000.00", "0.00")


@pytest.mark.clause("riskfund-16b")
def test_in_the_guarantee_mode_it_bears_two_fifths_of_four_fifths():
    found = shared(mode="guarantee", principal_cny="1000000", interest_cny="0")
    assert (found["bank_cny"], found["fund_cny"], found["guarantor_net_cny"]) == ("200000.00", "320000.00", "480000.00")


@pytest.mark.clause("riskfund-16b")
def test_read_of_the_whole_loss_the_fund_bears_forty_per_cent_of_it():
    found = shared({"compensation_base": "total_loss"}, mode="guarantee", principal_cny="1000000", interest_cny="0")
    assert (found["bank_cny"], found["fund_cny"], found["guarantor_net_cny"]) == ("200000.00", "400000.00", "400000.00")


@pytest.mark.clause("riskfund-16a", "riskfund-16b")
@given(mode=st.sampled_from(["bank", "guarantee"]), base=st.sampled_from(["guarantor_loss", "total_loss"]), fen=st.integers(0, 10**11))
def test_the_shares_add_up_to_the_loss_to_the_fen_and_none_is_below_zero(mode, base, fen):
    found = shared({"compensation_base": base}, mode=mode, principal_cny=str(Decimal(fen).scaleb(-2)), interest_cny="0.01")
    shares = [Decimal(found[name]) for name in ("fund_cny", "bank_cny", "guarantor_net_cny")]
    assert sum(shares) == Decimal(found["loss_cny"])
    assert min(shares) >= 0


@pytest.mark.clause("riskfund-16a")
def test_without_the_mode_nobody_knows_who_bears_what():
    found = shared(principal_cny="1000000", interest_cny="0")
    assert found["loss_cny"] == "1000000.00"
    assert found["fund_cny"] is None
