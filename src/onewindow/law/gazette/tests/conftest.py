"""An issue of a county that does not exist, in the layout of a gazette as extracted from PDF."""

from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parent
DEMO = FOLDER / "demo-county.txt"


@pytest.fixture(scope="session")
def demo_text() -> str:
    return DEMO.read_text("utf-8")
