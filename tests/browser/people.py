"""A person at a browser: signs in, and has every page that they see checked for accessibility."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Locator, Page, expect

AXE = (Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js").read_text()
PICTURES = os.environ.get("ONEWINDOW_PICTURES")  # a folder: every page that is seen is also kept there as pictures
DESK, PHONE = 1440, 390
LOOKS = ((DESK, False), (PHONE, False), (PHONE, True))  # the width, and whether in large print (适老版); a desk has room for both


class Person:
    """One person with a browser of their own, at a desk or on a phone; ``see`` is called on each page."""

    def __init__(self, browser: Browser, site: str, width: int, name: str) -> None:
        context = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True, accept_downloads=True)
        self.page: Page = context.new_page()
        self.page.set_default_timeout(60_000)  # a busy machine is no failure
        self.site, self.width, self.name, self.seen = site, width, name, 0

    def sign_in(self, username: str) -> Person:
        self.go("/accounts/login/")
        self.page.fill("input[name=username]", username)
        self.page.fill("input[name=password]", "onewindow-2023")
        self.page.press("input[name=password]", "Enter")
        self.page.wait_for_url(lambda url: "/login/" not in url)
        return self

    def go(self, path: str) -> None:
        self.page.goto(self.site + path)
        self.see()

    def click(self, role: str, name: str) -> None:
        """Press the button, or follow the link, and look at the page that comes."""
        with self.page.expect_navigation():
            self.page.get_by_role(role, name=name).first.click()  # type: ignore[arg-type]  # a role is a word here
        self.see()

    def choose(self, name: str, value: str) -> None:
        self.press(self.page.locator(f"input[name='{name}'][value='{value}']"))

    def press(self, answer: Locator) -> None:
        """Press the answer's label, as a finger does: that waits until the page has stopped moving under it."""
        self.page.locator(f"label[for='{answer.get_attribute('id')}']").click()
        expect(answer).to_be_checked()

    def act(self, title: str, button: str, **typed: Any) -> None:
        """Fill in the form of that title on a register page and press its button; a tick is True, several are their values."""
        form = self.page.locator("details.act", has=self.page.get_by_text(title, exact=True))
        if form.get_attribute("open") is None:
            form.locator("summary").click()
        for name, value in typed.items():
            self.fill(form, name, value)
        with self.page.expect_navigation():
            form.get_by_role("button", name=button, exact=True).click()
        self.see()

    def fill(self, form: Locator, name: str, value: Any) -> None:
        """One field of a form, whatever it is."""
        field = form.locator(f"[name='{name}']")
        if isinstance(value, dict):
            field.set_input_files(value)  # type: ignore[arg-type]  # a file as Playwright takes it
        elif value is True or isinstance(value, tuple):
            for tick in [field] if value is True else [form.locator(f"[name='{name}'][value='{each}']") for each in value]:
                self.press(tick)
        elif field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)

    def says(self, sentence: str) -> None:
        assert sentence in self.page.inner_text("body"), f"{self.page.url} does not say {sentence!r}"

    def waits_for(self, sentence: str) -> None:
        """What is done in the background is told on the page when it has ended."""
        self.page.get_by_text(sentence).wait_for()
        self.see()

    def see(self) -> None:
        """At a desk's width and at a phone's, there also in large print: no violation that axe knows, nothing wider than the window,
        and a picture where they are kept."""
        self.seen += 1
        self.page.evaluate(AXE)
        own_width, own_print = self.page.viewport_size, self.page.evaluate("document.documentElement.classList.contains('large')")
        for width, large in LOOKS:
            self.page.set_viewport_size({"width": width, "height": 900})
            self.print(large)
            self._look(width, f"{self.name}-{self.seen:02}-{width}{'-large' if large else ''}")
        self.page.set_viewport_size(own_width)  # type: ignore[arg-type]  # every page of ours has one
        self.print(own_print)

    def print(self, large: bool) -> None:
        """The page as the cookie of the large print has it."""
        self.page.evaluate("large => document.documentElement.classList.toggle('large', large)", large)

    def _look(self, width: int, picture: str) -> None:
        if PICTURES:
            self.page.screenshot(path=f"{PICTURES}/{picture}.png", full_page=True)
        found = self.page.evaluate("async () => (await axe.run(document, {resultTypes: ['violations']})).violations")
        assert not found, (picture, self.page.url, [(each["id"], [node["target"] for node in each["nodes"]]) for each in found])
        assert self.page.evaluate("document.documentElement.scrollWidth") <= width, f"{self.page.url} is wider than the window: {picture}"
