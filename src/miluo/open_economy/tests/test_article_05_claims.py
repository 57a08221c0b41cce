"""第五条, claimed: cross-border e-commerce is rewarded once in the life of an enterprise."""

from decimal import Decimal
from typing import Any

import pytest

from miluo.open_economy.models import Award
from miluo.open_economy.tests.claiming import LATER, accepted, problems
from onewindow.cases import services
from onewindow.cases.models import Decision
from onewindow.cases.tests.cast import Cast, on

KEY = "open-economy-ecommerce"
FACTS: dict[str, Any] = {
    "year": 2023,
    "ecommerce_registered": True,
    "ecommerce_orders": "500",
    "ecommerce_usd": "1000",
    "funded_elsewhere": [],
}


@pytest.mark.clause("open2023-5-1")
def test_either_of_the_two_marks_is_enough_and_the_award_is_granted_once(cast: Cast) -> None:
    number = accepted(cast, KEY, **FACTS)
    services.decide(number=number, by=cast.approver, at=LATER)
    assert Award.objects.get().amount_cny == Decimal("30000.00")

    later = problems(cast, KEY, at=on("2024-06-03"), **{**FACTS, "year": 2024, "ecommerce_usd": "900000"})
    assert later["already_claimed"].clause == "open2023-5-1"


@pytest.mark.clause("open2023-5-1")
@pytest.mark.parametrize(
    "changes", [{"ecommerce_orders": "499", "ecommerce_usd": "499999.99"}, {"ecommerce_registered": False, "ecommerce_usd": "900000"}]
)
def test_below_both_marks_or_without_filing_it_is_a_refusal_that_leaves_the_chance(cast: Cast, changes: dict[str, Any]) -> None:
    number = accepted(cast, KEY, **{**FACTS, **changes})
    services.decide(number=number, reason="未达到标准", by=cast.approver, at=LATER)
    assert Decision.objects.get(case__number=number).outcome == "refused"
    assert problems(cast, KEY, **FACTS) == {}
