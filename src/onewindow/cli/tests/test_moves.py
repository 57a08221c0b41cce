"""``onewindow moves`` and ``onewindow bundles``: many cases at once, by command line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from onewindow.cases import gates
from onewindow.cases.models import Case
from onewindow.cases.tests import items_cast
from onewindow.cases.tests.cast import PDF, gather
from onewindow.cases.tests.test_versions import NEXT, WHY, second_version
from onewindow.cli.tests.office import built
from onewindow.items import themes
from onewindow.runs.work import work_one
from onewindow.words.refused import Problem, Refused

AS = ("--as", "demo-publisher")


@pytest.fixture(autouse=True)
def clerk(db: None, settings: Any) -> Iterator[Any]:
    settings.FIXED_TODAY = NEXT.date()
    people = gather()
    items_cast.publish_item(themes=["policy-benefits"])
    with gates.isolated():
        yield people.clerk


def run(*words: str) -> Any:
    answer = CliRunner().invoke(built(), [*words, "--json"], standalone_mode=False)
    if answer.exception:
        raise answer.exception
    return json.loads(answer.stdout)


def refused(*words: str) -> str:
    with pytest.raises(Refused) as caught:
        run(*words)
    return str(caught.value.first.code)


def test_cases_are_previewed_moved_and_brought_back_by_command(clerk: Any, tmp_path: Path) -> None:
    numbers = [items_cast.at_window(clerk) for _ in range(2)]
    publisher = items_cast.person("demo-publisher", "演示发布员", "item-publisher", items_cast.WINDOW)
    second_version(publisher, promised_days=3, themes=["policy-benefits"])
    shown = run("moves", "preview", items_cast.ITEM, "--out", str(tmp_path / "预览.xlsx"), *AS)
    assert (shown["target"], shown["counts"]) == (2, {"safe": 2, "consent": 0, "never": 0})
    assert (tmp_path / "预览.xlsx").read_bytes().startswith(b"PK")
    assert refused("moves", "preview", items_cast.ITEM, "--as", "demo-clerk") == "permission_denied"
    assert refused("moves", "start", items_cast.ITEM, *AS) == "no_reason"
    batch = str(run("moves", "start", items_cast.ITEM, "--reason", WHY, *AS)["number"])
    work_one()
    assert run("moves", "run", batch, *AS)["said"].startswith("已改用2件")
    assert run("moves", "undo", batch, "--case", numbers[0], "--reason", "选错", *AS)["number"] == numbers[0]
    assert [row["state"] for row in run("moves", "show", batch, *AS)["cases"]] == ["undone", "moved"]
    run("moves", "undo", batch, "--reason", "整批选错", *AS)
    work_one()
    assert [row["state"] for row in run("moves", "show", batch, *AS)["cases"]] == ["undone", "undone"]
    assert refused("moves", "undo", "4711", "--reason", "没有", *AS) == "unknown_batch"


def test_one_form_is_opened_filled_in_and_submitted_by_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(themes, "_closed", [])
    items_cast.citizen()
    mine = ("--as", "demo-citizen")
    assert refused("bundles", "start", "--theme", "eleventh", *mine) == "unknown_theme"
    bundle = run("bundles", "start", "--theme", "policy-benefits", *mine)["number"]
    (tmp_path / "facts.json").write_text(json.dumps(items_cast.TYPED), "utf-8")
    (tmp_path / "a.pdf").write_bytes(PDF)
    who = ("--contact", "演示联系人", "--phone", "13800000000")
    run("bundles", "save", bundle, "--facts", str(tmp_path / "facts.json"), *who, *mine)
    assert refused("bundles", "submit", bundle, *mine) and not Case.objects.exists()
    for material in ("application", "premises", "health"):
        run("bundles", "attach", bundle, material, str(tmp_path / "a.pdf"), *mine)
    assert run("bundles", "show", bundle, *mine)["problems"] == []
    assert run("bundles", "submit", bundle, *mine)["cases"] == list(Case.objects.values_list("number", flat=True))


def test_a_theme_that_the_county_keeps_closed_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(themes, "_closed", [lambda key, on: [Problem("还没有上线", "not_online", "theme")]])
    items_cast.citizen()
    assert refused("bundles", "start", "--theme", "policy-benefits", "--as", "demo-citizen") == "not_online"
