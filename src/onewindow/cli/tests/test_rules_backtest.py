"""``onewindow rules backtest``: what a draft would have cost, as JSON and as a file, and what it refuses."""

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import typer
from typer.testing import CliRunner

from onewindow.cli import rules
from onewindow.rules.book import RuleBook
from onewindow.rules.tests.small_law import small_book, small_law
from onewindow.rules.vocabulary import tiers
from onewindow.words.refused import Refused

DRAFT = {"figures": {"steps": [{"at_least": "10", "up_to": "100", "value": "8"}, {"over": "100", "value": "6"}]}}


@pytest.fixture(autouse=True)
def book() -> Iterator[RuleBook]:
    with small_law() as regulation:
        made = small_book(regulation)

        @made.amount("small-2", title="分档奖励")
        def award(dollars, steps):
            return tiers(dollars, steps)

        yield made


def called(folder: Path, draft: Any = DRAFT, source: str | None = None, *more: str) -> str:
    app = typer.Typer()
    rules.register(app)
    (folder / "draft.json").write_text(json.dumps(draft), "utf-8")
    dollars = pl.Series([Decimal("50.00"), Decimal("100.00"), Decimal("200.00"), None], dtype=pl.Decimal(38, 2))
    pl.DataFrame({"uscc": ["甲", "乙", "丙", "丁"], "dollars": dollars}).write_parquet(folder / "in.parquet")
    given = ["rules", "backtest", "small", "--changes", str(folder / "draft.json"), "--in", source or str(folder / "in.parquet")]
    return CliRunner().invoke(app, [*given, "--on", "2023-09-15", "--json", *more], catch_exceptions=False).stdout


def test_it_says_cost_winners_losers_and_cliffs(tmp_path: Path) -> None:
    answer = json.loads(called(tmp_path, DRAFT, None, "--budget", "20"))
    assert answer["cost"] == {"before": "17.50", "after": "22.00", "change": "4.50"}
    assert (answer["winners"], answer["losers"], answer["unchanged"], answer["unknown"]) == (2, 1, 0, 1)
    assert answer["over_budget"] == "2.00"
    assert [(each["bound"], each["high"], each["low"], each["state"]) for each in answer["cliffs"]] == [
        ("100.00美元", "8.00", "6.00", "草案新增")
    ]
    assert answer["gaining"][0] == {"uscc": "甲", "before": "5.00", "after": "8.00", "change": "3.00"}


def test_it_writes_the_tables_to_a_file(tmp_path: Path) -> None:
    called(tmp_path, DRAFT, None, "--out", str(tmp_path / "out.xlsx"))
    assert (tmp_path / "out.xlsx").read_bytes()[:2] == b"PK"


@pytest.mark.parametrize(
    ("draft", "source", "code"),
    [
        ({"figures": {"nothing": "1"}}, None, "unknown_figure"),
        ({"figures": {"steps": [{"at_least": "1", "below": "2", "value": "1"}, {"over": "2", "value": "1"}]}}, None, "tier_gap"),
        (["steps"], None, "not_an_object"),
        (DRAFT, "nowhere.parquet", "no_such_file"),
        (DRAFT, "register:2022", "no_source"),
    ],
)
def test_a_wrong_draft_or_source_is_refused(tmp_path: Path, draft: Any, source: str | None, code: str) -> None:
    with pytest.raises(Refused) as caught:
        called(tmp_path, draft, source)
    assert caught.value.first.code == code
