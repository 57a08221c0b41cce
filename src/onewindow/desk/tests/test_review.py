"""At the bureau: the computed lines against the evidence; more than computed is refused, a fact is put right on evidence."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from onewindow.cases.models import Attachment, Case, Decision
from onewindow.web.tests.county import PDF, PNG, award_cases, signed_in, text_of


@pytest.fixture
def approver(county: None) -> Client:
    return signed_in("shenpi")


@pytest.fixture
def case(county: None) -> Case:
    """The case that this approver has taken."""
    return award_cases().get(state="reviewing")


def keys_of(approver: Client, case: Case) -> list[str]:
    html = approver.get(f"/desk/cases/{case.number}/review/").content.decode()
    return [part.split('"')[0] for part in html.split('name="amount-')[1:]]


def test_each_line_shows_figures_clause_and_evidence(approver: Client, case: Case) -> None:
    said = text_of(approver.get(f"/desk/cases/{case.number}/review/"))
    for words in ("356,800.50美元", "30,000.00元", "10,704.02元", "证据：", "海关进出口统计", "第二条（破零）", "第三条"):
        assert words in said


def test_the_computed_amounts_are_approved_with_one_press(approver: Client, case: Case) -> None:
    said = text_of(approver.post(f"/desk/cases/{case.number}/decide/", {}, follow=True))
    assert "已决定奖励40,704.02元" in said
    assert "30,000.00" in text_of(approver.get("/awards/"))


def test_an_amount_above_the_computed_one_is_refused_with_its_clause_and_stays_typed(approver: Client, case: Case) -> None:
    first = keys_of(approver, case)[0]
    response = approver.post(f"/desk/cases/{case.number}/decide/", {f"amount-{first}": "30000.01", "reason": "企业很努力"})
    assert response.status_code == 422
    html, said = response.content.decode(), text_of(response)
    assert "最多30,000.00元" in said
    assert "第二条" in said
    assert 'value="30000.01"' in html
    assert "企业很努力" in html
    assert not Decision.objects.filter(case=case).exists()


@pytest.mark.parametrize("typed", ["29999.99", "-1", "三万", "30000.001"])
def test_an_amount_below_or_no_amount_is_refused(approver: Client, case: Case, typed: str) -> None:
    first = keys_of(approver, case)[0]
    response = approver.post(f"/desk/cases/{case.number}/decide/", {f"amount-{first}": typed})
    assert response.status_code == 422
    assert f'value="{typed}"' in response.content.decode()
    assert not Decision.objects.filter(case=case).exists()


def test_an_award_is_refused_with_a_reason_only(approver: Client, case: Case) -> None:
    first = keys_of(approver, case)[0]
    assert approver.post(f"/desk/cases/{case.number}/decide/", {f"verdict-{first}": "refuse"}).status_code == 422
    reasoned = {f"verdict-{first}": "refuse", f"reason-{first}": "此前有进出口记录"}
    assert approver.post(f"/desk/cases/{case.number}/decide/", reasoned).status_code == 302
    assert Decision.objects.get(case=case).total_cny == Decimal("10704.02")


def test_a_fact_is_corrected_on_evidence_and_the_amount_follows(approver: Client, case: Case) -> None:
    evidence = Attachment.objects.get(case=case)
    correction = {"fact": "trade_usd", "trade_usd": "95000", "reason": "海关统计为95000美元", "attachment": evidence.key}
    said = text_of(approver.post(f"/desk/cases/{case.number}/fact/", correction, follow=True))
    assert "22,850.00元" in said
    assert "原填 356,800.50美元" in text_of(approver.get(f"/desk/cases/{case.number}/"))


@pytest.mark.parametrize(
    ("left_out", "message"), [("reason", "没有写明更正的理由"), ("attachment", "须以本办件的附件为证据"), ("fact", "没有")]
)
def test_a_fact_is_not_corrected_without_reason_evidence_or_name(approver: Client, case: Case, left_out: str, message: str) -> None:
    evidence = Attachment.objects.get(case=case)
    given = {"fact": "trade_usd", "trade_usd": "95000", "reason": "海关统计为95000美元", "attachment": evidence.key, left_out: ""}
    response = approver.post(f"/desk/cases/{case.number}/fact/", given)
    assert response.status_code == 422
    assert message in text_of(response)
    assert Case.objects.get(pk=case.pk).facts == case.facts


def test_a_value_that_is_no_amount_is_refused_beside_its_field(approver: Client, case: Case) -> None:
    evidence = Attachment.objects.get(case=case)
    given = {"fact": "trade_usd", "trade_usd": "9万5", "reason": "海关统计", "attachment": evidence.key}
    response = approver.post(f"/desk/cases/{case.number}/fact/", given)
    assert response.status_code == 422
    assert 'value="9万5"' in response.content.decode()
    assert "海关统计" in response.content.decode()


def test_evidence_is_uploaded_and_looked_at(approver: Client, case: Case) -> None:
    address = f"/desk/cases/{case.number}/evidence/"
    assert approver.post(address, {"material": "customs"}).status_code == 422
    assert approver.post(address, {"material": "customs", "file": SimpleUploadedFile("截图.png", PDF)}).status_code == 422
    assert approver.post(address, {"material": "customs", "file": SimpleUploadedFile("截图.png", PNG)}).status_code == 302
    picture = Attachment.objects.get(case=case, name="截图.png")
    shown = approver.get(f"/desk/cases/{case.number}/images/{picture.key}/")
    assert shown["Content-Type"] == "image/png"
    assert "sandbox" in shown["Content-Security-Policy"]


def test_a_colleague_cannot_decide_what_another_has_taken(approver: Client, case: Case) -> None:
    response = signed_in("shenpi2").post(f"/desk/cases/{case.number}/decide/", {"reason": "我来定"})
    assert response.status_code == 409
    said = text_of(response)
    assert "办件已有变化" in said
    assert "审批人员" in said
    assert "领取" in said
    assert not Decision.objects.filter(case=case).exists()


def test_a_case_goes_back_to_the_window_with_a_reason_and_comes_again(approver: Client, case: Case) -> None:
    address = f"/desk/cases/{case.number}/"
    assert approver.post(f"{address}return/", {"reason": ""}).status_code == 422
    assert approver.post(f"{address}return/", {"reason": "请核对营业执照"}).status_code == 302
    clerk = signed_in("zongchuang")
    assert "请核对营业执照" in text_of(clerk.get(address))
    assert clerk.post(f"{address}forward/", {"note": "已核对"}).status_code == 302
    assert "已核对" in text_of(approver.get(address))


def test_the_window_hands_over_what_was_decided_and_once(approver: Client, case: Case) -> None:
    approver.post(f"/desk/cases/{case.number}/decide/", {})
    clerk = signed_in("zongchuang")
    assert "已核对领取人身份证件" in text_of(clerk.get(f"/desk/cases/{case.number}/"))
    assert clerk.post(f"/desk/cases/{case.number}/issue/", {"identity": "1"}).status_code == 302
    assert clerk.post(f"/desk/cases/{case.number}/issue/", {"identity": "1"}).status_code == 409


def test_a_clerk_neither_reviews_nor_decides(case: Case) -> None:
    clerk = signed_in("zongchuang")
    assert clerk.get(f"/desk/cases/{case.number}/review/").status_code == 403
    assert clerk.post(f"/desk/cases/{case.number}/decide/").status_code == 403
