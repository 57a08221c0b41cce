"""The desk pages: what each shows to whom, what comes back refused, the notice and the report as PDF, lists as files."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from miluo.risk_fund.models import Claim, FundLoan, Report
from miluo.risk_fund.services import claims, recovering, reporting
from miluo.risk_fund.services.measuring import measure
from miluo.risk_fund.sheet_rows import balance_columns
from miluo.risk_fund.tests.office import (
    ALSO,
    BANK,
    GUARANTOR,
    LENDER,
    MANAGER,
    NOW,
    OTHER_BANK,
    WARRANTOR,
    applied,
    at,
    balance,
    capital,
    compensated,
    lent,
    listed,
    overdue,
    uscc,
)
from miluo.risk_fund.tests.test_article_21_recoveries import SOLD
from miluo.valuation_disposal import public
from onewindow.accounts import services as accounts
from onewindow.accounts.models import User
from onewindow.organisations.models import Organisation
from onewindow.papers.models import Paper
from onewindow.rules.sheets import template
from onewindow.words.actor import SYSTEM

pytestmark = [pytest.mark.usefixtures("fund", "september")]
HOME = "/desk/risk-fund/"
PAGES = ("", "gate/", "subjects/", "loans/", "balances/", "rates/", "claims/", "recoveries/", "account/", "account/cash/", "reports/")
FILES = ("board.xlsx", "subjects/template.xlsx", "loans/template.xlsx", "balances/template.xlsx")


@pytest.fixture
def september(settings: Any) -> None:
    settings.FIXED_TODAY = date(2023, 9, 15)


@pytest.fixture
def life(fund: None) -> str:
    """A loan that was compensated and partly recovered, another that is sound, one of the other bank; the claim."""
    capital()
    first, second = lent(listed(1), when=at("2023-06-02")), lent(listed(2), contract="演示合同2", when=at("2023-06-02"))
    balance("2023-07-31", (first, "900000"), (second, "500000"))
    claim = overdue(first, when=at("2023-08-15"))
    compensated(claim, at("2023-08-16"))
    recovering.recover(claim=claim, kind="recovery", amount="200000", costs="30000", evidence="演示凭证", by=LENDER, at=at("2023-09-01"))
    measure(at=at("2023-09-01"))
    reporting.make_report(kind="half", ends="2023-06-30", by=MANAGER, at=at("2023-09-01"))
    return claim


def signed_in(client: Client, role: str, organisation: str) -> Client:
    body = Organisation.objects.get(key=organisation)
    user = User.objects.filter(username=f"{role}-{organisation}").first() or accounts.create_user(
        username=f"{role}-{organisation}", display_name="演示人员", organisation=body, by=SYSTEM, at=NOW
    )
    for held in {role, ALSO.get(role, role)}:
        where = None if held == "agent" else body
        accounts.grant(user=user, role=held, organisation=where, valid_from=date(2023, 5, 25), by=SYSTEM, at=NOW)
    client.force_login(user)
    return client


@pytest.mark.clause("riskfund-7a", "riskfund-7c", "riskfund-7d", "riskfund-7h")
@pytest.mark.parametrize(
    ("role", "organisation"),
    [("fund-manager", "finance"), ("list-keeper", "agriculture-rural"), ("loan-officer", BANK), ("fund-overseer", "audit")],
)
def test_every_page_opens_for_who_may_read_it(client: Client, life: str, role: str, organisation: str) -> None:
    signed_in(client, role, organisation)
    for page in (*PAGES, *FILES, "loans/FB2023-000001/", f"claims/{life}/", f"claims/{life}/notice.pdf"):
        assert client.get(HOME + page).status_code == 200, page


@pytest.mark.clause("riskfund-7h")
def test_who_audits_reads_and_finds_no_form(client: Client, life: str) -> None:
    signed_in(client, "fund-overseer", "audit")
    for page in (*PAGES, "loans/FB2023-000001/", f"claims/{life}/"):
        assert 'method="post" novalidate' not in client.get(HOME + page).content.decode(), page


@pytest.mark.clause("riskfund-7f")
def test_a_bank_sees_its_own_loans_alone(client: Client, life: str) -> None:
    signed_in(client, "loan-officer", OTHER_BANK)
    assert "FB2023-000001" not in client.get(f"{HOME}loans/").content.decode()
    assert client.get(f"{HOME}loans/FB2023-000001/").status_code == 404
    assert client.get(f"{HOME}claims/{life}/").status_code == 404
    assert client.get(f"{HOME}claims/{life}/notice.pdf").status_code == 404


@pytest.mark.clause("riskfund-15-2")
def test_a_bank_files_a_loan_on_the_page_and_is_told_what_stands_in_the_way(client: Client, life: str) -> None:
    signed_in(client, "loan-officer", BANK)
    terms = {"uscc": uscc(2), "mode": "bank", "contract": "演示合同9", "mortgage": "M-甲-9", "guarantor": "", "intent": "file"}
    days = {"disbursed_on": "2023-09-15", "due_on": "2024-09-15"}
    refused = client.post(f"{HOME}loans/", {**terms, **days, "amount": "2000000.01"})
    assert refused.status_code == 409
    assert "超过0.01元" in refused.content.decode()
    done = client.post(f"{HOME}loans/", {**terms, **days, "amount": "100000"}, follow=True)
    assert "可以发放" in done.content.decode()
    assert FundLoan.objects.filter(contract="演示合同9").count() == 1


@pytest.mark.clause("riskfund-7f")
def test_a_wrong_sheet_comes_back_marked_on_the_page(client: Client, life: str) -> None:
    signed_in(client, "loan-officer", BANK)
    content = template(balance_columns(date(2023, 9, 15)), [["FB2023-000001", "2023-08-31", "900000", "正常"]])
    answer = client.post(f"{HOME}balances/", {"intent": "file", "day": "2023-09-14", "file": SimpleUploadedFile("余额.xlsx", content)})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "余额（错误说明）.xlsx" in page
    assert "缺少FB2023-000002" in page


@pytest.mark.clause("riskfund-11", "riskfund-12", "riskfund-13", "riskfund-14")
def test_the_gate_answers_and_supposes_without_storing(client: Client, life: str) -> None:
    signed_in(client, "fund-manager", "finance")
    sound = client.get(f"{HOME}gate/", {"uscc": uscc(2), "amount": "1000000"}).content.decode()
    assert "可以发放" in sound
    supposed = client.get(f"{HOME}gate/", {"uscc": uscc(2), "amount": "1000000", "bad": "60000"}).content.decode()
    assert "不能发放" in supposed
    assert "按假设试算" in supposed
    assert client.get(f"{HOME}gate/", {"uscc": uscc(2), "amount": "十万"}).status_code == 422


@pytest.mark.clause("riskfund-19", "riskfund-20")
def test_the_notice_says_who_bears_what_and_that_the_debt_stays(client: Client, life: str) -> None:
    signed_in(client, "loan-officer", BANK)
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(client.get(f"{HOME}claims/{life}/notice.pdf").content)).pages)
    said = "".join(text.split())
    assert "风补基金补偿通知书" in said
    assert Claim.objects.get(number=life).notice in said
    assert "472,500.00元" in said  # half of 900,000 and 45,000
    assert "借款人仍承担全部责任" in said


@pytest.mark.clause("riskfund-7b")
def test_a_report_is_a_paper_and_a_sheet(client: Client, life: str) -> None:
    signed_in(client, "fund-manager", "finance")
    number = Report.objects.get().pk
    pages = PdfReader(io.BytesIO(client.get(f"{HOME}reports/{number}/").content)).pages
    assert "与账簿相符" in "".join(pages[0].extract_text().split())
    assert "专户余额" in "".join(pages[-1].extract_text().split())  # the seal stands with the figures, on which sheet it may be
    rows = CalamineWorkbook.from_filelike(io.BytesIO(client.get(f"{HOME}reports/{number}.xlsx").content)).get_sheet_by_index(0).to_python()
    assert ["专户余额", "5,000,000.00"] in rows


@pytest.mark.clause("riskfund-17b", "riskfund-18")
def test_the_guarantor_finds_what_waits_for_him_and_sends_it_back(client: Client, fund: None) -> None:
    capital()
    claim = overdue(lent(listed(1), mode="guarantee"), when=at("2023-09-14"))
    signed_in(client, "guarantee-officer", GUARANTOR)
    assert "80%" in client.get(f"{HOME}claims/{claim}/").content.decode()
    client.post(f"{HOME}claims/{claim}/", {"intent": "send_back", "reason": "演示：缺保证合同"})
    assert Claim.objects.get().state == "returned"


@pytest.mark.clause("riskfund-17c")
def test_who_claims_is_led_from_the_claim_to_the_form_and_finds_the_case_there_again(client: Client, fund: None) -> None:
    capital()
    claim = overdue(lent(listed(1)), when=at("2023-09-14"))
    signed_in(client, "loan-officer", BANK)
    form = client.post(f"{HOME}claims/{claim}/", {"intent": "apply"}, follow=True)
    assert form.status_code == 200
    assert claim in form.content.decode()
    number = applied(claim, at("2023-09-14"))
    page = client.get(f"{HOME}claims/{claim}/").content.decode()
    assert f"/my/{number}/" in page
    assert "向市财政局申请" not in page
    assert client.get(f"/my/{number}/").status_code == 200


@pytest.mark.clause("riskfund-17c")
def test_the_bank_of_a_guaranteed_loan_sees_the_application_and_only_the_guarantor_is_led_to_its_case(client: Client, fund: None) -> None:
    capital()
    claim = overdue(lent(listed(1), mode="guarantee"), when=at("2023-09-14"))
    claims.compensate(claim=claim, voucher="演示代偿凭证", by=WARRANTOR, at=at("2023-09-14"))
    number = applied(claim, at("2023-09-14"), WARRANTOR)
    signed_in(client, "loan-officer", BANK)
    page = client.get(f"{HOME}claims/{claim}/").content.decode()
    assert number in page
    assert f"/my/{number}/" not in page
    signed_in(client, "guarantee-officer", GUARANTOR)
    assert f"/my/{number}/" in client.get(f"{HOME}claims/{claim}/").content.decode()


@pytest.mark.clause("riskfund-21", "conv-fund-20")
def test_a_disposal_is_offered_with_its_figures_and_entered_by_one_press(
    client: Client, life: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed_in(client, "loan-officer", BANK)
    assert "登记处置收回款" not in client.get(f"{HOME}claims/{life}/").content.decode()
    monkeypatch.setattr(public, "disposal_of", lambda number: SOLD)
    page = client.get(f"{HOME}claims/{life}/").content.decode()
    assert "收回款630,000.00元" in page
    assert 'name="amount"' not in page
    assert "演示处置1" in client.get(f"{HOME}recoveries/").content.decode()
    done = client.post(f"{HOME}claims/{life}/", {"intent": "recover_sale"}, follow=True).content.decode()
    assert "已登记收回630,000.00元，返还风补基金300,000.00元" in done
    assert 'name="amount"' in done
    assert "待登记的处置收回款" not in client.get(f"{HOME}recoveries/").content.decode()


def words_of(client: Client, paper: Paper) -> str:
    pages = PdfReader(io.BytesIO(client.get(f"{HOME}papers/{paper.code}.pdf").content)).pages
    return "".join("".join(page.extract_text() for page in pages).split())


@pytest.mark.clause("riskfund-7e", "riskfund-15-1")
def test_an_authority_makes_a_paper_of_its_list_and_banks_read_it(client: Client, life: str) -> None:
    signed_in(client, "list-keeper", "agriculture-rural")
    assert "已制发名录" in client.post(f"{HOME}subjects/", {"intent": "print"}, follow=True).content.decode()
    paper = Paper.objects.get(kind="risk-fund-list")
    said = words_of(client, paper)
    assert uscc(1) in said and "合计2个主体" in said and "4,000,000.00" in said
    signed_in(client, "loan-officer", BANK)
    assert client.get(f"{HOME}papers/{paper.code}.pdf").status_code == 200
    refused = client.post(f"{HOME}subjects/", {"intent": "print"})
    assert refused.status_code == 403


@pytest.mark.clause("riskfund-20", "riskfund-21")
def test_a_compensation_leaves_the_debt_and_a_recovery_less_its_costs_lessens_it(client: Client, life: str) -> None:
    signed_in(client, "loan-officer", BANK)
    debt = Claim.objects.get(number=life).loan.debt_fen
    shown = client.get(f"{HOME}claims/{life}/").content.decode()
    assert f"{debt / 100:,.2f}" in shown
    assert f"{debt / 100 - 170_000:,.2f}" in shown


@pytest.mark.clause("riskfund-7h", "riskfund-19", "riskfund-21")
def test_the_ledger_of_compensations_and_recoveries_ties_to_the_book_or_is_not_made(client: Client, life: str) -> None:
    signed_in(client, "fund-manager", "finance")
    assert "已制发台账" in client.post(f"{HOME}recoveries/", {"intent": "print"}, follow=True).content.decode()
    paper = Paper.objects.get(kind="risk-fund-ledger")
    said = words_of(client, paper)
    assert life in said and "472,500.00" in said and "85,000.00" in said
    Claim.objects.filter(number=life).update(paid_fen=1)
    assert "与账簿不符" in client.post(f"{HOME}recoveries/", {"intent": "print"}).content.decode()
    assert Paper.objects.filter(kind="risk-fund-ledger").count() == 1
    signed_in(client, "loan-officer", BANK)
    assert client.get(f"{HOME}papers/{paper.code}.pdf").status_code == 404
