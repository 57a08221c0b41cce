from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def roots_folder(tmp_path: Path, settings) -> Path:
    """An empty place outside the database for each test."""
    settings.ROOTS = tmp_path / "roots"
    return settings.ROOTS
