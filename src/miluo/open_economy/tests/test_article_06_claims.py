"""第六条, claimed: a tenth of the equipment is the ceiling of a year; papers, trade and a person's decision come with it."""

from decimal import Decimal
from typing import Any

import pytest

from miluo.open_economy.models import Award
from miluo.open_economy.recurrence import UPGRADE
from miluo.open_economy.tests.claiming import LATER, accepted, problems
from onewindow.cases import selectors, services
from onewindow.cases.tests.cast import Cast, on
from onewindow.words.refused import Refused

KEY = "open-economy-upgrade"
FACTS: dict[str, Any] = {
    "year": 2023,
    "closed_until": "2023-08-31",
    "is_hightech_or_mechatronic": True,
    "trade_usd": "50000",
    "equipment_cost_cny": "1999990",
    "funded_elsewhere": [],
}


@pytest.mark.clause("open2023-6-1")
@pytest.mark.parametrize(("cost", "ceiling"), [("1999990", "199999.00"), ("2000000", "200000.00"), ("5000000", "200000.00")])
def test_the_ceiling_is_a_tenth_and_no_more_than_the_cap(cast: Cast, cost: str, ceiling: str) -> None:
    number = accepted(cast, KEY, **{**FACTS, "equipment_cost_cny": cost})
    with pytest.raises(Refused) as above:
        services.decide(number=number, amounts={UPGRADE: str(Decimal(ceiling) + Decimal("0.01"))}, by=cast.approver, at=LATER)
    assert above.value.first.clause == "open2023-6-1"
    services.decide(number=number, amounts={UPGRADE: ceiling}, by=cast.approver, at=LATER)
    assert str(Award.objects.get().amount_cny) == ceiling


@pytest.mark.clause("open2023-6-1")
def test_after_the_year_the_ceiling_is_reckoned_anew_less_what_was_granted(cast: Cast) -> None:
    number = accepted(cast, KEY, **{**FACTS, "equipment_cost_cny": "1000000"})
    services.decide(number=number, amounts={UPGRADE: "60000"}, reason="设备部分投用", by=cast.approver, at=LATER)
    final = accepted(cast, KEY, at=on("2024-03-04"), **{**FACTS, "closed_until": "", "equipment_cost_cny": "3000000"})
    (line,) = selectors.case_of(final, cast.approver, on("2024-03-04").date()).awards
    assert (line.payable, line.paid_before) == (Decimal("140000.00"), Decimal("60000.00"))


@pytest.mark.clause("open2023-6-1", "open2023-10-2a")
def test_without_the_papers_of_the_equipment_it_is_not_taken(cast: Cast) -> None:
    found = problems(cast, KEY, materials=("status", "customs", "plan"), **FACTS)
    assert found["material_missing"].field == "materials.equipment"
