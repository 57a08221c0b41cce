"""第一条, claimed: the one chance of who arrived, what a later bracket would have given, and the lifetime cap of foreign investment."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from miluo.open_economy.models import Award
from miluo.open_economy.recurrence import SETUP
from miluo.open_economy.tests.claiming import LATER, accepted, problems
from onewindow.cases import selectors, services
from onewindow.cases.models import Decision
from onewindow.cases.tests.cast import Cast, on
from onewindow.papers.models import Paper
from onewindow.papers.services import content_of
from onewindow.rules.services import replay
from onewindow.words.refused import Refused

ARRIVED, INVESTED = "open-economy-setup", "open-economy-foreign-investment"
SETUP_FACTS: dict[str, Any] = {
    "year": 2023,
    "introduced_on": "2022-06-01",
    "is_new_production_trader": True,
    "setup_trade_usd": "1200000",
    "setup_cost_cny": "80000",
    "funded_elsewhere": [],
}
INVESTMENT: dict[str, Any] = {"year": 2023, "investment_usd": "5000000", "fdi_usd": "1000000", "funded_elsewhere": []}


@pytest.mark.clause("open2023-1-1a")
def test_the_platform_computes_a_ceiling_and_a_person_decides_below_it(cast: Cast) -> None:
    number = accepted(cast, ARRIVED, **SETUP_FACTS)
    (line,) = selectors.case_of(number, cast.approver, LATER.date()).awards
    assert (line.ceiling, line.payable) == (True, Decimal("50000.00"))

    with pytest.raises(Refused) as unset:
        services.decide(number=number, by=cast.approver, at=LATER)
    assert unset.value.first.code == "amount_not_set"
    with pytest.raises(Refused) as above:
        services.decide(number=number, amounts={SETUP: "50000.01"}, reason="建设进度快", by=cast.approver, at=LATER)
    assert (above.value.first.code, above.value.first.clause) == ("above_ceiling", "open2023-1-1a")
    with pytest.raises(Refused) as silent:
        services.decide(number=number, amounts={SETUP: "40000"}, by=cast.approver, at=LATER)
    assert silent.value.first.clause == "conv-a-8"

    services.decide(number=number, amounts={SETUP: "40000"}, reasons={SETUP: "部分设备尚未投用"}, by=cast.approver, at=LATER)
    decision = Decision.objects.get(case__number=number)
    said = content_of(Paper.objects.get(number=decision.paper))["lines"][0]
    assert (decision.total_cny, decision.lines[0]["computed"]) == (Decimal("40000.00"), "50000.00")
    assert said["amount"] == "40000.00"
    assert {"label": "核算上限", "value": "50,000.00元"} in said["figures"]
    assert said["note"] == "核定理由：部分设备尚未投用"
    assert replay(decision.evaluation).same
    assert Award.objects.get().amount_cny == Decimal("40000.00")


@pytest.mark.clause("open2023-1-1b")
def test_the_one_chance_is_used_by_a_grant_and_not_by_a_refusal(cast: Cast) -> None:
    refused = accepted(cast, ARRIVED, **SETUP_FACTS)
    services.decide(number=refused, refused={SETUP: "厂房尚未建成"}, by=cast.approver, at=LATER)
    assert problems(cast, ARRIVED, **SETUP_FACTS) == {}

    number = selectors.my_cases(cast.agent, LATER.date()).rows[0].number
    services.accept(number=number, by=cast.clerk, at=LATER)
    services.decide(number=number, amounts={SETUP: "50000"}, by=cast.approver, at=LATER)
    later = {**SETUP_FACTS, "year": 2024, "setup_trade_usd": "5500000"}
    problem = problems(cast, ARRIVED, at=on("2024-05-20"), **later)["already_claimed"]
    assert (problem.clause, number in problem.message) == ("open2023-1-1b", True)


@pytest.mark.clause("open2023-1-1b")
def test_who_may_still_grow_is_warned_before_filing(cast: Cast) -> None:
    young = accepted(cast, ARRIVED, **SETUP_FACTS)
    assert "2024-06-01之前" in selectors.case_of(young, cast.agent, LATER.date()).awards[0].advice
    services.withdraw(number=young, by=cast.agent, at=LATER)
    grown = accepted(cast, ARRIVED, **{**SETUP_FACTS, "introduced_on": "2021-09-20"})
    assert selectors.case_of(grown, cast.agent, LATER.date()).awards[0].advice == ""


@pytest.mark.clause("open2023-1-1a")
@pytest.mark.parametrize(
    ("introduced", "code"),
    [("2021-04-01", None), ("2021-03-31", "arrived_too_early"), ("2023-09-20", None), ("2023-09-21", "future_date"), ("", "fact_missing")],
)
def test_arrival_is_within_the_two_years(cast: Cast, introduced: str, code: str | None) -> None:
    found = problems(cast, ARRIVED, **{**SETUP_FACTS, "introduced_on": introduced})
    assert list(found) == ([code] if code else [])


@pytest.mark.clause("open2023-10-2a")
def test_a_cost_without_its_papers_is_not_taken(cast: Cast) -> None:
    problem = problems(cast, ARRIVED, materials=("customs", "licence"), **SETUP_FACTS)["material_missing"]
    assert problem.field == "materials.costs"
    assert problem.expected is not None and "填0" in problem.expected


def invested(cast: Cast, day: str, **changes: Any) -> Decision:
    number = accepted(cast, INVESTED, at=on(day), **{**INVESTMENT, **changes})
    services.decide(number=number, by=cast.approver, at=on(day))
    return Decision.objects.get(case__number=number)


@pytest.mark.clause("open2023-1-2a", "open2023-1-2b")
def test_foreign_investment_is_awarded_as_computed_without_asking_what_was_paid(cast: Cast) -> None:
    assert invested(cast, "2023-09-20").total_cny == Decimal("120000.00")
    assert Award.objects.get().stage == "once"


@pytest.mark.clause("open2023-1-2c")
def test_after_more_investment_the_difference_is_paid_up_to_the_lifetime_cap(cast: Cast) -> None:
    assert invested(cast, "2023-09-20", fdi_usd="0").total_cny == Decimal("100000.00")
    second = invested(cast, "2024-03-05", year=2024, investment_usd="24000000", fdi_usd="0")
    assert (second.total_cny, second.lines[0]["paid_before"]) == (Decimal("100000.00"), "100000.00")
    assert sum(Award.objects.values_list("amount_cny", flat=True)) == Decimal("200000.00")

    third = accepted(cast, INVESTED, at=on("2025-03-05"), **{**INVESTMENT, "year": 2025, "investment_usd": "90000000"})
    (line,) = selectors.case_of(third, cast.approver, date(2025, 3, 5)).awards
    assert line.payable == Decimal("0.00")


@pytest.mark.clause("open2023-1-2c")
def test_the_same_investment_is_not_paid_again_in_another_year(cast: Cast) -> None:
    invested(cast, "2023-09-20", fdi_usd="0")
    again = accepted(cast, INVESTED, at=on("2024-03-05"), **{**INVESTMENT, "year": 2024, "fdi_usd": "0"})
    (line,) = selectors.case_of(again, cast.approver, date(2024, 3, 5)).awards
    assert (line.payable, line.paid_before) == (Decimal("0.00"), Decimal("100000.00"))
    assert "按现有投资可奖励100,000.00元" in line.note


@pytest.mark.clause("open2023-1-2c")
def test_what_was_paid_is_in_no_form_so_that_nobody_can_contradict_the_register(cast: Cast) -> None:
    draft = services.start_draft(procedure_key=INVESTED, by=cast.agent, at=LATER).number
    with pytest.raises(Refused) as caught:
        services.save_draft(draft=draft, facts={**INVESTMENT, "foreign_awards_paid_cny": "0"}, by=cast.agent, at=LATER)
    assert caught.value.first.field == "foreign_awards_paid_cny"


@pytest.mark.clause("open2023-1-2c")
def test_one_claim_of_a_year_settles_it(cast: Cast) -> None:
    invested(cast, "2023-09-20")
    assert problems(cast, INVESTED, **INVESTMENT)["already_claimed"].clause == "open2023-1-2c"
