"""免申即享 from the file of the customs to the reconciled payment: nobody fills in a form, and every fen arrives once."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import Any

import pytest
from playwright.sync_api import Browser
from python_calamine import CalamineWorkbook

from onewindow.words.workbook import opened
from tests.browser.people import DESK, PHONE, Person

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
USCC, NAME = "91430681MA4DEM0A00", "演示企业甲有限公司"
HEADER = ("统一社会信用代码", "企业名称", "本年度以前有过进出口记录", "本年度进出口额（美元）", "上年度进出口额（美元）")
WRONG = ("91430681MA4DEM0A01", "演示企业有限公司", "是", "60万美元", 0)
HOME = "/desk/open-economy"


def xlsx(*rows: Sequence[Any]) -> bytes:
    file = io.BytesIO()
    book = opened(file)
    page = book.add_worksheet("演示数据")
    for number, row in enumerate(rows):
        page.write_row(number, 0, row)
    book.close()
    return file.getvalue()


@pytest.mark.clause("open2023-2-1", "open2023-3-1", "open2023-10-1", "open2023-11-1")
def test_an_enterprise_is_paid_what_the_customs_figures_entitle_it_to(browser: Browser, site: str, site_on_25_september: str) -> None:
    bureau = Person(browser, site, DESK, "bureau").sign_in("shenpi")
    takes_the_figures_in(bureau)
    proposes(bureau)
    agent = Person(browser, site, PHONE, "agent").sign_in("qiye")
    number = confirms(agent)
    if "随机抽查" in agent.page.inner_text("body"):  # one in twenty is for people, here too
        decided_by_people(browser, site, number)
    agent.go(f"/my/{number}/")
    agent.says("36,000.00")
    names_the_account(agent)

    batch = orders(Person(browser, site_on_25_september, DESK, "orderer").sign_in("shenpi"))
    pays(Person(browser, site_on_25_september, DESK, "cashier").sign_in("caizheng"), batch)
    paid = Person(browser, site_on_25_september, PHONE, "paid").sign_in("qiye")
    paid.go("/open-economy/account/")
    paid.says("已付讫")


def takes_the_figures_in(bureau: Person) -> None:
    bureau.go("/desk/")
    bureau.click("link", "企业名录")
    bureau.click("link", "数据导入")
    page = bureau.page
    page.select_option("select[name=kind]", "customs")
    page.fill("input[name=year]", "2023")
    page.fill("input[name=closed_until]", "2023-08-31")
    content = xlsx(HEADER, (USCC, NAME, "否", 200000, 0), WRONG)
    page.set_input_files("input[name=file]", {"name": "海关数据（演示数据）.xlsx", "mimeType": SHEET, "buffer": content})
    bureau.click("button", "上传并检查")
    bureau.says("校验位不符")
    with page.expect_download() as marked:
        page.get_by_role("link", name="下载标注了错误的文件").click()
    header, *rows = CalamineWorkbook.from_path(marked.value.path()).get_sheet_by_index(0).to_python(skip_empty_area=False)
    assert header[-1] == "错误说明" and "校验位不符" in rows[1][-1]
    bureau.click("button", "导入1行")
    bureau.says("已导入1行")


def proposes(bureau: Person) -> None:
    bureau.go(f"{HOME}/proposals/")
    bureau.click("button", "开始核对")
    bureau.waits_for("新提出1项")
    bureau.click("link", "查看免申即享")
    bureau.says(NAME)


def confirms(agent: Person) -> str:
    """The number of the case that came of one press."""
    agent.go("/my/")
    agent.says(f"免申即享：{NAME}可获36,000.00元")
    agent.page.locator(".notice", has_text=NAME).get_by_role("link", name="查看并确认").click()
    agent.page.wait_for_url("**/open-economy/proposals/**")
    agent.see()
    agent.says("外贸破零奖励：30,000.00元")
    agent.says("海关数据，导入")
    agent.click("button", "确认并领取")
    found = re.search(r"/my/(2023-\d{6})/", agent.page.url)
    assert found, agent.page.url
    return found[1]


def decided_by_people(browser: Browser, site: str, number: str) -> None:
    clerk = Person(browser, site, DESK, "clerk").sign_in("zongchuang")
    clerk.go(f"/desk/cases/{number}/")
    clerk.says("随机抽查")
    clerk.click("button", "受理")
    approver = Person(browser, site, DESK, "approver").sign_in("shenpi")
    approver.go(f"/desk/cases/{number}/review/")
    approver.click("button", "作出决定")


def names_the_account(agent: Person) -> None:
    agent.go("/open-economy/account/")
    form = agent.page.locator("section", has_text=NAME).locator("form").first
    form.locator("input[name=bank]").fill("演示银行汨罗支行（演示数据）")
    form.locator("input[name=account]").fill("6222000000000000002")
    with agent.page.expect_navigation():
        form.get_by_role("button", name="登记").click()
    agent.see()
    agent.says("0002")


def orders(bureau: Person) -> str:
    """The batch with the two awards of this enterprise alone."""
    bureau.go(f"{HOME}/payouts/")
    page = bureau.page
    for box in page.locator("input[name=awards]").all():
        box.set_checked(NAME in (box.get_attribute("aria-label") or ""))
    assert page.locator("input[name=awards]:checked").count() == 2
    bureau.click("button", "编制支付批次")
    bureau.says("36,000.00")
    return page.url.rstrip("/").rsplit("/", 1)[1]


def pays(cashier: Person, batch: str) -> None:
    cashier.go(f"{HOME}/payouts/{batch}/")
    cashier.click("button", "确认支付")
    with cashier.page.expect_download() as file:
        cashier.page.get_by_role("button", name="导出支付文件").click()
    header, *rows = CalamineWorkbook.from_path(file.value.path()).get_sheet_by_index(0).to_python(skip_empty_area=False)
    assert sum(row[header.index("金额（元）")] for row in rows) == 36000
    assert {row[header.index("收款账号")] for row in rows} == {"6222000000000000002"}
    for row in rows:
        row[header.index("处理结果")], row[header.index("处理日期")] = "成功", "2023-09-25"
    answer = {"name": "银行回单（演示数据）.xlsx", "mimeType": SHEET, "buffer": xlsx(header, *rows)}
    cashier.page.set_input_files("input[name=file]", answer)
    cashier.click("button", "导入并对账")
    cashier.says("付讫2笔，失败0笔，有误0行")
    cashier.says("36,000.00")
