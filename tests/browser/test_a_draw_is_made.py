"""A draw from its announcement to its verification, each party at its own browser; and a farmer with his valuations."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.people import DESK, PHONE, Person
from tests.browser.test_a_draw_is_verified import kept, offline

PUBLIC, OFFICE = "/valuation-disposal/", "/desk/valuation-disposal/"
AGREED = "PG2023-0007"  # of the demonstration: its method is agreed on, and it waits for a draw
REPORTED, PROPOSED, DISPOSED = "PG2023-0004", "PG2023-0008", "CZ2023-0001"  # 演示农户甲's report and question, 演示农户乙's disposal
HOURS = {"commit_until": "2023-09-16T12:00", "reveal_until": "2023-09-16T18:00", "number_known_at": "2023-09-16T21:15"}
NUMBER = "09171119243007"
Days = Callable[[str], AbstractContextManager[str]]


@pytest.mark.clause("valuation-7")
def test_three_parties_make_a_draw_that_anybody_verifies(browser: Browser, site: str, site_on: Days, tmp_path: Path) -> None:
    centre, bank = Person(browser, site, DESK, "centre").sign_in("nongjiao"), Person(browser, site, PHONE, "bank").sign_in("yinhang2")
    page = f"{PUBLIC}draws/{announces(centre)}/"
    secret = commits(bank, page, tmp_path)
    records_at_the_counter(browser, site, centre, page)
    makes(centre, page, "exchange")
    reveals(bank, page, secret)
    for person in (centre, bank):
        person.page.context.clear_cookies()
    with site_on("2023-09-17") as centre.site:
        bank.site = centre.site
        for person, username, party in ((bank, "yinhang2", "bank"), (centre, "nongjiao", "exchange")):
            person.sign_in(username).go(f"{page}part/")
            person.page.fill(f"#value-{party}", NUMBER)
            person.click("button", "录入号码")
        centre.says("结果文件已公布")
        visitor = Person(browser, centre.site, PHONE, "draw-visitor")
        visitor.go(page)
        visitor.says("没有揭示，由其承诺代替")
        tool, published = kept(visitor.page, "下载离线工具", tmp_path), kept(visitor.page, "下载结果文件", tmp_path)
        with offline(browser, tool) as reader:
            reader.set_input_files("#file", published)
            expect(reader.locator("[data-draw-result]")).to_contain_text("核验通过")


def announces(centre: Person) -> str:
    """农交中心 announces a draw; its number."""
    centre.go(f"{OFFICE}valuations/{AGREED}/")
    centre.page.locator("summary", has_text="公告摇号").click()
    for name, value in {**HOURS, "source": "福彩双色球（演示）", "issue_number": "2023108"}.items():
        centre.page.locator(f"[name={name}]").fill(value)
    centre.click("button", "公告")
    centre.says("请三方在截止时间以前提交承诺")
    centre.go(f"{PUBLIC}draws/")
    return centre.page.locator(".card-list h3 a").first.inner_text()


def makes(person: Person, page: str, party: str) -> None:
    """A party makes a secret, is held back until it has kept it, and commits."""
    person.go(f"{page}part/")
    form = person.page.locator(f"form[data-party={party}]")
    form.get_by_role("button", name="生成口令").click()
    form.get_by_role("button", name="提交承诺").click()
    expect(form.locator("[data-told]")).to_contain_text("还没有保存口令文件")
    with person.page.expect_download():
        form.get_by_role("button", name="保存口令文件").click()
    with person.page.expect_navigation():
        form.get_by_role("button", name="提交承诺").click()
    person.see()
    person.says("已提交承诺，请妥善保存口令")


def commits(bank: Person, page: str, folder: Path) -> Path:
    """The bank commits; the file of its secret, which was never sent."""
    bank.go(f"{page}part/")
    bank.page.get_by_role("button", name="生成口令").click()
    with bank.page.expect_download() as download:
        bank.page.get_by_role("button", name="保存口令文件").click()
    kept_in = folder / "secret.json"
    download.value.save_as(kept_in)
    sent: list[str] = []
    bank.page.on("request", lambda request: sent.append(request.post_data or ""))
    bank.click("button", "提交承诺")
    secret = bank.page.evaluate("text => JSON.parse(text).secret", kept_in.read_text())
    assert any("digest=" in each for each in sent)
    assert not any(secret in each for each in sent)
    return kept_in


def records_at_the_counter(browser: Browser, site: str, centre: Person, page: str) -> None:
    """The operator makes a secret on his phone without signing in; 农交中心 types the commitment that he shows."""
    operator = Person(browser, site, PHONE, "operator")
    operator.go(f"{page}secret/")
    operator.page.fill("#secret", "short")
    expect(operator.page.locator("[data-told]")).to_contain_text("16至64位")
    operator.page.get_by_role("button", name="生成口令").click()
    digest = operator.page.input_value("#digest")
    operator.see()
    centre.go(f"{page}part/")
    form = centre.page.locator("form[data-party=applicant]")
    form.locator("textarea").fill(digest)
    with centre.page.expect_navigation():
        form.get_by_role("button", name="提交承诺").click()
    centre.see()
    centre.says("当面代录")


def reveals(bank: Person, page: str, secret: Path) -> None:
    bank.go(f"{page}part/")
    bank.page.set_input_files("input[type=file]", secret)
    expect(bank.page.locator("[data-told]")).to_contain_text("与提交的承诺一致")
    bank.click("button", "揭示口令")
    bank.says("合作银行已揭示口令")


@pytest.mark.clause("valuation-4", "valuation-8", "valuation-10")
def test_a_farmer_agrees_to_a_method_and_objects_knowing_the_fee(browser: Browser, site: str) -> None:
    farmer = Person(browser, site, PHONE, "valuation-farmer").sign_in("nonghu")
    farmer.go("/my/")
    farmer.says("等您确认")
    farmer.go(f"{PUBLIC}mine/")
    farmer.go(f"{PUBLIC}mine/valuations/{PROPOSED}/")
    farmer.click("button", "同意这种评估方式")
    farmer.says("产权经营主体已确认")
    farmer.go(f"{PUBLIC}mine/valuations/{REPORTED}/")
    farmer.says("年参考价")
    farmer.page.locator("summary", has_text="对评估结果有异议").click()
    farmer.see()
    farmer.says("费用由您负责")
    farmer.page.fill("#object-reason", "演示：面积少算了两亩")
    farmer.click("button", "提出异议")
    farmer.says("没有确认重新评估的费用由您负责")
    assert farmer.page.input_value("#object-reason") == "演示：面积少算了两亩"  # nothing typed is lost
    farmer.press(farmer.page.locator("#fee"))
    farmer.click("button", "提出异议")
    farmer.says("已受理异议")
    farmer.click("button", "撤回异议")
    farmer.says("以首次评估报告为准")


@pytest.mark.clause("valuation-14")
def test_a_mortgagor_reads_what_comes_back_of_the_proceeds(browser: Browser, reading_site: str, tmp_path: Path) -> None:
    farmer = Person(browser, reading_site, PHONE, "disposal-farmer").sign_in("nonghu2")
    farmer.go(f"{PUBLIC}mine/")
    farmer.says("返还您46,230.00元")
    farmer.go(f"{PUBLIC}mine/disposals/{DISPOSED}/")
    farmer.says("210,000.00")
    assert kept(farmer.page, "处置所得分配通知书", tmp_path).read_bytes().startswith(b"%PDF")
