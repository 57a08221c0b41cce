from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection

from onewindow.trail import guards


@pytest.fixture(autouse=True)
def roots_folder(tmp_path: Path, settings) -> Path:
    """An empty place outside the database for each test."""
    settings.ROOTS = tmp_path / "roots"
    return settings.ROOTS


@pytest.fixture
def unguarded(db, monkeypatch: pytest.MonkeyPatch) -> None:
    """The guards are off and verification does not look for them: what an administrator could do."""
    guards.lift(connection)
    monkeypatch.setattr(guards, "missing", lambda _: [])
