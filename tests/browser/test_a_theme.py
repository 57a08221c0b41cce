"""一件事: one form of two bodies by a citizen, from the list of themes to the progress of both cases."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.people import PHONE, Person

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
MATERIALS = ("application", "identity", "death-certificate", "household-register", "relation-proof")


@pytest.mark.clause("onewindow-2-1-themes")
def test_a_citizen_hands_in_one_form_and_two_bodies_have_it(browser: Browser, site: str) -> None:
    citizen = Person(browser, site, PHONE, "theme").sign_in("geren")
    citizen.go("/integrated-window/themes/")
    citizen.page.locator("main a[href$='/themes/after-death/']").click()
    citizen.see()
    citizen.page.get_by_role("button", name="开始填写").click()
    citizen.see()
    citizen.says("申报信息")
    relation = citizen.page.locator("[name=deceased_relation]").first
    if relation.evaluate("each => each.tagName") == "SELECT":
        relation.select_option(index=1)
    else:
        citizen.press(relation)
    citizen.page.fill("[name=deceased_day]", "2023-09-01")
    citizen.page.fill("[name=contact_address]", "演示路1号")
    citizen.page.fill("[name=contact_name]", "演示办事人")
    citizen.page.fill("[name=contact_phone]", "13800000000")
    citizen.click("button", "保存并继续")
    citizen.click("button", "一次提交2个事项")
    citizen.says("没有上传")
    for material in MATERIALS:
        citizen.page.set_input_files(f"#file-{material}", {"name": "件.pdf", "mimeType": "application/pdf", "buffer": PDF})
        with citizen.page.expect_navigation():
            citizen.page.locator(f"[id='field-materials.{material}'] button[value=upload]").click()
    citizen.see()
    citizen.click("button", "一次提交2个事项")
    citizen.says("现在不需要您办理什么")
    citizen.says("市人力资源和社会保障局")
    citizen.page.locator(".thing-cases a").first.click()
    citizen.see()
