"""What is done with one loan at the desks of the compensation fund, from the list to the yearly report; every button is named here."""

from __future__ import annotations

import io
import re
from decimal import Decimal

from python_calamine import CalamineWorkbook

from onewindow.words.workbook import opened
from tests.browser.people import Person

FUND = "/desk/risk-fund/"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def lists_the_borrower(authority: Person, guarantor: Person, uscc: str, name: str) -> None:
    authority.go(f"{FUND}subjects/")
    who = {"uscc": uscc, "name": name, "kind": "business", "industry": "grain", "town": "屈子祠镇", "registered_here": True}
    checks = ("credit_clean", "taxes_filed", "no_accident", "no_penalty")
    found = {"document": "演示推荐文件", "checked_on": "2023-09-14", "checks": checks}
    authority.act("列入名录", "列入", recommended="300000", **who, **found)
    authority.act("推送合作担保公司", "推送", guarantor="demo-guarantor")
    guarantor.go(f"{FUND}subjects/")
    guarantor.act("分送合作银行", "分送")
    guarantor.says("已向2家合作银行分送1个主体")


def passes_the_gates(bank: Person, uscc: str) -> None:
    bank.go(f"{FUND}gate/?uscc={uscc}&amount=300000.01")
    bank.says("不能发放")
    bank.go(f"{FUND}gate/?uscc={uscc}&amount=200000")
    bank.says("可以发放")


def files_the_loan(bank: Person, uscc: str, mortgage: str, contract: str) -> str:
    """The loan in the register of the fund, before it is paid out; its number."""
    bank.go(f"{FUND}loans/")
    terms = {"mode": "bank", "contract": contract, "amount": "200000", "disbursed_on": "2023-09-18", "due_on": "2023-11-15"}
    bank.act("登记贷款", "核验并登记", uscc=uscc, mortgage="没有的抵押", **terms)
    bank.says("没有有效的产权抵押登记")
    bank.act("登记贷款", "核验并登记", uscc=uscc, mortgage=mortgage, **terms)
    return found(r"已登记(FB2023-\d{6})", bank)


def files_balances(bank: Person, loan: str) -> None:
    """The sheet as it comes from the site, with what is still owed; one from which the loan is left out comes back."""
    bank.go(f"{FUND}loans/{loan}/")
    bank.says("正常")
    bank.go(f"{FUND}balances/")
    with bank.page.expect_download() as download:
        bank.page.get_by_role("link", name=re.compile("余额申报表")).click()
    head, *rows = CalamineWorkbook.from_path(download.value.path()).get_sheet_by_index(0).to_python()
    lines = [[loan, line[1], "180000.00", line[3]] if line[0] == loan else line for line in rows]
    bank.act("申报余额", "上传", day="2023-10-31", file=sheet(head, [line for line in lines if line[0] != loan]))
    bank.says(f"缺少{loan}")
    bank.act("申报余额", "上传", day="2023-10-31", file=sheet(head, lines))
    bank.says("已申报")


def sheet(*rows: list) -> dict:
    file = io.BytesIO()
    book = opened(file)
    page = book.add_worksheet("填报")
    head, lines = rows
    for number, line in enumerate([head, *lines]):
        for place, cell in enumerate(line):
            page.write_string(number, place, str(cell))
    book.close()
    return {"name": "余额（演示数据）.xlsx", "mimeType": SHEET, "buffer": file.getvalue()}


def says_it_is_overdue(bank: Person, loan: str) -> str:
    """The number of the claim that begins with it."""
    bank.go(f"{FUND}loans/{loan}/")
    bank.act("登记逾期", "登记逾期", interest="2000", penalty="300", recovery="已发催收函（演示）")
    return found(r"补偿(BC2023-\d{4})", bank)


def applies_for_compensation(bank: Person, claim: str) -> str:
    """From the claim to the number of the case; the form holds what the register knows, the bank adds three papers."""
    bank.go(f"{FUND}claims/{claim}/")
    bank.says("182,000.00")
    bank.act("申请补偿", "向市财政局申请")
    bank.page.fill("input[name=contact_phone]", "13800000000")
    bank.click("button", "保存并继续")
    for material in ("application", "loss", "loan-contract"):
        bank.page.set_input_files(f"#file-{material}", {"name": f"{material}（演示）.pdf", "mimeType": "application/pdf", "buffer": PDF})
        with bank.page.expect_navigation():
            bank.page.locator(f"form.upload:has(#file-{material}) button").click()
    bank.see()
    bank.click("link", "继续，核对申请")
    bank.says("91,000.00元")
    bank.click("button", "提交申请")
    number = re.search(r"\d{4}-\d{6}", bank.page.inner_text(".big-number"))
    assert number
    return number.group()


def accepts_the_claim(cashier: Person, case: str) -> None:
    cashier.go(f"/desk/cases/{case}/")
    cashier.click("button", "受理")
    cashier.says("受理通知书")


def asks_the_authority(manager: Person, case: str) -> None:
    manager.go(f"/desk/cases/{case}/")
    manager.click("button", "领取")
    manager.page.get_by_text("征求其他单位的意见", exact=True).click()
    manager.page.get_by_label("汨罗市农业农村局", exact=True).check()
    manager.page.fill("#consult-question", "经营情况和贷款损失是否属实（演示）")
    manager.click("button", "发出征求意见")


def answers(authority: Person, case: str) -> None:
    authority.go("/desk/consultations/")
    authority.click("link", case)
    authority.choose("agrees", "yes")
    authority.page.locator("textarea[name=opinion]").fill("情况属实，同意补偿（演示）")
    authority.click("button", "答复")


def decides(manager: Person, case: str) -> None:
    manager.go(f"/desk/cases/{case}/")
    manager.click("link", "逐条审核")
    manager.says("91,000.00元")
    manager.choose("approve", "yes")
    manager.click("button", "作出决定")
    manager.says("风补基金补偿通知书")


def fetches_the_notice(bank: Person, case: str) -> bytes:
    bank.go(f"/my/{case}/")
    with bank.page.expect_download() as download:
        bank.page.get_by_role("button", name="签收并下载").click()
    return download.value.path().read_bytes()


def pays(cashier: Person, claim: str) -> None:
    cashier.go(f"{FUND}claims/")
    cashier.act("拨付补偿", "拨付")
    cashier.says(f"{claim}拨付91,000.00元")


def returns_in_proportion(bank: Person, claim: str) -> None:
    """Of 100,000 less 10,000 of costs the fund has half; more than is owed and was spent is refused."""
    bank.go(f"{FUND}claims/{claim}/")
    form = {"kind": "recovery", "costs": "10000", "evidence": "变卖价款收款凭证（演示）"}
    bank.act("登记收回款", "登记并返还", amount="192300.01", **form)
    bank.says("不能再收回192,300.01元")
    bank.act("登记收回款", "登记并返还", amount="100000", **form)
    bank.says("返还风补基金45,000.00元")


def reports_the_year(manager: Person) -> bytes:
    """The yearly report as a paper; its figures are those of the account on the same day."""
    manager.go(f"{FUND}reports/")
    manager.act("生成报告", "生成", period="year 2023-12-31")
    manager.says("已生成2023年度")
    with manager.page.expect_download() as download:
        manager.page.locator("tr[data-row]", has_text="2023年12月31日").locator("a").first.click()
    return download.value.path().read_bytes()


def account_says(manager: Person) -> dict[str, Decimal]:
    """The figures of the account's page by name."""
    manager.go(f"{FUND}account/")
    names, values = (manager.page.locator(f"dl.figures {each}").all_inner_texts() for each in ("dt", "dd"))
    return {name: Decimal(value.replace(",", "")) for name, value in zip(names, values, strict=True)}


def found(pattern: str, person: Person) -> str:
    told = re.search(pattern, person.page.inner_text("body"))
    assert told, f"{person.page.url} does not say {pattern}"
    return told.group(1)
