"""The desk pages of valuations and draws: who sees what, what is pressed there, and what comes back refused with what was typed."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from miluo.valuation_disposal import services
from miluo.valuation_disposal.draw import findings
from miluo.valuation_disposal.kinds import EXCHANGE
from miluo.valuation_disposal.models import Draw, Report, Valuation
from miluo.valuation_disposal.tests.office import (
    BANK,
    CENTRE,
    FARMER,
    GUARANTOR,
    LENDER,
    OTHER_BANK,
    PDF,
    USCCS,
    Register,
    agreed,
    announced,
    at,
    committed,
    drawn,
    opened,
    priced,
    report_words,
    reported,
)
from miluo.valuation_disposal.tests.visiting import said, signed_in
from onewindow.organisations.models import Organisation

HOME = "/desk/valuation-disposal/"
READERS = (("supervisor", "government-office"), ("rights-registrar", "agriculture-rural"), ("finance-officer", "finance-work"))
FORM = 'method="post" novalidate'


@pytest.fixture(autouse=True)
def in_august(settings: Any) -> None:
    settings.FIXED_TODAY = date(2023, 8, 14)


@pytest.fixture
def life(register: Register) -> str:
    """A valuation of two rounds, done, and the bodies that only look on; its number."""
    for _, key in (*READERS, ("", "hall")):
        Organisation.objects.create(key=key, name=f"演示{key}", short_name=key, kind="department")
    number = reported()
    services.object_to(number=number, reason="演示：面积有误", by=FARMER, at=at(8, 11))
    drawn(number, 11)
    services.file_report(number=number, **report_words("演示报告2", "1300000.00", date(2023, 8, 14)), by=CENTRE, at=at(8, 14))
    services.publish_list(by=CENTRE, at=at(8, 14))
    return number


def pages(number: str) -> tuple[str, ...]:
    of = f"valuations/{number}/"
    lists = ("", "draws/", "appraisers/", "prices/", "disposals/", "lists/ML2023-001/", "lists/ML2023-001/list.xlsx")
    draws = [f"draws/{each.number}/" for each in Draw.objects.all()]
    papers = [f"{each}{file}" for each in draws for file in ("result.json", "announcement.pdf", "result.pdf")]
    return (*lists, of, f"{of}reports/1/", f"{of}reports/2/", *draws, *papers)


@pytest.mark.parametrize(
    ("role", "organisation"),
    [("exchange-officer", EXCHANGE), ("bank-officer", BANK), ("price-officer", "agriculture-rural"), *READERS],
)
def test_every_page_opens_for_who_may_read_it(client: Client, life: str, role: str, organisation: str) -> None:
    signed_in(client, role, organisation)
    for page in pages(life):
        assert client.get(HOME + page).status_code == 200, page


@pytest.mark.parametrize(("role", "organisation"), READERS)
def test_who_supervises_reads_and_finds_no_form(client: Client, life: str, role: str, organisation: str) -> None:
    signed_in(client, role, organisation)
    for page in ("", "draws/", "appraisers/", "prices/", "disposals/", f"valuations/{life}/", f"draws/{Draw.objects.latest('id').number}/"):
        assert FORM not in said(client.get(HOME + page)), page
    refused = client.post(f"{HOME}valuations/{life}/", {"intent": "end", "reason": "演示"})
    assert refused.status_code in {403, 409}


@pytest.mark.parametrize("role", ["citizen", "clerk", "loan-officer"])
def test_who_has_no_part_in_it_gets_in_nowhere(client: Client, life: str, role: str) -> None:
    signed_in(client, role, "hall")
    for page in pages(life):
        assert client.get(HOME + page).status_code == 403, page


@pytest.mark.parametrize(("role", "organisation"), [("bank-officer", OTHER_BANK), ("guarantor-officer", GUARANTOR)])
def test_a_bank_and_a_guarantor_see_what_is_theirs_alone(client: Client, life: str, role: str, organisation: str) -> None:
    signed_in(client, role, organisation)
    draw = Draw.objects.latest("id").number
    assert life not in said(client.get(HOME))
    assert draw not in said(client.get(f"{HOME}draws/"))
    for page in (
        f"valuations/{life}/",
        f"valuations/{life}/reports/1/",
        f"draws/{draw}/",
        f"draws/{draw}/result.json",
        f"draws/{draw}/result.pdf",
    ):
        assert client.get(HOME + page).status_code == 404, page


def test_a_guarantor_sees_and_agrees_to_what_it_stands_behind(client: Client, register: Register) -> None:
    number = opened("internal", guarantor=GUARANTOR)
    signed_in(client, "guarantor-officer", GUARANTOR)
    assert "确认评估方式“合作银行、担保机构内部评估”" in said(client.get(HOME))
    assert client.post(f"{HOME}valuations/{number}/", {"intent": "agree", "party": "guarantor"}).status_code == 302
    assert Valuation.objects.get(number=number).consents.get().party == "guarantor"
    assert "等您办理" not in said(client.get(HOME))


@pytest.mark.clause("valuation-4")
def test_a_bank_begins_a_valuation_and_what_it_typed_comes_back_with_the_clause(client: Client, register: Register) -> None:
    signed_in(client, "bank-officer", BANK)
    asked = {"intent": "open", "right": "JY-404", "method": "professional", "applicant": "meiyouderen", "guarantor": GUARANTOR}
    answer = client.post(HOME, asked)
    page = said(answer)
    assert answer.status_code == 422
    for words in (
        "登记簿中没有权证号“JY-404”",
        "汨政办发〔2023〕9号第二条",
        'value="JY-404"',
        'value="meiyouderen"',
        'value="professional" selected',
    ):
        assert words in page
    house = client.post(HOME, {**asked, "right": "JY-0001", "house_metres": "七十"})
    assert "房屋建筑面积不是最多两位小数的数字" in said(house)
    for endless in ("1e30", "1e8", "NaN"):
        answer = client.post(HOME, {**asked, "right": "JY-0001", "house_metres": endless})
        assert "房屋建筑面积不是最多两位小数的数字" in said(answer)
    done = client.post(HOME, {**asked, "right": "JY-0001", "applicant": ""}, follow=True)
    assert "请产权经营主体、合作银行、担保机构确认评估方式" in said(done)
    assert Valuation.objects.get().bank.key == BANK
    assert done.redirect_chain == [(f"{HOME}valuations/{Valuation.objects.get().number}/", 302)]


@pytest.mark.clause("valuation-4")
def test_a_bank_agrees_changes_the_method_and_enters_the_value(client: Client, register: Register) -> None:
    number = opened()
    signed_in(client, "bank-officer", BANK)
    page = f"{HOME}valuations/{number}/"
    assert "由产权经营主体办理" in said(client.post(page, {"intent": "agree", "party": "applicant"}))
    assert client.post(page, {"intent": "change", "method": "internal"}).status_code == 302
    assert client.post(page, {"intent": "agree", "party": "bank"}).status_code == 302
    assert "产权经营主体确认评估方式" in said(client.get(page))  # the next step
    services.agree(number=number, party="applicant", by=FARMER, at=at(8, 14))
    value = {"intent": "value", "value_cny": "九十万", "valued_on": "2023-08-14", "document": "演示价值确认书"}
    refused = said(client.post(page, value))
    assert "“九十万”不是金额" in refused
    assert 'value="九十万"' in refused
    assert 'value="演示价值确认书"' in refused
    assert "估价日期不是日期" in said(client.post(page, {**value, "value_cny": "900000", "valued_on": ""}))
    assert client.post(page, {**value, "value_cny": "900,000"}).status_code == 302
    assert Valuation.objects.get().value_cny == Decimal("900000.00")


HOURS = {"commit_until": "2023-08-14T23:57", "reveal_until": "2023-08-14T23:58", "number_known_at": "2023-08-15T21:15"}
ANNOUNCED = {
    "intent": "announce",
    **HOURS,
    "source": "演示彩票",
    "issue_number": "2023227",
    f"aside-{USCCS[0]}": "演示利害关系",
    f"aside-{USCCS[1]}": "演示：资质即将到期",
    f"aside-{USCCS[2]}": " ",
}


@pytest.mark.clause("valuation-7")
def test_the_exchange_announces_a_draw_and_hours_out_of_order_come_back_as_typed(client: Client, register: Register) -> None:
    number = agreed()
    signed_in(client, "exchange-officer", EXCHANGE)
    page = f"{HOME}valuations/{number}/"
    assert "<summary>公告摇号</summary>" in said(client.get(page))
    answer = client.post(page, {**ANNOUNCED, "reveal_until": "2023-08-14T23:56"})
    back = said(answer)
    assert answer.status_code == 422
    for words in ("时间先后不对", 'value="2023-08-14T23:56"', 'value="演示彩票"', 'value="演示利害关系"', 'value="演示：资质即将到期"'):
        assert words in back
    assert "承诺截止不是时间" in said(client.post(page, {**ANNOUNCED, "commit_until": "今晚"}))
    assert client.post(page, ANNOUNCED).status_code == 302
    draw = Draw.objects.get()
    assert draw.announcement["excluded"] == [  # each for its own reason; who has none takes part
        {"key": USCCS[0], "name": "演示评估机构一", "reason": "演示利害关系"},
        {"key": USCCS[1], "name": "演示评估机构二", "reason": "演示：资质即将到期"},
    ]
    assert USCCS[2] in {each["key"] for each in draw.announcement["candidates"]}
    shown = said(client.get(f"{HOME}draws/{draw.number}/"))
    assert draw.digest in shown
    assert f"/valuation-disposal/draws/{draw.number}/part/" in shown


@pytest.mark.clause("valuation-7")
def test_a_bank_announces_nothing(client: Client, register: Register) -> None:
    number = agreed()
    signed_in(client, "bank-officer", BANK)
    assert "<summary>公告摇号</summary>" not in said(client.get(f"{HOME}valuations/{number}/"))
    assert client.post(f"{HOME}valuations/{number}/", ANNOUNCED).status_code == 403
    assert not Draw.objects.exists()


@pytest.mark.clause("valuation-7")
def test_a_draw_shows_who_gave_what_and_its_file_holds(client: Client, register: Register) -> None:
    draw = drawn(agreed())
    signed_in(client, "bank-officer", BANK)
    shown = said(client.get(f"{HOME}draws/{draw}/"))
    assert shown.count("2023-08-02 10:00") >= 3  # the commitments
    assert Draw.objects.get().result["seed"] in shown
    assert FORM not in shown
    file = client.get(f"{HOME}draws/{draw}/result.json")
    assert findings(json.loads(file.content), Draw.objects.get().digest) == []
    assert client.get(f"{HOME}draws/{draw}/other.pdf").status_code == 404


@pytest.mark.clause("valuation-7")
def test_a_secret_is_on_no_desk_page_before_it_is_revealed_and_a_draw_is_voided_only_in_time(
    client: Client, register: Register, settings: Any
) -> None:
    draw = announced(agreed())
    committed(draw)
    settings.FIXED_TODAY = date(2023, 8, 1)  # before the hour to commit is over
    signed_in(client, "exchange-officer", EXCHANGE)
    page = f"{HOME}draws/{draw}/"
    assert said(client.get(page)).count("未揭示") == 3
    assert "没有写明作废的原因" in said(client.post(page, {"intent": "void", "reason": ""}))
    settings.FIXED_TODAY = date(2023, 8, 3)
    assert "作废</button>" not in said(client.get(page))
    assert client.post(page, {"intent": "void", "reason": "演示"}).status_code == 409
    assert client.get(f"{HOME}draws/{draw}/result.json").status_code == 404


def filed(**more: Any) -> dict[str, Any]:
    money = {"value_cny": "1200000", "standard_fee_cny": "5000", "fee_cny": "3000"}
    days = {"valued_on": "2023-08-07", "issued_on": "2023-08-09", "delivered_on": "2023-08-10"}
    file = SimpleUploadedFile("报告.pdf", PDF)
    return {"intent": "report", "report_number": "演示报告1", **money, **days, "file": file, **more}


@pytest.mark.clause("valuation-9", "valuation-10")
def test_the_exchange_files_a_report_and_a_fee_above_the_standard_comes_back(client: Client, register: Register) -> None:
    number = agreed()
    drawn(number)
    signed_in(client, "exchange-officer", EXCHANGE)
    page = f"{HOME}valuations/{number}/"
    refused = said(client.post(page, filed(fee_cny="5000.01")))
    assert "超过行业收费标准" in refused
    assert "汨政办发〔2023〕9号第九条" in refused
    assert 'value="演示报告1"' in refused
    assert "是空文件" in said(client.post(page, filed(file="")))
    done = client.post(page, filed(), follow=True)
    assert "2023年8月24日以前提出" in said(done)
    file = client.get(f"{page}reports/1/")
    assert file.content == PDF
    assert file["Content-Disposition"].startswith("attachment")
    assert client.get(f"{page}reports/2/").status_code == 404


@pytest.mark.clause("valuation-10")
def test_an_objection_at_the_counter_leads_to_a_second_draw_without_the_first_appraiser(client: Client, register: Register) -> None:
    number = reported()
    signed_in(client, "exchange-officer", EXCHANGE)
    page = f"{HOME}valuations/{number}/"
    assert "没有写明异议的理由" in said(client.post(page, {"intent": "object", "reason": " "}))
    assert client.post(page, {"intent": "object", "reason": "演示：漏计大棚"}).status_code == 302
    shown = said(client.get(page))
    assert "演示：漏计大棚" in shown
    assert "首次评估的机构回避" in shown
    assert client.post(page, {name: value for name, value in ANNOUNCED.items() if not name.startswith("aside-")}).status_code == 302
    second = Draw.objects.get(round=2)
    assert [each["reason"] for each in second.announcement["excluded"]] == ["出具了首次评估报告"]


@pytest.mark.clause("valuation-9", "valuation-10")
def test_the_fee_is_entered_for_who_has_to_pay_it(client: Client, life: str) -> None:
    signed_in(client, "bank-officer", BANK)
    assert "支付评估费并登记" in said(client.get(HOME))
    page = f"{HOME}valuations/{life}/"
    paid = {"intent": "pay", "report_number": "演示报告1", "payer": "objector", "proof": "演示转账凭证", "paid_on": "2023-08-14"}
    refused = said(client.post(page, paid))
    assert "由合作银行负责" in refused
    assert 'value="演示转账凭证"' in refused
    assert "演示报告2（" not in refused  # which the objector pays
    assert client.post(page, {**paid, "payer": "bank"}).status_code == 302
    assert Report.objects.get(round=1).paid_on == date(2023, 8, 14)


@pytest.mark.clause("valuation-8")
def test_a_report_far_off_the_reference_price_is_marked(client: Client, register: Register) -> None:
    priced()
    number = agreed()
    drawn(number)
    services.file_report(number=number, **report_words(value="300000.00"), by=CENTRE, at=at(8, 10))
    signed_in(client, "exchange-officer", EXCHANGE)
    shown = said(client.get(f"{HOME}valuations/{number}/"))
    assert "报告演示报告1的价值300,000.00元比参考价折合的" in shown
    assert "请核对" in shown
    Report.objects.update(value_cny=Decimal("133000.00"))
    assert "请核对" not in said(client.get(f"{HOME}valuations/{number}/"))


@pytest.mark.clause("valuation-8")
@pytest.mark.parametrize(("value", "marked"), [("300000.00", True), ("133000.00", False)])
def test_a_value_without_a_report_far_off_the_reference_price_is_marked(
    client: Client, register: Register, value: str, marked: bool
) -> None:
    priced()
    number = agreed("internal")
    told: dict[str, Any] = {"value_cny": Decimal(value), "valued_on": date(2023, 8, 2), "document": "演示价值确认书"}
    services.enter_value(number=number, **told, by=LENDER, at=at(8, 2))
    signed_in(client, "bank-officer", BANK)
    assert ("确定的价值" in said(client.get(f"{HOME}valuations/{number}/"))) is marked


def test_a_long_list_is_paged_and_filtered(client: Client, register: Register) -> None:
    template = Valuation.objects.get(number=opened("internal"))
    for place in range(2, 53):
        state = "settled" if place % 2 else "ended"
        template.pk, template.number, template.right, template.state = None, f"PG2022-{place:04d}", f"演示-{place}", state
        template.value_cny = Decimal(1)
        template.save(force_insert=True)
    signed_in(client, "exchange-officer", EXCHANGE)
    first = said(client.get(HOME))
    assert "第1页，共2页52条" in first
    assert "PG2022-0002" not in first
    second = said(client.get(f"{HOME}?page=2"))
    assert "PG2022-0002" in second
    settled = said(client.get(f"{HOME}?state=settled"))
    assert "PG2022-0003" in settled
    assert "PG2022-0004" not in settled
    assert "共2页" not in settled
    assert "PG2022-0007" in said(client.get(f"{HOME}?q=演示-7"))
    assert "没有符合条件的评估" in said(client.get(f"{HOME}?q=没有的"))
    assert client.get(f"{HOME}?page=nonsense").status_code == 200
