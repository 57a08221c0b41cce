from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import typer.main

from onewindow.cli import backup as backups
from onewindow.cli.tests.office import UPLOAD, seal
from onewindow.papers import files
from onewindow.trail.tests.acts import happen


@pytest.fixture(scope="session", autouse=True)
def trees() -> Iterator[None]:
    """A tree of commands is read from its annotations once, not for each call of a test: that takes half a second."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("typer.testing._get_command", cache(typer.main.get_command))
        yield


@pytest.fixture
def var(live_database: str, tmp_path: Path, settings) -> Path:
    """An office with an upload, a seal over everything so far and its keys."""
    settings.VAR = tmp_path / "var"
    settings.FILES, settings.ROOTS = settings.VAR / "files", settings.VAR / "roots"
    (settings.VAR / "keys").mkdir(parents=True)
    (settings.VAR / "keys" / "approval-service.pem").write_text("the office's own")
    (settings.VAR / "seal.key").write_text(settings.SEAL_KEY.hex())
    files.keep(UPLOAD)
    happen("case:before")
    seal()
    return settings.VAR


@pytest.fixture
def kept(var: Path, tmp_path: Path) -> Path:
    """A backup of the office, after which something more happened."""
    target = tmp_path / "office.backup"
    backups.backup(target)
    happen("case:after")
    return target
