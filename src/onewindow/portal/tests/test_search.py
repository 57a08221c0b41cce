"""The page of the search: what is found, marked and escaped; filters in the address; help when nothing is found."""

from __future__ import annotations

import pytest
from django.test import Client

from onewindow.cases.procedure import procedures
from onewindow.law.search import services
from onewindow.law.search.findable import Entry
from onewindow.papers.models import Paper
from onewindow.web.tests.county import text_of

pytestmark = pytest.mark.django_db


def test_a_service_is_found_by_a_word_of_its_title_and_led_to(county: None, client: Client) -> None:
    service = procedures()[0]
    page = client.get("/search/", {"q": service.title[:2], "kind": "service"}).content.decode()
    assert f"/services/{service.key}/" in page
    assert f"<mark>{service.title[:2]}</mark>" in page


def test_what_was_typed_and_what_is_found_is_escaped(county: None, client: Client) -> None:
    services.put("passage", [Entry("x", "<script>标题</script>", "<img src=x>测试文字<b>")])
    page = client.get("/search/", {"q": "测试文字"}).content.decode()
    assert "<mark>测试文字</mark>" in page
    assert "<img src=x>" not in page
    assert "<script>标题" not in page
    assert "<script>alert" not in client.get("/search/", {"q": "<script>alert"}).content.decode()


def test_filters_stand_in_the_address_and_stay_chosen(county: None, client: Client) -> None:
    page = client.get("/search/", {"q": "奖励", "year": "2023", "status": "in_force", "kind": "clause"}).content.decode()
    assert '<option value="2023" selected>' in page
    assert '<option value="in_force" selected>' in page
    assert "没有找到" in text_of(client.get("/search/", {"q": "奖励", "status": "repealed"}))


def test_nothing_found_says_what_to_try(county: None, client: Client) -> None:
    said = text_of(client.get("/search/", {"q": "火星移民", "year": "2023"}))
    assert "没有找到“火星移民”" in said
    assert "在全部内容中搜索" in said


@pytest.mark.parametrize("wrong", [{"year": "x"}, {"page": "-1"}, {"status": "nothing"}, {"kind": "nothing"}, {"order": "nothing"}])
def test_an_address_that_means_nothing_is_refused_with_a_page(county: None, client: Client, wrong: dict[str, str]) -> None:
    assert client.get("/search/", {"q": "奖励", **wrong}).status_code in {404, 422}


def test_a_paper_is_found_by_its_whole_number_and_shows_no_holder(county: None, client: Client) -> None:
    paper = Paper.objects.first()
    assert paper
    said = text_of(client.get("/search/", {"q": paper.number}))
    assert paper.title in said
    assert paper.holder not in said
    assert paper.code not in said
    assert paper.title not in text_of(client.get("/search/", {"q": paper.number[:-1], "kind": "paper"}))
