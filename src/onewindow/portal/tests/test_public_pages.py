"""What anyone sees: every page answers, says where its figures come from, and runs no script of its own."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from onewindow.cases.models import Case
from onewindow.cases.procedure import procedures
from onewindow.law import registry
from onewindow.rules.registry import books
from onewindow.web.tests.county import signed_in, text_of

INLINE = re.compile(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|javascript:", re.IGNORECASE)


def addresses() -> dict[str, str]:
    """Every public page with words that it must say."""
    regulation, service = registry.regulations()[0], procedures()[0]
    clause = registry.clauses(regulation.key)[2]
    return {
        reverse("portal:front"): "一个窗口，把事办成",
        reverse("portal:search") + "?q=奖励": "共找到",
        reverse("portal:services"): service.title,
        reverse("portal:procedure", args=[service.key]): "需要的材料",
        reverse("portal:policies"): regulation.number,
        reverse("portal:policy", args=[regulation.key]): "解释口径",
        reverse("portal:calculator", args=[regulation.key]): "算一算",
        reverse("portal:documents"): regulation.title,
        reverse("portal:document", args=[regulation.key]): clause.title,
        reverse("portal:clause", args=[regulation.key, clause.id]): clause.summary,
        reverse("portal:conventions"): "conv-c-1",
        reverse("portal:awards"): "合计",
        reverse("portal:track"): "办件编号",
        reverse("portal:verify"): "验证码",
    }


def test_every_public_page_answers_and_carries_no_script_of_its_own(county: None, client: Client) -> None:
    for address, words in addresses().items():
        response = client.get(address)
        assert response.status_code == 200, address
        assert words in response.content.decode(), address
        assert not INLINE.search(response.content.decode()), address
        assert response.content.decode().count('href="/desk/') == 1, address  # the entry of the staff, and no door that stays shut
        assert "script-src 'self'" in response.headers["Content-Security-Policy"]
        assert "演示：业务日期固定为2023年9月15日" in text_of(response)


def test_the_front_page_counts_and_does_not_claim(county: None, client: Client) -> None:
    assert f"2023年收到申请 {Case.objects.count()} 件" in text_of(client.get("/"))
    decided = Case.objects.exclude(decided_at=None).count()
    assert decided and f"2023年作出决定 {decided} 件" in text_of(client.get("/"))
    Case.objects.update(decided_at=None)
    assert "2023年作出决定 0 件" in text_of(client.get("/"))


def test_a_page_that_does_not_exist_says_so_in_chinese(county: None, client: Client) -> None:
    for address in ("/nowhere/", "/law/nothing/", "/services/nothing/", "/policies/nothing/", "/verify/AAAA-BBBB-CCCC/"):
        response = client.get(address)
        assert response.status_code == 404, address
        assert re.search("没有|不存在", text_of(response)), address


def test_a_clause_is_not_found_under_another_document(county: None, client: Client) -> None:
    clause = registry.clauses(registry.regulations()[0].key)[0]
    assert client.get(f"/law/other/{clause.id}/").status_code == 404


def test_a_search_finds_words_of_two_characters_and_says_when_it_finds_nothing(county: None, client: Client) -> None:
    assert "没有找到" not in text_of(client.get("/search/?q=公示"))
    assert "没有找到" in text_of(client.get("/search/?q=火星移民"))
    assert "共找到" not in text_of(client.get("/search/?q=+"))


def test_validity_is_shown_as_of_the_day_that_was_chosen(county: None, client: Client) -> None:
    address = reverse("portal:document", args=[registry.regulations()[0].key])
    assert "有效" in text_of(client.get(address))
    late = text_of(client.get(address + "?on=2029-01-01"))
    assert "已失效" in late
    assert "不能据此办理新的事项" in late


def test_a_day_that_is_no_date_is_refused_in_place(county: None, client: Client) -> None:
    response = client.get(reverse("portal:documents") + "?on=2023-02-30")
    assert "“2023-02-30”不是日期" in text_of(response)


def test_the_large_edition_is_kept_in_a_cookie_and_leads_back(county: None, client: Client) -> None:
    response = client.get("/display/?large=1&next=/policies/")
    assert response.status_code == 302
    assert response["Location"] == "/policies/"
    assert 'class="large"' in client.get("/policies/").content.decode()
    client.get("/display/?large=0")
    assert 'class="large"' not in client.get("/policies/").content.decode()


def test_the_large_edition_leads_to_no_other_site(county: None, client: Client) -> None:
    assert client.get("/display/?large=1&next=https://example.com/")["Location"] == "/"
    assert client.get("/display/?large=1&next=//example.com")["Location"] == "/"


def test_the_published_total_is_the_sum_of_its_lines(county: None, client: Client) -> None:
    rows = re.findall(r'data-label="金额（元）"[^>]*>([\d,.]+)<', client.get("/awards/").content.decode())
    *lines, total = (float(row.replace(",", "")) for row in rows)
    assert lines
    assert sum(lines) == total


@pytest.mark.parametrize("year", ["1999", "abcd", "２０２３", "99999"])
def test_a_year_without_awards_shows_none_and_no_fault(county: None, client: Client, year: str) -> None:
    assert client.get(f"/awards/?year={year}").status_code == 200


def test_without_anything_awarded_the_list_says_so(db: None, client: Client) -> None:
    assert "没有可以公示的内容" in text_of(client.get("/awards/"))


def test_an_address_that_is_nowhere_leads_on_with_menu_and_search(county: None, client: Client) -> None:
    for address in ("/nothing/here/", "/policies/nothing/"):
        response = client.get(address)
        assert response.status_code == 404
        html = response.content.decode()
        assert 'aria-label="主导航"' in html
        assert f'action="{reverse("portal:search")}"' in html


def test_a_policy_is_found_by_the_name_of_its_rule_book(county: None, client: Client) -> None:
    book = books()[0]
    for name in (book.name, book.name.replace("-", "_")):
        response = client.get(f"/policies/{name}/")
        assert (response.status_code, response["Location"]) == (301, reverse("portal:policy", args=[book.regulation.key]))


def test_that_nobody_confirmed_a_convention_is_said_once(county: None, client: Client) -> None:
    assert text_of(client.get(reverse("portal:conventions"))).count("尚未经有权机关确认") == 1


def test_a_service_is_begun_under_its_own_name(county: None) -> None:
    page = signed_in("qiye").get(reverse("portal:start", args=[procedures()[0].key]))
    assert f"<h1>{procedures()[0].title}</h1>" in page.content.decode()
