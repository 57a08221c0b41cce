"""第二十一条至第二十四条 at work: recoveries, plans, write-offs, the quarter, and the reports that tie to the ledger."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from miluo.risk_fund.models import QuarterFiling, Recovery, Report
from miluo.risk_fund.selectors.periods import Period, periods, quarters, unfiled, unreported
from miluo.risk_fund.selectors.reports import DoesNotTie, figures
from miluo.risk_fund.selectors.standing import fund as account
from miluo.risk_fund.services import recovering, reporting
from miluo.risk_fund.tests.office import LENDER, MANAGER, OTHER_LENDER, at, capital, compensated, lent, listed, loan_of, overdue
from miluo.valuation_disposal import public
from miluo.valuation_disposal.public import DisposalOutcome
from onewindow.ledger.arithmetic import to_fen
from onewindow.ledger.verification import verify
from onewindow.words.refused import Refused

pytestmark = pytest.mark.usefixtures("fund")
LATER = at("2023-08-01")


@pytest.fixture
def paid(fund: None) -> str:
    """A loss of 1,000,000 of which the fund has paid half; the claim."""
    capital()
    claim = overdue(lent(listed()), interest="0", penalty="12000", when=at("2023-06-19"))
    compensated(claim, at("2023-06-21"))
    return claim


def got(claim: str, amount: str, *, kind: str = "recovery", costs: str = "0", evidence: str = "演示凭证1") -> Recovery:
    number = recovering.recover(claim=claim, kind=kind, amount=amount, costs=costs, evidence=evidence, by=LENDER, at=LATER).number
    return Recovery.objects.get(number=number)


@pytest.mark.clause("riskfund-21")
def test_a_recovery_returns_its_share_at_once_net_of_proven_costs(paid):
    assert got(paid, "200000", costs="30000").returned == Decimal("85000.00")
    assert account().cash == Decimal("4585000.00")
    assert verify().ok


@pytest.mark.clause("riskfund-21", "riskfund-20")
def test_nothing_beyond_the_debt_is_taken_and_no_slip_twice(paid):
    got(paid, "1000000")
    with pytest.raises(Refused) as refused:
        got(paid, "12000.01", evidence="演示凭证2")
    assert (refused.value.first.code, refused.value.first.expected) == ("beyond_debt", "大于0、不超过12,000.00元")
    with pytest.raises(Refused, match="已经登记"):
        got(paid, "1")
    assert got(paid, "12000", evidence="演示凭证2").returned == 0  # the fund has all of its own back
    assert account().recovered == Decimal("500000.00")


@pytest.mark.clause("riskfund-21", "conv-fund-10")
def test_what_it_cost_to_get_it_is_no_part_of_the_debt(paid):
    assert got(paid, "1020000", costs="8000").returned == Decimal("500000.00")  # of half of 1,012,000 what the fund paid
    with pytest.raises(Refused) as refused:
        got(paid, "0.01", evidence="演示凭证2")
    assert refused.value.first.code == "beyond_debt"


SOLD = DisposalOutcome(
    number="演示处置1",
    mortgage="",
    handler="bank",
    bank_share=Decimal(100),
    guarantor_share=Decimal(0),
    gross_cny=Decimal("640000.00"),
    costs_cny=Decimal("30000.00"),
    interest_cny=Decimal("12000.00"),
    principal_cny=Decimal("588000.00"),
    to_creditor_cny=Decimal("600000.00"),
    surplus_cny=Decimal("10000.00"),
    unpaid_cny=Decimal("0.00"),
    received_on=date(2023, 7, 20),
    distributed_on=date(2023, 7, 21),
)


@pytest.mark.clause("riskfund-21", "valuation-11", "conv-fund-20")
def test_what_a_disposal_brought_is_read_from_its_register_and_never_typed(paid, monkeypatch):
    with pytest.raises(Refused) as refused:
        recovering.recover_sale(claim=paid, by=LENDER, at=LATER)
    assert refused.value.first.code == "no_sale"
    mortgage = loan_of("FB2023-000001").mortgage
    monkeypatch.setattr(public, "disposal_of", lambda number: SOLD if number == mortgage else None)
    with pytest.raises(Refused) as refused:
        got(paid, "600000")
    assert refused.value.first.code == "disposal_first"
    with pytest.raises(Refused) as refused:
        recovering.recover_sale(claim=paid, by=OTHER_LENDER, at=LATER)
    assert refused.value.status == 403
    recovering.recover_sale(claim=paid, by=LENDER, at=LATER)
    row = Recovery.objects.get()
    assert (row.amount_fen, row.costs_fen, row.returned_fen) == (63000000, 3000000, 30000000)
    assert row.amount_fen - row.costs_fen == to_fen(SOLD.to_creditor_cny)
    assert (row.kind, row.sale, row.evidence) == ("recovery", "演示处置1", "抵押物处置演示处置1")
    with pytest.raises(Refused) as refused:
        recovering.recover_sale(claim=paid, by=LENDER, at=LATER)
    assert refused.value.first.code == "no_sale"
    assert got(paid, "400000").returned == Decimal("200000.00")  # what comes beside the disposal is entered by hand
    assert verify().ok


@pytest.mark.clause("riskfund-23")
def test_a_disposal_after_the_write_off_returns_by_the_shares_of_the_risk(paid, monkeypatch):
    asked = recovering.ask_write_off(loan="FB2023-000001", ground="演示：终结执行", by=LENDER, at=LATER).number
    recovering.review_write_off(number=asked, approve=True, reason="", by=MANAGER, at=LATER)
    monkeypatch.setattr(public, "disposal_of", lambda number: SOLD)
    recovering.recover_sale(claim=paid, by=LENDER, at=LATER)
    assert (Recovery.objects.get().kind, Recovery.objects.get().returned_fen) == ("write_off", 31500000)


@pytest.mark.clause("riskfund-21")
def test_before_the_fund_has_paid_there_is_nothing_to_return():
    capital()
    claim = overdue(lent(listed()), when=at("2023-06-19"))
    with pytest.raises(Refused) as refused:
        got(claim, "1")
    assert refused.value.status == 409


@pytest.mark.clause("riskfund-22")
def test_bad_loans_are_sold_after_their_plan_was_approved(paid):
    loan = "FB2023-000001"
    with pytest.raises(Refused) as refused:
        got(paid, "400000", kind="transfer")
    assert refused.value.first.clause == "riskfund-22"
    with pytest.raises(Refused):
        recovering.submit_plan(kind="transfer", loans=[loan], plan="演示方案", by=OTHER_LENDER, at=LATER)
    plan = recovering.submit_plan(kind="transfer", loans=[loan], plan="演示方案", by=LENDER, at=LATER).number
    with pytest.raises(Refused):
        got(paid, "400000", kind="transfer")
    recovering.review_plan(number=plan, approve=True, reason="", by=MANAGER, at=LATER)
    assert got(paid, "400000", kind="transfer", costs="50000").returned == Decimal("200000.00")  # costs are not taken off here


@pytest.mark.clause("riskfund-23")
def test_a_write_off_is_reviewed_and_makes_a_loss_of_what_the_fund_has_not_back(paid):
    got(paid, "200000")
    with pytest.raises(Refused, match="没有核销"):
        got(paid, "1", kind="write_off", evidence="演示凭证2")
    asked = recovering.ask_write_off(loan="FB2023-000001", ground="演示：终结执行", by=LENDER, at=LATER).number
    with pytest.raises(Refused, match="已经报请核销"):
        recovering.ask_write_off(loan="FB2023-000001", ground="演示", by=LENDER, at=LATER)
    with pytest.raises(Refused):
        recovering.review_write_off(number=asked, approve=False, reason="", by=MANAGER, at=LATER)
    recovering.review_write_off(number=asked, approve=True, reason="", by=MANAGER, at=LATER)
    stands = account()
    assert (stands.written_off, stands.compensated) == (Decimal("400000.00"), Decimal("500000.00"))
    with pytest.raises(Refused, match="按核销后追偿登记"):
        got(paid, "1", evidence="演示凭证3")
    assert got(paid, "100000", kind="write_off", evidence="演示凭证2").returned == Decimal("50000.00")
    assert loan_of("FB2023-000001").debt == Decimal("1012000.00")
    assert verify().ok


@pytest.mark.clause("riskfund-24")
def test_a_quarter_is_filed_once_when_it_is_over_and_nothing_is_a_filing_too():
    assert [(each.year, each.number, each.due) for each in quarters(date(2023, 7, 1))] == [(2023, 2, date(2023, 7, 31))]
    assert {body for _, body in unfiled(date(2023, 8, 1))} == {"demo-bank-a", "demo-bank-b", "demo-guarantor"}
    reporting.file_quarter(year="2023", quarter="2", note="", by=LENDER, at=LATER)
    assert QuarterFiling.objects.get().figures == {
        "recoveries": 0,
        "recovered": "0.00",
        "returned": "0.00",
        "disposals": 0,
        "write_offs": 0,
    }
    with pytest.raises(Refused, match="已经备案"):
        reporting.file_quarter(year="2023", quarter="2", note="", by=LENDER, at=LATER)
    with pytest.raises(Refused, match="没有这个已经结束的季度"):
        reporting.file_quarter(year="2023", quarter="3", note="", by=LENDER, at=LATER)
    assert {body for _, body in unfiled(date(2023, 8, 1))} == {"demo-bank-b", "demo-guarantor"}


@pytest.mark.clause("riskfund-24")
def test_the_quarter_says_what_the_registers_hold(paid):
    got(paid, "200000", costs="30000")
    reporting.file_quarter(year="2023", quarter="3", note="", by=LENDER, at=at("2023-10-09"))
    said = QuarterFiling.objects.get().figures
    assert (said["recoveries"], said["recovered"], said["returned"]) == (1, "200,000.00", "85,000.00")


@pytest.mark.clause("riskfund-7b")
def test_the_periods_begin_with_the_fund_and_are_reported_within_two_months():
    assert [(each.kind, each.starts, each.ends) for each in periods(date(2023, 12, 31))] == [
        ("half", date(2023, 5, 25), date(2023, 6, 30)),
        ("half", date(2023, 7, 1), date(2023, 12, 31)),
        ("year", date(2023, 5, 25), date(2023, 12, 31)),
    ]
    assert [each.due for each in unreported(date(2023, 7, 1))] == [date(2023, 8, 31)]


@pytest.mark.clause("riskfund-7b")
def test_a_report_ties_to_the_ledger_and_is_made_once(paid):
    got(paid, "200000", costs="30000")
    answer = reporting.make_report(kind="half", ends="2023-06-30", by=MANAGER, at=LATER)
    said = Report.objects.get().figures
    assert said["money"] == {
        "came_in": "5,000,000.00",
        "earned": "0.00",
        "paid": "500,000.00",
        "returned": "0.00",
        "opening": "0.00",
        "closing": "4,500,000.00",
    }
    assert answer.paper == Report.objects.get().paper
    with pytest.raises(Refused, match="已经生成"):
        reporting.make_report(kind="half", ends="2023-06-30", by=MANAGER, at=LATER)
    with pytest.raises(Refused, match="没有这个已经结束的期间"):
        reporting.make_report(kind="year", ends="2023-12-31", by=MANAGER, at=LATER)


@pytest.mark.clause("riskfund-7b")
def test_a_register_that_says_something_else_than_the_ledger_makes_no_report(paid, monkeypatch):
    monkeypatch.setattr("miluo.risk_fund.funding.Standing.expected_cash", property(lambda of: Decimal("1")))
    with pytest.raises(DoesNotTie):
        figures(Period("half", date(2023, 5, 25), date(2023, 6, 30)))
    with pytest.raises(Refused, match="与账簿不符"):
        reporting.make_report(kind="half", ends="2023-06-30", by=MANAGER, at=LATER)
