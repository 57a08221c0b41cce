"""第五条: the loss is principal and normal interest, and nothing else."""

from __future__ import annotations

import pytest

from miluo.risk_fund.tests.evaluating import shared


@pytest.mark.clause("riskfund-5")
def test_penalties_of_any_kind_are_no_loss():
    found = shared(mode="bank", principal_cny="1500000", interest_cny="45000", penalty_cny="15000")
    assert found["loss_cny"] == "1545000.00"
    assert found["fund_cny"] == "772500.00"


@pytest.mark.clause("riskfund-5")
def test_without_the_interest_the_loss_is_unknown():
    assert shared(mode="bank", principal_cny="1500000")["loss_cny"] is None
