"""第十五条: the list goes from the authority by the guarantor to the banks; a loan is filed and passes four gates."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from miluo.risk_fund.models import FundLoan, Listing, Position
from miluo.risk_fund.services import lending, listing
from miluo.risk_fund.subjects import CHECKS
from miluo.risk_fund.tests.office import (
    GUARANTOR,
    KEEPER,
    LENDER,
    MANAGER,
    NOW,
    OTHER_LENDER,
    WARRANTOR,
    at,
    capital,
    lent,
    listed,
    loan_of,
    uscc,
)
from onewindow.words.refused import Refused

pytestmark = pytest.mark.usefixtures("fund")
LINE = {
    "name": "演示合作社",
    "kind": "collective",
    "industry": "tea",
    "town": "演示镇",
    "registered_here": True,
    "recommended": "1200000",
    "document": "演示推荐文件",
    "checked_on": date(2023, 5, 30),
    "checks": tuple(CHECKS),
}


@pytest.mark.clause("riskfund-15-1")
def test_a_subject_counts_as_listed_when_the_list_has_come_by_the_guarantor_to_the_banks():
    capital()
    code = uscc(1)
    listing.enter(uscc=code, **LINE, by=KEEPER, at=NOW)
    with pytest.raises(Refused) as refused:
        lent(code, "1000000")
    assert refused.value.first.code == "not_listed"
    listing.push(guarantor=GUARANTOR, by=KEEPER, at=NOW)
    listing.send_on(by=WARRANTOR, at=NOW)
    assert loan_of(lent(code, "1000000")).principal == Decimal("1000000.00")


@pytest.mark.clause("riskfund-3", "riskfund-13")
@pytest.mark.parametrize(
    ("change", "clause"),
    [
        ({"registered_here": False}, "riskfund-3"),
        ({"industry": "steel"}, "riskfund-3"),
        ({"checks": ("credit_clean", "taxes_filed", "no_accident")}, "riskfund-13"),
        ({"checked_on": date(2023, 6, 2)}, "riskfund-13"),
        ({"recommended": "0"}, "riskfund-14"),
    ],
)
def test_who_does_not_meet_the_conditions_is_not_listed(change, clause):
    with pytest.raises(Refused) as refused:
        listing.enter(uscc=uscc(1), **{**LINE, **change}, by=KEEPER, at=NOW)
    assert refused.value.first.clause == clause
    assert not Listing.objects.exists()


@pytest.mark.clause("riskfund-7e")
def test_nobody_is_listed_twice_and_only_an_authority_lists():
    listing.enter(uscc=uscc(1), **LINE, by=KEEPER, at=NOW)
    with pytest.raises(Refused, match="已在名录内"):
        listing.enter(uscc=uscc(1), **LINE, by=KEEPER, at=NOW)
    with pytest.raises(Refused) as refused:
        listing.enter(uscc=uscc(2), **LINE, by=MANAGER, at=NOW)
    assert refused.value.status == 403


@pytest.mark.clause("riskfund-7e")
def test_off_the_list_a_subject_gets_no_loan_from_that_day():
    capital()
    code = listed()
    lent(code, "500000", contract="演示合同0", when=at("2023-08-31"))
    listing.remove(uscc=code, removal="adjusted", reason="演示：停止经营", by=KEEPER, at=at("2023-09-01"))
    with pytest.raises(Refused) as refused:
        lent(code, "500000", when=at("2023-09-02"))
    assert refused.value.first.clause == "riskfund-13"
    assert listed(1, when=at("2023-09-03")) == code  # what was adjusted may be listed again


@pytest.mark.clause("riskfund-27")
def test_who_cheated_is_taken_off_for_good():
    capital()
    code = listed()
    listing.remove(uscc=code, removal="misuse", reason="演示：改变用途的认定", by=MANAGER, at=at("2023-09-01"))
    with pytest.raises(Refused) as refused:
        listed(1, when=at("2023-09-02"))
    assert refused.value.first.clause == "riskfund-27"
    with pytest.raises(Refused, match="须写明原因"):
        listing.remove(uscc=code, removal="misuse", reason=" ", by=MANAGER, at=at("2023-09-02"))


@pytest.mark.clause("riskfund-15-2")
def test_in_the_bank_mode_a_bank_files_what_it_lends():
    capital()
    loan = loan_of(lent(listed()))
    assert (loan.number, loan.bank.key, loan.mode, loan.guarantor) == ("FB2023-000001", "demo-bank-a", "bank", None)
    assert Position.objects.get().outstanding_fen == 100000000


@pytest.mark.clause("riskfund-15-3", "riskfund-7g")
def test_in_the_guarantee_mode_a_cooperating_guarantor_stands_behind_it():
    capital()
    code = listed()
    assert loan_of(lent(code, mode="guarantee")).guarantor.key == GUARANTOR
    terms = {"uscc": code, "mode": "guarantee", "contract": "演示合同2", "mortgage": "M-甲-2", "amount": "1", "guarantor": "finance"}
    with pytest.raises(Refused) as refused:
        lending.file_loan(**terms, disbursed_on=NOW.date(), due_on=date(2024, 6, 1), by=LENDER, at=NOW)
    assert refused.value.first.clause == "riskfund-7g"


@pytest.mark.clause("riskfund-4")
def test_a_bank_that_takes_no_part_files_nothing(monkeypatch):
    capital()
    code = listed()
    monkeypatch.setattr("miluo.rural_mortgage.public.banks", lambda on: ())
    with pytest.raises(Refused) as refused:
        lent(code)
    assert refused.value.first.clause == "riskfund-4"


@pytest.mark.clause("riskfund-2")
@pytest.mark.parametrize("mortgage", ["", "X-1", "M-乙-1", "M-甲-1-ended"])
def test_a_loan_without_a_standing_mortgage_of_the_bank_is_of_neither_mode(mortgage):
    capital()
    terms = {"uscc": listed(), "mode": "bank", "contract": "演示合同1", "mortgage": mortgage, "amount": "1"}
    with pytest.raises(Refused) as refused:
        lending.file_loan(**terms, disbursed_on=NOW.date(), due_on=date(2024, 6, 1), by=LENDER, at=NOW)
    assert refused.value.first.clause == "riskfund-2"


@pytest.mark.clause("riskfund-15-2")
def test_a_contract_is_filed_once_and_the_same_key_answers_the_same():
    capital()
    terms = {"uscc": listed(), "mode": "bank", "contract": "演示合同1", "mortgage": "M-甲-1", "amount": "1"}
    days = {"disbursed_on": NOW.date(), "due_on": date(2024, 6, 1)}
    first = lending.file_loan(**terms, **days, by=LENDER, at=NOW, key="key-00001")
    assert lending.file_loan(**terms, **days, by=LENDER, at=NOW, key="key-00001") == first
    with pytest.raises(Refused, match="已经登记"):
        lending.file_loan(**terms, **days, by=LENDER, at=NOW, key="key-00002")
    assert FundLoan.objects.count() == 1


@pytest.mark.clause("riskfund-12", "riskfund-14")
def test_every_gate_that_is_shut_is_told_with_its_figures_and_how_far_it_is():
    capital("100000")
    with pytest.raises(Refused) as refused:
        lent(listed(recommended="1500000"), "1500000.01")
    told = [(problem.code, problem.clause) for problem in refused.value.problems]
    assert told == [("over_single", "riskfund-14"), ("over_leverage", "riskfund-12")]
    assert refused.value.problems[0].expected == "超过0.01元"
    assert "补充出资50,000.01元" in str(refused.value.problems[1].expected)
    assert not FundLoan.objects.exists()


@pytest.mark.clause("riskfund-12")
def test_two_banks_share_one_ceiling():
    capital("300000")
    lent(listed(1), "2000000")
    with pytest.raises(Refused) as refused:
        lent(listed(2), "1000000.01", contract="演示合同2", by=OTHER_LENDER)
    assert refused.value.first.clause == "riskfund-12"
    lent(uscc(2), "1000000", contract="演示合同3", by=OTHER_LENDER)
    assert Position.objects.get().outstanding_fen == Position.objects.get().ceiling_fen == 300000000
