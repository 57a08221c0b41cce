"""``onewindow daily`` of the whole county: each count has its title, and whoever reads the report sees it."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from onewindow.cli import daily
from onewindow.cli.main import build
from onewindow.cli.system import JOBS

pytestmark = pytest.mark.usefixtures("loaded_county")


def test_every_count_of_the_day_is_printed_under_its_title() -> None:
    app, titles = build(), daily.titles()
    counted = json.loads(CliRunner().invoke(app, ["daily", "--json"], standalone_mode=False).stdout)
    assert counted.keys() == {"sealed", *JOBS, *titles}
    assert {"mortgage_endings_late", "risk_fund_claims_late", "valuation_draws_waiting"} <= titles.keys()
    printed = CliRunner().invoke(app, ["daily"], standalone_mode=False).stdout
    assert [title for title in titles.values() if f"{title}：" not in printed] == []
