"""市农村产权交易中心 with five appraisers, two banks and a guarantor; the register of rights stands in for that of 7号."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from miluo.valuation_disposal.tests.office import Register, admitted, mortgage, organisations, right


@pytest.fixture
def register(db: None, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Register:
    settings.FILES = tmp_path / "files"
    organisations()
    found = Register(rights={"JY-0001": right()}, mortgages={"DY2023-0001": mortgage()}, realised={"DY2023-0001"})
    found.stand_in(monkeypatch)
    admitted()
    return found
