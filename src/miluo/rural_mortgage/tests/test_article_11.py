"""第十一条至第十四条 at the window: the term of the right, transferred land, what goes with it, the lessee, the value."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from miluo.rural_mortgage import services
from miluo.rural_mortgage.models import Agreement, RightState
from miluo.rural_mortgage.papers import certificate_words
from miluo.rural_mortgage.selectors.registering import problems_on
from miluo.rural_mortgage.selectors.rights import state_on
from miluo.rural_mortgage.tests.office import (
    AGRICULTURE,
    BANK,
    EXCHANGE,
    LAND,
    NEIGHBOUR,
    NEIGHBOUR_NUMBER,
    NOW,
    RIGHT,
    WIFE,
    WIFE_NUMBER,
    accepted,
    agreement,
    at,
    confirmed,
    decided,
    mortgaged,
    right,
)
from onewindow.cases import services as cases
from onewindow.words.refused import Refused

TODAY = NOW.date()
OPERATION = "汨罗经营权〔2021〕0001号"
OPERATOR: dict[str, Any] = {"holder_name": NEIGHBOUR, "holder_number": NEIGHBOUR_NUMBER, "ends_on": date(2026, 5, 31)}


def problems(filed: str, on: date = TODAY) -> list[str | None]:
    row = Agreement.objects.select_related("right", "bank").get(number=filed)
    return [problem.clause for problem in problems_on(row, on, TODAY, {})]


def operation(**holding: Any) -> str:
    """An operation right that the neighbour acquired from the contract right of the farmer, until 2026-05-31."""
    held = {**OPERATOR, "fees_paid_until": date(2026, 5, 31), **holding}
    return right(OPERATION, kind="operation_arable", derived_from=RIGHT, holding=held)


def on_operation(**changes: Any) -> str:
    terms = {"starts_on": date(2023, 6, 20), "ends_on": date(2026, 5, 31), "term_months": 36, "loan_cny": "90000.00", **changes}
    return confirmed(OPERATION, mortgagor_number=NEIGHBOUR_NUMBER, **terms)


@pytest.mark.clause("mortgage-11a")
def test_a_mortgage_may_end_on_the_last_day_of_the_contract_and_not_a_day_later(exchange: None) -> None:
    right(holding={"ends_on": date(2024, 6, 19)})
    assert problems(confirmed(ends_on=date(2024, 6, 19))) == []
    assert "mortgage-11a" in problems(confirmed(ends_on=date(2024, 6, 20), serial=1))


@pytest.mark.clause("mortgage-11b")
def test_an_operation_right_with_fees_consent_and_filing_is_mortgaged_to_the_end_of_its_transfer(exchange: None) -> None:
    right()
    operation()
    assert problems(on_operation(term_months=35, ends_on=date(2026, 5, 20))) == []


@pytest.mark.clause("mortgage-11b")
@pytest.mark.parametrize(
    "holding", [{"filed": False}, {"contractor_consents": False}, {"fees_paid_until": date(2026, 5, 19)}, {"fees_paid_until": None}]
)
def test_without_filing_consent_or_all_fees_it_is_refused(exchange: None, holding: dict[str, Any]) -> None:
    right()
    operation(**holding)
    assert problems(on_operation(term_months=35, ends_on=date(2026, 5, 20))) == ["mortgage-11b"]


@pytest.mark.clause("mortgage-11d")
def test_a_contractor_does_not_mortgage_what_he_transferred_out_until_the_transfer_ends(exchange: None) -> None:
    right()
    operation(ends_on=date(2024, 6, 30))
    filed = confirmed()
    assert problems(filed) == ["mortgage-11d"]
    assert problems(filed, date(2024, 6, 30)) == ["mortgage-11d"]
    assert problems(filed, date(2024, 7, 1)) == []


@pytest.mark.clause("mortgage-11c", "mortgage-12")
def test_what_stands_on_the_land_and_the_land_under_a_house_are_mortgaged_with_it(exchange: None) -> None:
    right(attachments="演示大棚3座", house=True)
    said = "".join(certificate_words(mortgaged())["paragraphs"])
    assert "演示大棚3座" in said
    assert "土地使用权一并抵押" in said


@pytest.mark.clause("mortgage-11c")
def test_where_nothing_stands_on_it_nothing_is_said(exchange: None) -> None:
    right()
    assert len(certificate_words(mortgaged())["paragraphs"]) == 1


@pytest.mark.clause("mortgage-13")
def test_a_leased_right_waits_until_the_lessee_was_told_in_writing(exchange: None) -> None:
    right()
    lease = {"starts_on": date(2022, 1, 1), "ends_on": date(2024, 12, 31), "contract": "演示租约1号"}
    services.enter_lease(number=RIGHT, lessee="演示承租人", by=AGRICULTURE, at=NOW, **lease)
    filed = confirmed()
    assert problems(filed) == ["mortgage-13"]
    with pytest.raises(Refused, match="没有这份租赁合同"):
        services.tell_lessee(agreement=filed, contract="别的", told_on=NOW.date(), evidence="演示回执", by=BANK, at=NOW)
    services.tell_lessee(agreement=filed, contract="演示租约1号", told_on=NOW.date(), evidence="演示回执", by=BANK, at=NOW)
    assert problems(filed) == []


@pytest.mark.clause("mortgage-13")
def test_a_lease_that_has_run_out_needs_no_notice(exchange: None) -> None:
    right()
    lease = {"starts_on": date(2022, 1, 1), "ends_on": date(2023, 6, 11), "contract": "演示租约2号"}
    services.enter_lease(number=RIGHT, lessee="演示承租人", by=AGRICULTURE, at=NOW, **lease)
    assert problems(confirmed()) == []


@pytest.mark.clause("mortgage-9")
def test_every_co_owner_agrees_in_writing(exchange: None) -> None:
    right(holding={"co_owners": [(WIFE, WIFE_NUMBER), (NEIGHBOUR, NEIGHBOUR_NUMBER)]})
    filed = confirmed()
    services.give_consent(agreement=filed, co_owner=WIFE_NUMBER, given_on=NOW.date(), evidence="演示承诺书", by=BANK, at=NOW)
    assert problems(filed) == ["mortgage-9"]
    with pytest.raises(Refused, match="已经登记"):
        services.give_consent(agreement=filed, co_owner=WIFE_NUMBER, given_on=NOW.date(), evidence="演示承诺书", by=BANK, at=NOW)
    services.give_consent(agreement=filed, co_owner=NEIGHBOUR_NUMBER, given_on=NOW.date(), evidence="演示承诺书", by=EXCHANGE, at=NOW)
    assert problems(filed) == []


@pytest.mark.clause("mortgage-14", "mortgage-23")
def test_a_value_is_agreed_or_appraised_by_a_report_and_the_purpose_is_proven_by_town_and_village(exchange: None) -> None:
    right()
    with pytest.raises(Refused) as caught:
        agreement(value_basis="appraised")
    assert (caught.value.first.clause, caught.value.first.field) == ("mortgage-14", "report_number")
    assert agreement(value_basis="appraised", report_number="演示评〔2023〕1号")
    assert problems(confirmed(purpose_proof="", serial=2)) == ["mortgage-23"]


@pytest.mark.clause("mortgage-8")
@pytest.mark.parametrize("purpose", ["1", "2", "3", "4"])
def test_a_loan_serves_one_of_the_four_purposes(exchange: None, purpose: str) -> None:
    right()
    assert agreement(purpose=purpose)


@pytest.mark.clause("mortgage-8")
def test_any_other_purpose_is_refused_and_told_the_four(exchange: None) -> None:
    right()
    with pytest.raises(Refused) as caught:
        agreement(purpose="repay")
    assert caught.value.first.clause == "mortgage-8"
    assert "发展休闲农业" in (caught.value.first.expected or "")


@pytest.mark.clause("mortgage-27")
def test_an_overdue_rate_is_told_and_not_below_the_rate(exchange: None) -> None:
    right()
    with pytest.raises(Refused, match="没有填写逾期利率"):
        agreement(overdue_rate=None)
    with pytest.raises(Refused, match="逾期利率不低于利率"):
        agreement(rate=5, overdue_rate=4)


@pytest.mark.clause("mortgage-26")
@pytest.mark.parametrize(("months", "ends_on"), [(37, date(2026, 7, 19)), (12, date(2024, 6, 21)), (0, date(2023, 6, 21))])
def test_a_term_beyond_three_years_or_beyond_its_own_months_is_refused(exchange: None, months: int, ends_on: date) -> None:
    right()
    with pytest.raises(Refused) as caught:
        agreement(term_months=months, ends_on=ends_on)
    assert caught.value.first.clause == "mortgage-26"


@pytest.mark.clause("mortgage-2", "mortgage-21")
def test_a_homestead_is_registered_only_on_a_legal_basis_that_the_registrar_confirmed(exchange: None) -> None:
    number = right("汨罗宅基〔2020〕0001号", by=LAND, kind="homestead", land="homestead", house=True, holding={"ends_on": None})
    filed = confirmed(number)
    case = accepted(filed, "rural-mortgage-real-estate")
    with pytest.raises(Refused) as caught:
        decided(case, by=LAND)
    assert caught.value.first.clause == "mortgage-21"
    with pytest.raises(Refused, match="市自然资源局登记"):
        services.confirm_legal_basis(agreement=filed, basis="演示依据", by=AGRICULTURE, at=NOW)
    services.confirm_legal_basis(agreement=filed, basis="演示依据", by=LAND, at=NOW)
    cases.decide(number=case, approve=True, by=LAND, at=at(6, 14))
    assert Agreement.objects.get(number=filed).state == "registered"


@pytest.mark.clause("mortgage-2")
def test_what_a_right_was_on_any_day_stays_readable(exchange: None) -> None:
    right()
    held = {"holder_kind": "person", "holder_name": WIFE, "holder_number": WIFE_NUMBER, "area_mu": 10, "ends_on": date(2030, 12, 31)}
    services.record_change(number=RIGHT, holding=held, starts_on=date(2023, 6, 1), because="演示继承", by=AGRICULTURE, at=NOW)
    assert RightState.objects.count() == 2
    before, after = (_on(day) for day in (date(2023, 5, 31), date(2023, 6, 1)))
    assert (before.area_mu, after.area_mu) == (12.5, 10)
    assert before.holder_key != after.holder_key
    with pytest.raises(Refused, match="早于上一次"):
        services.record_change(number=RIGHT, holding=held, starts_on=date(2023, 5, 1), because="演示", by=AGRICULTURE, at=NOW)


def _on(day: date) -> Any:

    return state_on(RIGHT, day)
