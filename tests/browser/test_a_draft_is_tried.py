"""A draft is tried at the desk: its charts are drawn under the strict policy of the pages, and each has its table beside it."""

from __future__ import annotations

from playwright.sync_api import Browser

from onewindow.config import settings


def test_charts_are_drawn_beside_their_tables_and_nothing_is_blocked(site: str, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"{site}/accounts/login/?next=/desk/backtest/open-economy/")
    page.fill("[name=username]", "shenpi")
    page.fill("[name=password]", settings.DEMO_PASSWORD)
    page.press("[name=password]", "Enter")
    page.fill("[name=award_per_dollar]", "0.04")
    page.click("button[value=run]")
    page.wait_for_selector("#cost.is-drawn canvas")
    figures = page.locator("figure.chart")
    assert figures.count() == page.locator("figure.chart.is-drawn").count() == 4
    assert page.locator("figure.chart table").count() == 4
    assert page.locator("#found-title").is_visible()
    assert said == []
