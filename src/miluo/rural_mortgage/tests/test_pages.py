"""The pages: each opens for who may read it, an act is pressed there, and a farmer confirms on his own page."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from miluo.rural_mortgage.models import Agreement, Flag, Misconduct, Mortgage, Right, Search
from miluo.rural_mortgage.tests.office import FARMER, FARMER_NUMBER, RIGHT, agreement, at, mortgaged, right
from onewindow.accounts import services as accounts
from onewindow.organisations.models import Organisation
from onewindow.words.actor import SYSTEM

pytestmark = [pytest.mark.usefixtures("exchange", "june")]
HOME = "/desk/rural-mortgage/"


@pytest.fixture
def june(settings: Any) -> None:
    settings.FIXED_TODAY = date(2023, 6, 16)


def signed_in(client: Client, roles: str, organisation: str = "", number: str = "", name: str = "x") -> Client:
    body = Organisation.objects.filter(key=organisation).first()
    shown, username = FARMER if number else "演示人员", f"{roles.split()[0]}-{name}"
    user = accounts.create_user(
        username=username, display_name=shown, organisation=body, resident_id=number or None, by=SYSTEM, at=at(5, 26)
    )
    for role in roles.split():
        accounts.grant(user=user, role=role, organisation=body, valid_from=date(2023, 5, 26), by=SYSTEM, at=at(5, 26))
    client.force_login(user)
    return client


@pytest.mark.parametrize(
    ("role", "organisation"),
    [
        ("bank-officer", "demo-bank-a"),
        ("exchange-officer", "rural-property-exchange"),
        ("rights-registrar", "agriculture-rural"),
        ("finance-officer", "finance-work"),
    ],
)
def test_every_page_opens_for_who_may_read_it(client: Client, role: str, organisation: str) -> None:
    right()
    found = mortgaged()
    signed_in(client, role, organisation)
    for page in ("", f"mortgages/{found.number}/", "agreements/", f"agreements/{found.agreement.number}/", "rights/", "search/", "banks/"):
        assert client.get(HOME + page).status_code == 200, page
    seen = client.get(f"{HOME}rights/{Right.objects.get().pk}/?on=2020-01-01").status_code
    assert seen == (404 if role == "bank-officer" else 200)


def test_another_bank_and_another_registrar_see_nothing_of_it(client: Client) -> None:
    right()
    found = mortgaged()
    signed_in(client, "bank-officer", "demo-bank-b")
    assert client.get(f"{HOME}mortgages/{found.number}/").status_code == 404
    assert found.number not in client.get(HOME).content.decode()


@pytest.mark.clause("mortgage-18b")
def test_a_bank_pays_out_by_a_press_and_is_told_on_the_page_what_is_wrong(client: Client) -> None:
    right()
    found = mortgaged()
    signed_in(client, "bank-officer", "demo-bank-a")
    page = f"{HOME}mortgages/{found.number}/"
    posted = {"intent": "disburse", "certificate": "别的", "on": "2023-06-16", "amount_cny": "100000"}
    refused = client.post(page, posted)
    assert "他项权利证明编号与登记不一致" in refused.content.decode()
    assert client.post(page, {**posted, "certificate": found.certificate}).status_code == 302
    assert Mortgage.objects.get().disbursed_on == date(2023, 6, 16)


@pytest.mark.clause("mortgage-33")
def test_a_misused_loan_is_recalled_and_the_registration_cancelled_by_a_press_each(client: Client) -> None:
    right()
    found = mortgaged()
    page = f"{HOME}mortgages/{found.number}/"
    bank = signed_in(client, "bank-officer", "demo-bank-a")
    assert "提前收回贷款" not in bank.get(page).content.decode()  # nothing was found yet
    assert bank.post(page, {"intent": "misconduct", "finding": "misuse", "facts": "演示事实"}).status_code == 302
    number = Misconduct.objects.get().number
    assert "因欺诈或者违约使用注销登记" not in bank.get(page).content.decode()
    assert "没有编号为" in bank.post(page, {"intent": "recall", "misconduct": ""}).content.decode()
    assert bank.post(page, {"intent": "recall", "misconduct": number}).status_code == 302
    assert "提前收回贷款</summary>" not in bank.get(page).content.decode()
    registrar = signed_in(Client(), "approver rights-registrar", "agriculture-rural")
    cancel = {"intent": "cancel_for", "misconduct": number, "basis": "", "document": "演示文书"}
    assert "不能由登记机构自行注销" in registrar.post(page, cancel).content.decode()
    assert registrar.post(page, {**cancel, "basis": "request"}).status_code == 302
    assert Mortgage.objects.get().ended_for == "fraud"
    assert "抵押权人申请：演示文书" in registrar.get(page).content.decode()


@pytest.mark.clause("mortgage-19a", "mortgage-20")
def test_both_last_days_stand_side_by_side_and_the_farmer_is_led_to_the_window(client: Client) -> None:
    right()
    found = mortgaged()
    page = f"{HOME}mortgages/{found.number}/"
    bank = signed_in(client, "bank-officer", "demo-bank-a")
    repaid = {"intent": "event", "kind": "repaid", "happened_on": "2023-06-16", "proof": "演示凭证", "loan_cny": ""}
    assert bank.post(page, repaid).status_code == 302
    shown = bank.get(page).content.decode()
    assert '<span class="tag tag-blue">2023年6月26日</span>' in shown and "2023年6月21日" in shown
    farmer = signed_in(Client(), "citizen", number=FARMER_NUMBER)
    mine = farmer.get("/rural-mortgage/").content.decode()
    assert "请在2023年6月26日前申请登记" in mine and "/services/rural-mortgage-cancel-arable/" in mine


@pytest.mark.clause("mortgage-18b")
def test_the_certificate_is_fetched_by_its_bank_and_its_mortgagor_alone(client: Client) -> None:
    right()
    found = mortgaged()
    desk, own = f"{HOME}mortgages/{found.number}/certificate.pdf", f"/rural-mortgage/mortgages/{found.number}/certificate.pdf"
    assert signed_in(client, "bank-officer", "demo-bank-a").get(desk).content.startswith(b"%PDF")
    assert signed_in(Client(), "bank-officer", "demo-bank-b", name="other").get(desk).status_code == 404
    assert signed_in(Client(), "citizen", number=FARMER_NUMBER).get(own).content.startswith(b"%PDF")
    assert signed_in(Client(), "citizen", name="other").get(own).status_code == 404


@pytest.mark.clause("mortgage-21")
def test_a_registrar_flags_a_right_and_the_register_of_mortgages_warns(client: Client) -> None:
    right()
    mortgaged()
    signed_in(client, "rights-registrar", "agriculture-rural")
    posted = {"intent": "flag", "kind": "disputed", "starts_on": "2023-06-15", "body": "演示法院", "document": "演示文书"}
    assert client.post(f"{HOME}rights/{Right.objects.get().pk}/", posted).status_code == 302
    assert Flag.objects.get().kind == "disputed"
    assert "权属存在争议" in client.get(HOME).content.decode()


@pytest.mark.clause("mortgage-32")
def test_a_search_on_the_page_is_kept_with_its_purpose(client: Client) -> None:
    right()
    signed_in(client, "bank-officer", "demo-bank-a")
    posted = {"intent": "search", "by_what": "right", "term": RIGHT, "purpose": "lending", "reason": ""}
    assert "没有填写查询事由" in client.post(f"{HOME}search/", posted).content.decode()
    assert RIGHT in client.post(f"{HOME}search/", {**posted, "reason": "演示"}).content.decode()
    assert Search.objects.count() == 1


@pytest.mark.clause("mortgage-17a")
def test_a_farmer_looks_over_what_the_bank_filed_and_confirms_or_sends_it_back(client: Client) -> None:
    right()
    filed, other = agreement(), agreement(serial=1)
    signed_in(client, "citizen", number=FARMER_NUMBER)
    assert filed in client.get("/rural-mortgage/").content.decode()
    page = f"/rural-mortgage/agreements/{filed}/"
    assert "等您核对" in client.get(page).content.decode()
    assert client.post(page, {"intent": "confirm"}).status_code == 302
    assert "去申请抵押登记" in client.get(page).content.decode()
    paper = client.get(f"{page}application/")
    assert paper.content.startswith(b"%PDF")
    assert client.get(f"/rural-mortgage/agreements/{other}/application/").status_code == 404
    again = f"/rural-mortgage/agreements/{other}/"
    assert "没有填写终结原因" in client.post(again, {"intent": "decline", "reason": ""}).content.decode()
    assert client.post(again, {"intent": "decline", "reason": "金额不对"}).status_code == 302
    assert [each.state for each in Agreement.objects.order_by("id")] == ["confirmed", "ended"]


def test_a_stranger_finds_no_agreement_of_another(client: Client) -> None:
    right()
    filed = agreement()
    signed_in(client, "citizen")
    assert client.get(f"/rural-mortgage/agreements/{filed}/").status_code == 404
