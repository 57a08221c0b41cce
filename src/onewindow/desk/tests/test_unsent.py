"""An officer's session ends in the middle of an act: the words are in their form again, and the act was not done."""

from __future__ import annotations

import pytest
from django.test import Client

from onewindow.cases.models import Case
from onewindow.web.tests.county import award_cases, expire, signed_in, signs_in, text_of


def posted_too_late(officer: Client, page: str, act: str, typed: dict[str, str]):  # type: ignore[no-untyped-def]
    expire(officer)
    return officer.post(act, typed, headers={"Referer": f"http://testserver{page}"})


@pytest.fixture
def submitted(county: None) -> str:
    return f"/desk/cases/{award_cases().filter(state='submitted')[0].number}/"


@pytest.fixture
def reviewing(county: None) -> str:
    return f"/desk/cases/{award_cases().get(state='reviewing').number}/"


def test_the_reason_of_a_refusal_stands_in_its_opened_form(submitted: str) -> None:
    clerk = signed_in("zongchuang")
    answer = posted_too_late(clerk, submitted, f"{submitted}refuse/", {"reason": "不属于本市企业", "where_to_go": "登记所在地"})
    html = signs_in(clerk, "zongchuang", answer).content.decode()
    assert '<details class="act" open><summary>不予受理' in html
    assert ">不属于本市企业</textarea>" in html
    assert 'value="登记所在地"' in html
    assert Case.objects.get(number=submitted.split("/")[3]).state == "submitted"


def test_the_words_are_shown_where_a_colleague_has_moved_the_case_meanwhile(submitted: str) -> None:
    clerk = signed_in("zongchuang")
    answer = posted_too_late(clerk, submitted, f"{submitted}refuse/", {"reason": "不属于本市企业"})
    signed_in("zongchuang2").post(f"{submitted}accept/")
    page = signs_in(clerk, "zongchuang", answer)
    assert ">不属于本市企业</textarea>" not in page.content.decode()
    assert "<blockquote>不属于本市企业</blockquote>" in page.content.decode()


def test_what_was_ticked_for_a_correction_is_ticked_again(submitted: str) -> None:
    clerk = signed_in("zongchuang")
    page = f"{submitted}correction/"
    answer = posted_too_late(clerk, page, page, {"tick-fact-trade_usd": "1", "reason-fact-trade_usd": "与报关单不一致"})
    html = signs_in(clerk, "zongchuang", answer).content.decode()
    assert ">与报关单不一致</textarea>" in html
    assert html.count(" checked") == 1


def test_a_corrected_fact_and_the_reason_of_a_decision_are_there_again(reviewing: str) -> None:
    approver, page = signed_in("shenpi"), f"{reviewing}review/"
    typed = {"fact": "trade_usd", "trade_usd": "356800.49", "reason": "海关数据为准"}
    html = signs_in(approver, "shenpi", posted_too_late(approver, page, f"{reviewing}fact/", typed)).content.decode()
    assert 'value="356800.49"' in html
    assert ">海关数据为准</textarea>" in html
    html = signs_in(approver, "shenpi", posted_too_late(approver, page, f"{reviewing}decide/", {"reason": "材料不足"})).content.decode()
    assert 'name="reason" rows="3" maxlength="1000">材料不足</textarea>' in html
    assert Case.objects.get(number=reviewing.split("/")[3]).state == "reviewing"


def test_a_colleague_who_signs_in_at_that_browser_does_not_get_them(submitted: str) -> None:
    clerk = signed_in("zongchuang")
    answer = posted_too_late(clerk, submitted, f"{submitted}refuse/", {"reason": "不属于本市企业"})
    assert "不属于本市企业" not in text_of(signs_in(clerk, "zongchuang2", answer))
