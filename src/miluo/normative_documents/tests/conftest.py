"""The county's organisations and issuers, and an empty store of files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from miluo.county import DATA
from onewindow.organisations.services import load
from onewindow.words.actor import SYSTEM

from .journey import at


@pytest.fixture
def county(db: None, tmp_path: Path, settings: Any) -> None:
    """Every organisation and issuer of the county."""
    settings.FILES = tmp_path / "files"
    load(DATA, by=SYSTEM, at=at(4, 1))
