"""The bodies that the tests of this room have."""

import pytest

from onewindow.items.tests import cast


@pytest.fixture
def bodies(db: None) -> None:
    cast.bodies()
