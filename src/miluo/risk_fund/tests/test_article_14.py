"""第十四条: a single loan up to what was recommended, and never above two million."""

from __future__ import annotations

import pytest

from miluo.risk_fund.tests.evaluating import asked


@pytest.mark.clause("riskfund-14")
@pytest.mark.parametrize(
    ("loan", "recommended", "decision"),
    [
        ("1200000", "1200000", "ok"),
        ("1200000.01", "1200000", "over_single"),
        ("2000000", "3000000", "ok"),
        ("2000000.01", "3000000", "over_single"),
        ("2000000", "2000000", "ok"),
        ("0.01", "0", "over_single"),
    ],
)
def test_the_lesser_of_recommendation_and_two_million_is_the_limit(loan, recommended, decision):
    assert asked(loan_cny=loan, recommended_cny=recommended)["decision"] == decision
