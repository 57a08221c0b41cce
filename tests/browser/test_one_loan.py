"""One loan from the agreement to the yearly report: who lends, mortgages, registers, guards the fund, and what comes back.

The farmer sits at a telephone, everybody else at a desk. Every page that anybody sees is looked at for accessibility.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from decimal import Decimal
from io import BytesIO

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader

from onewindow.words.identity import uscc_check
from tests.browser import fund_steps as fund
from tests.browser.people import DESK, PHONE, Person

REGISTER, LENDER = "/desk/rural-mortgage/", "fengdaijia"
FARMER, NUMBER, RIGHT = "演示农户甲", "430681198001010014", "演示农经〔2021〕0009号"
FARM = "92430681MA4DEM201"
FARM_CODE, FARM_NAME = FARM + uscc_check(FARM), "演示农户甲家庭农场"
BUYER, BUYER_NUMBER, CONTRACT = "演示农户乙", "430681198202020024", "演示借字0915号"
Days = Callable[[str], AbstractContextManager[str]]


@dataclass
class Office:
    """Everybody at their own browser, signed in once; on another day they are at the same desks."""

    browser: Browser
    site: str
    people: dict[str, Person] = field(default_factory=dict)

    def __call__(self, username: str, width: int = DESK) -> Person:
        if username not in self.people:
            self.people[username] = Person(self.browser, self.site, width, username)
            if username != "anyone":
                self.people[username].sign_in(username)
        found = self.people[username]
        found.site = self.site
        return found


@pytest.mark.clause("mortgage-17a", "mortgage-18a", "mortgage-18b", "mortgage-24", "mortgage-28", "mortgage-29", "mortgage-31")
@pytest.mark.clause(
    "riskfund-12", "riskfund-14", "riskfund-7f", "riskfund-17a", "riskfund-17c", "riskfund-19", "riskfund-21", "riskfund-7b"
)
def test_one_loan_from_the_agreement_to_the_yearly_report(browser: Browser, site: str, site_on: Days) -> None:
    office = Office(browser, site)
    fund.lists_the_borrower(office("minglu"), office("danbao"), FARM_CODE, FARM_NAME)
    enters_the_right(office("nongye"))
    agreement = agrees(office("yinhang"))
    confirms(office("nonghu", PHONE), agreement)
    case = applies(office("nonghu", PHONE), agreement)
    accepts(office("nongjiao"), case)
    with site_on("2023-09-18") as office.site:
        mortgage = registers(office("nongye"), case)
        hands_out(office("nongjiao"), case)
        address, certificate = receives(office("nonghu", PHONE), case)
        verifies(office("anyone"), address, certificate)
        fund.passes_the_gates(office(LENDER), FARM_CODE)
        loan = fund.files_the_loan(office(LENDER), FARM_CODE, mortgage, CONTRACT)
        pays_out(office("yinhang"), mortgage)
    with site_on("2023-10-31") as office.site:
        fund.files_balances(office(LENDER), loan)
    with site_on("2023-11-16") as office.site:
        claim = compensated(office, loan)
    with site_on("2023-12-20") as office.site:
        realised(office, mortgage)
        office("anyone").go(address)
        office("anyone").says("已经撤销")
        fund.returns_in_proportion(office(LENDER), claim)
    with site_on("2024-01-10") as office.site:
        reported(office("jijin"))


def compensated(office: Office, loan: str) -> str:
    """From the overdue loan to the money of the fund, by the bank, two people of 市财政局 and the authority; the claim's number."""
    claim = fund.says_it_is_overdue(office(LENDER), loan)
    case = fund.applies_for_compensation(office(LENDER), claim)
    fund.accepts_the_claim(office("bofu"), case)
    fund.asks_the_authority(office("jijin"), case)
    fund.answers(office("minglu"), case)
    fund.decides(office("jijin"), case)
    said = words_of(fund.fetches_the_notice(office(LENDER), case))
    assert "风补基金补偿通知书" in said and "玖万壹仟元整" in said
    fund.pays(office("bofu"), claim)
    return claim


def realised(office: Office, mortgage: str) -> None:
    """The right is sold: of two who offer the same a member of the collective has it, and the mortgage ends with the new holder."""
    bank, window, registrar = office("yinhang"), office("nongjiao"), office("nongye")
    page = f"{REGISTER}mortgages/{mortgage}/"
    bank.go(page)
    bank.act("启动实现抵押权", "启动", ground="1", evidence="借款合同期满未偿还（演示）")
    window.go(page)
    offer = {"price_cny": "100000", "keeps_land_use": True}
    window.act("登记报价", "登记报价", bidder="演示外来户", **offer)
    window.act("登记报价", "登记报价", bidder=BUYER, member=True, **offer)
    bank.go(page)
    bank.act("确定受让人", "确定并办结", way="sale")
    bank.says(f"由{BUYER}以100,000.00元受让")
    registrar.go(f"{REGISTER}rights/")
    registrar.click("link", RIGHT)
    held = {"holder_kind": "person", "holder_name": BUYER, "holder_number": BUYER_NUMBER, "area_mu": "18.5", "ends_on": "2035-12-31"}
    registrar.act("记载变动", "记载", starts_on="2023-12-20", because="实现抵押权（演示）", **held)
    registrar.go(page)
    registrar.act("产权变更登记", "办理变更登记")
    registrar.says("已实现抵押权")


def reported(manager: Person) -> None:
    """The yearly report says what the account says, and the account adds up."""
    report = words_of(fund.reports_the_year(manager))
    account = fund.account_says(manager)
    given, paid, back = account["出资总额（元）"] + account["运营收益（元）"], account["已拨付补偿（元）"], account["返还（元）"]
    assert account["专户余额（元）"] == given - paid + back
    assert paid >= Decimal("91000") and back >= Decimal("45000")
    for figure in (account["专户余额（元）"], paid, back):
        assert f"{figure:,.2f}元" in report


def enters_the_right(registrar: Person) -> None:
    registrar.go(f"{REGISTER}rights/")
    land = {"kind": "contract_arable", "land": "arable", "attachments": "演示大棚1座", "issuer": "汨罗市人民政府"}
    place = {"town": "屈子祠镇", "village": "演示一村", "place": "演示地块九"}
    held = {"holder_kind": "person", "holder_name": FARMER, "holder_number": NUMBER, "area_mu": "18.5", "ends_on": "2035-12-31"}
    registrar.act("录入产权", "录入", number=RIGHT, starts_on="2021-01-01", **land, **place, **held)
    registrar.says(f"已录入权证号{RIGHT}")


def agrees(bank: Person) -> str:
    """The bank looks into the register with its purpose, then files what both agreed on; the number of the agreement."""
    bank.go(f"{REGISTER}search/")
    bank.act("查询", "查询", by_what="right", term=RIGHT, purpose="lending", reason="贷前审查（演示）")
    bank.says("农村土地承包经营权（耕地）")
    bank.go(f"{REGISTER}agreements/")
    money = {"loan_cny": "300000", "value_cny": "400000", "value_basis": "agreed", "rate": "4.35", "overdue_rate": "6.525"}
    term = {"term_months": "2", "starts_on": "2023-09-16", "ends_on": "2023-11-15", "contract_on": "2023-09-14", "purpose": "2"}
    papers = {"purpose_proof": "演示镇村证明", "loan_contract": CONTRACT, "mortgage_contract": "演示抵字0915号"}
    ticks = {"full_capacity": True, "no_bad_record": True, "fund_supported": True, "recommended_cny": "300000"}
    borrower = {"borrower_name": FARM_NAME, "borrower_number": FARM_CODE}
    bank.act("填报抵押约定", "填报", right=RIGHT, mortgagor_number=NUMBER, **borrower, **money, **term, **papers, **ticks)
    found = re.search(r"已填报抵押约定(DY2023-\d{6})", bank.page.inner_text("body"))
    assert found
    bank.go(f"{REGISTER}agreements/{found.group(1)}/")
    bank.says("贷款超过抵押物价值的70%")  # what will stand in the way is told before the farmer is asked
    bank.act("终结约定", "终结", reason="金额超过抵押率上限（演示）")
    bank.go(f"{REGISTER}agreements/")
    money["loan_cny"] = "200000"
    bank.act("填报抵押约定", "填报", right=RIGHT, mortgagor_number=NUMBER, **borrower, **money, **term, **papers, **ticks)
    found = re.search(r"已填报抵押约定(DY2023-\d{6})", bank.page.inner_text("body"))
    assert found
    return found.group(1)


def confirms(farmer: Person, agreement: str) -> None:
    farmer.go("/rural-mortgage/")
    farmer.page.locator(f"a[href$='/agreements/{agreement}/']").click()
    farmer.see()
    farmer.says("200,000.00元")
    farmer.says("演示大棚1座")
    farmer.click("button", "核对无误，同意抵押登记")
    farmer.says("已确认")
    with farmer.page.expect_download() as download:
        farmer.page.get_by_role("link", name=re.compile("抵押登记申请书")).click()
    said = words_of(download.value.path().read_bytes())
    assert "抵押登记申请书" in said and RIGHT in said and "演示银行甲" in said


def applies(farmer: Person, agreement: str) -> str:
    """From the page of the agreement to the number of the case."""
    farmer.click("link", "去申请抵押登记")
    farmer.click("link", "开始申请")
    farmer.click("button", "开始填写")
    page = farmer.page
    page.fill("input[name=contact_name]", FARMER)
    page.fill("input[name=contact_phone]", "13800000000")
    page.fill("input[name=agreement]", agreement)
    farmer.click("button", "保存并继续")
    for material in ("contract", "identity", "consent", "value", "certificate"):
        page.set_input_files(f"#file-{material}", {"name": f"{material}（演示）.pdf", "mimeType": "application/pdf", "buffer": fund.PDF})
        with page.expect_navigation():
            page.locator(f"form.upload:has(#file-{material}) button").click()
    farmer.see()
    farmer.click("link", "继续，核对申请")
    farmer.says("可以抵押")
    farmer.click("button", "提交申请")
    number = re.search(r"\d{4}-\d{6}", page.inner_text(".big-number"))
    assert number
    return number.group()


def accepts(clerk: Person, case: str) -> None:
    clerk.go("/desk/")
    clerk.click("link", case)
    clerk.click("button", "受理")
    clerk.says("受理通知书")


def registers(registrar: Person, case: str) -> str:
    """The registrar looks at every line and registers; the number of the mortgage."""
    registrar.go(f"/desk/cases/{case}/")
    registrar.click("button", "领取")
    registrar.click("link", "逐条审核")
    registrar.says("抵押率上限")
    registrar.says("70%")
    registrar.choose("approve", "yes")
    registrar.click("button", "作出决定")
    registrar.says("抵押登记通知书")
    registrar.go(REGISTER)
    line = registrar.page.locator("tr[data-row]", has_text=RIGHT)
    return line.locator("a").first.inner_text()


def hands_out(clerk: Person, case: str) -> None:
    clerk.go(f"/desk/cases/{case}/")
    clerk.page.check("#identity")
    clerk.click("button", "确认已领取")
    clerk.says("已送达")


def receives(farmer: Person, case: str) -> tuple[str, bytes]:
    """The address at which the certificate is verified, and its file."""
    farmer.go("/rural-mortgage/")
    farmer.go(f"/my/{case}/")
    farmer.says("抵押登记通知书")
    line = farmer.page.locator(".paper-list li", has_text="农村产权他项权利证明")
    with farmer.page.expect_download() as download:
        line.get_by_role("link", name="农村产权他项权利证明").first.click()
    return line.get_by_role("link", name="核验").get_attribute("href") or "", download.value.path().read_bytes()


def verifies(anyone: Person, address: str, certificate: bytes) -> None:
    anyone.go(address)
    anyone.says("现在有效")
    anyone.says("农村产权他项权利证明")
    anyone.says(hashlib.sha256(certificate).hexdigest())
    said = words_of(certificate)
    assert RIGHT in said and "贰拾万元整" in said and "演示农户甲" in said
    forged = certificate[:-40] + bytes([certificate[-40] ^ 1]) + certificate[-39:]
    result = anyone.page.locator("[data-verify-result]")
    for content, verdict in ((certificate, "一致"), (forged, "不一致")):
        anyone.page.set_input_files("#file", {"name": "证明.pdf", "mimeType": "application/pdf", "buffer": content})
        result.get_by_text(verdict).first.wait_for()


def pays_out(bank: Person, mortgage: str) -> None:
    bank.go(f"{REGISTER}mortgages/{mortgage}/")
    bank.says("未放款")
    bank.act("登记放款", "登记放款", certificate="别的证明", on="2023-09-18", amount_cny="200000")
    bank.says("他项权利证明编号与登记不一致")
    number = bank.page.locator(".facts-list div", has_text="他项权利证明").locator("dd").inner_text()
    bank.act("登记放款", "登记放款", certificate=number.strip(), on="2023-09-18", amount_cny="200000")
    bank.says("2023年9月18日，200,000.00元")


def words_of(pdf: bytes) -> str:
    return re.sub(r"\s", "", "".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages))
