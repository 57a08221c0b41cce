"""The bodies of the fund, and the register of 7号 as the tests want it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from miluo.risk_fund.services import listing
from miluo.risk_fund.tests.office import GUARANTOR, MANAGER, NOW, ORGANISATIONS, claimants, mortgage_of, partner_banks
from miluo.rural_mortgage import public
from onewindow.organisations.models import Organisation


@pytest.fixture
def registers(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> None:
    """Two banks take part, and mortgages are by their numbers what the tests want them to be."""
    settings.FILES = tmp_path / "files"
    monkeypatch.setattr(public, "banks", partner_banks)
    monkeypatch.setattr(public, "mortgage", mortgage_of)


@pytest.fixture
def fund(db: None, registers: None) -> None:
    """The bodies, and a guarantor that cooperates."""
    for key, name in ORGANISATIONS.items():
        Organisation.objects.get_or_create(key=key, defaults={"name": name, "short_name": name, "kind": "department"})
    listing.admit_guarantor(organisation=GUARANTOR, document="演示合作协议", by=MANAGER, at=NOW)
    claimants()
