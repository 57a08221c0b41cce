"""The county's organisations and issuers, and an empty store of files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from miluo.county import DATA
from onewindow.organisations.services import load
from onewindow.words.actor import SYSTEM

from .journey import at


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Every organisation and issuer of the county, once for the tests of one file; each of them rolls back to here."""
    with django_db_blocker.unblock():
        around = transaction.atomic()
        around._from_testcase = True  # type: ignore[attr-defined]  # as Django's own test case: doors begin what they take for the outermost transaction
        with around:
            load(DATA, by=SYSTEM, at=at(4, 1))
            yield
            transaction.set_rollback(True)


@pytest.fixture
def county(loaded: None, db: None, tmp_path: Path, settings: Any) -> None:
    """Every organisation and issuer of the county, and an empty store of files."""
    settings.FILES = tmp_path / "files"
