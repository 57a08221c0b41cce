"""The county with its catalogue, for the tests of the integrated window."""

from __future__ import annotations

import pytest


@pytest.fixture
def hall(db: None, loaded_catalogue: None) -> None:
    """Every organisation of the county, and the items of its catalogue."""
