"""政策匹配: every award of every policy from one set of figures; typed, imported or on record, and nothing kept."""

from __future__ import annotations

import base64
import io
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from onewindow.cases.models import Draft
from onewindow.portal import catalogue
from onewindow.portal.finding import found_by, questions
from onewindow.rules.known import register_of
from onewindow.rules.models import StoredEvaluation
from onewindow.trail.models import Event
from onewindow.web.tests.county import signed_in, text_of
from onewindow.web.workbook import MEDIA_TYPE, Sheet, workbook
from onewindow.worktime import clock

FACTS = {
    "registered_in_miluo": "true",
    "traded_before": "false",
    "trade_usd": "9500",
    "trade_usd_previous_year": "0",
    "investment_usd": "4900000",
}
FACTS |= {"fdi_usd": "500000", "foreign_awards_paid_cny": "0"}
HEADER = ["企业名称", "在本市注册", "本年度以前有过进出口记录", "本年度进出口额（美元）", "上年度进出口额（美元）"]


def post(client: Client, **typed: Any) -> HttpResponse:
    return client.post(reverse("portal:finder"), {"intent": "typed", **FACTS, **typed})


def uploaded(client: Client, rows: list[list[str]], header: list[str] | None = None) -> HttpResponse:
    content = workbook([Sheet("填报", header or HEADER, rows, ())])
    return client.post(reverse("portal:finder"), {"intent": "file", "file": SimpleUploadedFile("figures.xlsx", content)})


def test_what_is_granted_comes_first_and_the_largest_of_it(db: None, client: Client) -> None:
    found = post(client, trade_usd="85000.50").context["found"]
    amounts = [each.result.amount for each in found.granted]
    assert amounts == sorted(amounts, reverse=True)
    assert [each.result.rule for each in found.granted] == ["first_trade_award_cny", "trade_volume_award_cny"]
    assert found.total == Decimal("22550.02")


def test_the_nearest_miss_comes_first_with_what_it_lacks(db: None, client: Client) -> None:
    response = post(client)
    near = response.context["found"].near
    assert [each.result.rule for each in near] == ["foreign_investment_award_cny", "first_trade_award_cny"]
    assert [each.result.lack for each in near] == sorted(each.result.lack for each in near)
    assert "再增加500.00美元（达到10,000.00美元），本项为20,000.00元" in text_of(response)


def test_what_cannot_be_known_names_the_facts_that_are_missing(db: None, client: Client) -> None:
    response = client.post(reverse("portal:finder"), {"intent": "typed", "trade_usd": "85000.50"})
    unknown = {each.result.rule: [fact.name for fact in each.result.missing] for each in response.context["found"].unknown}
    assert unknown["first_trade_award_cny"] == ["traded_before"]
    assert "本年度以前有过进出口记录" in text_of(response)


def test_an_empty_list_that_was_passed_over_is_unknown_and_not_none(db: None, client: Client) -> None:
    lists = {"listed_booth_fees_cny": "", "listed_staff_costs_cny": "", "online_fair_costs_cny": ""}
    unknown = {each.result.rule for each in post(client, **lists).context["found"].unknown}
    assert "listed_fair_support_cny" in unknown
    answered = post(client, **{**lists, "listed_booth_fees_cny": "12000\n8000.50"}).context["found"]
    assert {each.result.rule: each.result.amount for each in answered.granted}["listed_fair_support_cny"] == Decimal("20000.50")


def test_each_award_leads_to_the_service_by_which_it_is_claimed(db: None, client: Client) -> None:
    page = post(client, trade_usd="85000.50").content.decode()
    assert "去申领：" in page
    for each in catalogue.policies(clock.today())[0].grant_of("first_trade_award_cny").services:  # type: ignore[union-attr]
        assert reverse("portal:procedure", args=[each.key]) in page


def test_one_enterprise_of_a_file_is_matched_and_its_figures_fill_the_form(db: None, client: Client) -> None:
    response = uploaded(client, [["演示甲", "是", "否", "85000.50", "0"]])
    assert response.context["found"].total == Decimal("22550.02")
    assert 'value="85000.50"' in response.content.decode()


def test_several_enterprises_of_a_file_are_matched_each(db: None, client: Client) -> None:
    response = uploaded(client, [["演示甲", "是", "否", "85000.50", "0"], ["演示乙", "是", "否", "300000", "0"]])
    assert [(row.name, row.found.total) for row in response.context["several"]] == [
        ("演示甲", Decimal("22550.02")),
        ("演示乙", Decimal("39000.00")),
    ]
    assert response.context["sum"] == Decimal("61550.02")


@pytest.mark.parametrize(
    ("rows", "header", "message"),
    [
        ([["演示甲", "是", "否", "60万美元", "0"]], None, "第2行“本年度进出口额”："),
        ([["演示甲", "是", "否", "-1", "0"]], None, "第2行"),
        ([], None, "0家企业"),
        ([["1"]], ["别的列"], "列"),
    ],
)
def test_a_wrong_file_is_refused_by_row(db: None, client: Client, rows: list[list[str]], header: list[str] | None, message: str) -> None:
    response = uploaded(client, rows, header)
    assert response.status_code == 422
    assert message in text_of(response)


def test_a_wrong_file_comes_back_marked_within_its_link_and_is_not_kept(db: None, client: Client) -> None:
    kept = set(settings.FILES.glob("*/*"))
    rows = [["演示甲", "是", "否", "60万美元", "0"], ["演示乙", "是", "否", "300000", "0"]]
    link = uploaded(client, rows).context["marked"]
    assert link.name == "figures（错误说明）.xlsx"
    content = base64.b64decode(link.href.removeprefix(f"data:{MEDIA_TYPE};base64,"))
    header, wrong, right = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    assert header == [*HEADER, "错误说明"]
    assert wrong[:-1] == rows[0] and "60万美元" in wrong[3] and wrong[-1]
    assert right[:-1] == rows[1] and not right[-1]
    assert set(settings.FILES.glob("*/*")) == kept


def test_a_file_of_too_many_enterprises_is_refused_by_their_number_alone(db: None, client: Client) -> None:
    response = uploaded(client, [["演示甲", "是", "否", "60万美元", "0"]] * 201)
    assert response.status_code == 422 and "201家企业" in text_of(response)
    assert response.context["marked"] is None


def test_a_wrong_figure_is_refused_in_place_and_kept(db: None, client: Client) -> None:
    response = post(client, trade_usd="一百万")
    assert response.status_code == 422
    assert 'value="一百万"' in response.content.decode()


def test_nothing_is_kept_of_what_was_typed(db: None, client: Client) -> None:
    events = Event.objects.count()
    post(client)
    uploaded(client, [["演示甲", "是", "否", "85000.50", "0"]])
    assert not Draft.objects.exists() and not StoredEvaluation.objects.exists()
    assert Event.objects.count() == events


def test_an_agent_takes_the_figures_of_his_enterprise_from_the_register_and_no_others(county: None) -> None:
    agent = signed_in("qiye")
    (uscc, _, year), *_ = agent.get(reverse("portal:finder")).context["enterprises"]
    register = register_of("open-economy")
    assert register
    others = [code for code in register.frame(year)["uscc"].to_list() if code != uscc]
    refused = agent.post(reverse("portal:finder"), {"intent": "known", "uscc": others[0], "known_year": year})
    assert refused.status_code == 403
    assert Client().post(reverse("portal:finder"), {"intent": "known", "uscc": uscc, "known_year": year}).status_code == 403
    answer = agent.post(reverse("portal:finder"), {"intent": "known", "uscc": uscc, "known_year": year})
    known = register.facts_of(uscc, year)
    assert answer.status_code == (200 if known else 422)


def test_a_fact_that_two_policies_ask_alike_is_asked_once() -> None:
    page = catalogue.policies(date(2023, 9, 15))[0]
    once, twice = questions([page]), questions([page, page])
    assert [fact.name for fact in twice.shared] == [fact.name for fact in once.shared]
    found = found_by([page, page], {"trade_usd": "100", "traded_before": "false", "trade_usd_previous_year": "0"}, date(2023, 9, 15))
    assert found.total == Decimal("6.00")


def test_the_template_has_a_column_for_every_question(db: None, client: Client) -> None:
    response = client.get(reverse("portal:finder_template"))
    assert response.status_code == 200
    assert response.content[:2] == b"PK"
