"""A loaded county for every test that asks for it."""

from __future__ import annotations

import pytest


@pytest.fixture
def county(loaded_county: None) -> None:
    """Loaded once for all tests; what one of them writes is rolled back."""
