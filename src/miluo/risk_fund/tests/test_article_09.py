"""第九条、第十条: money comes in from five sources into its own account, and goes out as compensation alone."""

from __future__ import annotations

import inspect
from decimal import Decimal

import pytest

from miluo.risk_fund import funding
from miluo.risk_fund.models import Position
from miluo.risk_fund.selectors.standing import capacity
from miluo.risk_fund.selectors.standing import fund as account
from miluo.risk_fund.services import money
from miluo.risk_fund.tests.office import CASHIER, LENDER, MANAGER, NOW, capital
from onewindow.ledger.selectors import trial_balance
from onewindow.ledger.verification import verify
from onewindow.words.refused import Refused

pytestmark = pytest.mark.usefixtures("fund")


@pytest.mark.clause("riskfund-9", "riskfund-7a")
def test_contributions_stand_under_their_source_and_raise_what_may_be_supported():
    capital()
    money.contribute(source="donation", amount="100000.50", document="演示捐赠", by=MANAGER, at=NOW)
    stands = account()
    assert stands.contributed == stands.cash == Decimal("5100000.50")
    assert capacity(NOW.date()).ceiling == Decimal("51000005.00")
    balances = {row.account.key: row.balance for row in trial_balance(funding.BOOK).rows}
    assert balances["risk-fund/from-donation"] == Decimal("100000.50")


@pytest.mark.clause("riskfund-9")
@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"source": "loan"}, "unknown_source"),
        ({"amount": "0"}, "required"),
        ({"amount": "-1"}, "negative_amount"),
        ({"document": " "}, "required"),
        ({"document": "演示回单1"}, "entered_before"),
    ],
)
def test_what_is_no_contribution_is_refused(change, code):
    capital()
    asked = {"source": "finance", "amount": "1", "document": "演示回单2", **change}
    with pytest.raises(Refused) as refused:
        money.contribute(**asked, by=MANAGER, at=NOW)
    assert refused.value.first.code == code
    assert account().cash == Decimal("5000000.00")


@pytest.mark.clause("riskfund-7a")
@pytest.mark.parametrize("stranger", [LENDER, CASHIER])
def test_only_the_managers_of_the_finance_bureau_enter_money(stranger):
    with pytest.raises(Refused) as refused:
        money.contribute(source="finance", amount="1", document="演示", by=stranger, at=NOW)
    assert refused.value.status == 403


@pytest.mark.clause("riskfund-10")
def test_what_the_fund_earns_stays_in_it_and_is_no_contribution():
    capital()
    money.contribute(source="earnings", amount="12345.67", document="演示结息单", by=MANAGER, at=NOW)
    stands = account()
    assert (stands.contributed, stands.earned, stands.cash) == (Decimal("5000000.00"), Decimal("12345.67"), Decimal("5012345.67"))
    assert capacity(NOW.date()).ceiling == Decimal("50000000.00")
    assert Position.objects.get().earned_fen == 1234567


@pytest.mark.clause("riskfund-10")
def test_money_leaves_the_account_as_a_notified_compensation_and_in_no_other_way():
    moves = [
        function(*(("finance",) if name == "came_in" else ()), Decimal(1))
        for name, function in vars(funding).items()
        if inspect.isfunction(function) and function.__annotations__.get("return") == "Transfer" and not name.startswith("_")
    ]
    out = [move for move in moves if move.credit == funding.account("cash")]
    assert len(moves) == 8
    assert [move.debit for move in out] == [funding.account("due")]


@pytest.mark.clause("riskfund-10")
def test_the_book_holds_after_every_entry():
    capital()
    money.contribute(source="superior", amount="0.01", document="演示上级资金", by=MANAGER, at=NOW)
    assert verify().ok
