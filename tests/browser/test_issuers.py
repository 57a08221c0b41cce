"""The list of issuers is changed by a decision and by nothing less; every page accessible."""

from __future__ import annotations

from playwright.sync_api import Browser

from tests.browser.people import DESK, Person

PAGE = "/desk/normative-documents/issuers/"
DECISION = "汨政办发〔2023〕演示9号（演示数据）"
CODE = "91"


def test_a_body_is_listed_by_a_decision_and_removed_by_another(browser: Browser, site: str) -> None:
    office = Person(browser, site, DESK, "issuers").sign_in("wendian")
    office.go(PAGE)
    name = f"演示单位{CODE}"
    office.page.locator("summary", has_text="列入制定主体").click()
    office.page.select_option("#field-organisation", index=1)
    for field, value in (("name", name), ("prefix", "MLDR"), ("code", "15"), ("from_day", "2023-10-01")):
        office.page.fill(f"#field-{field}", value)
    office.click("button", "列入清单")
    office.says("没有写明依据的文件")
    assert office.page.input_value("#field-name") == name  # nothing typed is lost
    office.page.fill("#field-decision", DECISION)
    office.click("button", "列入清单")
    office.says("代号15")
    office.page.fill("#field-code", CODE)
    office.click("button", "列入清单")
    office.says(f"{name}自2023年10月1日起列入制定主体清单")
    office.says(f"2023年10月1日起，{name}列入（{DECISION}）")
    removes(office, name)


def removes(office: Person, name: str) -> None:
    row = office.page.locator("tr", has_text=name)
    row.locator("summary").click()
    row.get_by_label("移出日期").fill("2023-11-01")
    with office.page.expect_navigation():
        row.get_by_role("button", name="移出清单").click()
    office.see()
    office.says("没有写明依据的文件")
    row = office.page.locator("tr", has_text=name)
    row.get_by_label("依据的文件").fill(DECISION)
    with office.page.expect_navigation():
        row.get_by_role("button", name="移出清单").click()
    office.see()
    office.says(f"{name}自2023年11月1日起移出制定主体清单")


def test_the_registrar_reads_the_list_and_cannot_change_it(browser: Browser, reading_site: str) -> None:
    registrar = Person(browser, reading_site, DESK, "registrar-issuers").sign_in("dengji")
    registrar.go(PAGE)
    registrar.says("弼时镇")
    assert not registrar.page.get_by_role("button", name="列入清单", include_hidden=True).count()
