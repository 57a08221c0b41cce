"""Claiming before the year is over: on closed months, once; and the difference once after it (reading claim_before_year_end)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from miluo.open_economy.claim import problems_of, stage_of
from miluo.open_economy.models import FIRST_TRADE, GROWTH, TRADE_VOLUME, Award
from miluo.open_economy.public import awarded
from miluo.open_economy.services import check_claim, payable
from onewindow.cases import services
from onewindow.cases.claims import Claim
from onewindow.cases.models import Decision
from onewindow.cases.tests.cast import USCC, Cast, accepted, decided, draft, on
from onewindow.words.refused import Refused

TODAY = date(2023, 9, 15)
CLAIM = Claim(
    USCC,
    "演示企业甲有限公司",
    {"year": 2023, "closed_until": date(2023, 8, 31), "traded_before": False},
    TODAY,
    {"claim_before_year_end": "on_closed_months"},
    awards=(FIRST_TRADE, GROWTH, TRADE_VOLUME),
)


def claim(*, on: date = TODAY, readings: dict[str, str] | None = None, **facts: Any) -> Claim:
    return replace(CLAIM, facts={**CLAIM.facts, **facts}, submitted_on=on, readings=readings or CLAIM.readings)


@pytest.mark.clause("open2023-3-1")
@pytest.mark.parametrize(
    ("made", "stage"),
    [
        (claim(), "interim"),
        (claim(closed_until=date(2023, 1, 31)), "interim"),
        (claim(on=date(2024, 1, 1), closed_until=None), "final"),
        (claim(on=date(2024, 1, 1), closed_until=date(2023, 12, 31)), "final"),
        (claim(on=date(2028, 3, 31), year=2027, closed_until=None), "final"),
    ],
)
def test_closed_months_of_this_year_and_the_whole_of_an_earlier_one_may_be_claimed(made: Claim, stage: str) -> None:
    assert problems_of(made) == []
    assert stage_of(made.facts) == stage


@pytest.mark.clause("open2023-3-1")
@pytest.mark.parametrize(
    ("made", "field", "code"),
    [
        (claim(year=2022, closed_until=None), "year", "year_not_covered"),
        (claim(year=2024), "year", "future_date"),
        (claim(closed_until=None), "closed_until", "closed_until_missing"),
        (claim(closed_until=date(2023, 9, 30)), "closed_until", "future_date"),
        (claim(on=date(2023, 8, 31)), "closed_until", "future_date"),  # the day itself is not over
        (claim(closed_until=date(2023, 8, 30)), "closed_until", "month_not_closed"),
        (claim(closed_until=date(2022, 8, 31)), "closed_until", "other_year"),
        (claim(on=date(2024, 1, 1)), "closed_until", "year_is_over"),
        (claim(on=date(2024, 1, 1), closed_until=date(2024, 1, 31)), "closed_until", "future_date"),
    ],
)
def test_what_is_not_closed_not_this_year_or_not_covered_is_refused(made: Claim, field: str, code: str) -> None:
    found = problems_of(made)

    assert [(problem.field, problem.code) for problem in found] == [(field, code)]
    assert found[0].expected


@pytest.mark.clause("open2023-10-1")
def test_the_fund_is_set_aside_for_five_years_and_no_sixth() -> None:
    assert problems_of(claim(on=date(2028, 3, 31), year=2027, closed_until=None)) == []
    refused = problems_of(claim(on=date(2028, 3, 31), year=2028, closed_until=date(2028, 2, 29)))
    assert (refused[0].clause, refused[0].expected) == ("open2023-10-1", "2023至2027")


@pytest.mark.clause("open2023-3-1")
def test_under_the_other_reading_nothing_is_claimed_before_the_year_is_over() -> None:
    readings = {"claim_before_year_end": "after_year_only"}

    assert [problem.code for problem in problems_of(claim(readings=readings))] == ["year_is_not_over"]
    assert problems_of(claim(readings=readings, on=date(2024, 1, 1), closed_until=None)) == []


WHOLE_YEAR = {"closed_until": None, "trade_usd": "1200000.00"}


@pytest.mark.clause("open2023-2-1", "open2023-3-1")
def test_after_the_year_the_difference_is_paid(cast: Cast) -> None:
    decided(cast)  # 30,000 and 6,000 on 200,000 dollars up to August
    number = accepted(cast, at=on("2024-01-15"), **WHOLE_YEAR)
    services.decide(number=number, by=cast.approver, at=on("2024-01-16"))

    lines = {line["key"]: line for line in Decision.objects.get(case__number=number).lines}
    assert (lines[FIRST_TRADE]["computed"], lines[FIRST_TRADE]["paid_before"], lines[FIRST_TRADE]["granted"]) == (
        "50000.00",
        "30000.00",
        "20000.00",
    )
    assert (lines[TRADE_VOLUME]["computed"], lines[TRADE_VOLUME]["granted"]) == ("36000.00", "30000.00")
    assert awarded(USCC, FIRST_TRADE, 2023) == Decimal("50000.00")
    assert list(Award.objects.order_by("id").values_list("stage", flat=True)) == ["interim", "interim", "final", "final"]


@pytest.mark.clause("open2023-3-1")
def test_a_second_claim_before_the_end_of_the_year_is_refused_with_the_number_of_the_first(cast: Cast) -> None:
    first = decided(cast)
    key = draft(cast, at=on("2023-11-01"), closed_until="2023-10-31", trade_usd="400000")

    with pytest.raises(Refused) as caught:
        services.submit(draft=key, by=cast.agent, at=on("2023-11-01"))
    assert caught.value.first.code == "already_claimed"
    assert first in caught.value.first.message
    assert caught.value.first.expected is not None and "2024-01-01以后" in caught.value.first.expected


@pytest.mark.clause("open2023-3-1")
def test_after_the_difference_the_year_is_settled(cast: Cast) -> None:
    decided(cast, at=on("2024-01-15"), **WHOLE_YEAR)

    with pytest.raises(Refused, match="已经结算"):
        services.submit(draft=draft(cast, at=on("2024-02-15"), **WHOLE_YEAR), by=cast.agent, at=on("2024-02-15"))


@pytest.mark.clause("open2023-3-1")
def test_a_difference_that_is_none_is_a_refusal_with_its_reason(cast: Cast) -> None:
    decided(cast)
    number = accepted(cast, at=on("2024-01-15"), closed_until=None)
    services.decide(number=number, by=cast.approver, at=on("2024-01-16"))
    decision = Decision.objects.get(case__number=number)

    assert (decision.outcome, decision.total_cny) == ("refused", Decimal("0.00"))
    assert "减去此前已奖补" in decision.lines[0]["note"]


@pytest.mark.clause("open2023-2-1")
def test_the_first_trade_award_is_granted_once_in_the_life_of_an_enterprise(cast: Cast) -> None:
    decided(cast)
    later = claim(on=date(2025, 1, 15), year=2024, closed_until=None)

    assert [problem.code for problem in check_claim(later)] == ["traded_before"]
    assert check_claim(claim(on=date(2025, 1, 15), year=2024, closed_until=None, traded_before=True)) == []
    assert payable(later, {FIRST_TRADE: Decimal("40000.00")})[FIRST_TRADE].amount == Decimal("0.00")


@pytest.mark.clause("open2023-10-2b")
def test_where_only_the_highest_award_counts_the_others_are_not_payable(cast: Cast) -> None:
    computed = {FIRST_TRADE: Decimal("30000.00"), GROWTH: Decimal("0.00"), TRADE_VOLUME: Decimal("6000.00")}
    added = payable(claim(), computed)
    highest = payable(claim(readings={**CLAIM.readings, "stacking": "highest_only"}), computed)

    assert [due.amount for due in added.values()] == list(computed.values())
    assert [due.amount for due in highest.values()] == [Decimal("30000.00"), Decimal("0.00"), Decimal("0.00")]
    assert highest[TRADE_VOLUME].note
