"""第四条至第七条: who intakes and who registers, who mortgages, which banks lend, and the conditions that they set."""

from __future__ import annotations

from datetime import date

import pytest

from miluo.rural_mortgage import public, services
from miluo.rural_mortgage.models import Agreement
from miluo.rural_mortgage.selectors.registering import problems_on
from miluo.rural_mortgage.tests.office import (
    AGRICULTURE,
    BANK,
    EXCHANGE,
    FARMER_NUMBER,
    FINANCE,
    NOW,
    OTHER_BANK,
    RIGHT,
    actor,
    agreement,
    at,
    right,
)
from onewindow.organisations.models import Organisation
from onewindow.words.refused import Refused


@pytest.mark.clause("mortgage-6")
def test_a_bank_that_takes_no_part_does_not_lend(exchange: None) -> None:
    right()
    Organisation.objects.create(key="demo-bank-c", name="演示银行丙", short_name="演示银行丙", kind="enterprise")
    with pytest.raises(Refused) as caught:
        agreement(by=actor("bank-officer", "demo-bank-c"))
    assert caught.value.first.clause == "mortgage-6"


@pytest.mark.clause("mortgage-6")
def test_a_bank_lends_from_the_day_on_which_it_joins_to_the_day_before_it_leaves(exchange: None) -> None:
    services.bank_leaves(bank="demo-bank-b", ends_on=date(2023, 6, 30), by=FINANCE, at=NOW)
    assert [bank.key for bank in public.banks(date(2023, 6, 29))] == ["demo-bank-a", "demo-bank-b"]
    assert [bank.key for bank in public.banks(date(2023, 6, 30))] == ["demo-bank-a"]
    assert public.banks(date(2023, 5, 24)) == ()
    right()
    with pytest.raises(Refused, match="没有参与试点"):
        agreement(by=OTHER_BANK, when=at(6, 30))


@pytest.mark.clause("mortgage-6")
def test_only_the_office_of_finance_admits_a_bank_and_once(exchange: None) -> None:
    with pytest.raises(Refused) as caught:
        services.admit_bank(bank="demo-bank-a", starts_on=date(2023, 6, 1), document="演示", by=BANK, at=NOW)
    assert caught.value.status == 403
    with pytest.raises(Refused, match="已经参与"):
        services.admit_bank(bank="demo-bank-a", starts_on=date(2023, 6, 1), document="演示", by=FINANCE, at=NOW)


@pytest.mark.clause("mortgage-7-4", "mortgage-9")
def test_a_further_condition_is_asked_from_its_first_day_on(exchange: None) -> None:
    right()
    condition = "在本地居住满一年"
    services.set_condition(text=condition, starts_on=date(2023, 7, 1), document="演示行规", by=BANK, at=NOW)
    assert agreement(when=at(6, 30))
    with pytest.raises(Refused) as caught:
        agreement(when=at(7, 1), starts_on=date(2023, 7, 1), ends_on=date(2024, 6, 30), serial=1)
    assert caught.value.first.clause == "mortgage-7-4"
    assert agreement(when=at(7, 1), conditions_met=True, serial=2)
    assert agreement(when=at(7, 1), by=OTHER_BANK, serial=3)  # the condition of one bank is none of another's
    with pytest.raises(Refused, match="不溯及既往"):
        services.set_condition(text=condition, starts_on=date(2023, 6, 11), document="演示行规", by=EXCHANGE, at=NOW)


@pytest.mark.clause("mortgage-5")
def test_a_business_is_one_of_the_four_new_agricultural_operators(exchange: None) -> None:
    held = {"holder_kind": "business", "holder_name": "演示合作社", "holder_number": "91430681MA4DEM0A00"}
    with pytest.raises(Refused) as caught:
        right(holding=held)
    assert caught.value.first.clause == "mortgage-5"
    right(holding={**held, "business_kind": "cooperative"})
    assert public.right(RIGHT, NOW.date()).holder_uscc == "91430681MA4DEM0A00"


@pytest.mark.clause("mortgage-4", "mortgage-16")
def test_the_exchange_takes_in_and_does_not_enter_rights(exchange: None) -> None:
    with pytest.raises(Refused) as caught:
        right(by=EXCHANGE)
    assert caught.value.status == 403
    right(by=AGRICULTURE)
    assert public.right(RIGHT, NOW.date()).kind == "contract_arable"
    assert public.right(RIGHT, date(2019, 12, 31)) is None


@pytest.mark.clause("mortgage-7-2")
def test_a_person_without_capacity_or_with_a_bad_record_is_refused_at_the_window(exchange: None) -> None:

    right()
    filed = agreement(full_capacity=False, no_bad_record=False, mortgagor_number=FARMER_NUMBER)
    row = Agreement.objects.select_related("right", "bank").get(number=filed)
    assert [problem.code for problem in problems_on(row, NOW.date(), NOW.date(), {})] == ["no_capacity", "bad_record"]


@pytest.mark.clause("mortgage-7-3")
def test_insurance_is_noted_and_its_absence_stops_nothing(exchange: None) -> None:
    right()
    assert agreement(insured=False)
    assert agreement(insured=True, serial=1)
