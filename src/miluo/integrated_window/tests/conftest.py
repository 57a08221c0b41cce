"""The county with its catalogue, for the tests of the integrated window."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from miluo.county import DATA
from miluo.integrated_window import catalogue
from miluo.integrated_window.tests.office import at
from onewindow.items import services as items
from onewindow.organisations.services import load
from onewindow.words.actor import SYSTEM


@pytest.fixture
def hall(db: None, tmp_path: Path, settings: Any) -> None:
    """Every organisation of the county, and the items of its catalogue."""
    settings.FILES = tmp_path / "files"
    load(DATA, by=SYSTEM, at=at(5, 9))
    items.load(catalogue.seeds(), by=SYSTEM, at=at(5, 9))
