"""My cases: seen by me alone, corrected where it was asked, and the decision taken on receipt."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from onewindow.cases.models import Case
from onewindow.papers.models import Paper
from onewindow.web.tests.county import PDF, award_cases, signed_in, text_of


@pytest.fixture
def agent(county: None) -> Client:
    return signed_in("qiye2")


def address(state: str, page: str = "") -> str:
    """A page of the demo case in this state."""
    return f"/my/{award_cases().filter(state=state).order_by('pk')[0].number}/{page}"


def decided(agent: Client) -> str:
    """The address of a case that was just decided."""
    number = award_cases().get(state="reviewing").number
    assert signed_in("shenpi").post(f"/desk/cases/{number}/decide/", {}).status_code == 302
    return f"/my/{number}/"


def paper_of(case: str, kind: str) -> str:
    """The address of a paper of a case."""
    paper = Paper.objects.get(case_number=case.strip("/").split("/")[-1], kind=kind)
    return f"{case}papers/{paper.code}/"


def test_every_state_of_a_case_has_its_page(agent: Client) -> None:
    assert "已提交" in text_of(agent.get("/my/"))
    for case in award_cases():
        said = text_of(agent.get(f"/my/{case.number}/"))
        assert case.standing.label in said
        assert "提交了" in said


def test_the_days_are_counted_out_with_rest_days_named(agent: Client) -> None:
    said = text_of(agent.get(address("accepted")))
    assert "第1日" in said
    assert "休息日" in said
    assert "届满日" in said


def test_a_case_of_somebody_else_is_not_there(agent: Client) -> None:
    stranger = signed_in("qiye")
    for case in award_cases():
        for page in ("", "receipt/", "correct/"):
            assert stranger.get(f"/my/{case.number}/{page}").status_code == 404
        assert stranger.post(f"/my/{case.number}/withdraw/").status_code == 404
        assert stranger.post(f"/my/{case.number}/rate/", {"level": "5"}).status_code == 404


def test_only_what_was_asked_can_be_corrected(agent: Client) -> None:
    page = agent.get(address("correcting", "correct/"))
    names = set(re.findall(r'name="(\w+)"', page.content.decode()))
    assert "trade_usd_previous_year" in names
    assert "trade_usd" not in names
    assert "与所附海关统计不一致" in text_of(page)


def test_a_wrong_correction_is_refused_and_kept_then_a_right_one_goes_through(agent: Client) -> None:
    case = address("correcting")
    response = agent.post(f"{case}correct/", {"trade_usd_previous_year": "十二万"})
    assert response.status_code == 422
    assert 'value="十二万"' in response.content.decode()
    assert "不是金额" in text_of(response)
    assert Case.objects.get(number=case.strip("/").split("/")[-1]).state == "correcting"
    assert agent.post(f"{case}correct/", {"trade_usd_previous_year": "130000"}).status_code == 302
    assert "130,000" in text_of(agent.get(case))


def test_a_correction_that_answers_nothing_is_refused(agent: Client) -> None:
    response = agent.post(address("correcting", "correct/"), {})
    assert response.status_code == 422
    assert "还没有补正" in text_of(response)


def test_a_file_that_was_not_asked_for_is_refused(agent: Client) -> None:
    file = SimpleUploadedFile("海关证明.pdf", PDF)
    response = agent.post(address("correcting", "correct/"), {"material": "customs", "file": file, "intent": "upload"})
    assert response.status_code == 422
    assert "没有要求" in text_of(response)


def test_a_case_that_waits_for_nothing_has_no_correction_form(agent: Client) -> None:
    response = agent.get(address("accepted", "correct/"))
    assert response.status_code == 409
    assert "没有需要补正" in text_of(response)


def test_the_decision_is_served_by_taking_it_and_not_by_a_link(agent: Client) -> None:
    case = decided(agent)
    number = case.strip("/").split("/")[-1]
    paper = paper_of(case, "decision")
    assert agent.get(paper).status_code == 409  # a preview, a search engine or a mail filter serves nothing
    assert Case.objects.get(number=number).state == "decided"
    taken = agent.post(paper, follow=True)
    assert "已签收" in text_of(taken)
    assert f'href="{paper}"' in taken.content.decode()
    assert Case.objects.get(number=number).state == "issued"
    assert agent.get(paper).content.startswith(b"%PDF")


def test_a_rating_is_one_of_five_levels_and_none_is_chosen_beforehand(agent: Client) -> None:
    case = address("issued")
    page = agent.get(case).content.decode()
    assert page.count('name="level"') == 5
    assert "checked" not in page
    for typed in ("", "6", "0", "好"):
        assert agent.post(f"{case}rate/", {"level": typed, "comment": "很快"}).status_code == 422
    assert "很快" in agent.post(f"{case}rate/", {"level": "", "comment": "很快"}).content.decode()
    assert agent.post(f"{case}rate/", {"level": "5"}).status_code == 302
    assert "感谢您的评价：非常满意" in text_of(agent.get(case))
    assert agent.post(f"{case}rate/", {"level": "1"}).status_code == 409


def test_what_is_decided_cannot_be_withdrawn(agent: Client) -> None:
    assert agent.post(address("submitted", "withdraw/")).status_code == 302
    response = agent.post(address("issued", "withdraw/"), {"reason": "不想要了"})
    assert response.status_code == 409
    assert "不能撤回" in text_of(response)


def test_an_applicant_urges_once_a_working_day(agent: Client) -> None:
    case = address("accepted")
    assert "每个工作日可以催办一次" in text_of(agent.get(case))
    assert agent.post(f"{case}urge/").status_code == 302
    again = agent.post(f"{case}urge/")
    assert again.status_code == 409 and "今天已经催办过" in text_of(again)
    assert agent.post(address("issued", "urge/")).status_code == 409


def test_contacts_are_masked_and_papers_of_other_cases_are_not_there(agent: Client) -> None:
    case = address("accepted")
    assert "13800000000" not in text_of(agent.get(case))
    assert "138****0000" in text_of(agent.get(case))
    other = paper_of(address("issued"), "acceptance").split("/")[-2]
    assert agent.get(f"{case}papers/{other}/").status_code == 404


def test_a_correction_sent_in_two_windows_loses_no_words(agent: Client) -> None:
    case = address("correcting")
    assert agent.post(f"{case}correct/", {"trade_usd_previous_year": "130000"}).status_code == 302
    second = agent.post(f"{case}correct/", {"trade_usd_previous_year": "140000.25"})
    assert second.status_code == 409
    assert "140000.25" in text_of(second)
