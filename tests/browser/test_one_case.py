"""One case through the window by three people; every page they see is accessible."""

from __future__ import annotations

import hashlib
import re
from io import BytesIO

import xlsxwriter
from playwright.sync_api import Browser
from pypdf import PdfReader

from tests.browser.people import DESK, PHONE, Person

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def customs_sheet() -> bytes:
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        book.add_worksheet("进出口统计").write_column(0, 0, ["演示数据", "本年度进出口额（美元）", 600000])
    return file.getvalue()


def test_an_enterprise_claims_the_window_accepts_the_bureau_decides_and_anyone_verifies(browser: Browser, site: str) -> None:
    anyone = Person(browser, site, PHONE, "anyone")
    finds_the_policy(anyone)
    agent = Person(browser, site, PHONE, "agent").sign_in("qiye")
    number = applies(agent)
    clerk = Person(browser, site, DESK, "clerk").sign_in("zongchuang")
    asks_for_correction(clerk, number)
    corrects(agent, number)
    accepts(clerk, number)
    approver = Person(browser, site, DESK, "approver").sign_in("shenpi")
    decides(approver, number)
    decision = receives_and_rates(agent, number)
    verifies(anyone, agent, decision)


def finds_the_policy(anyone: Person) -> None:
    anyone.go("/")
    anyone.click("link", "算一算能得多少")
    anyone.page.get_by_text("第二条", exact=True).first.click()  # what it concerns opens its questions
    anyone.choose("traded_before", "false")
    anyone.page.fill("input[name=trade_usd]", "600000")
    anyone.page.fill("input[name=trade_usd_previous_year]", "0")
    anyone.click("button", "计算")
    anyone.says("40,000.00")
    anyone.says("18,000.00")
    anyone.says("第二条")


def applies(agent: Person) -> str:
    agent.go("/services/open-economy-trade/")
    agent.click("link", "开始申请")
    if agent.page.get_by_role("button", name="开始填写").count():
        agent.click("button", "开始填写")
    page = agent.page
    page.fill("input[name=contact_name]", "演示联系人")
    page.fill("input[name=contact_phone]", "13800000000")
    page.fill("input[name=year]", "2023")
    page.fill("input[name=closed_until]", "2023-08-31")
    agent.choose("registered_in_miluo", "true")
    agent.choose("traded_before", "false")
    page.fill("input[name=trade_usd]", "-600000.001")
    page.fill("input[name=trade_usd_previous_year]", "100")
    agent.click("button", "保存并继续")
    assert page.input_value("input[name=trade_usd]") == "-600000.001"  # nothing typed is lost
    assert page.input_value("input[name=contact_name]") == "演示联系人"
    agent.says("不能为负数")
    page.fill("input[name=trade_usd]", "600000")
    page.fill("input[name=trade_usd_previous_year]", "0")
    agent.click("button", "保存并继续")
    uploads(agent)
    agent.click("link", "继续，核对申请")
    agent.says("58,000.00")
    agent.click("button", "提交申请")
    number = re.search(r"\d{4}-\d{6}", page.inner_text(".big-number"))
    assert number
    return number.group()


def uploads(agent: Person) -> None:
    page = agent.page
    page.set_input_files("#file-customs", {"name": "海关数据.pdf", "mimeType": "application/pdf", "buffer": b"MZ not a pdf"})
    upload = page.locator("form.upload:has(#file-customs) button")
    with page.expect_navigation():
        upload.click()
    agent.see()
    agent.says("应为")
    page.set_input_files("#file-customs", {"name": "海关数据（演示数据）.xlsx", "mimeType": SHEET, "buffer": customs_sheet()})
    with page.expect_navigation():
        upload.click()
    agent.see()
    agent.says("海关数据（演示数据）.xlsx")


def asks_for_correction(clerk: Person, number: str) -> None:
    clerk.go("/desk/")
    clerk.click("link", number)
    clerk.click("link", "一次性补正告知")
    clerk.click("button", "发出补正告知书")
    clerk.says("应为")  # nothing ticked: refused, and said why
    clerk.page.check("#tick-fact-trade_usd") if clerk.page.locator("#tick-fact-trade_usd").count() else clerk.page.check("#tick-trade_usd")
    reason = clerk.page.locator("textarea[name^=reason-][name$=trade_usd]")
    reason.fill("与所附海关统计不一致，请核对")
    clerk.click("button", "发出补正告知书")
    clerk.says("停止计时")


def corrects(agent: Person, number: str) -> None:
    agent.go(f"/my/{number}/")
    agent.says("与所附海关统计不一致")
    agent.click("link", "去补正")
    assert agent.page.locator("input[name=trade_usd_previous_year]").count() == 0  # only what was asked can be edited
    agent.page.fill("input[name=trade_usd]", "640000")
    agent.click("button", "提交补正")
    agent.says("640,000.00")


def accepts(clerk: Person, number: str) -> None:
    clerk.go(f"/desk/cases/{number}/")
    with clerk.page.expect_navigation():
        clerk.page.keyboard.press("a")
    clerk.see()
    clerk.says("受理通知书")


def decides(approver: Person, number: str) -> None:
    approver.go("/desk/")
    approver.click("link", number)
    approver.click("button", "领取")
    approver.click("link", "逐条审核")
    amount = approver.page.locator("#amount-trade_volume_award_cny")
    amount.fill("19200.01")
    approver.click("button", "作出决定")
    approver.says("最多")
    assert amount.input_value() == "19200.01"
    amount.fill("19200.00")
    approver.click("button", "作出决定")
    approver.says("59,200.00")


def receives_and_rates(agent: Person, number: str) -> bytes:
    agent.go(f"/my/{number}/")
    with agent.page.expect_download() as download:
        agent.page.get_by_role("button", name="签收并下载").click()
    decision = download.value.path().read_bytes()
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(decision)).pages)
    assert "伍万玖仟贰佰元整" in re.sub(r"\s", "", text)
    agent.go(f"/my/{number}/")
    agent.choose("level", "5")
    agent.click("button", "提交评价")
    agent.says("非常满意")
    return decision


def verifies(anyone: Person, agent: Person, decision: bytes) -> None:
    anyone.go(agent.page.get_by_role("link", name="核验").last.get_attribute("href") or "")
    anyone.says(hashlib.sha256(decision).hexdigest())
    result = anyone.page.locator("[data-verify-result]")
    anyone.page.set_input_files("#file", {"name": "决定书.pdf", "mimeType": "application/pdf", "buffer": decision})
    result.get_by_text("一致").first.wait_for()
    forged = decision[:-40] + bytes([decision[-40] ^ 1]) + decision[-39:]
    anyone.page.set_input_files("#file", {"name": "决定书.pdf", "mimeType": "application/pdf", "buffer": forged})
    result.get_by_text("不一致").first.wait_for()
    anyone.go("/awards/")
    anyone.says("演示企业甲有限公司")
    anyone.says("40,000.00")
