"""A chart says in its table what it draws: every value, with its unit, and nothing for what there is not."""

from __future__ import annotations

import io
import json
import re
from decimal import Decimal

import pytest
from django.template.loader import render_to_string
from python_calamine import CalamineWorkbook

from onewindow.web.charts import Chart, Mark, Series, figures
from onewindow.web.workbook import workbook

COST = Chart(
    key="cost",
    title="年度资金",
    axis="项目",
    unit="元",
    categories=("甲", "乙"),
    series=(Series("现行", (Decimal("20000.50"), None)), figures("草案", [Decimal("30000"), Decimal("1")], dashed=True)),
    marks=(Mark("预算", Decimal("2000000")),),
    total=True,
)


def drawn(chart: Chart) -> str:
    return render_to_string("web/chart.html", {"chart": chart})


def test_the_table_has_every_value_with_the_unit_in_its_heading() -> None:
    words = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", drawn(COST)))
    assert "项目 现行（元） 草案（元） 甲 20,000.50 30,000.00 乙 无 1.00 合计 20,000.50 30,001.00" in words


def test_a_table_of_many_series_stacks_on_a_phone_with_each_value_named() -> None:
    wide = Chart(
        key="w", title="年度资金", axis="年度", unit="元", categories=("2023",), series=tuple(Series(name, (1,)) for name in "甲乙丙")
    )
    assert 'class="sheet sheet-stack"' in drawn(wide)
    assert '<td class="end" data-label="丙（元）">1</td>' in drawn(wide)
    assert 'class="sheet"' in drawn(COST)


def test_the_picture_is_hidden_until_a_script_draws_it_and_its_data_is_no_script() -> None:
    page = drawn(COST)
    assert re.search(r'class="chart-canvas [^>]*hidden', page)
    assert re.findall(r"<script[^>]*>", page) == ['<script id="cost-data" type="application/json">']


def test_what_is_drawn_is_what_the_table_says() -> None:
    found = re.search(r'type="application/json">(.*?)</script>', drawn(COST))
    assert found
    data = json.loads(found[1])
    assert [each["values"] for each in data["series"]] == [[20000.5, None], [30000, 1]]
    assert data["marks"] == [{"title": "预算", "value": 2000000}]
    assert data["places"] == 2


def test_a_series_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="a value for each of the 2 categories"):
        Chart(key="cost", title="年度资金", axis="项目", unit="元", categories=("甲", "乙"), series=(Series("现行", (1,)),))


def test_its_sheet_holds_amounts_as_numbers_to_reckon_with() -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook([COST.sheet()])))
    assert book.get_sheet_by_name("年度资金").to_python() == [
        ["项目", "现行（元）", "草案（元）"],
        ["甲", 20000.5, 30000.0],
        ["乙", "", 1.0],
        ["合计", 20000.5, 30001.0],
    ]
