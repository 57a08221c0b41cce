"""The administrators' pages: the auditor reads the record and has it verified, the system administrator sees how the machine stands."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.test import Client, override_settings

from onewindow.cases.models import Case
from onewindow.desk.record import covered, title_of
from onewindow.trail.models import Event
from onewindow.web.tests.county import award_cases, signed_in, text_of


@pytest.fixture
def auditor(county: None) -> Client:
    return signed_in("shenji")


@pytest.mark.parametrize(
    ("username", "page"),
    [
        ("zongchuang", "/desk/"),
        ("caizheng", "/desk/"),
        ("jiancha", "/desk/supervision/"),
        ("shenji", "/desk/trail/"),
        ("xitong", "/desk/system/"),
        ("anquan", "/accounts/people/"),
        ("wuliao", "/desk/integrated-window/"),
        ("yinhang", "/desk/rural-mortgage/"),
    ],
)
def test_signing_in_leads_each_role_to_its_page(county: None, client: Client, username: str, page: str) -> None:
    with override_settings(DEMO=True):
        answer = client.post("/accounts/login/", {"username": username, "password": settings.DEMO_PASSWORD}, follow=True)
    assert answer.request["PATH_INFO"] == page
    assert answer.status_code == 200


def test_the_auditor_reads_the_last_events_and_has_them_verified(auditor: Client) -> None:
    said = text_of(auditor.get("/desk/trail/"))
    assert "账户：登录" in said
    verified = text_of(auditor.post("/desk/trail/"))
    assert "记录完整" in verified
    assert f"事件{Event.objects.count()}条" in verified


def test_events_are_found_by_subject_account_kind_and_day_page_by_page(auditor: Client) -> None:
    number = award_cases().get(state="reviewing").number
    chain = Event.objects.filter(subject=f"case:{number}")
    html = auditor.get(f"/desk/trail/?subject=case:{number}").content.decode()
    assert re.findall(r'data-label="编号" class="num">(\d+)<', html) == [str(event.pk) for event in chain.order_by("-id")]
    assert "领取" in text_of(auditor.get("/desk/trail/?kind=case.taken"))
    assert "没有符合条件的记录" in text_of(auditor.get("/desk/trail/?kind=case.taken&day=1999-01-01"))
    assert "审批人员" in text_of(auditor.get("/desk/trail/?actor=shenpi"))
    older = re.search(r'href="\?(before=\d+)"', auditor.get("/desk/trail/").content.decode())
    assert older
    numbers = re.findall(r'data-label="编号" class="num">(\d+)<', auditor.get(f"/desk/trail/?{older[1]}").content.decode())
    assert numbers
    assert max(map(int, numbers)) < int(older[1].removeprefix("before="))


@pytest.mark.parametrize("query", ["day=yesterday", "before=" + "9" * 5000, "before=x", "actor=nobody", "subject=%00"])
def test_what_is_no_filter_breaks_nothing(auditor: Client, query: str) -> None:
    assert auditor.get(f"/desk/trail/?{query}").status_code == 200


def test_long_numbers_and_names_are_covered() -> None:
    assert covered("电话13800000000，证件430681199001011234") == "电话138********，证件430***************"
    assert covered('"sha256":"12345678901234ab"') == '"sha256":"12345678901234ab"'
    assert covered("办件2023-000001") == "办件2023-000001"
    assert title_of("case.taken") == "办件：领取"
    assert (title_of("case.issued"), title_of("paper.issued")) == ("办件：送达", "文书：制发")
    assert title_of("other.thing") == "other.thing"


def test_the_system_administrator_sees_how_the_machine_stands(county: None) -> None:
    said = text_of(signed_in("xitong").get("/desk/system/"))
    for words in ("数据库结构 已是最新", "留痕和账簿保护 完整", "最近日封", "待制作的文书", "放假安排 已公布至2026年", "字体：仿宋"):
        assert words in said


def test_these_pages_are_closed_to_everybody_else(county: None) -> None:
    for username in ("zongchuang", "shenpi", "jiancha", "qiye", "anquan"):
        for page in ("trail", "system"):
            assert signed_in(username).get(f"/desk/{page}/").status_code == 403
    assert signed_in("shenji").get("/desk/system/").status_code == 403
    assert signed_in("xitong").post("/desk/trail/").status_code == 403
    assert signed_in("shenji").get(f"/desk/cases/{Case.objects.all()[0].number}/").status_code == 403


@pytest.mark.parametrize("username", ["dengji", "caizheng"])
def test_an_empty_queue_says_what_will_come(county: None, username: str) -> None:
    assert "会出现在这里" in text_of(signed_in(username).get("/desk/"))


@pytest.mark.parametrize(("username", "told"), [("shenji", "审计操作记录"), ("xitong", "管理系统运行"), ("caizheng", "审核办件")])
def test_the_account_page_says_what_a_role_can_do_here(county: None, username: str, told: str) -> None:
    assert told in text_of(signed_in(username).get("/accounts/"))
