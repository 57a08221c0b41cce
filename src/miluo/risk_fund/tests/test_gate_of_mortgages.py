"""第十三条、第十四条 before a mortgage is registered that counts on the fund: what the case says is what the list says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from miluo.risk_fund.gates import fund_support
from miluo.risk_fund.tests.office import MANAGER, listed, uscc
from miluo.rural_mortgage import public
from miluo.rural_mortgage.public import Agreement
from onewindow.cases.gates import Gate

pytestmark = pytest.mark.usefixtures("fund")
GATE = Gate("decide", "rural-mortgage-arable", "", "agriculture-rural", "promise", MANAGER, date(2023, 6, 5), number="2023-000001")
AGREED = Agreement(
    number="1",
    case_number="2023-000001",
    right="R",
    right_kind="operation_arable",
    bank="demo-bank-a",
    mortgagor="演示合作社",
    mortgagor_key="",
    mortgagor_uscc=uscc(1),
    loan_cny=Decimal(1000000),
    value_cny=Decimal(2000000),
    value_basis="agreed",
    report_number="",
    term_months=12,
    starts_on=date(2023, 6, 1),
    ends_on=date(2024, 5, 31),
    loan_contract="演示合同",
    fund_supported=True,
    recommended_cny=Decimal("2000000.00"),
)


def found(monkeypatch: pytest.MonkeyPatch, agreed: Agreement | None) -> list[str]:
    monkeypatch.setattr(public, "agreement", lambda number="", *, case="": agreed)
    return [problem.code for problem in fund_support(GATE)]


@pytest.mark.clause("riskfund-13", "riskfund-14")
def test_a_case_that_counts_on_the_fund_names_a_listed_borrower_and_the_amount_of_the_list(monkeypatch: pytest.MonkeyPatch) -> None:
    assert found(monkeypatch, AGREED) == ["not_listed"]
    listed(1)
    assert found(monkeypatch, AGREED) == []
    assert found(monkeypatch, replace(AGREED, recommended_cny=Decimal("2000000.01"))) == ["other_amount"]
    assert found(monkeypatch, replace(AGREED, recommended_cny=None)) == ["other_amount"]
    assert found(monkeypatch, replace(AGREED, mortgagor_uscc="")) == ["not_listed"]  # a natural person is none of its subjects
    farm = replace(AGREED, mortgagor_uscc="", borrower_uscc=uscc(1))
    assert found(monkeypatch, farm) == []  # but the body that borrows on his right may be
    assert found(monkeypatch, replace(farm, borrower_uscc=uscc(2))) == ["not_listed"]


@pytest.mark.clause("riskfund-13")
def test_a_case_that_does_not_count_on_it_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    assert found(monkeypatch, None) == []
    assert found(monkeypatch, replace(AGREED, fund_supported=False)) == []
