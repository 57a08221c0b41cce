"""The calls of a bank: an agreement is filed once for one key, confirmed by the mortgagor alone, and what happens later is reported."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from miluo.rural_mortgage import api
from miluo.rural_mortgage.models import Agreement, Event, Mortgage
from miluo.rural_mortgage.tests.office import FARMER_NUMBER, RIGHT, agreement, confirmed, lent, mortgaged, right
from miluo.rural_mortgage.tests.test_pages import signed_in

pytestmark = pytest.mark.usefixtures("exchange", "june")
ROOT = "/api/v1/rural-mortgage"
PAID = {"on": "2023-06-16", "amount_cny": "100000"}


@pytest.fixture
def june(settings: Any) -> None:
    settings.FIXED_TODAY = date(2023, 6, 16)


@pytest.fixture
def bank(client: Client) -> Client:
    return signed_in(client, "bank-officer", "demo-bank-a")


def posted(client: Client, path: str, body: dict[str, Any], key: str = "call-00001") -> Any:
    headers = {"Idempotency-Key": key} if key else {}
    return client.post(f"{ROOT}{path}", body, content_type="application/json", headers=headers)


def terms(**changes: Any) -> dict[str, Any]:
    money = {"loan_cny": "100000.00", "value_cny": "300000.00", "value_basis": "agreed", "rate": "4.35", "overdue_rate": "6.525"}
    term = {"starts_on": "2023-06-20", "ends_on": "2024-06-19", "term_months": 12, "contract_on": "2023-06-09"}
    papers = {"purpose": "2", "purpose_proof": "演示镇村证明", "loan_contract": "演示借字1", "mortgage_contract": "演示抵字1"}
    found = {"full_capacity": True, "no_bad_record": True}
    return {"right": RIGHT, "mortgagor_number": FARMER_NUMBER, **money, **term, **papers, **found, **changes}


@pytest.mark.clause("mortgage-17a", "mortgage-23")
def test_an_agreement_is_filed_by_a_call_once_for_its_key(bank: Client) -> None:
    right()
    assert posted(bank, "/agreements", terms(), key="").status_code == 422  # without a key nothing is changed
    first = posted(bank, "/agreements", terms())
    assert first.status_code == 200
    assert posted(bank, "/agreements", terms()).json() == first.json()
    assert Agreement.objects.count() == 1
    found = bank.get(f"{ROOT}/agreements/{first.json()['number']}").json()
    assert (found["state"], found["loan_cny"], found["rate"], found["problems"]) == ("filed", "100000.00", "4.350", [])
    assert FARMER_NUMBER not in str(found)
    assert posted(bank, "/agreements", terms(), "call-00002").json()["code"] == "filed_before"


@pytest.mark.clause("mortgage-8", "mortgage-25a", "mortgage-26", "mortgage-27")
@pytest.mark.parametrize(
    ("changes", "status", "clause"),
    [
        ({"purpose": "5"}, 422, None),
        ({"term_months": 37}, 422, None),
        ({"rate": "4.3555"}, 422, None),
        ({"overdue_rate": "4.34"}, 422, "mortgage-27"),
        ({"loan_cny": "300000.01"}, 422, "mortgage-25a"),
        ({"right": "没有的权证"}, 404, "mortgage-7-1"),
        ({"mortgagor_number": "430681198202020024"}, 422, "mortgage-7-1"),
    ],
)
def test_a_term_that_may_not_be_is_a_problem_with_its_clause(
    bank: Client, changes: dict[str, Any], status: int, clause: str | None
) -> None:
    right()
    answer = posted(bank, "/agreements", terms(**changes))
    assert (answer.status_code, answer.json().get("clause")) == (status, clause)
    assert not Agreement.objects.exists()


@pytest.mark.clause("mortgage-25a")
def test_what_stands_in_the_way_of_registration_is_told_with_its_clause(bank: Client) -> None:
    right()
    number = posted(bank, "/agreements", terms(loan_cny="210000.01")).json()["number"]
    problems = bank.get(f"{ROOT}/agreements/{number}").json()["problems"]
    assert [(each["code"], each["clause"]) for each in problems] == [("not_eligible", "mortgage-25a")]


@pytest.mark.clause("mortgage-17a")
def test_the_mortgagor_confirms_by_a_call_and_his_bank_cannot_for_him(bank: Client) -> None:
    right()
    number = agreement()
    assert posted(bank, f"/agreements/{number}/confirm", {}).status_code == 403
    bank.logout()
    stranger = signed_in(Client(), "agent")
    assert posted(stranger, f"/agreements/{number}/confirm", {}).status_code == 404
    farmer = signed_in(Client(), "citizen", number=FARMER_NUMBER)
    answer = posted(farmer, f"/agreements/{number}/confirm", {})
    assert answer.json()["state"] == "confirmed" and answer.json()["paper"]
    assert posted(farmer, f"/agreements/{number}/confirm", {}).json() == answer.json()
    assert posted(farmer, f"/agreements/{number}/confirm", {}, "call-00002").status_code == 409


@pytest.mark.clause("mortgage-17a")
def test_the_window_confirms_only_with_what_was_signed_before_it(client: Client) -> None:
    right()
    number, window = agreement(), signed_in(client, "exchange-officer", "rural-property-exchange")
    assert posted(window, f"/agreements/{number}/confirm", {}).status_code == 422
    assert posted(window, f"/agreements/{number}/confirm", {"evidence": "演示签字"}).json()["state"] == "confirmed"


@pytest.mark.clause("mortgage-17a")
def test_an_agreement_is_ended_by_its_bank_and_by_no_other(bank: Client) -> None:
    right()
    number = confirmed()
    other = signed_in(Client(), "exchange-officer", "rural-property-exchange")
    assert posted(other, f"/agreements/{number}/end", {"reason": "演示"}).status_code == 403
    assert posted(bank, f"/agreements/{number}/end", {"reason": " "}).status_code == 422
    assert posted(bank, f"/agreements/{number}/end", {"reason": "演示"}, "call-00002").json()["state"] == "ended"


@pytest.mark.clause("mortgage-18b", "mortgage-24")
def test_a_payout_is_reported_on_the_certificate_once(bank: Client) -> None:
    right()
    found = lent(mortgaged())
    path = f"/mortgages/{found.number}/disbursement"
    assert posted(bank, path, {**PAID, "certificate": "别的"}).json()["clause"] == "mortgage-18b"
    right_one = {**PAID, "certificate": found.certificate}
    assert posted(bank, path, {**right_one, "amount_cny": "100000.01"}, "call-00002").json()["code"] == "above_claim"
    first = posted(bank, path, right_one, "call-00003")
    assert posted(bank, path, right_one, "call-00003").json() == first.json()
    assert posted(bank, path, right_one, "call-00004").status_code == 409
    shown = bank.get(f"{ROOT}/mortgages/{found.number}").json()
    assert (shown["disbursed_on"], shown["disbursed_cny"], shown["payout_due"]) == ("2023-06-16", "100000.00", "2023-06-21")
    assert bank.get(f"{ROOT}/mortgages/{found.number}/certificate").content.startswith(b"%PDF")


@pytest.mark.clause("mortgage-19a", "mortgage-20")
def test_repayment_and_change_are_reported_and_say_by_when_to_apply(bank: Client) -> None:
    right()
    found = mortgaged()
    path = f"/mortgages/{found.number}/events"
    late = posted(bank, path, {"kind": "repaid", "happened_on": "2023-06-17", "proof": "演示"})
    assert (late.status_code, late.json()["code"]) == (422, "future_date")
    assert (
        posted(bank, path, {"kind": "expired", "happened_on": "2023-06-16", "proof": "演示"}, "call-00002").json()["code"] == "not_expired"
    )
    answer = posted(bank, path, {"kind": "repaid", "happened_on": "2023-06-16", "proof": "演示凭证"}, "call-00003")
    assert "2023年6月26日" in answer.json()["message"]
    assert bank.get(f"{ROOT}/mortgages/{found.number}").json()["events"][0] == {
        "kind": "repaid",
        "happened_on": "2023-06-16",
        "before": {},
        "after": {},
        "registered_on": None,
        "due_on": "2023-06-26",
        "due_by_days": "2023-06-21",
        "due_by_working_days": "2023-06-26",
        "clause": "mortgage-20",
    }
    again = posted(bank, path, {"kind": "changed", "happened_on": "2023-06-16", "proof": "演示", "loan_cny": "90000"}, "call-00004")
    assert (again.status_code, Event.objects.count()) == (409, 1)


@pytest.mark.clause("mortgage-6")
def test_another_banks_agreement_and_mortgage_are_not_there(client: Client) -> None:
    right()
    found = mortgaged()
    other = signed_in(client, "bank-officer", "demo-bank-b")
    assert other.get(f"{ROOT}/agreements").json() == other.get(f"{ROOT}/mortgages").json() == []
    for path in (f"/agreements/{found.agreement.number}", f"/mortgages/{found.number}", f"/mortgages/{found.number}/certificate"):
        assert other.get(f"{ROOT}{path}").status_code == 404, path
    paid = {**PAID, "certificate": found.certificate}
    assert posted(other, f"/mortgages/{found.number}/disbursement", paid).status_code == 404
    assert (
        posted(other, f"/mortgages/{found.number}/events", {"kind": "repaid", "happened_on": "2023-06-16", "proof": "演"}).status_code
        == 404
    )
    assert Mortgage.objects.get().disbursed_on is None


@pytest.mark.clause("mortgage-6")
@pytest.mark.parametrize("role", ["citizen", "finance-officer", "rights-registrar"])
def test_who_is_no_bank_neither_files_nor_pays_out(client: Client, role: str) -> None:
    right()
    found = mortgaged()
    somebody = signed_in(client, role, "" if role == "citizen" else "agriculture-rural")
    assert posted(somebody, "/agreements", terms()).status_code == 403
    paid = {**PAID, "certificate": found.certificate}
    assert posted(somebody, f"/mortgages/{found.number}/disbursement", paid).status_code == 403
    assert Client().get(f"{ROOT}/mortgages").status_code == 401


def test_lists_are_narrowed_and_come_in_pages(bank: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    right()
    found, second, third = mortgaged(), agreement(serial=1), agreement(serial=2)
    monkeypatch.setattr(api, "SHOWN", 2)
    first = bank.get(f"{ROOT}/agreements")
    assert [each["number"] for each in first.json()] == [third, second]
    rest = bank.get(f"{ROOT}/agreements", {"cursor": first["X-Next-Cursor"]})
    assert [each["number"] for each in rest.json()] == [found.agreement.number]
    assert "X-Next-Cursor" not in rest
    assert [each["number"] for each in bank.get(f"{ROOT}/agreements", {"state": "registered"}).json()] == [found.agreement.number]
    assert bank.get(f"{ROOT}/mortgages", {"right": "别的"}).json() == []
    assert [each["number"] for each in bank.get(f"{ROOT}/mortgages", {"right": RIGHT, "state": "standing"}).json()] == [found.number]
    assert bank.get(f"{ROOT}/mortgages", {"cursor": "x"}).status_code == 422
