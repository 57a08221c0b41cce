"""The session ends in the middle of a form: what was typed waits for its person, and for nobody and nothing else."""

from __future__ import annotations

import pytest
import time_machine
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from onewindow.accounts.unsent import KEPT_FOR, LARGEST
from onewindow.cases.models import Case
from onewindow.portal.tests.test_apply import begun
from onewindow.web.tests.county import award_cases, expire, signed_in, signs_in, text_of

REASON = "统计口径有误，先撤回再报"


@pytest.fixture
def agent(county: None) -> Client:
    return signed_in("qiye2")


@pytest.fixture
def case(county: None) -> str:
    return f"/my/{award_cases().filter(state='accepted')[0].number}/"


def withdrawn_too_late(agent: Client, case: str, reason: str = REASON):  # type: ignore[no-untyped-def]
    """The answer to a withdrawal that was posted after the session had ended."""
    expire(agent)
    return agent.post(f"{case}withdraw/", {"reason": reason}, headers={"Referer": f"http://testserver{case}"})


def test_the_login_page_says_what_happened_and_that_the_words_are_kept(agent: Client, case: str) -> None:
    answer = withdrawn_too_late(agent, case)
    said = text_of(agent.get(answer["Location"]))
    assert "登录已过期，您填写的内容已保留，登录后继续" in said
    assert "未操作，已自动退出" in said


def test_after_sign_in_the_words_are_in_their_form_once_and_nothing_was_done(agent: Client, case: str) -> None:
    page = signs_in(agent, "qiye2", withdrawn_too_late(agent, case))
    assert f">{REASON}</textarea>" in page.content.decode()
    assert "已放回表单，尚未提交" in text_of(page)
    assert Case.objects.get(number=case.split("/")[2]).state == "accepted"
    assert REASON not in agent.get(case).content.decode()


def test_without_the_cookie_the_words_are_kept_too(agent: Client) -> None:
    number = award_cases().filter(state="submitted")[0].number
    asked = {"tick-fact-trade_usd": "1", "reason-fact-trade_usd": "与报关单不一致"}
    signed_in("zongchuang").post(f"/desk/cases/{number}/correction/", asked)
    page = f"/my/{number}/correct/"
    assert 'name="trade_usd"' in agent.get(page).content.decode()
    del agent.cookies[settings.SESSION_COOKIE_NAME]
    answer = agent.post(page, {"trade_usd": "640000"}, headers={"Referer": f"http://testserver{page}"})
    assert 'value="640000"' in signs_in(agent, "qiye2", answer).content.decode()


def test_a_draft_is_shown_as_it_was_typed_and_not_saved(county: None) -> None:
    agent = signed_in("qiye")
    draft = begun(agent)
    expire(agent)
    typed = {"contact_name": "演示联系人", "trade_usd": "7,77.7", "traded_before": "false", "intent": "autosave"}
    answer = agent.post(draft, typed, headers={"HX-Request": "true", "HX-Current-URL": f"http://testserver{draft}"})
    assert answer.status_code == 401
    html = signs_in(agent, "qiye", answer).content.decode()
    assert 'value="7,77.7"' in html
    assert 'value="演示联系人"' in html
    assert 'value="7,77.7"' not in agent.get(draft).content.decode()


def test_somebody_else_who_signs_in_at_that_browser_sees_nothing_of_it(agent: Client, case: str) -> None:
    page = signs_in(agent, "qiye", withdrawn_too_late(agent, case))
    assert page.status_code == 404
    assert REASON not in page.content.decode()
    own = signs_in(agent, "qiye", withdrawn_too_late(signed_in("qiye2"), case))
    assert REASON not in own.content.decode()


def test_another_page_does_not_show_the_words(agent: Client, case: str) -> None:
    answer = withdrawn_too_late(agent, case)
    answer["Location"] = "/accounts/login/?next=/my/"
    assert REASON not in signs_in(agent, "qiye2", answer).content.decode()
    assert REASON in agent.get(case).content.decode()


def test_who_did_not_type_it_can_clear_it_before_signing_in(agent: Client, case: str) -> None:
    answer = withdrawn_too_late(agent, case)
    assert "未提交的内容已清除" in text_of(agent.post("/accounts/login/forget/", follow=True))
    assert REASON not in signs_in(agent, "qiye2", answer).content.decode()


def test_after_half_an_hour_it_is_gone(agent: Client, case: str) -> None:
    answer = withdrawn_too_late(agent, case)
    with time_machine.travel(timezone.now() + KEPT_FOR, tick=True):
        assert "已保留" not in text_of(agent.get("/accounts/login/"))
        assert REASON not in signs_in(agent, "qiye2", answer).content.decode()


def test_the_words_lie_sealed_and_passwords_and_masses_of_text_not_at_all(agent: Client, case: str) -> None:
    withdrawn_too_late(agent, case)
    held = [Session.objects.get(session_key=agent.session.session_key).get_decoded()]
    assert REASON not in str(held)
    stranger = Client()
    for posted in ({"old_password": "onewindow-2023", "new_password1": "another-one"}, {"reason": "字" * LARGEST}, {"material": "customs"}):
        stranger.post("/accounts/password/", posted)
        assert "已保留" not in text_of(stranger.get("/accounts/login/"))
