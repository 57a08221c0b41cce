"""The people of the tests of cases, for the acts of this regulation."""

import pytest

from onewindow.cases.tests.cast import Cast, gather


@pytest.fixture
def cast(db: None) -> Cast:
    return gather()
