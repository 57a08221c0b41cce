"""``onewindow trail verify``: whole and exit 0, or the first broken event and exit 1."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from django.db import connection
from typer.testing import CliRunner

from onewindow.cli import trail
from onewindow.trail import guards
from onewindow.trail.tests.acts import MONDAY, TUESDAY, happen_on, run, sealed
from onewindow.words.refused import Refused


@pytest.fixture
def events(db, tmp_path: Path, settings):
    """Two days, the first of them sealed."""
    settings.VAR = tmp_path
    settings.ROOTS = tmp_path / "roots"
    kept = happen_on(MONDAY, "case:1", "case:2")
    sealed(MONDAY)
    return kept + happen_on(TUESDAY, "case:1")


def verify(*arguments: str):
    app = typer.Typer()
    trail.register(app)
    return CliRunner().invoke(app, ["trail", "verify", *arguments])


def change(number: int) -> None:
    guards.lift(connection)
    run("UPDATE trail_event SET reason = '改写' WHERE id = %s", number)


def test_a_whole_trail_exits_0_with_what_was_checked(events):
    done = verify("--json")
    assert done.exit_code == 0
    assert json.loads(done.stdout) == {"ok": True, "events": 3, "chains": 2, "seals": 1, "first_broken": None}
    assert "完整　事件3条，链2条，日封1个" in verify().stdout


def test_a_changed_event_exits_1_and_is_named(events):
    change(events[1].id)
    done = verify("--json")
    assert done.exit_code == 1
    expected = {"subject": "case:2", "position": 1, "id": events[1].id, "what": "事件内容与摘要不符"}
    assert json.loads(done.stdout)["first_broken"] == expected
    said = verify()
    assert said.exit_code == 1
    assert f"不完整　case:2第1条（编号{events[1].id}）：事件内容与摘要不符" in said.stdout


def test_guards_that_are_off_exit_1(events):
    guards.lift(connection)
    done = verify("--json")
    assert done.exit_code == 1
    assert json.loads(done.stdout)["first_broken"]["subject"] == "guards"


def test_since_a_day_what_the_seal_before_covers_is_trusted(events):
    assert json.loads(verify("--json", "--since", str(TUESDAY)).stdout)["events"] == 1
    change(events[0].id)
    assert json.loads(verify("--json", "--since", str(TUESDAY)).stdout)["first_broken"]["subject"] == "guards"
    assert json.loads(verify("--json", "--since", str(MONDAY)).stdout)["first_broken"]["id"] == events[0].id


@pytest.mark.parametrize("day", ["2026-11-31", "yesterday", "20261124x"])
def test_a_day_that_is_none_is_refused(events, day):
    refusal = verify("--since", day).exception
    assert isinstance(refusal, Refused)
    assert refusal.first.field == "since"


def test_after_an_interrupted_restore_there_is_no_verdict_until_it_is_done_again(events, tmp_path):
    (tmp_path / "restore.unfinished").touch()
    refusal = verify().exception
    assert isinstance(refusal, Refused)
    assert refusal.first.code == "restore_unfinished"
