"""The small hall for every test that asks for it."""

from __future__ import annotations

import pytest

from onewindow.hall.tests import small_hall
from onewindow.hall.tests.small_hall import Cast


@pytest.fixture
def cast(db: None) -> Cast:
    return small_hall.build()
