"""A number is taken on a phone, called by a clerk with the keyboard alone, shown on the screen; every page of the hall accessible."""

from __future__ import annotations

import re

from playwright.sync_api import Browser

from tests.browser.people import DESK, PHONE, Person

PUBLIC = (
    "/hall/",
    "/hall/?machine=1",
    "/hall/take/comprehensive/",
    "/hall/screen/",
    "/hall/appointments/",
    "/hall/appointments/for/comprehensive/",
    "/hall/appointments/arrive/",
)
OF_CLERKS = ("/desk/hall/", "/desk/hall/numbers/", "/desk/hall/enquiries/", "/desk/hall/reports/", "/desk/hall/guidance/")
OF_MANAGERS = ("/desk/hall/today/", "/desk/hall/windows/", "/desk/hall/enquiries/", "/desk/hall/reports/")


def keys(person: Person, key: str) -> None:
    with person.page.expect_navigation():
        person.page.keyboard.press(key)
    person.see()


def test_a_clerk_calls_with_the_keyboard_and_the_visitor_sees_it(browser: Browser, site: str) -> None:
    visitor, screen = Person(browser, site, PHONE, "visitor"), Person(browser, site, 1920, "screen")
    visitor.go("/hall/")
    visitor.click("link", "一件事一次办")
    visitor.click("button", "取号")
    visitor.says("前面没有人")
    clerk = Person(browser, site, DESK, "clerk").sign_in("fanying")
    clerk.go("/desk/hall/")
    clerk.page.locator("summary", has_text="离座").click()
    clerk.click("button", "离开21号窗口")
    clerk.click("button", "18号")
    screen.go("/hall/screen/")
    keys(clerk, "n")
    clerk.says("Q001")
    visitor.page.wait_for_selector(".is-called")  # the page asks again by itself
    visitor.says("18号窗口")
    visitor.see()
    screen.page.wait_for_selector(".is-newest >> text=Q001")
    assert screen.page.inner_text("#said") == "请Q001号到18号窗口办理"
    screen.see()
    keys(clerk, "r")
    clerk.says("第2次")
    screen.page.wait_for_timeout(5_000)
    keys(clerk, "s")
    clerk.says("正在办理")
    clerk.page.keyboard.press("m")
    clerk.page.select_option("#field-target", "window:17")
    clerk.page.fill("#field-transfer-reason", "先到综合咨询")
    clerk.page.keyboard.press("Enter")
    clerk.page.wait_for_selector("text=已转移")
    clerk.see()
    visitor.page.wait_for_selector("text=17号窗口")


def test_a_number_is_passed_over_with_the_keyboard(browser: Browser, site: str) -> None:
    clerk = Person(browser, site, DESK, "clerk").sign_in("zongchuang")
    clerk.go("/desk/hall/")
    keys(clerk, "n")
    number = clerk.page.inner_text(".panel-now .number")
    keys(clerk, "g")
    clerk.says("只叫过1次")
    keys(clerk, "r")
    keys(clerk, "g")
    clerk.says("已过号")
    keys(clerk, "n")
    assert clerk.page.inner_text(".panel-now .number") != number
    keys(clerk, "f")
    clerk.says("空闲")
    clerk.page.keyboard.press("p")
    clerk.page.fill("#field-reason", "设备维护")
    clerk.page.keyboard.press("Enter")
    clerk.page.wait_for_selector("text=暂停服务：设备维护")


def test_every_page_of_the_hall_is_accessible(browser: Browser, reading_site: str) -> None:
    for name, username, pages in (("anyone", "", PUBLIC), ("clerk", "zongchuang", OF_CLERKS), ("manager", "dating", OF_MANAGERS)):
        person = Person(browser, reading_site, PHONE if name == "anyone" else DESK, name)
        if username:
            person.sign_in(username)
        for page in pages:
            person.go(page)
    visitor = Person(browser, reading_site, PHONE, "visitor")
    visitor.go("/hall/take/marriage/")
    visitor.click("button", "取号")
    visitor.click("link", "打印号条")
    visitor.go("/hall/appointments/for/marriage/?day=2023-09-19")
    visitor.press(visitor.page.locator("input[name=begins]:not([disabled])").first)
    visitor.page.get_by_role("button", name=re.compile("预约")).click()
    visitor.page.wait_for_selector(".appointment-code")
    visitor.see()


def test_a_number_is_taken_and_followed_without_script(browser: Browser, site: str) -> None:
    page = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800}).new_page()
    page.goto(site + "/hall/take/consulting/")
    page.get_by_role("button", name="取号").click()
    assert "P001" in page.inner_text("main")
    assert 'http-equiv="refresh"' in page.content()
    page.get_by_role("button", name="取消这个号").click()
    assert "已取消" in page.inner_text("main")
