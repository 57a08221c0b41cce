"""``onewindow law search``: the contract's document in JSON, lines for people, and refusals."""

from __future__ import annotations

import json

import pytest
import typer
from typer.testing import CliRunner

from onewindow.cli import law
from onewindow.law import registry
from onewindow.words.refused import Refused

pytestmark = pytest.mark.django_db
runner = CliRunner()


@pytest.fixture
def app() -> typer.Typer:
    app = typer.Typer()
    law.register(app)
    return app


def test_words_are_found_in_json_and_shown_to_people_even_before_anything_was_indexed(app: typer.Typer) -> None:
    document = registry.regulations()[0]
    result = runner.invoke(app, ["law", "search", document.number, "--kind", "document", "--json"], catch_exceptions=False)
    answer = json.loads(result.stdout)
    assert [hit["key"] for hit in answer["hits"]] == [document.key]
    assert (answer["count"], answer["more"], answer["filters"]) == (1, False, {"kind": "document"})
    shown = runner.invoke(app, ["law", "search", document.number], catch_exceptions=False)
    assert "共" in shown.stdout


def test_several_words_are_one_query(app: typer.Typer) -> None:
    result = runner.invoke(app, ["law", "search", "火星", "移民", "--json"], catch_exceptions=False)
    assert json.loads(result.stdout)["words"] == ["火星", "移民"]
    assert json.loads(result.stdout)["hits"] == []


def test_a_rebuild_changes_nothing_the_second_time(app: typer.Typer) -> None:
    first, second = (json.loads(runner.invoke(app, ["law", "rebuild", "--json"], catch_exceptions=False).stdout) for _ in range(2))
    assert first["clause"] > 0
    assert not any(second.values())


def test_an_unknown_status_is_refused(app: typer.Typer) -> None:
    with pytest.raises(Refused):
        runner.invoke(app, ["law", "search", "公示", "--status", "nothing"], catch_exceptions=False)
