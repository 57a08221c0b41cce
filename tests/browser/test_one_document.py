"""A normative document from its draft to the catalogue by four people; every page accessible."""

from __future__ import annotations

import re
from io import BytesIO

from docx import Document as docx
from playwright.sync_api import Browser
from pypdf import PdfReader

from tests.browser.people import DESK, PHONE, Person

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TITLE = "汨罗市公共停车演示管理办法（演示数据）"
PDF = {"name": "材料（演示数据）.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"}
MATERIALS = ("request", "explanation", "basis", "comments", "own_review")
HOME = "/desk/normative-documents/"


def draft() -> dict[str, object]:
    word = docx()
    for line in ("一、适用范围", "本办法适用于演示停车场。", "二、停车时间", "演示车辆停放不超过48小时。"):
        word.add_paragraph(line)
    file = BytesIO()
    word.save(file)
    return {"name": "草案（演示数据）.docx", "mimeType": WORD, "buffer": file.getvalue()}


def test_a_draft_is_reviewed_decided_registered_published_filed_and_read(browser: Browser, site: str) -> None:
    drafter = Person(browser, site, DESK, "drafter").sign_in("qicao")
    page = hands_in(drafter)
    office = Person(browser, site, DESK, "office").sign_in("wendian")
    office.go(page)
    presses(office, "转交合法性审核")
    office.says("合法性审核中")
    reviewer = Person(browser, site, DESK, "reviewer").sign_in("fazhi")
    reviews(reviewer, page)
    number = decides(office, page)
    registrar = Person(browser, site, DESK, "registrar").sign_in("dengji")
    returns_it(registrar, page)
    lodges_again(office, page)
    registers(registrar, page)
    publishes_and_files(office, page)
    anyone_reads(Person(browser, site, PHONE, "anyone"), number)


def presses(person: Person, button: str) -> None:
    """Unfold the form of an act where it is folded, and press its button."""
    fold = person.page.locator("details.fold", has=person.page.get_by_role("button", name=button, exact=True, include_hidden=True)).last
    if fold.get_attribute("open") is None:
        fold.locator("summary").click()
    with person.page.expect_navigation():
        fold.get_by_role("button", name=button, exact=True).click()
    person.see()


def hands_in(drafter: Person) -> str:
    page = drafter.page
    drafter.go(HOME)
    drafter.click("link", "新建草案")
    page.select_option("#field-issuer", "2")
    page.fill("#field-title", TITLE)
    drafter.click("button", "建立草案")
    address = re.sub(r"^https?://[^/]+", "", page.url)
    page.locator("summary", has_text="修改草案").click()
    page.set_input_files("#edit-file", draft())  # type: ignore[arg-type]  # the shape that Playwright takes
    presses_open(drafter, "保存")
    drafter.says("演示车辆停放不超过48小时")
    presses(drafter, "报送")
    drafter.says("缺少材料：公平竞争审查意见")
    drafter.go(address)
    for material in MATERIALS:
        page.locator("summary", has_text="提交材料").click()
        page.select_option("#material", material)
        page.set_input_files("#material-file", PDF)  # type: ignore[arg-type]  # as above
        presses_open(drafter, "提交")
    page.locator("summary", has_text="提交材料").click()
    page.select_option("#material", "fair_competition")
    page.fill("#not_applicable", "不涉及市场主体经济活动")
    presses_open(drafter, "提交")
    presses(drafter, "报送")
    drafter.says("已报送")
    return address


def presses_open(person: Person, button: str) -> None:
    with person.page.expect_navigation():
        person.page.get_by_role("button", name=button, exact=True).click()
    person.see()


def reviews(reviewer: Person, page: str) -> None:
    reviewer.go(page)
    reviewer.page.select_option("#field-opinion", "approved")
    reviewer.page.fill("#field-give_opinion-words_given", "制定主体、权限、程序和内容合法。")
    presses(reviewer, "出具意见")
    reviewer.says("一般不少于5个工作日")
    assert "内容合法" in reviewer.page.input_value("#field-give_opinion-words_given")  # nothing typed is lost
    reviewer.page.fill("#field-early_reason", "条款简单，没有争议")
    presses(reviewer, "出具意见")
    reviewer.says("审核通过")


def decides(office: Person, page: str) -> str:
    office.go(page)
    office.page.fill("#field-starts_on", "2023-10-01")
    office.page.fill("#field-ends_on", "2025-09-30")
    presses(office, "决定印发")
    office.says("已决定印发")
    presses(office, "编发文字号")
    said = re.search(r"汨政办发〔2023〕\d+号", office.page.inner_text("body"))
    assert said
    presses(office, "报请登记")
    office.says("已报请登记")
    return said.group()


def returns_it(registrar: Person, page: str) -> None:
    registrar.go(page)
    presses(registrar, "退回制定机关")
    registrar.says("没有写明退回的理由")
    registrar.page.fill("#field-send_back-reason", "登记材料中没有载明制定依据的条款")
    presses(registrar, "退回制定机关")
    registrar.says("登记退回")


def lodges_again(office: Person, page: str) -> None:
    office.go(page)
    office.says("登记材料中没有载明制定依据的条款")
    presses(office, "报请登记")
    office.says("已报请登记")


def registers(registrar: Person, page: str) -> None:
    registrar.go(page)
    presses(registrar, "准予登记并编号")
    registrar.says("MLDR-2023-01")
    registrar.page.locator("summary", has_text="接收文本").click() if not registrar.page.is_visible("#field-paper") else None
    registrar.page.check("#field-paper")
    registrar.page.set_input_files("#field-deposit-file", draft())  # type: ignore[arg-type]  # as above
    presses(registrar, "接收文本")
    registrar.says("两件都已收到")


def publishes_and_files(office: Person, page: str) -> None:
    office.go(page)
    for name, value in (("gazette", "2023年第4期"), ("gazette_on", "2023-09-15"), ("portal_address", "/4"), ("portal_on", "2023-09-15")):
        office.page.fill(f"#field-{name}", value)
    presses(office, "登记公布")
    office.says("已公布")
    office.page.locator("summary", has_text="报送备案").click() if not office.page.is_visible("#field-recipient") else None
    office.page.select_option("#field-recipient", "岳阳市人民政府")
    office.page.fill("#field-sent_on", "2023-09-15")
    presses(office, "报送备案")
    office.says("缺少备案报告")
    for name in ("filing_report", "making_explanation", "basis", "paper_copy", "electronic_copy"):
        office.page.check(f"#field-dossier-{name}")
    office.page.select_option("#field-recipient", "岳阳市人民政府")
    office.page.fill("#field-sent_on", "2023-09-15")
    presses(office, "报送备案")
    office.says("岳阳市人民政府：2023年9月15日已报送")


def anyone_reads(anyone: Person, number: str) -> None:
    anyone.go("/normative-documents/")
    anyone.click("link", TITLE)
    anyone.says("演示车辆停放不超过48小时")
    anyone.says("未生效")
    for form, begins in (("PDF", b"%PDF"), ("Word", b"PK")):
        with anyone.page.expect_download() as download:
            anyone.page.get_by_role("link", name=f"下载{form}").click()
        content = download.value.path().read_bytes()
        assert content.startswith(begins)
        if form == "PDF":
            words = re.sub(r"\s", "", "".join(each.extract_text() for each in PdfReader(BytesIO(content)).pages))
            assert number in words and "MLDR-2023-01" in words
    anyone.go("/search/?q=演示停车场")
    anyone.says(number)
