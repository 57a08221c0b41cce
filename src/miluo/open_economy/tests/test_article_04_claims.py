"""第四条, claimed: the approved fair, the fair off the list, online fairs and promotion; each cost with its papers."""

from decimal import Decimal
from typing import Any

import pytest

from miluo.open_economy.models import Award
from miluo.open_economy.recurrence import FAIR_LOGISTICS, LISTED_FAIR, ONLINE_FAIR, ONLINE_MARKETING, UNLISTED_FAIR
from miluo.open_economy.tests.claiming import AUTUMN, LATER, PAPERS, SPRING, accepted, approved, listed_fairs, problems
from onewindow.cases import selectors, services
from onewindow.cases.models import Decision
from onewindow.cases.tests.cast import Cast, on
from onewindow.words.refused import Refused

LISTED, UNLISTED, ONLINE = "open-economy-listed-fair", "open-economy-unlisted-fair", "open-economy-online"
FAIR: dict[str, Any] = {"year": 2023, "fair": AUTUMN, "fair_ended_on": "2023-05-05", **PAPERS, "funded_elsewhere": []}
LISTED_FACTS: dict[str, Any] = {
    **FAIR,
    "listed_booth_fees_cny": ["30000", "30000", "15000", "15000"],
    "listed_staff_costs_cny": ["6000", "5000", "4000"],
    "fair_logistics_costs_cny": ["60000"],
}
UNLISTED_FACTS: dict[str, Any] = {
    **FAIR,
    "fair": "迪拜国际贸易博览会（演示）",
    "fair_kind": "overseas",
    "unlisted_booth_fees_cny": ["20000", "20000", "20000", "20000"],
    "fair_logistics_costs_cny": [],
}
ONLINE_FACTS: dict[str, Any] = {
    "year": 2023,
    "closed_until": "2023-08-31",
    **PAPERS,
    "online_fair_costs_cny": ["25000", "18000", "30000"],
    "fair_logistics_costs_cny": ["8000"],
    "online_marketing_cost_cny": "55000",
    "funded_elsewhere": [],
}


def lines(cast: Cast, number: str) -> dict[str, str]:
    return {line.key: str(line.payable) for line in selectors.case_of(number, cast.approver, LATER.date()).awards}


@pytest.mark.clause("open2023-4-1a", "open2023-4-1b", "open2023-4-3b")
def test_an_approved_fair_is_paid_every_booth_and_two_people_and_logistics_up_to_the_ceiling(cast: Cast) -> None:
    listed_fairs(cast)
    approved(cast)
    number = accepted(cast, LISTED, **LISTED_FACTS)
    assert lines(cast, number) == {LISTED_FAIR: "95500.00", FAIR_LOGISTICS: "50000.00"}

    services.decide(number=number, amounts={FAIR_LOGISTICS: "45000"}, reasons={FAIR_LOGISTICS: "扣除自提费用"}, by=cast.approver, at=LATER)
    assert Decision.objects.get(case__number=number).total_cny == Decimal("140500.00")
    assert set(Award.objects.values_list("award", "matter", "stage")) == {(LISTED_FAIR, AUTUMN, "once"), (FAIR_LOGISTICS, AUTUMN, "once")}


@pytest.mark.clause("open2023-4-1c")
def test_without_the_approval_the_fair_on_the_list_is_not_paid(cast: Cast) -> None:
    listed_fairs(cast)
    problem = problems(cast, LISTED, **LISTED_FACTS)["not_approved"]
    assert (problem.clause, problem.field) == ("open2023-4-1c", "fair")
    assert problem.expected is not None and "参展核准" in problem.expected
    approved(cast, SPRING)
    assert SPRING in (problems(cast, LISTED, **LISTED_FACTS)["not_approved"].expected or "")
    assert "名录外展会补助" in (problems(cast, LISTED, **{**LISTED_FACTS, "fair": "某地展会"})["not_listed"].expected or "")


@pytest.mark.clause("open2023-4-1a")
def test_a_fair_is_claimed_once_however_its_name_is_spaced_and_another_one_again(cast: Cast) -> None:
    listed_fairs(cast)
    approved(cast)
    approved(cast, SPRING)
    number = accepted(cast, LISTED, **LISTED_FACTS)
    services.decide(number=number, amounts={FAIR_LOGISTICS: "50000"}, by=cast.approver, at=LATER)

    again = {**LISTED_FACTS, "fair": "第133届 中国进出口商品交易会(演示)"}
    assert problems(cast, LISTED, **again)["already_claimed"].clause == "open2023-4-1a"
    other = accepted(cast, LISTED, **{**LISTED_FACTS, "fair": SPRING})
    assert lines(cast, other)[LISTED_FAIR] == "95500.00"
    note = selectors.case_of(other, cast.approver, LATER.date()).awards[0].note
    assert AUTUMN in note  # the approver sees what else was paid this year


@pytest.mark.clause("open2023-4-2")
def test_a_fair_off_the_list_is_paid_three_booths(cast: Cast) -> None:
    listed_fairs(cast)
    number = accepted(cast, UNLISTED, **UNLISTED_FACTS)
    assert lines(cast, number)[UNLISTED_FAIR] == "60000.00"
    services.decide(number=number, by=cast.approver, at=LATER)
    assert Award.objects.get().amount_cny == Decimal("60000.00")


@pytest.mark.clause("open2023-4-2", "open2023-10-2b")
def test_a_fair_on_the_list_is_led_to_its_better_way(cast: Cast) -> None:
    listed_fairs(cast)
    problem = problems(cast, UNLISTED, **{**UNLISTED_FACTS, "fair": AUTUMN})["listed"]
    assert problem.clause == "open2023-4-2"
    assert "参展核准" in (problem.expected or "")


@pytest.mark.clause("open2023-10-2a")
@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"fair_ended_on": "2023-09-21"}, "future_date"),
        ({"fair_ended_on": "2023-09-20"}, None),
        ({"fair_ended_on": "2022-12-31"}, "other_year"),
        ({"fair_kind": ""}, "fact_missing"),
        ({"fair": " "}, "fact_missing"),
        ({"fair_logistics_costs_cny": ["1", "2"]}, "one_fair"),
    ],
)
def test_a_fair_is_over_of_its_year_and_one(cast: Cast, changes: dict[str, Any], code: str | None) -> None:
    listed_fairs(cast)
    assert list(problems(cast, UNLISTED, **{**UNLISTED_FACTS, **changes})) == ([code] if code else [])


@pytest.mark.clause("open2023-10-2a")
def test_a_cost_that_was_stated_needs_its_papers_and_one_that_was_not_needs_none(cast: Cast) -> None:
    held = ("customs-registration", "operator-record", "took-part", "booths")
    assert problems(cast, UNLISTED, materials=held, **UNLISTED_FACTS) == {}
    stated = {**UNLISTED_FACTS, "fair_logistics_costs_cny": ["8000"]}
    assert problems(cast, UNLISTED, materials=held, **stated)["material_missing"].field == "materials.logistics"


@pytest.mark.clause("open2023-4-0")
def test_who_was_founded_since_the_record_was_abolished_is_marked_for_a_person(cast: Cast) -> None:
    number = accepted(cast, UNLISTED, **{**UNLISTED_FACTS, "founded_on": "2023-02-01", "operator_record": ""})
    assert "由审批人员核对海关备案后确认" in selectors.case_of(number, cast.approver, LATER.date()).awards[0].note
    assert "no_operator_record" in problems(cast, UNLISTED, **{**UNLISTED_FACTS, "fair": "另一展会", "operator_record": ""})


@pytest.mark.clause("open2023-4-3a", "open2023-4-3b", "open2023-4-4")
def test_of_the_online_fairs_of_a_year_the_two_best_count_and_promotion_has_its_ceiling(cast: Cast) -> None:
    number = accepted(cast, ONLINE, **ONLINE_FACTS)
    assert lines(cast, number) == {ONLINE_FAIR: "40000.00", FAIR_LOGISTICS: "8000.00", ONLINE_MARKETING: "40000.00"}

    said = {"amounts": {ONLINE_FAIR: "36000", FAIR_LOGISTICS: "8000", ONLINE_MARKETING: "40000.01"}, "reason": "按成效核定"}
    with pytest.raises(Refused) as above:
        services.decide(number=number, by=cast.approver, at=LATER, **said)
    assert [(problem.field, problem.clause) for problem in above.value.problems] == [(ONLINE_MARKETING, "open2023-4-4")]
    services.decide(number=number, by=cast.approver, at=LATER, **{**said, "amounts": {**said["amounts"], ONLINE_MARKETING: "30000"}})  # type: ignore[dict-item]
    assert Decision.objects.get(case__number=number).total_cny == Decimal("74000.00")


@pytest.mark.clause("open2023-4-3a", "open2023-4-4")
def test_at_the_end_of_the_year_no_more_than_the_ceiling_of_the_year_is_left(cast: Cast) -> None:
    number = accepted(cast, ONLINE, **{**ONLINE_FACTS, "online_fair_costs_cny": ["18000"]})
    amounts = {ONLINE_FAIR: "18000", FAIR_LOGISTICS: "8000", ONLINE_MARKETING: "40000"}
    services.decide(number=number, amounts=amounts, by=cast.approver, at=LATER)

    after = {**ONLINE_FACTS, "closed_until": "", "fair_logistics_costs_cny": ["8000", "9000"]}
    final = accepted(cast, ONLINE, at=on("2024-02-05"), **after)
    assert lines(cast, final) == {ONLINE_FAIR: "22000.00", FAIR_LOGISTICS: "9000.00", ONLINE_MARKETING: "0.00"}


@pytest.mark.clause("open2023-10-3")
def test_what_another_fund_pays_is_not_paid_again(cast: Cast) -> None:
    number = accepted(cast, ONLINE, **{**ONLINE_FACTS, "funded_elsewhere": [ONLINE_MARKETING]})
    assert lines(cast, number)[ONLINE_MARKETING] == "0.00"
    assert problems(cast, UNLISTED, **{**UNLISTED_FACTS, "funded_elsewhere": [ONLINE_MARKETING]}) != {}  # not a matter of this form
