"""A loaded county for every test that asks for it."""

from __future__ import annotations

import pytest

from onewindow.web.tests.county import load_county


@pytest.fixture
def county(db: None) -> None:
    load_county()
