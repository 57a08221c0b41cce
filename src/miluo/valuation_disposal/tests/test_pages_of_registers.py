"""The desk pages of appraisers, reference prices and disposals: what is pressed there, and what comes back refused with what was typed."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from python_calamine import CalamineWorkbook

from miluo.valuation_disposal import services
from miluo.valuation_disposal.kinds import EXCHANGE
from miluo.valuation_disposal.models import Appraiser, CreditRecord, Disposal, ListPublication, PriceImport, PriceLine, PriceOpinion
from miluo.valuation_disposal.price_sheet import COLUMNS
from miluo.valuation_disposal.tests import sold as disposing
from miluo.valuation_disposal.tests.office import BANK, CENTRE, GUARANTOR, PDF, USCCS, Register, at, mortgage, priced, right
from miluo.valuation_disposal.tests.visiting import said, signed_in
from onewindow.organisations.models import Organisation
from onewindow.rules.sheets import template

HOME = "/desk/valuation-disposal/"
BUREAU = "agriculture-rural"


@pytest.fixture(autouse=True)
def in_september(settings: Any) -> None:
    settings.FIXED_TODAY = date(2023, 9, 10)


ADMITTED = {
    "intent": "admit",
    "uscc": "91430681MA4DEM0F05",
    "name": "演示评估机构六",
    "qualification": "房地产估价",
    "qualification_number": "演示备案六",
    "qualified_until": "2023-10-01",
    "contact": "演示联系人",
    "phone": "0730-0000000",
    "address": "汨罗市演示路",
    "selection": "tender",
    "document": "演示中标通知书",
    "admitted_on": "2023-09-10",
}


@pytest.mark.clause("valuation-6")
def test_the_exchange_admits_an_appraiser_and_what_is_wrong_comes_back_as_typed(client: Client, register: Register) -> None:
    signed_in(client, "exchange-officer", EXCHANGE)
    page = f"{HOME}appraisers/"
    answer = client.post(page, {**ADMITTED, "uscc": "91430681MA4DEM0F06", "selection": "invited"})
    back = said(answer)
    assert answer.status_code == 422
    for words in ('value="91430681MA4DEM0F06"', 'value="演示评估机构六"', 'value="invited" selected', 'value="2023-10-01"'):
        assert words in back
    assert "资质有效期至不是日期" in said(client.post(page, {**ADMITTED, "qualified_until": "明年"}))
    assert client.post(page, ADMITTED).status_code == 302
    assert "演示评估机构六的资质将于2023年10月1日到期" in said(client.get(page))


@pytest.mark.clause("valuation-6")
def test_the_list_is_published_as_it_stands_and_kept_as_page_and_file(client: Client, register: Register) -> None:
    signed_in(client, "exchange-officer", EXCHANGE)
    page = f"{HOME}appraisers/"
    assert "评估机构名单还没有公布过" in said(client.get(page))
    assert client.post(page, {"intent": "publish"}).status_code == 302
    number = ListPublication.objects.get().number
    Appraiser.objects.filter(uscc=USCCS[0]).update(name="改了的名字")
    assert "演示评估机构一" in said(client.get(f"{HOME}lists/{number}/"))
    file = client.get(f"{HOME}lists/{number}/list.xlsx").content
    rows = CalamineWorkbook.from_filelike(io.BytesIO(file)).get_sheet_by_index(0).to_python()
    assert (len(rows), rows[1][1]) == (6, USCCS[0])
    assert client.get(f"{HOME}lists/ML2023-009/").status_code == 404


@pytest.mark.clause("valuation-6")
def test_credit_is_recorded_corrected_and_ends_in_expulsion(client: Client, register: Register) -> None:
    of = Appraiser.objects.get(uscc=USCCS[1])
    signed_in(client, "exchange-officer", EXCHANGE)
    page = f"{HOME}appraisers/{of.pk}/"
    credit = {"intent": "credit", "kind": "bad", "happened_on": "2023-09-11", "facts": "演示逾期", "evidence": "演示登记表"}
    refused = said(client.post(page, credit))
    assert "不能晚于今天" in refused
    assert "演示逾期</textarea>" in refused
    assert client.post(page, {**credit, "happened_on": "2023-09-09"}).status_code == 302
    record = CreditRecord.objects.get()
    assert "没有写明更正的原因" in said(client.post(page, {"intent": "strike", "record_id": str(record.pk), "reason": ""}))
    assert client.post(page, {"intent": "strike", "record_id": str(record.pk), "reason": "演示：登记有误"}).status_code == 302
    assert "更正：演示：登记有误" in said(client.get(page))
    assert client.post(page, {"intent": "leave", "reason": "演示：不实报告", "expelled": "yes"}).status_code == 302
    shown = said(client.get(page))
    assert "2023年9月10日清退" in shown
    assert "<summary>" not in shown  # nothing more may be done with it
    assert client.get(f"{HOME}appraisers/999/").status_code == 404


@pytest.mark.clause("valuation-6")
def test_the_list_is_searched_and_split_by_standing(client: Client, register: Register) -> None:
    services.take_off(uscc=USCCS[4], reason="演示", by=CENTRE, at=at(9, 1))
    signed_in(client, "bank-officer", BANK)
    listed = said(client.get(f"{HOME}appraisers/?standing=listed"))
    assert "演示评估机构一" in listed
    assert "演示评估机构五" not in listed
    assert "演示评估机构五" in said(client.get(f"{HOME}appraisers/?standing=left"))
    assert "演示评估机构二" in said(client.get(f"{HOME}appraisers/?q={USCCS[1].lower()}"))
    assert client.post(f"{HOME}appraisers/", {"intent": "publish"}).status_code == 403


PRICES = {"low_cny": "400", "price_cny": "450", "high_cny": "500"}
ENTERED = {"intent": "enter", "year": "2024", "priced": "operation_arable/land", "town": "白塘镇", **PRICES}


@pytest.fixture
def bureau(client: Client, register: Register) -> Client:
    """The opinion of 2023 is published; the officer of its bureau is at the page."""
    priced()
    return signed_in(client, "price-officer", BUREAU)


@pytest.mark.clause("valuation-8")
def test_a_bureau_enters_a_price_and_a_wrong_one_comes_back_as_typed(bureau: Client) -> None:
    page = f"{HOME}prices/"
    answer = bureau.post(page, {**ENTERED, "low_cny": "460"})
    back = said(answer)
    assert answer.status_code == 422
    for words in ("大小顺序不对", 'value="460"', 'value="2024"', 'value="operation_arable/land" selected', 'value="白塘镇" selected'):
        assert words in back
    assert "“四百”不是金额" in said(bureau.post(page, {**ENTERED, "low_cny": "四百"}))
    assert "年度不是整数" in said(bureau.post(page, {**ENTERED, "year": "明年"}))
    assert "不是本单位公布" in said(bureau.post(page, {**ENTERED, "priced": "forest/land"}))
    assert bureau.post(page, ENTERED).status_code == 302
    assert "2024年（未公布）" in said(bureau.get(page))
    line = PriceLine.objects.get(opinion__year=2024)
    assert bureau.post(page, {"intent": "remove", "year": "2024", "line": str(line.pk)}).status_code == 302
    assert not PriceLine.objects.filter(opinion__year=2024).exists()


@pytest.mark.clause("valuation-8")
def test_a_file_with_mistakes_is_returned_marked_and_a_right_one_is_published_once(bureau: Client) -> None:
    page = f"{HOME}prices/"
    good = ("农村土地经营权（耕地）", "土地", "白塘镇", "元/亩·年", "400", "450", "500")

    def imported(*rows: tuple[str, ...]) -> Any:
        file = SimpleUploadedFile("参考价.xlsx", template(COLUMNS, rows))
        return bureau.post(page, {"intent": "import", "year": "2024", "file": file}, follow=True)

    assert "1行有误，没有导入" in said(imported(good, ("林权", "土地", "白塘镇", "元/亩", "1", "2", "3")))
    returned = PriceImport.objects.get(year=2024)
    marked = bureau.get(f"{page}imports/{returned.number}/marked.xlsx")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(marked.content)).get_sheet_by_index(0).to_python()
    assert "不是本单位公布" in str(rows[2][-1])
    assert bureau.get(f"{page}imports/{returned.number}/original.xlsx").status_code == 200
    assert "是空文件" in said(bureau.post(page, {"intent": "import", "year": "2024", "file": ""}))
    assert "已导入2024年度1项" in said(imported(good))
    right_one = PriceImport.objects.filter(wrong=0, year=2024).get()
    assert bureau.get(f"{page}imports/{right_one.number}/marked.xlsx").status_code == 404
    assert "没有写明公布的文件" in said(bureau.post(page, {"intent": "publish", "year": "2024", "document": ""}))
    assert bureau.post(page, {"intent": "publish", "year": "2024", "document": "演示文件"}).status_code == 302
    assert PriceOpinion.objects.get(year=2024).state == "published"
    assert "已经公布" in said(bureau.post(page, ENTERED))


@pytest.mark.clause("valuation-8")
def test_the_sheet_to_fill_in_has_a_row_for_each_kind_and_town_with_the_last_price(bureau: Client) -> None:
    file = bureau.get(f"{HOME}prices/template.xlsx").content
    rows = CalamineWorkbook.from_filelike(io.BytesIO(file)).get_sheet_by_index(0).to_python()
    assert len(rows) == 1 + 4  # four kinds in the one town of these tests
    last = {(row[0], row[2]): row[4:7] for row in rows[1:]}
    assert last["农村土地经营权（耕地）", "白塘镇"] == ["400.00", "450.50", "520.00"]
    assert last["农村土地承包经营权（耕地）", "白塘镇"] == ["", "", ""]


@pytest.mark.clause("valuation-8")
def test_what_is_not_published_is_seen_by_its_bureau_alone(bureau: Client) -> None:
    bureau.post(f"{HOME}prices/", ENTERED)
    file = PriceImport.objects.get().number
    signed_in(bureau, "bank-officer", BANK)
    page = said(bureau.get(f"{HOME}prices/"))
    assert "450.50" in page
    assert "未公布" not in page
    assert "<summary>" not in page
    assert bureau.post(f"{HOME}prices/", ENTERED).status_code == 403
    assert bureau.get(f"{HOME}prices/template.xlsx").status_code == 403
    assert bureau.get(f"{HOME}prices/imports/{file}/original.xlsx").status_code == 403
    signed_in(bureau, "price-officer", "forestry")
    assert bureau.get(f"{HOME}prices/imports/{file}/original.xlsx").status_code == 404
    assert "2024年（未公布）" not in said(bureau.get(f"{HOME}prices/"))


@pytest.mark.clause("valuation-8")
def test_prices_are_filtered_by_year_kind_and_town(bureau: Client) -> None:
    bureau.post(f"{HOME}prices/", ENTERED)
    of_2023 = said(bureau.get(f"{HOME}prices/?year=2023"))
    assert "450.50" in of_2023
    assert "450.00" not in of_2023
    assert "没有符合条件的参考价" in said(bureau.get(f"{HOME}prices/?kind=forest"))
    assert "没有符合条件的参考价" in said(bureau.get(f"{HOME}prices/?town=归义镇"))
    assert bureau.get(f"{HOME}prices/?year=abcd").status_code == 200


@pytest.mark.clause("valuation-8")
def test_a_year_that_nobody_published_is_said_to_be_late(bureau: Client, settings: Any) -> None:
    settings.FIXED_TODAY = date(2024, 1, 2)
    page = said(bureau.get(f"{HOME}prices/"))
    assert "汨罗市林业局还没有公布2023年度的参考意见" in page
    assert "汨罗市农业农村局还没有公布" not in page


OPENED = {
    "intent": "open",
    "mortgage": "DY2023-0001",
    "handler": "guarantor",
    "guarantor": GUARANTOR,
    "guarantor_share": "80",
    "principal_cny": "780000",
    "interest_cny": "20000",
    "debt_on": "2023-08-31",
    "shares_booked_on": "2023-08-31",
    "shares_document": "演示合作协议",
}


@pytest.mark.clause("valuation-11", "valuation-12", "valuation-13", "valuation-14")
def test_a_guarantor_disposes_of_a_right_from_the_shared_loss_to_the_notice(client: Client, register: Register) -> None:
    signed_in(client, "guarantor-officer", GUARANTOR)
    lists = f"{HOME}disposals/"
    back = said(client.post(lists, {**OPENED, "guarantor_share": "八成"}))
    for words in ("担保机构分担比例不是", 'value="八成"', 'value="DY2023-0001"', 'value="演示合作协议"', 'value="guarantor" selected'):
        assert words in back
    assert "债务截止日期不是日期" in said(client.post(lists, {**OPENED, "debt_on": ""}))
    page = f"{lists}CZ2023-0001/"
    assert client.post(lists, OPENED)["Location"] == page
    refused = said(client.post(page, {"intent": "route", "route": "auction", "basis": "演示会商纪要"}))
    assert "不能以“线上拍卖”方式处置" in refused
    assert "汨政办发〔2023〕9号第十三条" in refused
    assert 'value="演示会商纪要"' in refused
    assert client.post(page, {"intent": "route", "route": "retransfer", "basis": "演示"}).status_code == 302
    sale = {
        "intent": "sell",
        "buyer": "演示受让人",
        "buyer_kind": "government",
        "buyer_proof": "演示",
        "price_cny": "900000",
        "sold_on": "2023-09-09",
    }
    assert "与处置方式不符" in said(client.post(page, sale))
    assert client.post(page, {**sale, "buyer_kind": "third_party"}).status_code == 302
    cost = {"intent": "cost", "kind": "auction", "amount_cny": "1000"}
    assert "是空文件" in said(client.post(page, {**cost, "file": ""}))
    assert client.post(page, {**cost, "file": SimpleUploadedFile("发票.pdf", PDF)}).status_code == 302
    proof = client.get(f"{page}costs/{Disposal.objects.get().costs.get().pk}/")
    assert proof.content == PDF
    assert client.get(f"{page}proceeds.pdf").status_code == 404  # not yet paid out
    done = said(client.post(page, {"intent": "distribute", "received_on": "2023-09-10"}, follow=True))
    assert "偿还合作银行800,000.00元，返还抵押人99,000.00元" in done
    assert "价款已分配" in done
    assert client.get(f"{page}proceeds.pdf").content.startswith(b"%PDF")
    assert "还没有注销" in said(client.post(page, {"intent": "close", "change_document": "演示变更凭证"}))
    register.end("DY2023-0001")
    assert client.post(page, {"intent": "close", "change_document": "演示变更凭证"}).status_code == 302
    assert register.sold == [("DY2023-0001", "transfer", Decimal("900000.00"), False)]


@pytest.mark.clause("valuation-11")
def test_a_disposal_leads_to_its_mortgage_and_only_its_parties_see_it(client: Client, register: Register) -> None:
    number = disposing.opened()
    page = f"{HOME}disposals/{number}/"
    signed_in(client, "exchange-officer", EXCHANGE)
    assert "/desk/rural-mortgage/mortgages/DY2023-0001/" in said(client.get(page))
    signed_in(client, "bank-officer", BANK)
    seen = said(client.get(page))
    assert "<summary>" not in seen  # the guarantor pursues
    assert client.post(page, {"intent": "route", "route": "reserve", "basis": "演示"}).status_code == 403
    signed_in(client, "bank-officer", "demo-bank-b")
    assert client.get(page).status_code == 404
    assert number not in said(client.get(f"{HOME}disposals/"))


@pytest.mark.clause("valuation-13")
def test_a_homestead_is_sold_with_a_warning_of_other_law(client: Client, register: Register) -> None:
    register.rights["ZJ-1"] = right(number="ZJ-1", kind="homestead")
    register.mortgages["DY2023-0001"] = mortgage(right="ZJ-1", right_kind="homestead")
    number = disposing.opened()
    disposing.routed(number, "members")
    signed_in(client, "guarantor-officer", GUARANTOR)
    assert "与国家现行规定可能不一致" in said(client.get(f"{HOME}disposals/{number}/"))


def test_disposals_are_filtered_by_state_and_found_by_the_mortgage(client: Client, register: Register) -> None:
    number = disposing.opened()
    Organisation.objects.create(key="demo-office", name="演示督查室", short_name="演示督查室", kind="department")
    signed_in(client, "supervisor", "demo-office")
    lists = f"{HOME}disposals/"
    assert number in said(client.get(f"{lists}?q=DY2023-0001"))
    assert number in said(client.get(f"{lists}?state=opened"))
    assert number not in said(client.get(f"{lists}?state=closed"))
    assert "<summary>" not in said(client.get(f"{lists}{number}/"))
