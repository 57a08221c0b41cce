"""Eight processes register at once, killed at random and started again: no gap, no double, no document without its number."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections

from miluo.normative_documents import services
from miluo.normative_documents.models import Document, Registration
from miluo.normative_documents.tests.load import lodge_many, register_all
from onewindow.papers import selectors as papers
from onewindow.trail.models import Event
from onewindow.trail.verification import verify

COUNT = 240  # the full two thousand are in the benchmark


@pytest.fixture
def committed(live_database: str, tmp_path: Path, settings: Any) -> str:
    settings.FILES = tmp_path / "files"
    return live_database


@pytest.mark.clause("normdoc-4e")
def test_no_gap_no_double_and_no_document_without_a_number(committed: str) -> None:
    eight = connection.vendor == "postgresql"
    numbers = lodge_many(COUNT)
    killed = register_all(numbers, processes=8 if eight else 1, kills=12 if eight else 4)
    connections.close_all()

    assert killed > 0
    assert services.gaps() == []
    assert papers.gaps() == []
    assert Registration.objects.count() == COUNT == Document.objects.filter(state="registered").count()
    for row in range(1, 6):
        serials = list(Registration.objects.filter(issuer__row=row).order_by("serial").values_list("serial", flat=True))
        assert serials == list(range(1, COUNT // 5 + 1))
    assert Event.objects.filter(kind="normdoc.register").count() == COUNT
    assert verify().ok


def test_a_number_that_was_written_past_the_door_shows_as_a_gap(committed: str) -> None:
    numbers = lodge_many(10, issuers=1)
    register_all(numbers, processes=1, kills=0)
    Registration.objects.filter(serial=10).update(serial=12)
    assert services.gaps() == ["市政府2023年"]
