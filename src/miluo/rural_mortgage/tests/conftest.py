"""The bodies of the mortgage window and two banks that take part."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from miluo.rural_mortgage.tests import office


@pytest.fixture
def exchange(db: None, tmp_path: Path, settings: Any) -> None:
    settings.FILES = tmp_path / "files"
    office.bodies()
