"""``onewindow items``: the catalogue on a day, its files and lists, by people and by programs."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from onewindow.cli.tests.office import built
from onewindow.items.tests.cast import bodies, published
from onewindow.words.refused import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _catalogue(settings) -> None:
    settings.FIXED_TODAY = date(2023, 9, 15)
    bodies()
    published("2023-06-01")
    published("2023-09-01", promised_days=5)


def run(*words: str):
    answer = CliRunner().invoke(built(), ["items", *words, "--json"], standalone_mode=False)
    if answer.exception:
        raise answer.exception
    return json.loads(answer.stdout)


def test_a_day_has_its_versions() -> None:
    assert [(row["key"], row["version"], row["promised_days"]) for row in run("list")] == [("water-permit", 2, 5)]
    assert [(row["version"], row["promised_days"]) for row in run("list", "--on", "2023-08-31")] == [(1, 10)]
    assert run("show", "water-permit")["content"]["promised_days"] == 5
    with pytest.raises(Refused):
        run("show", "water-permit", "--on", "2023-05-31")


def test_files_are_checked_before_they_are_loaded(tmp_path: Path) -> None:
    text = "effective_from: 2023-05-09\nitems: [{key: x, title: 甲, code: A1, organisation: water}]\n"
    (tmp_path / "a.yaml").write_text(text, "utf-8")
    answer = CliRunner().invoke(built(), ["items", "check", str(tmp_path), "--json"])
    assert answer.exit_code == 2
    assert "没有写明服务内容" in json.loads(answer.stdout)["incomplete"]["x"]
    with pytest.raises(Refused, match=r"a\.yaml：x"):
        run("load", str(tmp_path))


def test_what_is_exported_is_a_list_and_an_import_names_its_account(tmp_path: Path) -> None:
    file = tmp_path / "目录.xlsx"
    assert run("export", str(file))["items"] == 1
    assert file.stat().st_size > 1000
    with pytest.raises(Refused, match="没有说明以哪个账户办理"):
        run("import", str(file))
    with pytest.raises(Refused, match="读不到文件"):
        run("import", str(tmp_path / "nothing.xlsx"), "--as", "x")


def test_without_a_list_the_comparison_finds_nothing() -> None:
    assert run("compare") == {"open": 0, "found": 0, "settled": 0}
