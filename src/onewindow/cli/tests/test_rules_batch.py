"""``onewindow rules batch``: what it answers, and what it refuses before it begins."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import typer
from typer.testing import CliRunner, Result

from onewindow.cli import rules
from onewindow.rules import batch
from onewindow.rules.book import RuleBook
from onewindow.rules.tests.small_law import small_book, small_law
from onewindow.rules.vocabulary import when
from onewindow.words.refused import Refused


@pytest.fixture
def book() -> Iterator[RuleBook]:
    with small_law() as regulation:
        made = small_book(regulation)

        @made.amount("small-1", title="按比例奖励")
        def part(yuan, rate, generous):
            return when(generous == "yes", yuan, yuan * rate)

        yield made


def called(folder: Path, *arguments: str) -> Result:
    app = typer.Typer()
    rules.register(app)
    source = folder / "in.csv"
    source.write_text("yuan\n100\nx\n", "utf-8")
    given = ["rules", "batch", "small", "--in", str(source), "--out", str(folder / "out.parquet"), "--on", "2023-09-15", *arguments]
    return CliRunner().invoke(app, given, catch_exceptions=False)


def test_it_answers_with_one_document_and_success_though_a_row_was_wrong(book: RuleBook, tmp_path: Path) -> None:
    result = called(tmp_path, "--json")
    found: dict[str, Any] = json.loads(result.stdout)
    assert (result.exit_code, result.stderr) == (0, "")
    assert (found["book"], found["version"], found["on"], found["engine"]) == ("small", book.version, "2023-09-15", "local")
    assert (found["rows"], found["good"], found["wrong"]) == (2, 1, 1)
    assert (found["out"], found["errors"]) == (str(tmp_path / "out.parquet"), str(tmp_path / "out.parquet.errors.xlsx"))
    assert str(pl.read_parquet(found["out"])["part"][0]) == "35.00"


def test_people_read_how_many_rows_were_wrong_and_where_it_is_said(book: RuleBook, tmp_path: Path) -> None:
    said = "".join(called(tmp_path).stdout.split())
    assert "共2行，测算1行" in said
    assert "有错的1行没有测算" in said


def test_a_reading_holds_for_the_run(book: RuleBook, tmp_path: Path) -> None:
    assert json.loads(called(tmp_path, "--reading", "generous=yes", "--json").stdout)["readings"] == {"generous": "yes"}
    assert str(pl.read_parquet(tmp_path / "out.parquet")["part"][0]) == "100.00"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--engine", "abacus"], "unknown_engine"),
        (["--on", "2030-01-01"], "document_expired"),
        (["--reading", "generous"], "usage"),
        (["--reading", "generous=perhaps"], "unknown_reading_value"),
        (["--keep", "none"], "unknown_column"),
    ],
)
def test_what_is_wrong_with_a_run_is_refused(book: RuleBook, tmp_path: Path, arguments: list[str], code: str) -> None:
    with pytest.raises(Refused) as refused:
        called(tmp_path, *arguments)
    assert refused.value.first.code == code
    assert not (tmp_path / "out.parquet").exists()


def test_without_spark_it_says_how_it_is_installed(book: RuleBook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "find_spec", lambda name: None)
    with pytest.raises(Refused) as refused:
        called(tmp_path, "--engine", "spark")
    assert refused.value.first.code == "engine_missing"
    assert "make spark" in (refused.value.first.expected or "")
