"""A late case climbs to the leader whose duty covers the body; the body explains. At a desk's width and a phone's."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.people import Person

DESK = "/desk/supervision/"


@pytest.mark.parametrize("width", [1440, 390])
def test_a_late_case_climbs_to_the_leader_and_the_body_explains(browser: Browser, site: str, width: int) -> None:
    supervisor = Person(browser, site, width, "supervisor").sign_in("jiancha")
    supervisor.go(DESK)
    supervisor.says("整件超期")
    supervisor.go(f"{DESK}steps/?clock=case&light=red")
    supervisor.says("超期3个工作日")
    number = supervisor.page.locator("tr[data-row]", has_text="商务粮食局").locator("a").first.inner_text()
    order = orders(supervisor)
    leader = Person(browser, site, width, "leader").sign_in("fenguan")
    leader.go("/desk/")
    leader.says(number)
    leader.says("分管市商务粮食局")
    chief = Person(browser, site, width, "chief").sign_in("shouxi")
    chief.go(f"{DESK}orders/{order}/")
    chief.page.fill("#field-explanation", "审核人员不足（演示数据）")
    chief.page.fill("#field-measures", "已增派人员（演示数据）")
    chief.click("button", "提交说明")
    chief.says("待审阅")
    supervisor.go(f"{DESK}orders/{order}/")
    supervisor.click("button", "采纳，办结")
    supervisor.says("已办结")


def orders(supervisor: Person) -> str:
    """Order the body to explain what was found against it; the number of the order."""
    supervisor.go(f"{DESK}orders/new/?organisation=commerce-grain")
    for box in supervisor.page.locator("input[name=findings]").all():
        box.check()
    supervisor.click("button", "制发")
    supervisor.says("已制发督办通知")
    return supervisor.page.url.rstrip("/").rsplit("/", 1)[1]
