"""7号 and 9号 on one right: a real case of registration asks for the report, and a disposal ends in the register of mortgages."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from miluo.rural_mortgage import services as mortgaging
from miluo.rural_mortgage.models import Mortgage
from miluo.rural_mortgage.models import Realisation as Realised
from miluo.rural_mortgage.public import mortgage, realisation
from miluo.rural_mortgage.related import related_to
from miluo.rural_mortgage.tests import office
from miluo.rural_mortgage.tests.office import AGRICULTURE, BANK, EXCHANGE, RIGHT, accepted, agreement, confirmed, decided
from miluo.valuation_disposal import services
from miluo.valuation_disposal.models import Disposal, Valuation
from miluo.valuation_disposal.tests import office as appraising
from miluo.valuation_disposal.tests.office import CENTRE, LENDER, at, refused
from onewindow.cases import services as cases

REPORT = "演示报告1"
BANK_KEY = "demo-bank-a"


@pytest.fixture(autouse=True)
def exchange(db: None, tmp_path: Path, settings: Any) -> None:
    settings.FILES = tmp_path / "files"
    office.bodies()
    appraising.admitted()
    office.right()


def asked(**terms: Any) -> str:
    """What the bank filed on 1 September, signed at the window; the number of the agreement."""
    given = {"starts_on": date(2023, 9, 5), "ends_on": date(2024, 9, 4), "contract_on": date(2023, 9, 1), **terms}
    found = agreement(when=at(9, 1), **given)
    mortgaging.confirm_agreement(agreement=found, evidence="演示签字", by=EXCHANGE, at=at(9, 1))
    return found


def valued(method: str = "professional") -> str:
    """A valuation of the right for the same bank on whose method both agreed on 1 August."""
    number = services.open_valuation(right=RIGHT, bank=BANK_KEY, method=method, by=LENDER, at=at(8, 1)).number
    for party, by in (("applicant", CENTRE), ("bank", LENDER)):
        services.agree(number=number, party=party, by=by, at=at(8, 1))
    Valuation.objects.filter(number=number).update(applicant=appraising.FARMER.id)
    return number


def reported(number: str, value: str = "300000.00") -> None:
    appraising.drawn(number)
    services.file_report(number=number, **appraising.report_words(REPORT, value), by=CENTRE, at=at(8, 10))


def submitted(found: str) -> str:
    """A case of registration that was handed in on 4 September."""
    return cases.submit(draft=office.drafted(found, when=at(9, 4)), by=EXCHANGE, at=at(9, 4)).number


@pytest.mark.clause("valuation-10", "mortgage-14")
def test_a_case_with_an_appraised_value_is_not_accepted_before_its_report_stands() -> None:
    case = submitted(asked(value_basis="appraised", report_number=REPORT))
    with refused(f"没有产权{RIGHT}的评估报告“{REPORT}”", "valuation-10"):
        cases.accept(number=case, by=EXCHANGE, at=at(9, 4))
    reported(valued())
    cases.accept(number=case, by=EXCHANGE, at=at(9, 5))
    decided(case, when=at(9, 6))
    assert Mortgage.objects.get(case_number=case).value_cny == Decimal("300000.00")


@pytest.mark.clause("valuation-4", "valuation-10")
def test_who_agreed_on_an_appraiser_registers_no_negotiated_value_until_the_method_is_changed() -> None:
    number = valued()
    case = submitted(asked())
    with refused(f"{number}已约定由专业评估机构评估", "valuation-4"):
        cases.accept(number=case, by=EXCHANGE, at=at(9, 4))
    services.end_valuation(number=number, reason="演示：改为协商", by=LENDER, at=at(9, 4))
    assert cases.accept(number=case, by=EXCHANGE, at=at(9, 5)).state == "accepted"


@pytest.mark.clause("valuation-4")
def test_an_appraiser_for_another_bank_and_a_negotiated_value_stop_nothing() -> None:
    services.open_valuation(right=RIGHT, bank="demo-bank-b", method="professional", by=CENTRE, at=at(8, 1))
    valued("negotiated")
    assert accepted(asked(), when=at(9, 4))


@pytest.mark.clause("valuation-10")
def test_an_objection_between_acceptance_and_decision_stops_the_decision() -> None:
    number = valued()
    appraising.drawn(number)
    services.file_report(number=number, **appraising.report_words(REPORT, "300000.00", date(2023, 9, 4)), by=CENTRE, at=at(9, 4))
    case = accepted(asked(value_basis="appraised", report_number=REPORT), when=at(9, 5))
    services.object_to(number=number, reason="演示", by=appraising.FARMER, at=at(9, 6))
    with refused("正在重新评估", "valuation-10"):
        decided(case, when=at(9, 7))
    services.withdraw_objection(number=number, by=appraising.FARMER, at=at(9, 7))
    cases.decide(number=case, approve=True, reason="", by=AGRICULTURE, at=at(9, 8))
    assert Mortgage.objects.exists()


@pytest.fixture
def unpaid() -> Mortgage:
    """A mortgage of June that its bank realises since 20 July."""
    decided(accepted(confirmed()))
    found = office.lent(Mortgage.objects.get())
    words = {"ground": "4", "evidence": "演示催收函"}
    mortgaging.open_realisation(mortgage=found.number, **words, by=BANK, at=at(7, 20))
    return found


def disposed_of(of: Mortgage, **more: Any) -> str:
    """The bank disposes of the right by another transfer, for 120,000 unless it says otherwise; sold on 14 August."""
    given: dict[str, Any] = {
        "mortgage": of.number,
        "handler": "bank",
        "principal_cny": Decimal("100000"),
        "interest_cny": Decimal("1000"),
        "debt_on": date(2023, 8, 1),
        "guarantor_share": Decimal(0),
        "shares_booked_on": date(2023, 8, 1),
        "shares_document": "演示约定",
    }
    number = services.open_disposal(**given, by=LENDER, at=at(8, 1)).number
    services.choose_route(number=number, route="retransfer", basis="演示", by=LENDER, at=at(8, 2))
    sold(number, **more)
    return number


def sold(number: str, price: str = "120000.00", **more: Any) -> None:
    said: dict[str, Any] = {"buyer": "演示受让人", "buyer_kind": "third_party", "own_village": False, "buyer_proof": "演示", **more}
    services.sell(number=number, **said, price_cny=Decimal(price), sold_on=date(2023, 8, 14), by=LENDER, at=at(8, 14))


@pytest.mark.clause("valuation-13", "mortgage-29")
def test_a_sale_settles_the_realisation_in_the_register_of_mortgages(unpaid: Mortgage) -> None:
    number = disposed_of(unpaid)
    found = realisation(unpaid.number)
    assert found and (found.price_cny, found.way, found.settled_on) == (Decimal("120000.00"), "transfer", date(2023, 8, 14))
    assert Disposal.objects.get(number=number).state == "sold"


@pytest.mark.clause("mortgage-29")
@pytest.mark.parametrize(
    ("offered", "member", "price", "words"),
    [
        ("120000.01", False, "120000.00", "低于已经登记的报价"),
        ("120000.00", True, "120000.00", "本集体经济组织成员优先"),
        ("120000.00", False, "120000.00", ""),
        ("119999.99", True, "120000.00", ""),
    ],
)
def test_a_sale_is_not_below_an_offer_and_at_a_members_price_goes_to_the_member(
    unpaid: Mortgage, offered: str, member: bool, price: str, words: str
) -> None:
    offer = {"bidder": "演示报价人", "member": member, "price_cny": offered, "keeps_land_use": True}
    mortgaging.offer(mortgage=unpaid.number, **offer, by=BANK, at=at(8, 10))
    if words:
        with refused(words, "mortgage-29"):
            disposed_of(unpaid, price=price)
        assert Disposal.objects.get().state == "routed"
    else:
        disposed_of(unpaid, price=price)
        assert Realised.objects.get().price_cny == Decimal(price)


@pytest.mark.clause("mortgage-29")
def test_a_realisation_that_was_settled_by_offers_is_disposed_of_at_that_price_alone(unpaid: Mortgage) -> None:
    offer = {"bidder": "演示报价人", "member": False, "price_cny": "125000", "keeps_land_use": True}
    mortgaging.offer(mortgage=unpaid.number, **offer, by=BANK, at=at(8, 10))
    mortgaging.settle(mortgage=unpaid.number, way="transfer", by=BANK, at=at(8, 11))
    with refused("已经按报价125,000.00元确定受让人", "mortgage-29"):
        disposed_of(unpaid)
    sold(Disposal.objects.get().number, "125000.00")
    assert Disposal.objects.get().state == "sold"


@pytest.mark.clause("valuation-14", "mortgage-31")
def test_a_closed_disposal_has_ended_the_mortgage_and_the_mortgage_leads_back_to_it(unpaid: Mortgage) -> None:
    number = disposed_of(unpaid)
    services.distribute(number=number, received_on=date(2023, 8, 15), by=LENDER, at=at(8, 15))
    with refused("还没有注销", "mortgage-31"):
        services.close_disposal(number=number, change_document="演示变更凭证", by=CENTRE, at=at(8, 16))
    changed(at(8, 16).date())
    mortgaging.register_change_of_right(mortgage=unpaid.number, by=AGRICULTURE, at=at(8, 16))
    services.close_disposal(number=number, change_document="演示变更凭证", by=CENTRE, at=at(8, 17))
    ended = mortgage(unpaid.number, date(2023, 8, 17))
    assert ended and (ended.state, ended.ended_for) == ("realised", "realised")
    assert [(each.number, each.state) for each in related_to(unpaid.number, RIGHT, CENTRE)] == [(number, "已办结")]
    assert related_to(unpaid.number, RIGHT, appraising.OTHER_LENDER) == []


def changed(day: date) -> None:
    """The new holder in the register of rights."""
    holding = {
        "holder_kind": "person",
        "holder_name": office.NEIGHBOUR,
        "holder_number": office.NEIGHBOUR_NUMBER,
        "area_mu": Decimal("12.50"),
    }
    held: dict[str, Any] = {**holding, "ends_on": office.TERM}
    mortgaging.record_change(number=RIGHT, holding=held, starts_on=day, because="演示", by=AGRICULTURE, at=at(day.month, day.day))
