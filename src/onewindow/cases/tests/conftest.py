"""The people of the tests of this room."""

import pytest

from onewindow.cases.tests.cast import Cast, gather


@pytest.fixture
def cast(db: None) -> Cast:
    return gather()
