"""An item on its way: typed by one, reviewed by another, published by a third, read by everyone; every page accessible."""

from __future__ import annotations

from playwright.sync_api import Browser

from tests.browser.people import DESK, PHONE, Person

KEY = "browser"


def test_a_new_item_is_typed_by_keyboard_reviewed_and_published(browser: Browser, site: str) -> None:
    keeper = Person(browser, site, DESK, "items-keeper").sign_in("shixiang")
    keeper.go("/desk/items/new/")
    for field, value in (("title", f"演示事项{KEY}"), ("key", KEY), ("code", "ML-DEMO-1")):
        keeper.page.focus(f"#field-{field}")
        keeper.page.keyboard.type(value)
    keeper.page.locator("#section-time summary").press("Enter")
    keeper.page.fill("#field-promised_days", "很快")
    keeper.page.locator("#field-title").press("Enter")  # the first button of the form keeps the draft
    keeper.page.wait_for_selector("#refusal")
    keeper.see()
    keeper.says("不是整数")
    assert keeper.page.input_value("#field-title") == f"演示事项{KEY}"  # nothing typed is lost
    keeper.page.fill("#field-promised_days", "5")
    with keeper.page.expect_navigation():
        keeper.page.get_by_role("button", name="保存并送审").click()
    keeper.see()
    keeper.says("已送审")
    reviewer = Person(browser, site, DESK, "items-reviewer").sign_in("shixiangsh")
    reviewer.go(f"/desk/items/{KEY}/1/")
    reviewer.says("发布前还缺")
    reviewer.click("button", "退回修改")
    reviewer.says("没有写明退回的意见")
    reviewer.page.fill("#field-opinion", "要素不全（演示数据）")
    reviewer.click("button", "退回修改")
    reviewer.says("已退回修改")


def test_everyone_reads_the_catalogue_a_guide_its_versions_and_what_was_reduced(browser: Browser, reading_site: str) -> None:
    reader = Person(browser, reading_site, PHONE, "items-reader")
    reader.go("/display/?large=1&next=/items/")
    first = reader.page.locator(".item-list a").first
    first.focus()
    with reader.page.expect_navigation():
        reader.page.keyboard.press("Enter")
    reader.see()
    reader.says("受理条件")
    address = reader.page.url.removeprefix(reading_site)
    reader.go(f"{address}versions/")
    reader.says("历次版本")
    reader.go("/items/reductions/")
    reader.says("减材料")


def test_who_keeps_the_catalogue_sees_lists_histories_imports_and_differences(browser: Browser, reading_site: str) -> None:
    keeper = Person(browser, reading_site, DESK, "items-lists").sign_in("shixiang")
    keeper.go("/desk/items/")
    keeper.says("现行")
    item = keeper.page.locator(".queue tbody a").first.get_attribute("href")
    for page in (str(item), f"{item}1/", "/desk/items/imports/", "/desk/items/imports/1/", "/desk/items/differences/"):
        keeper.go(page)
    keeper.says("与上级平台的差异")
