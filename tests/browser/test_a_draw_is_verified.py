"""A draw for everybody: its pages, the tool that is kept and opened without a network, and the secrets of its parties."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.people import DESK, PHONE, Person

HOME = "/valuation-disposal/"
DRAWN, OPEN = "YH2023-0001", "YH2023-0005"  # of the demonstration: drawn on 28 June, to be revealed until 19 September
FARMERS_SECRET = "yanshiapplicant2023"  # of the demonstration
File = dict[str, Any]


@pytest.mark.clause("valuation-6", "valuation-7", "valuation-8", "valuation-12")
def test_everybody_reads_what_is_published(browser: Browser, reading_site: str) -> None:
    visitor = Person(browser, reading_site, PHONE, "valuation-public")
    for page in ("", "appraisers/", "draws/", f"draws/{OPEN}/", f"draws/{OPEN}/secret/", "prices/", "prices/?town=屈子祠镇", "disposals/"):
        visitor.go(HOME + page)
    visitor.go(f"{HOME}draws/{DRAWN}/")
    visitor.page.locator("summary", has_text="在这个浏览器里逐项核验").click()
    visitor.waits_for("核验通过")
    visitor.go(f"/display/?large=1&next={HOME}draws/{DRAWN}/")
    visitor.page.goto(reading_site + HOME)
    visitor.click("link", "评估机构名录")
    visitor.says("诚信记录")


def kept(visitor: Page, words: str, folder: Path) -> Path:
    """What the link with these words downloads, in a folder."""
    with visitor.expect_download() as download:
        visitor.get_by_role("link", name=words).click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


@contextmanager
def offline(browser: Browser, tool: Path) -> Iterator[Page]:
    """The tool opened from its file, without a network and under its own policy; what the browser complains of fails the test."""
    context = browser.new_context(viewport={"width": PHONE, "height": 900}, offline=True, accept_downloads=True)
    page, complaints = context.new_page(), []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda told: complaints.append(told.text) if told.type == "error" else None)
    page.goto(tool.as_uri())
    yield page
    assert not complaints
    context.close()


def loser(file: File) -> File:
    found: File = next(each for each in file["announcement"]["candidates"] if each["key"] != file["drawn"]["key"])
    return found


TAMPERED: dict[str, tuple[Callable[[File], object], str]] = {  # what was changed, and what the tool says of it
    "the winner": (lambda file: file.update(drawn=loser(file)), "✗ 抽中的机构：不符"),
    "the list": (lambda file: loser(file).update(name="别的机构"), "✗ 名单和公告的摘要：不符"),
    "a reveal": (lambda file: file["parties"][2].update(secret="another0123456789ab"), "口令被改动"),
    "a commitment": (lambda file: file["parties"][2].update(commitment="0" * 64), "承诺被改动：按口令应为"),
    "a withheld secret": (lambda file: file["parties"][0].update(secret=""), "口令被删去"),
    "the number": (lambda file: file.update(public_number="123"), "✗ 随机种子：不符"),
    "an hour": (lambda file: file["parties"][1].update(revealed_at="2023-06-30T16:00:00+08:00"), "✗ 产权经营主体的时间：不符"),
    "no draw at all": (lambda file: file.clear(), "✗ 文件内容：不符"),
}


@pytest.mark.clause("valuation-7")
def test_a_citizen_verifies_a_draw_without_a_network_and_every_change_is_told(browser: Browser, reading_site: str, tmp_path: Path) -> None:
    visitor = Person(browser, reading_site, PHONE, "draw-downloads")
    visitor.go(f"{HOME}draws/{DRAWN}/")
    noted = visitor.page.locator("p.digest").first.inner_text()
    tool, published = kept(visitor.page, "下载离线工具", tmp_path), kept(visitor.page, "下载结果文件", tmp_path)
    file: File = json.loads(published.read_text())
    with offline(browser, tool) as page:
        told = page.locator("[data-draw-result]")
        page.set_input_files("#file", published)
        expect(told).to_contain_text("核验通过")
        expect(told).to_contain_text(f"应当抽中：{file['drawn']['name']}")
        expect(told).to_contain_text("还没有与摇号前公布的公告摘要核对")
        page.fill("#noted", f" {noted} ")
        page.get_by_role("button", name="核验", exact=True).click()
        expect(told).not_to_contain_text("还没有与摇号前公布的公告摘要核对")
        expect(told.locator(".is-wrong")).to_have_count(0)
        for what, (change, words) in TAMPERED.items():
            changed: File = json.loads(published.read_text())
            change(changed)
            other = tmp_path / f"{what}.json"
            other.write_text(json.dumps(changed))
            page.set_input_files("#file", other)
            expect(told).to_contain_text(words)
            expect(told).to_contain_text("核验不通过")
            expect(told).to_contain_text(other.name)
        page.fill("#noted", "0" * 64)
        page.set_input_files("#file", published)
        expect(told).to_contain_text("✗ 与摇号前公布的公告摘要核对：不符")


@pytest.mark.clause("valuation-7")
def test_the_tool_can_be_read_by_everybody_and_takes_a_file_that_is_dropped(browser: Browser, reading_site: str, tmp_path: Path) -> None:
    visitor = Person(browser, reading_site, PHONE, "draw-tool")
    visitor.go(f"{HOME}draws/{DRAWN}/")
    tool, published = kept(visitor.page, "下载离线工具", tmp_path), kept(visitor.page, "下载结果文件", tmp_path)
    reader = Person(browser, "file://", DESK, "draw-tool-offline")
    reader.go(str(tool))
    drop = """([drop, text]) => {
        const dropped = new DataTransfer();
        dropped.items.add(new File([text], "dropped.json"));
        drop.dispatchEvent(new DragEvent("drop", {dataTransfer: dropped, bubbles: true, cancelable: true}));
    }"""
    reader.page.evaluate(drop, [reader.page.locator("[data-draw-drop]").element_handle(), published.read_text()])
    reader.waits_for("核验通过")
    published.write_text("不是摇号结果")
    reader.page.set_input_files("#file", published)
    reader.waits_for("核验不通过")


@pytest.mark.clause("valuation-7")
def test_a_farmer_reveals_from_the_file_that_he_kept(browser: Browser, site: str, tmp_path: Path) -> None:
    farmer = Person(browser, site, PHONE, "draw-farmer").sign_in("nonghu")
    farmer.go(f"{HOME}mine/")
    farmer.says("以前用口令文件揭示口令")
    farmer.go(f"{HOME}draws/{OPEN}/part/")
    told = farmer.page.locator("[data-told]")
    files = (("another0123456789", "不是这次摇号的口令"), (None, "这不是口令文件"), (FARMERS_SECRET, "与提交的承诺一致"))
    for place, (secret, words) in enumerate(files):
        file = tmp_path / f"{place}.json"
        file.write_text(json.dumps({"secret": secret}))
        farmer.page.set_input_files("input[type=file]", file)
        expect(told).to_contain_text(words)
    farmer.click("button", "揭示口令")
    farmer.says("产权经营主体已揭示口令")
    farmer.go(f"{HOME}draws/{OPEN}/")
    farmer.says("已揭示，揭示截止后公布")
    assert FARMERS_SECRET not in farmer.page.content()
