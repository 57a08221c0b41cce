"""The doors through which the money of the fund of 汨政办发〔2023〕8号 moves: killed at every write, all of it stands or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from operator import attrgetter
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction

from miluo.risk_fund.models import Subject
from miluo.risk_fund.services import balances, claims, lending, listing, money, paying, recovering
from miluo.risk_fund.services.balances import Line
from miluo.risk_fund.tests import office
from miluo.risk_fund.tests.office import CASHIER, GUARANTOR, LENDER, MANAGER, NOW, ORGANISATIONS, WARRANTOR, at
from miluo.rural_mortgage import public
from onewindow.cases import services as cases
from onewindow.ledger.verification import verify as balanced
from onewindow.organisations.models import Organisation
from onewindow.papers.selectors import gaps
from onewindow.trail.verification import verify
from tests.kill.forks import AFTER_COMMIT, killed_at
from tests.kill.tables import Arguments, Row, Table
from tests.kill.test_transitions_survive_kills import deaths_of, everything

DOORS: Table[None] = Table()
before = DOORS.before
JULY, LATER = at("2023-07-01", "18:00"), at("2023-07-03")


@pytest.fixture(scope="module", autouse=True)
def fund(shared_database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The bodies of the fund and five million; the registers of 7号 are as the tests of the fund want them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "FILES", Path(tmp_path_factory.mktemp("files")))
        patch.setattr(public, "banks", office.partner_banks)
        patch.setattr(public, "mortgage", office.mortgage_of)
        for key, name in ORGANISATIONS.items():
            Organisation.objects.get_or_create(key=key, defaults={"name": name, "short_name": name, "kind": "department"})
        listing.admit_guarantor(organisation=GUARANTOR, document="演示合作协议", by=MANAGER, at=NOW)
        office.claimants()
        office.capital()
        yield
        assert verify().ok
        assert balanced().ok
        assert gaps() == []


def listed() -> str:
    return office.listed(1 + Subject.objects.count())


def lent(mode: str = "bank") -> str:
    code = listed()
    return office.lent(code, mode=mode, contract=f"演示合同-{code}")


def defaulted(mode: str = "bank") -> str:
    return office.overdue(lent(mode), when=at("2023-06-19"))


def terms(code: str) -> Arguments:
    named = {"uscc": code, "mode": "bank", "contract": f"演示合同-{code}", "mortgage": f"M-甲-{code}", "amount": "1000000"}
    return {**named, "disbursed_on": NOW.date(), "due_on": date(2024, 6, 1), "guarantor": "", "by": LENDER, "at": NOW}


@before(money.contribute)
def _contribute(_: None) -> Arguments:
    return {"source": "finance", "amount": "1000000", "document": "演示回单2", "by": MANAGER, "at": NOW}


@before(lending.file_loan)
def _lend(_: None) -> Arguments:
    return terms(listed())


@before(balances.file_balances)
def _balances(_: None) -> Arguments:
    lent()
    with transaction.atomic():
        loans = balances.loans_of(Organisation.objects.get(key=office.BANK), JULY.date())
    lines = [Line(place, number, JULY.date(), "900000", "normal") for place, number in enumerate(loans, start=2)]
    return {"day": JULY.date(), "lines": lines, "by": LENDER, "at": JULY}


@before(claims.report_overdue)
def _overdue(_: None) -> Arguments:
    said = {"interest": "45000", "penalty": "12000", "recovery": "演示催收记录"}
    return {"loan": lent(), **said, "by": LENDER, "at": at("2023-06-19")}


@before(claims.compensate)
def _compensate(_: None) -> Arguments:
    return {"claim": defaulted("guarantee"), "voucher": "演示代偿凭证", "by": WARRANTOR, "at": at("2023-06-20")}


@before(cases.decide)
def _notify(_: None) -> Arguments:
    number = office.applied(defaulted(), at("2023-06-20"))
    office.reviewed(number, at("2023-06-20"))
    return {"number": number, "approve": True, "by": MANAGER, "at": at("2023-06-21")}


@before(paying.pay_due)
def _pay(_: None) -> Arguments:
    office.decided(defaulted(), at("2023-06-20"))
    return {"by": CASHIER, "at": at("2023-06-21")}


@before(recovering.recover)
def _recover(_: None) -> Arguments:
    claim = defaulted()
    office.compensated(claim, at("2023-06-20"))
    said = {"kind": "recovery", "amount": "100000", "costs": "5000", "evidence": "演示执行回款单"}
    return {"claim": claim, **said, "by": LENDER, "at": at("2023-06-25")}


@pytest.mark.parametrize("row", DOORS, ids=attrgetter("name"))
def test_a_kill_where_money_moves_leaves_the_book_as_it_was(row: Row[None]) -> None:
    door = partial(row.act, **{"key": f"press-{row.name}", **row.prepare(None)})
    standing = everything()
    deaths = deaths_of(door, standing, doubling=True)
    assert len(deaths) > 2  # the row, the event, the commit
    assert killed_at(AFTER_COMMIT, door) == AFTER_COMMIT
    after = everything()
    assert after != standing
    door()  # who had no answer asks again with the same key
    assert everything() == after
