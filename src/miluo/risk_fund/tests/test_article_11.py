"""第十一条: above three per cent nothing new is lent; three per cent itself is not above."""

from __future__ import annotations

import pytest

from miluo.risk_fund.tests.evaluating import asked, clauses_of


@pytest.mark.clause("riskfund-11")
@pytest.mark.parametrize(("bad", "decision"), [("1200000.00", "ok"), ("1200000.01", "suspended_rate"), ("1199999.99", "ok")])
def test_exactly_three_per_cent_of_bad_loans_is_open(bad, decision):
    found = asked(bad_principal_cny=bad, loan_balance_cny="40000000")
    assert found["decision"] == decision
    assert clauses_of(found) == ([] if decision == "ok" else ["riskfund-11"])


@pytest.mark.clause("riskfund-11")
@pytest.mark.parametrize(("compensated", "decision"), [("300000.00", "ok"), ("300000.01", "suspended_rate")])
def test_either_rate_alone_suspends_the_whole_fund(compensated, decision):
    assert asked(compensated_principal_cny=compensated, released_guarantee_cny="10000000")["decision"] == decision


@pytest.mark.clause("riskfund-11")
def test_a_bad_loan_with_nothing_outstanding_exceeds_any_rate():
    assert asked(bad_principal_cny="0.01", loan_balance_cny="0")["decision"] == "suspended_rate"
    assert asked(bad_principal_cny="0", loan_balance_cny="0")["decision"] == "ok"


@pytest.mark.clause("riskfund-11")
def test_all_reasons_are_told_though_the_first_decides():
    found = asked(
        listed=False,
        loan_cny="2000000.01",
        outstanding_cny="49000000",
        bad_principal_cny="1000000",
        compensated_principal_cny="1",
    )
    assert found["decision"] == "not_listed"
    assert clauses_of(found) == ["riskfund-13", "riskfund-14", "riskfund-12", "riskfund-11", "riskfund-11"]
