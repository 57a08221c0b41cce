"""The parts that pages are made of, without a page: filters, sources, refusals, fields."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.http import QueryDict

from onewindow.rules.facts import Facts, Money, choices, money, whole, yes_no
from onewindow.rules.units import parse_unit
from onewindow.web import refusals
from onewindow.web.amounts import in_words
from onewindow.web.facts_form import form_fields, shown, titles_of, typed_in
from onewindow.web.sources import cited
from onewindow.web.templatetags import components
from onewindow.words.refused import Problem, Refused
from onewindow.words.sources import OutsideLaw


class Asked(Facts):
    year: int | None = whole("年度", "year", of_day="year", at_least=1900, at_most=9999)
    local: bool | None = yes_no("本地", default=True)
    fees: list[Money] | None = money("费用")
    kinds: tuple[str, ...] | None = choices("种类", {"a": "甲", "b": "乙"}, default=())


def test_dates_and_times_are_written_in_chinese_and_in_the_countys_time() -> None:
    assert components.cn_date(date(2023, 9, 5)) == "2023年9月5日"
    assert components.cn_time(datetime(2023, 9, 15, 16, 30, tzinfo=UTC)) == "2023年9月16日 00:30"
    assert components.cn_date("2023-09-05") == "2023年9月5日"
    assert components.cn_date(None) == ""
    assert components.cn_weekday(date(2023, 9, 15)) == "星期五"


def test_an_unknown_amount_is_not_written_as_zero() -> None:
    assert components.money(None) == ""
    assert components.money(Decimal("0")) == "0.00"
    assert components.money("1234567.5") == "1,234,567.50"


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [("20000", "CNY", "2万元"), ("33333.33", "CNY", "33,333.33元"), ("0.03", "CNY/USD", "0.03元/美元"), ("1", "ratio", "100%")],
)
def test_figures_are_said_as_people_say_them(value: str, unit: str, words: str) -> None:
    assert in_words(Decimal(value), parse_unit(unit)) == words


@pytest.mark.parametrize(
    ("amount", "words"), [("20000", "2万元"), ("2000000", "200万元"), ("2000000.00", "200万元"), ("300", "300元"), ("300.50", "300.5元")]
)
def test_an_amount_in_wan_loses_no_zero(amount: str, words: str) -> None:
    assert components.wan(amount) == words


def test_an_icon_that_does_not_exist_is_a_mistake_and_not_a_gap() -> None:
    assert "<path" in components.icon("search")
    with pytest.raises(LookupError):
        components.icon("no-such-icon")


def test_a_source_is_cited_by_its_words_and_linked_where_it_stands_here() -> None:
    assert cited(OutsideLaw("行政许可法", "第三十二条")).words == "《行政许可法》第三十二条"
    assert cited("行政许可法第三十二条").words == "《行政许可法》第三十二条"
    assert cited("conv-c-1").url.endswith("#conv-c-1")
    assert cited("GB 32100-2015").words == "GB 32100-2015"
    assert cited("nothing-1-2").url == ""


def test_a_refusal_keeps_every_problem_and_names_its_field_once() -> None:
    refused = Refused.of([Problem("不能为负数", field="fees[1]"), Problem("“年度”填写有误", field="year")])
    told = refusals.explain(refused, titles_of(Asked.fields()))
    assert [line.title for line in told.lines] == ["费用", ""]
    assert [line.anchor for line in told.lines] == ["field-fees", "field-year"]
    assert told.status == 422


def test_what_was_typed_is_drawn_again_right_or_wrong() -> None:
    typed = typed_in(Asked.fields(), QueryDict("year=今年&local=false&fees=1%0Aabc%0A&kinds=b&kinds-asked=1"))
    assert typed == {"year": "今年", "local": "false", "fees": ["1", "abc"], "kinds": ["b"]}
    year, local, fees, kinds = form_fields(Asked.fields(), typed)
    assert year.value == "今年"
    assert local.value == "false"
    assert fees.value == "1\nabc"
    assert kinds.chosen == ("b",)


def test_untouched_fields_show_their_default_and_nothing_is_invented() -> None:
    year, local, fees, _ = form_fields(Asked.fields(), {}, on=date(2023, 9, 15))
    assert (year.value, local.value, fees.value) == ("2023", "true", "")


def test_no_tick_is_an_answer_and_no_question_is_none() -> None:
    assert typed_in(Asked.fields(), QueryDict("kinds-asked=1")) == {"kinds": []}
    assert typed_in(Asked.fields(), QueryDict("")) == {}


def test_values_are_said_in_words() -> None:
    year, local, fees, kinds = Asked.fields()
    assert shown(local, True) == "是"
    assert shown(fees, ["1200.50"]) == "1,200.50元"
    assert shown(kinds, ["a", "b"]) == "甲、乙"
    assert shown(kinds, []) == "无"
    assert shown(year, None) == "未填写"


def settings_with(**environment: str) -> list[str]:
    """HSTS seconds and hosts of the settings under an environment."""
    script = "from onewindow.config import settings as s; print(s.SECURE_HSTS_SECONDS, ','.join(s.ALLOWED_HOSTS))"
    answer = subprocess.run([sys.executable, "-c", script], env={**os.environ, **environment}, check=True, capture_output=True, text=True)
    return answer.stdout.split()


def test_over_https_browsers_are_told_to_stay_there_and_no_test_host_is_allowed() -> None:
    assert settings_with(ONEWINDOW_HTTPS="1") == [str(365 * 24 * 3600), "127.0.0.1,localhost"]
    assert settings_with(ONEWINDOW_HTTPS="0")[0] == "0"
