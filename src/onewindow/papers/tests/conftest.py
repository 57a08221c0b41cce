from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from onewindow.papers import services
from onewindow.papers.models import Paper
from onewindow.papers.tests import samples


@pytest.fixture(autouse=True)
def county() -> Iterator[None]:
    """The county of the samples makes papers while a test runs."""
    samples.declare_letterheads()
    yield
    samples.forget_letterheads()


@pytest.fixture(autouse=True)
def store(tmp_path: Path, settings: Any) -> Path:
    """An empty store of files for each test."""
    settings.FILES = tmp_path / "files"
    return settings.FILES


@pytest.fixture
def issue(db: None) -> Callable[..., Paper]:
    """Issue a sample: ``issue("decision")``, or with another content, body or case."""

    def issued(
        kind: str = "acceptance", content: dict[str, Any] | None = None, *, organisation: str = "test-hall", case: str = "2023-000001"
    ) -> Paper:
        with transaction.atomic():
            return services.issue(
                kind=kind,
                case=case,
                content=samples.CONTENTS[kind]() if content is None else content,
                organisation=organisation,
                by=samples.CLERK,
                at=samples.NOW,
            )

    return issued


@pytest.fixture
def committed(live_database: str) -> str:
    """The address of a live database, with this process truly on it: closing SQLite's in-memory connection needs the new name."""
    connection.close()
    return live_database
