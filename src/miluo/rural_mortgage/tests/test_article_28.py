"""第二十八条至第三十三条: realised on four grounds with the preference of members, fraud and misuse, and who looked into the register."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from miluo.rural_mortgage import daily, public, services
from miluo.rural_mortgage.models import Mortgage, Search
from miluo.rural_mortgage.tests.office import (
    AGRICULTURE,
    BANK,
    EXCHANGE,
    FARMER_NUMBER,
    LAND,
    NEIGHBOUR,
    NEIGHBOUR_NUMBER,
    OTHER_BANK,
    RIGHT,
    actor,
    at,
    mortgaged,
    right,
)
from onewindow.trail.models import Event as Told
from onewindow.words.refused import Refused


@pytest.fixture
def standing(exchange: None) -> Mortgage:
    right()
    return mortgaged()


def opened(row: Mortgage, ground: str = "4") -> Mortgage:
    services.open_realisation(mortgage=row.number, ground=ground, evidence="演示证据", by=BANK, at=at(9, 1))
    return row


def bid(row: Mortgage, bidder: str, price: str, **more: Any) -> None:
    given = {"member": False, "keeps_land_use": True, "by": EXCHANGE, "at": at(9, 2), **more}
    services.offer(mortgage=row.number, bidder=bidder, price_cny=price, **given)


@pytest.mark.clause("mortgage-28")
@pytest.mark.parametrize("ground", ["2", "3", "4"])
def test_death_bankruptcy_or_an_agreed_case_opens_a_realisation_once(standing: Mortgage, ground: str) -> None:
    opened(standing, ground)
    assert public.realisation(standing.number).ground == ground
    with pytest.raises(Refused, match="已经启动"):
        opened(standing, ground)


@pytest.mark.clause("mortgage-28")
def test_the_first_ground_waits_for_the_day_after_the_last(standing: Mortgage) -> None:
    given = {"mortgage": standing.number, "ground": "1", "evidence": "演示证据", "by": BANK}
    with pytest.raises(Refused, match="尚未期满"):
        services.open_realisation(**given, at=at(6, 19, year=2024))
    services.open_realisation(**given, at=at(6, 20, year=2024))


@pytest.mark.clause("mortgage-28")
def test_without_evidence_without_a_ground_or_by_another_bank_nothing_is_opened(standing: Mortgage) -> None:
    for changes in ({"evidence": " "}, {"ground": "5"}, {"by": OTHER_BANK}):
        with pytest.raises(Refused):
            services.open_realisation(
                **{"mortgage": standing.number, "ground": "4", "evidence": "证据", "by": BANK, **changes}, at=at(9, 1)
            )


@pytest.mark.clause("mortgage-29")
def test_at_the_same_price_a_member_of_the_collective_goes_first(standing: Mortgage) -> None:
    opened(standing)
    bid(standing, "演示外来户", "300000")
    bid(standing, "演示本集体成员", "300000", member=True)
    assert "演示本集体成员" in services.settle(mortgage=standing.number, way="auction", by=EXCHANGE, at=at(9, 5)).message


@pytest.mark.clause("mortgage-29")
def test_a_higher_price_goes_before_a_member(standing: Mortgage) -> None:
    opened(standing)
    bid(standing, "演示本集体成员", "300000", member=True)
    bid(standing, "演示外来户", "300000.01")
    services.settle(mortgage=standing.number, way="transfer", by=BANK, at=at(9, 5))
    assert public.realisation(standing.number).price_cny == Decimal("300000.01")


@pytest.mark.clause("mortgage-30")
def test_who_would_change_the_use_of_the_land_is_no_buyer(standing: Mortgage) -> None:
    opened(standing)
    with pytest.raises(Refused) as caught:
        bid(standing, "演示养殖户", "400000", keeps_land_use=False)
    assert caught.value.first.clause == "mortgage-30"
    with pytest.raises(Refused, match="没有登记报价"):
        services.settle(mortgage=standing.number, way="auction", by=EXCHANGE, at=at(9, 5))


@pytest.mark.clause("mortgage-31")
def test_the_change_of_the_right_is_registered_once_the_new_holder_stands_in_the_register(standing: Mortgage) -> None:
    opened(standing)
    bid(standing, NEIGHBOUR, "300000", member=True)
    services.settle(mortgage=standing.number, way="auction", by=EXCHANGE, at=at(9, 5))
    with pytest.raises(Refused, match="还没有新的权利人"):
        services.register_change_of_right(mortgage=standing.number, by=AGRICULTURE, at=at(9, 6))
    held = {"holder_kind": "person", "holder_name": NEIGHBOUR, "holder_number": NEIGHBOUR_NUMBER, "area_mu": Decimal("12.5")}
    services.record_change(
        number=RIGHT,
        holding={**held, "ends_on": date(2030, 12, 31)},
        starts_on=date(2023, 9, 5),
        because="实现抵押权",
        by=AGRICULTURE,
        at=at(9, 6),
    )
    services.register_change_of_right(mortgage=standing.number, by=AGRICULTURE, at=at(9, 6))
    assert public.mortgage(standing.number, date(2023, 9, 6)).ended_for == "realised"


@pytest.mark.clause("mortgage-31")
def test_who_has_not_registered_the_change_after_five_working_days_is_reminded_once(standing: Mortgage) -> None:
    opened(standing)
    bid(standing, NEIGHBOUR, "300000", member=True)
    services.settle(mortgage=standing.number, way="auction", by=EXCHANGE, at=at(9, 5))
    assert [daily.run(at=at(*day))["mortgage_changes_reminded"] for day in ((9, 11), (9, 12), (9, 13))] == [0, 1, 0]
    assert Told.objects.filter(subject=standing.subject, kind="mortgage.change_reminded").count() == 1


@pytest.mark.clause("mortgage-33")
def test_a_misused_loan_is_recalled_and_the_security_stands(standing: Mortgage) -> None:
    found = services.report_misconduct(mortgage=standing.number, finding="misuse", facts="演示事实", by=BANK, at=at(9, 1)).number
    services.recall_loan(misconduct=found, by=BANK, at=at(9, 2))
    assert public.mortgage(standing.number, date(2023, 9, 2)).state == "standing"


@pytest.mark.clause("mortgage-33")
def test_the_registration_is_cancelled_only_on_request_of_the_mortgagee_or_on_a_legal_decision(standing: Mortgage) -> None:
    found = services.report_misconduct(mortgage=standing.number, finding="false_proof", facts="演示事实", by=EXCHANGE, at=at(9, 1)).number
    given = {"misconduct": found, "document": "演示文书", "at": at(9, 3)}
    with pytest.raises(Refused) as caught:
        services.cancel_for_misconduct(**given, basis="", by=AGRICULTURE)
    assert caught.value.first.clause == "mortgage-33"
    with pytest.raises(Refused, match="登记"):
        services.cancel_for_misconduct(**given, basis="request", by=LAND)
    services.cancel_for_misconduct(**given, basis="request", by=AGRICULTURE)
    assert public.mortgage(standing.number, date(2023, 9, 3)).ended_for == "fraud"


@pytest.mark.clause("mortgage-32")
@pytest.mark.parametrize(("by_what", "term"), [("right", RIGHT), ("person", FARMER_NUMBER), ("bank", "demo-bank-a")])
def test_every_search_is_an_event_with_its_purpose_and_never_the_number_of_a_person(standing: Mortgage, by_what: str, term: str) -> None:
    found = services.search(by_what=by_what, term=term, purpose="lending", reason="演示贷前审查", by=BANK, at=at(9, 1))
    assert [row.number for row in found.mortgages] == [standing.number]
    row = Search.objects.get()
    told = Told.objects.get(kind="mortgage-register.searched")
    assert (row.purpose, row.by, told.reason) == ("lending", BANK.id, "演示贷前审查")
    assert FARMER_NUMBER not in told.body + row.term


@pytest.mark.clause("mortgage-32")
def test_without_a_purpose_a_reason_or_the_right_to_know_nothing_is_shown(standing: Mortgage) -> None:
    given = {"by_what": "right", "term": RIGHT, "purpose": "lending", "reason": "演示", "by": BANK, "at": at(9, 1)}
    for changes in (
        {"purpose": "curiosity"},
        {"reason": ""},
        {"by": actor("clerk", "approval-service")},
        {"by_what": "bank", "term": "demo-bank-b"},
    ):
        with pytest.raises(Refused):
            services.search(**{**given, **changes})
    assert not Search.objects.exists()
