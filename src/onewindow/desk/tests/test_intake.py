"""At the window: accept, ask once for everything, refuse with where to go; the second clerk is told who was first."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from onewindow.cases.models import Attachment, Case
from onewindow.web.tests.county import PNG, award_cases, key_in, signed_in, text_of


@pytest.fixture
def clerk(county: None) -> Client:
    return signed_in("zongchuang")


def address(page: str = "", state: str = "submitted") -> str:
    return f"/desk/cases/{award_cases().filter(state=state).order_by('pk')[0].number}/{page}"


def case_at(address: str) -> Case:
    return Case.objects.get(number=address.split("/")[3])


def test_one_press_accepts_and_makes_the_notice(clerk: Client) -> None:
    page = address()
    said = text_of(clerk.post(f"{page}accept/", follow=True))
    assert "已受理" in said
    assert "受理通知书" in said
    assert case_at(page).state == "accepted"


def test_pressing_twice_accepts_once(clerk: Client) -> None:
    page = address()
    key = key_in(clerk.get(page))
    for _ in range(2):
        assert clerk.post(f"{page}accept/", {"idempotency_key": key}).status_code == 302
    assert case_at(page).state == "accepted"


def test_the_second_clerk_is_told_who_did_what_and_loses_nothing(clerk: Client) -> None:
    page = address()
    clerk.post(f"{page}accept/")
    response = signed_in("zongchuang2").post(f"{page}refuse/", {"reason": "不属于本市企业", "where_to_go": "登记所在地"})
    assert response.status_code == 409
    said = text_of(response)
    assert "办件已有变化，您的操作没有执行" in said
    assert "综窗人员" in said
    assert "已受理" in said
    assert case_at(page).state == "accepted"


def test_who_took_a_case_is_named_to_a_colleague_who_comes_too_late(clerk: Client) -> None:
    page = address()
    assert clerk.post(f"{page}take/").status_code == 302
    response = signed_in("zongchuang2").post(f"{page}accept/")
    assert response.status_code == 409
    assert "领取" in text_of(response)
    assert clerk.post(f"{page}release/").status_code == 302
    assert signed_in("zongchuang2").post(f"{page}accept/").status_code == 302


def test_a_correction_names_each_field_with_its_reason(clerk: Client) -> None:
    page = address()
    asked = {"tick-fact-trade_usd": "1", "reason-fact-trade_usd": "与海关统计不一致", "tick-material-customs": "1"}
    said = text_of(clerk.post(f"{page}correction/", {**asked, "reason-material-customs": "没有盖章"}, follow=True))
    assert "停止计时" in said
    assert "与海关统计不一致" in said
    assert "没有盖章" in said
    assert "一次性补正告知书" in said


def test_a_correction_without_a_reason_is_refused_at_its_field_and_what_was_typed_stays(clerk: Client) -> None:
    page = address()
    typed = {"tick-fact-trade_usd": "1", "tick-fact-year": "1", "reason-fact-year": "年度写错"}
    response = clerk.post(f"{page}correction/", typed)
    assert response.status_code == 422
    html = response.content.decode()
    assert 'href="#field-fact-trade_usd"' in html
    assert "年度写错" in html
    assert html.count('value="1" data-opens') == html.count("data-opens")
    assert html.count(" checked") == 2
    assert case_at(page).state == "submitted"


def test_a_correction_of_nothing_is_refused(clerk: Client) -> None:
    response = clerk.post(address("correction/"), {})
    assert response.status_code == 422
    assert "没有写明需要补正的内容" in text_of(response)


def test_a_second_correction_is_refused_by_law(clerk: Client) -> None:
    page = address(state="correcting")
    signed_in("qiye2").post(f"/my/{case_at(page).number}/correct/", {"trade_usd_previous_year": "130000"})
    assert "一次性补正告知 c" not in text_of(clerk.get(page))
    response = clerk.post(f"{page}correction/", {"tick-fact-year": "1", "reason-fact-year": "再改"})
    assert response.status_code == 409
    assert "只能一次性告知" in text_of(response)
    assert "行政许可法" in text_of(response)


def test_what_the_applicant_changed_is_shown_before_and_after(clerk: Client) -> None:
    page = address(state="correcting")
    signed_in("qiye2").post(f"/my/{case_at(page).number}/correct/", {"trade_usd_previous_year": "130000"})
    said = text_of(clerk.get(page))
    assert "120,000.00美元" in said
    assert "130,000.00美元" in said


def test_a_refusal_needs_a_reason(clerk: Client) -> None:
    page = address()
    response = clerk.post(f"{page}refuse/", {"reason": " ", "where_to_go": "登记所在地"})
    assert response.status_code == 422
    assert 'value="登记所在地"' in response.content.decode()
    assert case_at(page).state == "submitted"
    said = text_of(clerk.post(f"{page}refuse/", {"reason": "不在本市注册", "where_to_go": "登记所在地"}, follow=True))
    assert "不予受理" in said
    assert "登记所在地" in said


def test_a_source_that_is_no_clause_is_refused(clerk: Client) -> None:
    response = clerk.post(address("refuse/"), {"reason": "不在本市注册", "source": "随便"})
    assert response.status_code == 422
    assert "不是条款" in text_of(response)


def test_a_case_is_not_terminated_before_the_period_is_over(clerk: Client) -> None:
    response = clerk.post(address("terminate/", "correcting"), {"reason": "没有来"})
    assert response.status_code == 409
    assert "尚未届满" in text_of(response)


def test_a_picture_is_shown_in_a_sandbox_and_another_file_never(clerk: Client) -> None:
    page = address()
    attachment = Attachment.objects.filter(case__number=page.split("/")[-2])[0]
    assert clerk.get(f"{page}images/{attachment.key}/").status_code == 404
    download = clerk.get(f"{page}files/{attachment.key}/")
    assert "attachment" in download["Content-Disposition"]
    assert "sandbox" in download["Content-Security-Policy"]
    assert clerk.get(f"{page}files/{'0' * 24}/").status_code == 404
    assert len(PNG) > 60


def test_words_typed_for_an_act_that_came_too_late_are_shown_again(clerk: Client) -> None:
    page = address()
    clerk.post(f"{page}accept/")
    late = signed_in("zongchuang2")
    refused = late.post(f"{page}refuse/", {"reason": "企业不在本市注册，理由写了很久"})
    assert "企业不在本市注册，理由写了很久" in text_of(refused)
    asked = late.post(f"{page}correction/", {"tick-fact-year": "1", "reason-fact-year": "年度写错了两位"})
    assert asked.status_code == 409
    assert "年度写错了两位" in asked.content.decode()


def test_a_message_says_a_date_as_the_papers_do(clerk: Client) -> None:
    said = text_of(clerk.post(f"{address()}accept/", follow=True))
    assert re.search(r"应在2023年\d+月\d+日前作出决定", said)
    assert not re.search(r"\d{4}-\d\d-\d\d", said)
