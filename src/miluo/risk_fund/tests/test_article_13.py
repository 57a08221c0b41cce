"""第十三条: who is on the list, and only who is."""

from __future__ import annotations

import pytest

from miluo.risk_fund.tests.evaluating import asked


@pytest.mark.clause("riskfund-13")
def test_who_is_not_on_the_list_gets_nothing_whatever_else_is_unknown():
    assert asked(listed=False, loan_cny=None, outstanding_cny=None)["decision"] == "not_listed"
    assert asked(listed=True)["decision"] == "ok"


@pytest.mark.clause("riskfund-13")
def test_not_knowing_whether_someone_is_listed_is_not_a_yes():
    found = asked(listed=None)
    assert found["decision"] is None
    assert found["reasons"] is None
