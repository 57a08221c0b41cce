"""The county as its own files declare it."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction

from onewindow.organisations.services import load
from onewindow.words.actor import SYSTEM

MILUO = Path(__file__).resolve().parents[1]
DATA = MILUO / "data"
SHARED = MILUO.parents[2] / "shared"  # the gazette and the register, where they lie beside the checkout
AT = datetime(2023, 9, 15, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))

needs_shared = pytest.mark.skipif(not SHARED.exists(), reason="the gazette does not lie beside the checkout")


@pytest.fixture(scope="module")
def county(django_db_setup: None, django_db_blocker) -> Iterator[None]:  # type: ignore[no-untyped-def]
    """The whole county in the database for the tests of one file, which only read it; rolled back after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        load(DATA, by=SYSTEM, at=AT)
        yield
        transaction.set_rollback(True)
