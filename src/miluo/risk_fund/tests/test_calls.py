"""The calls of a bank: asked, filed once for one key, refused with clause and figures."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from miluo.risk_fund.models import Claim, FundLoan
from miluo.risk_fund.tests.office import BANK, OTHER_BANK, at, capital, lent, listed
from miluo.risk_fund.tests.test_pages import signed_in

pytestmark = pytest.mark.usefixtures("fund", "september")
ROOT = "/api/v1/risk-fund"


@pytest.fixture
def september(settings: Any) -> None:
    settings.FIXED_TODAY = date(2023, 9, 15)


def posted(client: Client, path: str, body: dict[str, Any], key: str = "") -> Any:
    headers = {"Idempotency-Key": key} if key else {}
    return client.post(f"{ROOT}{path}", body, content_type="application/json", headers=headers)


def terms(code: str, amount: str = "1000000") -> dict[str, Any]:
    own = {"uscc": code, "mode": "bank", "contract": "演示合同1", "mortgage": "M-甲-1"}
    return {**own, "amount": amount, "disbursed_on": "2023-09-15", "due_on": "2024-09-15"}


@pytest.mark.clause("riskfund-15-2")
def test_a_loan_is_filed_by_a_call_once_for_its_key(client: Client) -> None:
    capital()
    body = terms(listed())
    signed_in(client, "loan-officer", BANK)
    assert posted(client, "/gate", {"uscc": body["uscc"], "amount": body["amount"]}).json()["decision"] == "ok"
    assert posted(client, "/loans", body).status_code == 422  # without a key nothing is changed
    first = posted(client, "/loans", body, "call-00001")
    assert posted(client, "/loans", body, "call-00001").json() == first.json()
    assert FundLoan.objects.count() == 1
    number = first.json()["number"]
    assert client.get(f"{ROOT}/loans/{number}").json()["balance"] == "1000000.00"
    assert client.get(f"{ROOT}/capacity").json()["left"] == "49000000.00"


@pytest.mark.clause("riskfund-14")
def test_what_is_refused_is_a_problem_with_its_clause(client: Client) -> None:
    capital()
    code = listed(recommended="500000")
    signed_in(client, "loan-officer", BANK)
    answer = posted(client, "/loans", terms(code, "500000.01"), "call-00002")
    assert (answer.status_code, answer.json()["code"], answer.json()["clause"]) == (409, "over_single", "riskfund-14")
    stops = {stop["key"]: stop["open"] for stop in posted(client, "/gate", {"uscc": code, "amount": "500000.01"}).json()["gates"]}
    assert stops == {"not_listed": True, "over_single": False, "over_leverage": True, "bad_loan_rate": True, "compensation_rate": True}


@pytest.mark.clause("riskfund-7f", "riskfund-17a")
def test_balances_and_a_default_come_by_calls_and_another_banks_loan_is_not_there(client: Client) -> None:
    capital()
    number = lent(listed(), when=at("2023-06-02"))
    signed_in(client, "loan-officer", BANK)
    wrong = posted(client, "/balances", {"day": "2023-08-31", "lines": [{"loan": number, "balance": "1000000.01"}]}, "call-00003")
    assert (wrong.status_code, wrong.json()["clause"]) == (422, "riskfund-7f")
    right = posted(client, "/balances", {"day": "2023-08-31", "lines": [{"loan": number, "balance": "900000"}]}, "call-00004")
    assert right.status_code == 200
    begun = posted(client, f"/loans/{number}/overdue", {"interest": "100", "recovery": "演示催收"}, "call-00005")
    assert begun.json()["number"] == Claim.objects.get().number
    client.logout()
    signed_in(client, "loan-officer", OTHER_BANK)
    assert client.get(f"{ROOT}/loans/{number}").status_code == 404
