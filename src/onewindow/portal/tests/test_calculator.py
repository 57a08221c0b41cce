"""What would I get: computed with its reasons, and nothing kept."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from onewindow.cases.models import Draft
from onewindow.law import registry
from onewindow.trail.models import Event
from onewindow.web.tests.county import text_of

FACTS = {"registered_in_miluo": "true", "traded_before": "false", "trade_usd": "85000.50", "trade_usd_previous_year": "0"}


def post(client: Client, **changes: Any) -> HttpResponse:
    return client.post(reverse("portal:calculator", args=[registry.regulations()[0].key]), {**FACTS, **changes})


def test_each_award_is_computed_with_its_clause_and_the_next_tier(db: None, client: Client) -> None:
    said = text_of(post(client))
    assert "20,000.00元" in said
    assert "2,550.02元" in said
    assert "22,550.02元" in said
    assert "第二条（破零）" in said
    assert "100,000.01美元" in said  # where the next tier begins


def test_a_fact_that_is_missing_is_named_and_its_award_is_not_zero(db: None, client: Client) -> None:
    said = text_of(post(client, trade_usd_previous_year=""))
    assert "暂不能确定" in said
    assert "缺少“上年度进出口额”" in said


@pytest.mark.parametrize(
    ("typed", "message"),
    [("-5", "不能为负数"), ("85000.505", "最多两位小数"), ("一百万", "不是金额"), ("9" * 14, "金额过大"), ("1e5", "不是金额")],
)
def test_a_wrong_amount_is_refused_in_place_and_kept(db: None, client: Client, typed: str, message: str) -> None:
    response = post(client, trade_usd=typed)
    assert response.status_code == 422
    said = text_of(response)
    assert message in said
    assert "本年度进出口额" in said
    assert "应为" in said
    assert f'value="{typed}"' in response.content.decode()


def test_the_same_amount_in_full_width_or_with_separators_is_understood(db: None, client: Client) -> None:
    assert "22,550.02元" in text_of(post(client, trade_usd="85,000.50"))
    assert "22,550.02元" in text_of(post(client, trade_usd="８５０００．５０"))


def test_nothing_is_kept_of_what_was_typed(db: None, client: Client) -> None:
    events = Event.objects.count()
    post(client)
    assert not Draft.objects.exists()
    assert Event.objects.count() == events
