"""The full explanation: each line with its clause, its figures in the words of the text, the tier, and the way to the next."""

from __future__ import annotations

import re
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from onewindow.law import registry
from onewindow.portal.matters import asked_by
from onewindow.rules.grants import granted, is_total
from onewindow.rules.registry import book
from onewindow.web.tests.county import text_of

FACTS = {"registered_in_miluo": "true", "traded_before": "false", "trade_usd": "85000.50", "trade_usd_previous_year": "0"}


def post(client: Client, **changes: Any) -> HttpResponse:
    return client.post(reverse("portal:explanation", args=[registry.regulations()[0].key]), {**FACTS, **changes})


def test_a_line_says_clause_figures_tier_and_what_would_give_more(db: None, client: Client) -> None:
    said = text_of(post(client))
    for words in (
        "第二条（破零）",
        "原文：每1美元奖励人民币0.03元",
        "本次",
        "本年度进出口额再增加14,999.51美元",
        "22,550.02元",
        "解释口径：",
    ):
        assert words in said


def test_the_tier_that_decided_is_marked_and_no_other(db: None, client: Client) -> None:
    page = post(client).content.decode()
    marked = re.findall(r'<tr class="is-chosen">.*?</tr>', page, re.DOTALL)
    assert any("10,000.00美元" in row and "20,000.00元" in row for row in marked)
    assert not any("30,000.00元" in row for row in marked)


def test_what_is_wrong_is_refused_on_the_form_with_what_was_typed(db: None, client: Client) -> None:
    response = post(client, trade_usd="八万")
    assert response.status_code == 422
    assert 'value="八万"' in response.content.decode()


def test_opened_without_figures_it_leads_to_the_calculator(db: None, client: Client) -> None:
    key = registry.regulations()[0].key
    assert client.get(reverse("portal:explanation", args=[key])).headers["Location"] == reverse("portal:calculator", args=[key])


def test_every_fact_of_a_book_is_asked_once_and_under_the_article_that_needs_it() -> None:
    rules = book("open-economy")
    asked = asked_by(rules)
    names = [fact.name for fact in (*asked.shared, *asked.last, *(fact for matter in asked.matters for fact in matter.facts))]
    assert sorted(names) == sorted(rules.uses.facts)
    place = {fact.name: matter.place for matter in asked.matters for fact in matter.facts}
    assert place["traded_before"] == "第二条"
    assert "trade_usd" in {fact.name for fact in asked.shared}


def test_a_total_is_no_grant_of_its_own() -> None:
    rules = book("open-economy")
    assert [rule.name for rule in rules.results if is_total(rule)] == ["total_cny"]
    assert "total_cny" not in {rule.name for rule in granted(rules)}
