"""A form begun on the phone goes on at the counter with everything in it, and the applicant then follows the case on the phone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser

from tests.browser.people import DESK, PHONE, Person

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
PROOF = "premises-proof"


@pytest.mark.clause("onewindow-3-1-1-1-accept", "onewindow-3-2-2-notify")
def test_a_draft_of_the_phone_is_finished_at_the_counter_and_seen_by_the_applicant(browser: Browser, site: str) -> None:
    citizen, clerk = Person(browser, site, PHONE, "draft-citizen").sign_in("geren"), Person(browser, site, DESK, "draft-clerk")
    clerk.sign_in("zongchuang")
    code = begins(citizen)
    takes_over(clerk, code)
    number = finishes(clerk)
    citizen.go(f"/my/{number}/")
    citizen.says("已受理")
    citizen.says("居住证申领")
    citizen.says("演示路8号")


def begins(citizen: Person) -> str:
    """Types half of it, hands in one paper, and asks for the code."""
    citizen.go("/apply/residence-permit/")
    citizen.click("button", "开始填写")
    citizen.page.fill("[name=contact_address]", "演示路8号")
    citizen.page.fill("[name=contact_name]", "演示办事人")
    citizen.page.fill("[name=contact_phone]", "13800000000")
    citizen.click("button", "保存并继续")
    draft = citizen.page.url
    if "/materials/" not in draft:  # what is missing is said, and may wait
        citizen.go(re.sub(r"^.*?(/apply/drafts/\w+/).*$", r"\1materials/", draft))
    citizen.page.set_input_files(f"#file-{PROOF}", {"name": "租赁合同.pdf", "mimeType": "application/pdf", "buffer": PDF})
    with citizen.page.expect_navigation():
        citizen.page.locator(f"form.upload:has(#file-{PROOF}) button").click()
    citizen.see()
    citizen.go(re.sub(r"^.*?(/apply/drafts/\w+/).*$", r"\1", citizen.page.url))
    citizen.click("button", "生成续办码")
    return citizen.page.inner_text("#pickup .big-number")


def takes_over(clerk: Person, code: str) -> None:
    clerk.go("/desk/intake/")
    clerk.page.fill("#code", "12345678" if code != "12345678" else "87654321")
    clerk.click("button", "接手")
    clerk.says("没有这个续办码")
    clerk.page.fill("#code", code)
    clerk.click("button", "接手")
    assert clerk.page.input_value("[name=contact_address]") == "演示路8号"
    clerk.says("退回申请人手机继续填")
    with clerk.page.expect_download() as download:
        clerk.page.get_by_role("link", name="租赁合同.pdf").click()
    assert download.value.path().read_bytes() == PDF


def finishes(clerk: Person) -> str:
    clerk.page.check(f"#mark-{PROOF}-ok")
    clerk.click("button", "受理")
    for words in ("没有填写", "没有审查申请表"):  # of the form and of the list, in one answer
        assert words in clerk.page.inner_text("#refusal")
    assert clerk.page.is_checked(f"#mark-{PROOF}-ok")
    clerk.page.fill("[name=start_day]", "2023-01-10")
    clerk.page.locator("[name=ground]").first.check()
    for key in ("application", "identity"):
        clerk.page.check(f"#mark-{key}-ok")
    clerk.click("button", "受理")
    clerk.says("受理通知书")
    number = re.search(r"\d{4}-\d{6}", clerk.page.inner_text(".big-number"))
    assert number
    return number.group()
