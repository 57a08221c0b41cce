"""第三十三条 under two registrars at the same instant: the database lets one mortgage stand, and the second is told so."""

from __future__ import annotations

import threading
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

from miluo.rural_mortgage.models import Mortgage
from miluo.rural_mortgage.tests.office import AGRICULTURE, NOW, OTHER_BANK, SECOND, accepted, bodies, confirmed, right
from onewindow.cases import services as cases
from onewindow.trail.verification import verify
from onewindow.words.actor import Actor
from onewindow.words.refused import Refused


@pytest.mark.clause("mortgage-33", "mortgage-15")
def test_of_two_registrars_who_decide_at_once_exactly_one_registers(live_database: str, tmp_path: Path, settings: Any) -> None:
    settings.FILES = tmp_path / "files"
    bodies()
    right()
    one, other = accepted(confirmed()), accepted(confirmed(by=OTHER_BANK, serial=1))
    later = NOW + timedelta(days=1)
    start, outcomes = threading.Barrier(2), []

    def decide(number: str, by: Actor) -> None:
        try:
            cases.take(number=number, by=by, at=later)
            start.wait(timeout=120)
            cases.decide(number=number, approve=True, by=by, at=later)
            outcomes.append("registered")
        except Refused as refused:
            outcomes.extend({problem.clause for problem in refused.problems} & {"mortgage-33"})
        finally:
            connections.close_all()

    threads = [threading.Thread(target=decide, args=pair) for pair in ((one, AGRICULTURE), (other, SECOND))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    assert sorted(outcomes) == ["mortgage-33", "registered"]
    assert Mortgage.objects.get().place == 1
    assert verify().ok
