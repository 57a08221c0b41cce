"""Two decisions at the same moment on one enterprise: its lifetime cap holds, and nothing of it is granted twice."""

from __future__ import annotations

from decimal import Decimal
from functools import partial

import pytest

from miluo.open_economy.models import Award
from miluo.open_economy.tests import claiming
from onewindow.cases import services
from onewindow.cases.services import Answer
from onewindow.cases.tests import cast as people
from onewindow.cases.tests.cast import Cast, on
from onewindow.trail.verification import verify
from tests.kill.forks import together

INVESTED = "open-economy-foreign-investment"


def under_review(cast: Cast, year: int, day: str) -> str:
    facts = {"year": year, "investment_usd": "16000000", "fdi_usd": "0", "funded_elsewhere": []}  # 160,000
    return claiming.accepted(cast, INVESTED, at=on(day), **facts)


@pytest.mark.clause("open2023-1-2c")
def test_two_years_decided_at_once_are_one_investment_paid_once(live_database: str) -> None:
    cast = people.gather()
    first, second = under_review(cast, 2023, "2024-01-05"), under_review(cast, 2024, "2024-01-05")
    results = together(
        partial(services.decide, number=first, by=cast.approver, at=on("2024-01-08")),
        partial(services.decide, number=second, by=cast.second_approver, at=on("2024-01-08")),
    )

    assert sum(Award.objects.values_list("amount_cny", flat=True)) == Decimal("160000.00")
    assert [award.before_cny for award in Award.objects.all()] == [Decimal("0.00")]
    assert len([result for result in results if isinstance(result, Answer)]) >= 1
    assert verify().ok
