"""Every evaluation that the demo data keeps, run again with today's rules, says the same."""

from __future__ import annotations

import pytest

from onewindow.rules.models import StoredEvaluation
from onewindow.rules.services import replay


@pytest.mark.django_db
def test_every_stored_evaluation_of_the_demo_says_the_same_today(county: None) -> None:
    numbers = list(StoredEvaluation.objects.values_list("number", flat=True))
    assert numbers
    assert [(number, found.differences) for number in numbers if not (found := replay(number)).same] == []
