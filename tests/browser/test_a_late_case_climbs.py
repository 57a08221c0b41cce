"""A late case climbs to the leader whose duty covers the body; the body explains."""

from __future__ import annotations

from playwright.sync_api import Browser

from tests.browser.people import DESK, Person

LIST = "/desk/supervision/"


def test_a_late_case_climbs_to_the_leader_and_the_body_explains(browser: Browser, site: str) -> None:
    supervisor = Person(browser, site, DESK, "supervisor").sign_in("jiancha")
    supervisor.go(LIST)
    supervisor.says("整件超期")
    supervisor.go(f"{LIST}steps/?clock=case&light=red")
    supervisor.says("超期3个工作日")
    number = supervisor.page.locator("tr[data-row]", has_text="商务粮食局").locator("a").first.inner_text()
    order = orders(supervisor)
    leader = Person(browser, site, DESK, "leader").sign_in("fenguan")
    leader.go("/desk/")
    leader.says(number)
    leader.says("分管市商务粮食局")
    chief = Person(browser, site, DESK, "chief").sign_in("shouxi")
    chief.go(f"{LIST}orders/{order}/")
    chief.page.fill("#field-explanation", "审核人员不足（演示数据）")
    chief.page.fill("#field-measures", "已增派人员（演示数据）")
    chief.click("button", "提交说明")
    chief.says("待审阅")
    supervisor.go(f"{LIST}orders/{order}/")
    supervisor.click("button", "采纳，办结")
    supervisor.says("已办结")


def orders(supervisor: Person) -> str:
    """Order the body to explain what was found against it; the number of the order."""
    supervisor.go(f"{LIST}orders/new/?organisation=commerce-grain")
    for box in supervisor.page.locator("input[name=findings]").all():
        box.check()
    supervisor.click("button", "制发")
    supervisor.says("已制发督办通知")
    return supervisor.page.url.rstrip("/").rsplit("/", 1)[1]
