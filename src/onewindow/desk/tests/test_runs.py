"""The page of a run: the bar while it runs, what came of it, why it failed; and nobody else's."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from onewindow.accounts.actors import actor_of
from onewindow.accounts.models import User
from onewindow.runs import kinds
from onewindow.runs.kinds import Kind, Outcome, Work
from onewindow.runs.models import RUNNING, Run
from onewindow.runs.services import start
from onewindow.runs.work import work_one
from onewindow.web.tests.county import signed_in, text_of
from onewindow.words.refused import Refused
from onewindow.worktime import clock

SCRIPT = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def officer(county: None) -> Client:
    return signed_in("shenpi")


def begun(monkeypatch: pytest.MonkeyPatch, outcome: Outcome | Refused) -> Run:
    def act(work: Work) -> Outcome:
        work.progress(1, 4, stage="逐户核对")
        if isinstance(outcome, Refused):
            raise outcome
        return outcome

    monkeypatch.setattr(kinds, "_kinds", dict(kinds._kinds))
    kinds.declare(Kind("demo.page", "演示", "enterprises.maintain", act))
    by = actor_of(User.objects.get(username="shenpi"))
    return start(kind="demo.page", title="演示核对", by=by, at=clock.now())


def test_the_page_shows_the_bar_and_asks_again_with_and_without_script(officer: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    run = begun(monkeypatch, Outcome("完成"))
    url = reverse("desk:run", args=[run.number])
    assert "正在排队" in text_of(officer.get(url))
    Run.objects.update(state=RUNNING, worker="x", done=1, of=4, stage="逐户核对", beat_at=run.queued_at)
    page = officer.get(url).content.decode()
    assert '<noscript><meta http-equiv="refresh"' in page and 'hx-trigger="every 1s"' in page
    assert 'max="4" value="1"' in page and "25%" in page and "逐户核对" in page
    part = officer.get(url, **SCRIPT).content.decode()
    assert part.lstrip().startswith("<section") and "25%" in part


def test_the_end_is_told_and_no_longer_asked_for(officer: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    run = begun(monkeypatch, Outcome("已核对4户", url="/desk/", link="返回待办", items=(("演示甲公司", "缺少数据"),)))
    work_one()
    page = officer.get(reverse("desk:run", args=[run.number]))
    said = text_of(page)
    assert "已核对4户" in said and "演示甲公司" in said and "缺少数据" in said and "返回待办" in said
    assert "hx-trigger" not in page.content.decode() and "refresh" not in page.content.decode()
    assert "已完成" in text_of(officer.get(reverse("desk:runs")))


def test_a_result_with_a_page_of_its_own_is_led_to(officer: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    run = begun(monkeypatch, Outcome("完成", url="/desk/?done", go=True))
    work_one()
    url = reverse("desk:run", args=[run.number])
    assert officer.get(url)["Location"] == "/desk/?done"
    assert officer.get(url, **SCRIPT)["HX-Redirect"] == "/desk/?done"


def test_a_failure_says_why_and_is_started_again(officer: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    run = begun(monkeypatch, Refused("名录中没有企业", code="empty", expected="先导入企业名录"))
    work_one()
    url = reverse("desk:run", args=[run.number])
    said = text_of(officer.get(url))
    assert "名录中没有企业" in said and "先导入企业名录" in said and "重新开始" in said and "1／4" in said
    assert officer.post(reverse("desk:run_again", args=[run.number]))["Location"] == url
    assert "正在排队" in text_of(officer.get(url))


def test_a_run_is_stopped_from_its_page_and_only_once(officer: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    run = begun(monkeypatch, Outcome("完成"))
    stop = reverse("desk:run_stop", args=[run.number])
    officer.post(stop)
    assert "已按要求停止" in text_of(officer.get(reverse("desk:run", args=[run.number])))
    assert officer.post(stop).status_code == 409


def test_anothers_run_is_not_there(officer: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    run = begun(monkeypatch, Outcome("完成"))
    other = signed_in("shouxi")
    assert other.get(reverse("desk:run", args=[run.number])).status_code == 404
    assert other.post(reverse("desk:run_stop", args=[run.number])).status_code == 404
    assert "演示核对" not in text_of(other.get(reverse("desk:runs")))
