"""A person walks in: number, item, form, materials and acceptance by the keyboard alone, to the notice that is printed."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader

from tests.browser.people import DESK, Person

VISITOR = {"person_id": "11010519491231002X", "person_name": "演示办事人", "contact_phone": "13800000000"}
TYPED = {"contact_address": "演示路1号", "start_day": "2023-01-10"}


@pytest.mark.clause("onewindow-3-1-1-1-accept", "onewindow-a4-2-2")
def test_a_walk_in_is_accepted_by_keyboard_alone(browser: Browser, site: str) -> None:
    clerk = Person(browser, site, DESK, "walk-in").sign_in("zongchuang")
    clerk.go("/desk/hall/")
    for key in "ns":  # the next one; begin
        leads(clerk, key)
    ticket = clerk.page.inner_text(".panel-now .number")
    leads(clerk, "o")
    identifies(clerk)
    fills_in(clerk)
    leads(clerk, "a")
    clerk.says("没有审查场所使用证明")
    marks(clerk, ["application", "identity", "premises-proof"])
    leads(clerk, "a")
    clerk.says("已受理")
    number = re.search(r"\d{4}-\d{6}", clerk.page.inner_text(".big-number"))
    assert number
    prints_the_notice(clerk, number.group())
    leads(clerk, "n")
    clerk.says(ticket)
    clerk.says(number.group())  # the number of the queue is bound to the case


def leads(clerk: Person, key: str) -> None:
    """A key that leads to another page."""
    with clerk.page.expect_navigation():
        clerk.page.keyboard.press(key)
    clerk.see()


def tab_to(clerk: Person, selector: str) -> None:
    for _ in range(90):
        if clerk.page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
            return
        clerk.page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach {selector}")


def identifies(clerk: Person) -> None:
    for name, value in VISITOR.items():
        tab_to(clerk, f"[name={name}]")
        clerk.page.keyboard.type(value)
    tab_to(clerk, "[name=q]")
    clerk.page.keyboard.type("jzzsl")  # 居住证申领
    leads(clerk, "Enter")
    assert clerk.page.input_value("[name=person_name]") == VISITOR["person_name"]
    clerk.page.keyboard.press(" ")  # the first that was found has the focus
    leads(clerk, "a")
    clerk.says("居住证申领")


def fills_in(clerk: Person) -> None:
    clerk.page.keyboard.press("i")
    for name, value in TYPED.items():
        tab_to(clerk, f"[name={name}]")
        clerk.page.keyboard.type(value)
    tab_to(clerk, "[name=ground]")
    clerk.page.keyboard.press(" ")


def marks(clerk: Person, materials: list[str]) -> None:
    for key in materials:
        clerk.page.keyboard.press("m")
        tab_to(clerk, f"[name='mark-{key}']")
        clerk.page.keyboard.press(" ")


def prints_the_notice(clerk: Person, number: str) -> None:
    with clerk.page.expect_download() as download:
        clerk.page.keyboard.press("p")
    paper = "".join(page.extract_text() for page in PdfReader(BytesIO(download.value.path().read_bytes())).pages)
    assert "受理通知书" in re.sub(r"\s", "", paper)
    assert number in paper and VISITOR["person_name"] in re.sub(r"\s", "", paper)
