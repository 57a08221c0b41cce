"""The pages: each opens for who may read it, an act is pressed there, and a farmer confirms on his own page."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from miluo.rural_mortgage.models import Agreement, Flag, Mortgage, Right, Search
from miluo.rural_mortgage.tests.office import FARMER, FARMER_NUMBER, RIGHT, agreement, at, mortgaged, right
from onewindow.accounts import services as accounts
from onewindow.organisations.models import Organisation
from onewindow.words.actor import SYSTEM

pytestmark = [pytest.mark.usefixtures("exchange", "june")]
HOME = "/desk/rural-mortgage/"


@pytest.fixture
def june(settings: Any) -> None:
    settings.FIXED_TODAY = date(2023, 6, 16)


def signed_in(client: Client, role: str, organisation: str = "", number: str = "") -> Client:
    body = Organisation.objects.filter(key=organisation).first()
    name = FARMER if number else "演示人员"
    user = accounts.create_user(
        username=f"{role}-x", display_name=name, organisation=body, resident_id=number or None, by=SYSTEM, at=at(5, 26)
    )
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
