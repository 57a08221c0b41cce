"""The public pages of articles 6, 8 and 10 to 14, and the farmer's own: what is published, what he may do, and who gets in where."""

from __future__ import annotations

from copy import copy
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from miluo.rural_mortgage import public as mortgages
from miluo.valuation_disposal import services
from miluo.valuation_disposal.models import Disposal, Objection, Valuation
from miluo.valuation_disposal.tests import sold as disposing
from miluo.valuation_disposal.tests.office import (
    BANK,
    CENTRE,
    FARMER,
    PARTIES,
    USCCS,
    Register,
    at,
    mortgage,
    opened,
    priced,
    reported,
    right,
)
from miluo.valuation_disposal.tests.visiting import FARMER_NUMBER, HOME, account, farmer, on, said, signed_in
from onewindow.cases.holders import person_key


@pytest.fixture(autouse=True)
def on_the_tenth_of_august(settings: Any) -> None:
    settings.FIXED_TODAY = date(2023, 8, 10)


@pytest.mark.clause("valuation-6")
def test_the_list_shows_qualification_contact_and_credit_as_published(register: Register, client: Client) -> None:
    assert "名录还没有公布" in said(client.get(f"{HOME}appraisers/"))
    told = {"happened_on": date(2023, 7, 1), "facts": "演示：提前出具报告", "evidence": "演示评价表"}
    services.record_credit(uscc=USCCS[0], kind="good", **told, by=CENTRE, at=at(7, 2))
    services.publish_list(by=CENTRE, at=at(7, 3))
    services.take_off(uscc=USCCS[4], reason="演示：不实报告", expelled=True, by=CENTRE, at=at(8, 1))
    page = said(client.get(f"{HOME}appraisers/"))
    for words in (
        "资产评估机构备案",
        "演示备案一",
        "0730-0000000",
        "提前出具报告",
        "良好记录",
        "2023年8月1日退出",
        "下次公布不晚于2023年10月3日",
    ):
        assert words in page
    services.publish_list(by=CENTRE, at=at(8, 2))
    newest = said(client.get(f"{HOME}appraisers/"))
    assert "演示评估机构五" not in newest
    assert "演示评估机构五" in said(client.get(f"{HOME}appraisers/?list=ML2023-001"))
    assert client.get(f"{HOME}appraisers/?list=ML2023-009").status_code == 404


@pytest.mark.clause("valuation-8")
def test_prices_are_shown_by_year_kind_and_town_with_their_table(register: Register, client: Client) -> None:
    assert "还没有公布过参考意见" in said(client.get(f"{HOME}prices/"))
    priced()
    page = said(client.get(f"{HOME}prices/"))
    for words in ('data-chart="prices-data"', "白塘镇", "农村土地经营权（耕地）", "元/亩·年", "还没有公布的"):
        assert words in page
    town = said(client.get(f"{HOME}prices/?town=白塘镇&year=2023&kind=operation_arable.land"))
    assert "历年参考价" in town
    assert client.get(f"{HOME}prices/?year=x&kind=x&town=x").status_code == 200


@pytest.mark.clause("valuation-12", "valuation-13")
def test_only_what_is_disposed_of_in_public_is_shown_and_nobody_by_name(register: Register, client: Client, settings: Any) -> None:
    on(settings, 9, 15)
    number = disposing.opened()
    assert number not in said(client.get(f"{HOME}disposals/"))
    disposing.routed(number)  # by re-transfer, which is no public offer
    assert number not in said(client.get(f"{HOME}disposals/"))
    register.mortgages["DY2023-0002"] = mortgage(number="DY2023-0002", right_kind="collective_construction")
    register.realised.add("DY2023-0002")
    public = disposing.opened(mortgage="DY2023-0002")
    disposing.routed(public, "transfer")
    page = said(client.get(f"{HOME}disposals/"))
    assert public in page
    assert "公开转让" in page
    disposing.sold(public, "900000.00", buyer_kind="public")
    page = said(client.get(f"{HOME}disposals/"))
    assert "900,000.00" in page
    assert "公开竞得人" in page
    assert not any(name in page for name in ("演示农户", "演示受让人", "JY-0001"))


@pytest.mark.clause("valuation-12")
def test_the_public_list_is_paged_and_asks_no_more_for_many_than_for_one(register: Register, client: Client, settings: Any) -> None:
    on(settings, 9, 15)
    register.mortgages["DY2023-0001"] = mortgage(right_kind="collective_construction")
    number = disposing.opened()
    disposing.routed(number, "transfer")
    disposing.sold(number, buyer_kind="public")
    with CaptureQueriesContext(connection) as for_one:
        assert "共" not in said(client.get(f"{HOME}disposals/")).partition("已经成交")[2]
    for state, on_day in (("sold", date(2023, 9, 2)), ("routed", None)):
        row = Disposal.objects.get(number=number)
        row.state, row.sold_on = state, on_day
        rows = [copy(row) for _ in range(60)]
        for place, each in enumerate(rows):
            each.pk, each.number, each.mortgage = None, f"{state}-{place:03}", f"{state}-{place:03}"
        Disposal.objects.bulk_create(rows)
    with CaptureQueriesContext(connection) as for_many:
        first = said(client.get(f"{HOME}disposals/"))
    assert len(for_many) == len(for_one)
    assert "另有10项较早启动的没有列出" in first
    assert number in first
    assert "sold-000" not in first
    assert "sold-000" in said(client.get(f"{HOME}disposals/?page=2"))


@pytest.mark.clause("valuation-4")
def test_a_farmer_agrees_to_the_method_or_asks_for_another(register: Register, client: Client) -> None:
    number = opened()
    farmer(client, register)
    page = f"{HOME}mine/valuations/{number}/"
    assert "等您办理" in said(client.get(f"{HOME}mine/"))
    assert "等您确认" in said(client.get("/my/"))
    assert client.post(page, {"intent": "change", "method": "negotiated"}).status_code == 302
    assert "没有选择评估方式" in said(client.post(page, {"intent": "change"}))
    assert client.post(page, {"intent": "agree"}).status_code == 302
    assert set(Valuation.objects.get().consents.values_list("party", flat=True)) == {"applicant"}
    assert "现在不需要您办理。下一步：合作银行确认评估方式。" in said(client.get(page))
    assert "下一步：合作银行确认评估方式" in said(client.get(f"{HOME}mine/"))
    assert "产权经营主体已经确认" in said(client.post(page, {"intent": "agree"}))


@pytest.mark.clause("valuation-10", "valuation-8", "valuation-9")
def test_a_farmer_is_told_the_fee_before_he_objects_and_objects_once(register: Register, client: Client) -> None:
    priced()
    number = reported()
    farmer(client, register)
    page = f"{HOME}mine/valuations/{number}/"
    shown = said(client.get(page))
    for words in ("1,200,000.00元", "2023年参考价", "费用由您负责", "3,000.00元", "由银行负责，不用您付", "2023年8月24日以前提出"):
        assert words in shown
    assert client.get(f"{page}reports/1/").content.startswith(b"%PDF")
    assert client.get(f"{page}reports/2/").status_code == 404
    refused = client.post(page, {"intent": "object", "reason": "演示：面积有误"})
    assert "没有确认重新评估的费用由您负责" in said(refused)
    assert "演示：面积有误" in said(refused)  # nothing typed is lost
    assert not Objection.objects.exists()
    assert client.post(page, {"intent": "object", "reason": "演示：面积有误", "fee": "1"}).status_code == 302
    assert "撤回异议" in said(client.get(page))
    again = client.post(page, {"intent": "object", "reason": "演示：再来一次", "fee": "1"})
    assert "重新评估只能申请一次" in said(again)
    assert client.post(page, {"intent": "withdraw"}).status_code == 302
    assert Valuation.objects.get().state == "settled"


@pytest.mark.clause("valuation-10")
def test_a_farmer_who_does_not_object_settles_the_value(register: Register, client: Client) -> None:
    number = reported()
    farmer(client, register)
    assert client.post(f"{HOME}mine/valuations/{number}/", {"intent": "accept"}).status_code == 302
    assert Valuation.objects.get().state == "settled"
    assert "等您办理" not in said(client.get(f"{HOME}mine/"))


@pytest.mark.clause("valuation-10")
def test_nobody_sees_the_valuation_or_the_report_of_another(register: Register, client: Client) -> None:
    number = reported()
    page = f"{HOME}mine/valuations/{number}/"
    assert client.get(page)["Location"].startswith("/accounts/login/")
    signed_in(client, "citizen", number="430681198202020024")
    assert number not in said(client.get(f"{HOME}mine/"))
    for address in (page, f"{page}reports/1/"):
        assert client.get(address).status_code == 404
    assert client.post(page, {"intent": "accept"}).status_code == 404
    client.force_login(account("bank-officer", BANK))
    assert client.get(page).status_code == 403
    assert Valuation.objects.get().state == "reported"


@pytest.mark.clause("valuation-4", "valuation-10")
def test_who_has_the_right_since_has_no_part_in_the_valuation(register: Register, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    number = reported()
    then, since = right(holder_key="k"), right(holder_key=person_key(FARMER_NUMBER))
    monkeypatch.setattr(mortgages, "right", lambda number, on: since if on > date(2023, 8, 5) else then)
    monkeypatch.setattr(mortgages, "rights_held", lambda keys: ("JY-0001",))
    signed_in(client, "citizen", number=FARMER_NUMBER)
    assert number not in said(client.get(f"{HOME}mine/"))
    assert client.get(f"{HOME}mine/valuations/{number}/").status_code == 404
    monkeypatch.setattr(mortgages, "right", lambda number, on: since)
    assert number in said(client.get(f"{HOME}mine/"))


@pytest.mark.clause("valuation-4", "valuation-10")
def test_an_account_that_asked_for_it_is_the_applicant_too(register: Register, client: Client) -> None:
    number = opened()
    user = account("citizen")
    Valuation.objects.update(applicant=user.key)
    client.force_login(user)
    assert client.post(f"{HOME}mine/valuations/{number}/", {"intent": "agree"}).status_code == 302
    assert FARMER.id != user.key


@pytest.mark.clause("valuation-14")
def test_a_mortgagor_sees_how_the_proceeds_were_paid_out_and_what_comes_back(register: Register, client: Client, settings: Any) -> None:
    on(settings, 9, 15)
    number = disposing.opened()
    disposing.routed(number)
    register.mortgages["DY2023-0001"] = mortgage(mortgagor_key=person_key(FARMER_NUMBER))
    farmer(client, register)
    page = f"{HOME}mine/disposals/{number}/"
    assert "第三方再流转" in said(client.get(page))
    assert client.get(f"{page}notice/").status_code == 404
    disposing.sold(number)
    disposing.cost(number, "10000.00")
    services.distribute(number=number, received_on=date(2023, 9, 5), by=PARTIES["guarantor"], at=at(9, 5))
    shown = said(client.get(page))
    for words in ("返还您", "90,000.00", "20,000.00", "780,000.00", "10,000.00"):
        assert words in shown
    assert "演示受让人" not in shown
    assert client.get(f"{page}notice/")["Content-Type"] == "application/pdf"
    assert "返还您90,000.00元" in said(client.get(f"{HOME}mine/"))


@pytest.mark.clause("valuation-14")
def test_nobody_sees_the_disposal_of_another(register: Register, client: Client, settings: Any) -> None:
    on(settings, 9, 15)
    number = disposing.opened()
    signed_in(client, "citizen", number="430681198202020024")
    for address in ("", "notice/"):
        assert client.get(f"{HOME}mine/disposals/{number}/{address}").status_code == 404


def test_the_page_of_the_document_leads_to_what_is_published_under_it(db: None, client: Client) -> None:
    page = said(client.get("/law/valuation/"))
    assert f'href="{HOME}"' in page
    assert f'href="{HOME}mine/"' in page
    assert f'href="{HOME}mine/"' not in said(client.get("/law/riskfund/"))
