"""申请补偿 is begun door after door: who was cut off at any of them presses again, and has one form with everything in it."""

from __future__ import annotations

from functools import partial

import pytest

from miluo.risk_fund.models import Claim
from miluo.risk_fund.services import applying, claims, listing
from miluo.risk_fund.tests import office
from miluo.risk_fund.tests.office import LENDER, PDF, WARRANTOR, at
from miluo.rural_mortgage import public
from onewindow.cases.models import Attachment, Draft
from onewindow.ledger.verification import verify as verify_ledger
from onewindow.organisations.models import Organisation
from onewindow.papers.models import Paper
from onewindow.papers.selectors import gaps
from onewindow.trail.verification import verify
from tests.kill.forks import AFTER_COMMIT, killed_at
from tests.kill.test_transitions_survive_kills import deaths_of, everything


@pytest.fixture
def fund(live_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The bodies and the money of the fund; the register of 7号 says what the tests want."""
    monkeypatch.setattr(public, "banks", office.partner_banks)
    monkeypatch.setattr(public, "mortgage", office.mortgage_of)
    for key, name in office.ORGANISATIONS.items():
        Organisation.objects.get_or_create(key=key, defaults={"name": name, "short_name": name, "kind": "department"})
    listing.admit_guarantor(organisation=office.GUARANTOR, document="演示合作协议", by=office.MANAGER, at=office.NOW)
    office.claimants()
    office.capital()


@pytest.mark.clause("riskfund-17c")
@pytest.mark.usefixtures("fund")
def test_an_application_that_was_cut_off_goes_on_in_the_form_that_was_begun() -> None:
    loan = office.lent(office.listed(), "1500000", mode="guarantee")
    claim = office.overdue(loan, when=at("2023-06-19"))
    claims.attach(claim=claim, material="bank-notice", name="代偿通知书.pdf", content=PDF, by=LENDER, at=at("2023-06-19"))
    claims.compensate(claim=claim, voucher="演示代偿凭证", by=WARRANTOR, at=at("2023-06-20"))
    papers = Paper.objects.count()
    begin = partial(applying.begin, claim=claim, by=WARRANTOR, at=at("2023-06-20"))
    for drafts in (0, 1):  # killed in the door of the form, then in that of the paper
        assert len(deaths_of(begin, everything())) > 1
        assert Draft.objects.filter(case_number="", raw__claim=claim).count() == drafts
        assert Claim.objects.get().application == ""
        assert killed_at(AFTER_COMMIT, begin) == AFTER_COMMIT
    assert begin().number == Draft.objects.get(owner=WARRANTOR.id, case_number="").key
    held = Attachment.objects.filter(draft__key=begin().number, replaced_at=None)
    assert sorted(each.material for each in held) == ["application", "bank-notice"]
    assert Paper.objects.count() == papers + 1
    assert (verify().ok, verify_ledger().ok, gaps()) == (True, True, [])
