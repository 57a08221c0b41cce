"""The commands that run the machine, and what every command has in common."""

from __future__ import annotations

import json
import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
import typer
from typer.testing import CliRunner

from onewindow.cli import system
from onewindow.cli.main import build
from onewindow.words.refused import Refused

runner = CliRunner()


def commands(node: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    if not hasattr(node, "commands"):
        yield path, node
        return
    for name, child in node.commands.items():
        yield from commands(child, (*path, name))


def test_every_command_but_the_server_takes_json() -> None:
    found = dict(commands(typer.main.get_command(build())))
    assert len(found) > 20
    without = {path for path, command in found.items() if not any("--json" in parameter.opts for parameter in command.params)}
    assert without == {("serve",)}


@pytest.mark.django_db
def test_one_round_of_the_worker_answers_in_json() -> None:
    answer = runner.invoke(build(), ["worker", "--once", "--json"], catch_exceptions=False)
    assert json.loads(answer.stdout) == {"done": 0}


@pytest.mark.parametrize("command", [["serve"], ["serve", "--demo"], ["worker", "--once"], ["daily"]])
def test_nothing_runs_on_a_half_restored_office(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch, command: list[str]) -> None:
    monkeypatch.setattr(system, "Granian", None)  # whatever gets as far as serving fails
    settings.VAR = tmp_path
    (tmp_path / "restore.unfinished").touch()
    with pytest.raises(Refused, match="上一次恢复没有做完"):
        runner.invoke(build(), command, catch_exceptions=False)


@pytest.mark.parametrize(("asked", "processes"), [([], len(os.sched_getaffinity(0))), (["--workers", "3"], 3)])
def test_the_site_is_served_by_a_process_for_each_processor(monkeypatch: pytest.MonkeyPatch, asked: list[str], processes: int) -> None:
    server = mock.Mock()
    monkeypatch.setattr(system, "Granian", server)
    runner.invoke(build(), ["serve", "--no-worker", *asked], catch_exceptions=False)
    assert server.call_args.kwargs["workers"] == processes
    server.return_value.serve.assert_called_once_with()


def test_demo_data_are_not_served_elsewhere(settings: Any) -> None:
    settings.DEMO = False
    with pytest.raises(Refused, match="演示"):
        runner.invoke(build(), ["serve", "--demo"], catch_exceptions=False)


def test_a_new_office_is_for_its_own_user_alone(tmp_path: Path) -> None:
    var = tmp_path / "var"
    surroundings = {**os.environ, "ONEWINDOW_VAR": str(var), "DATABASE_URL": "", "ONEWINDOW_TODAY": "2023-09-15"}
    subprocess.run(
        [sys.executable, "-m", "onewindow.cli", "load", "--json"], env=surroundings, check=True, capture_output=True, umask=0o022
    )
    database = var / "onewindow.sqlite3"
    assert sqlite3.connect(database).execute("SELECT count(*) FROM organisations_organisation").fetchone()[0] > 0
    assert stat.S_IMODE(database.stat().st_mode) == 0o600
    database.chmod(0o644)  # as an earlier version made it
    subprocess.run(
        [sys.executable, "-m", "onewindow.cli", "load", "--json"], env=surroundings, check=True, capture_output=True, umask=0o022
    )
    assert stat.S_IMODE(database.stat().st_mode) == 0o600
