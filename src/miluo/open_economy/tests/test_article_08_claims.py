"""第八条, claimed: 300 for each worker sent abroad, the year reckoned whole."""

from decimal import Decimal
from typing import Any

import pytest

from miluo.open_economy.conditions import dispatch_problems
from miluo.open_economy.models import Award
from miluo.open_economy.tests.claiming import LATER, accepted, problems
from miluo.open_economy.tests.evaluating import ON
from onewindow.cases import services
from onewindow.cases.claims import Claim
from onewindow.cases.tests.cast import USCC, Cast, on

KEY = "open-economy-dispatch"
FACTS: dict[str, Any] = {"year": 2023, "closed_until": "2023-08-31", "workers_dispatched": "37", "funded_elsewhere": []}


@pytest.mark.clause("open2023-8-1")
def test_each_dispatch_is_paid_and_the_rest_of_the_year_after_it(cast: Cast) -> None:
    services.decide(number=accepted(cast, KEY, **FACTS), by=cast.approver, at=LATER)
    final = accepted(cast, KEY, at=on("2024-01-10"), **{**FACTS, "closed_until": "", "workers_dispatched": "50"})
    services.decide(number=final, by=cast.approver, at=on("2024-01-11"))
    amounts = list(Award.objects.order_by("id").values_list("amount_cny", "before_cny"))
    assert amounts == [(Decimal("11100.00"), Decimal("0.00")), (Decimal("3900.00"), Decimal("11100.00"))]


@pytest.mark.clause("open2023-8-1", "open2023-10-2a")
def test_without_the_roster_nobody_counts(cast: Cast) -> None:
    assert problems(cast, KEY, materials=("departure",), **FACTS)["material_missing"].field == "materials.roster"


@pytest.mark.clause("open2023-8-1")
def test_one_person_sent_twice_counts_twice(cast: Cast) -> None:
    assert problems(cast, KEY, **{**FACTS, "persons_dispatched": "30"}) == {}
    found = problems(cast, KEY, **{**FACTS, "persons_dispatched": "38"})
    assert found["more_people_than_dispatches"].field == "persons_dispatched"


@pytest.mark.clause("open2023-8-1")
@pytest.mark.parametrize(
    ("persons", "code"), [(37, None), (30, "person_counted_twice"), (None, "people_not_counted"), (38, "more_people_than_dispatches")]
)
def test_where_the_reading_counts_each_person_once_the_count_is_that_of_the_people(persons: int | None, code: str | None) -> None:
    facts = {"workers_dispatched": 37, "persons_dispatched": persons}
    claim = Claim(USCC, "演示企业", facts, ON, {"dispatch_counting": "each_person"})
    assert [problem.code for problem in dispatch_problems(claim)] == ([code] if code else [])
