"""文本检查 for who keeps or registers documents: findings by document, filtered; nobody else gets in."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from onewindow.law.gazette import services
from onewindow.law.gazette.tests.conftest import DEMO
from onewindow.law.models import GazetteIssue
from onewindow.web.tests.county import signed_in, text_of
from onewindow.words.actor import SYSTEM
from onewindow.worktime import clock


def test_findings_are_grouped_by_document_with_rule_place_and_text(county: None) -> None:
    services.import_issue(DEMO, by=SYSTEM, at=clock.now())
    said = text_of(signed_in("xitong").get("/desk/lint/"))
    assert "演示县甲乙丙丁扶持办法" in said
    assert "unregistered-normative-document" in said


def test_lines_that_found_no_place_are_kept_and_shown_to_who_keeps_the_register(county: None) -> None:
    services.import_issue(DEMO, by=SYSTEM, at=clock.now())
    assert "导入时有1行没有放进任何文件" in text_of(signed_in("xitong").get("/desk/lint/"))
    kept = GazetteIssue.objects.get()
    assert [(each["line"], each["reason"]) for each in kept.unplaced] == [(1, "在第一个文件之前（封面、目录）")]
    page = reverse("portal:issue", args=["2030-3"])
    assert "在第一个文件之前" in text_of(signed_in("dengji").get(page))
    assert "在第一个文件之前" not in text_of(Client().get(page))


def test_a_rule_and_a_severity_narrow_the_list_and_an_unknown_one_empties_it(county: None) -> None:
    services.import_issue(DEMO, by=SYSTEM, at=clock.now())
    keeper = signed_in("xitong")
    page = keeper.get("/desk/lint/?rule=unregistered-normative-document")
    assert {each.rule for group in page.context["documents"] for each in group.findings} == {"unregistered-normative-document"}
    high = keeper.get("/desk/lint/?severity=high")
    assert all(each.severity == "high" for group in high.context["documents"] for each in group.findings)
    assert "没有这样的问题" in text_of(keeper.get("/desk/lint/?rule=nothing"))


def test_without_texts_the_page_says_that_none_is_imported(county: None) -> None:
    assert "还没有导入公报文本" in text_of(signed_in("xitong").get("/desk/lint/"))


@pytest.mark.parametrize("username", ["qiye", "zongchuang", "shenpi"])
def test_nobody_else_gets_in(county: None, username: str) -> None:
    assert signed_in(username).get("/desk/lint/").status_code == 403


def test_a_visitor_is_led_to_the_login(county: None) -> None:
    assert Client().get("/desk/lint/")["Location"].startswith("/accounts/login/")
