"""第十五条至第十八条: both parties apply at the right window, the registrar registers within five working days or says why not."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.db import IntegrityError, transaction
from pypdf import PdfReader

from miluo.rural_mortgage import public, services
from miluo.rural_mortgage.models import Agreement, Mortgage
from miluo.rural_mortgage.selectors.registering import problems_on
from miluo.rural_mortgage.tests.office import (
    AGRICULTURE,
    EXCHANGE,
    FARMER_NUMBER,
    LAND,
    NEIGHBOUR,
    NEIGHBOUR_NUMBER,
    NOW,
    OTHER_BANK,
    RIGHT,
    SECOND,
    accepted,
    agreement,
    at,
    collective_right,
    confirmed,
    decided,
    drafted,
    farmer,
    mortgaged,
    right,
)
from onewindow.cases import services as cases
from onewindow.cases.models import Case
from onewindow.papers.models import Paper
from onewindow.papers.selectors import gaps
from onewindow.papers.services import file_of
from onewindow.trail.selectors import events_of
from onewindow.words.refused import Refused
from onewindow.worktime import deadlines
from onewindow.worktime.calendars import current_calendar


@pytest.mark.clause("mortgage-15", "mortgage-18a", "mortgage-18b", "mortgage-4", "mortgage-16")
def test_a_mortgage_is_registered_from_the_window_to_the_certificate(exchange: None) -> None:
    right()
    found = mortgaged()
    paper = Paper.objects.get(number=found.certificate)
    assert (found.registered_on, found.accepted_on, found.place) == (date(2023, 6, 13), date(2023, 6, 12), 1)
    assert (paper.title, paper.issuer) == ("农村产权他项权利证明", "汨罗市农业农村局")
    assert len(paper.code) == 12
    told = Paper.objects.get(case_number=found.case_number, kind="mortgage-registered")
    assert told.title == "抵押登记通知书"
    assert [event.kind for event in events_of(found.subject)] == ["mortgage.registered"]
    assert not gaps()


@pytest.mark.clause("mortgage-17b")
def test_the_application_is_the_parties_own_paper_and_the_certificate_is_sealed(exchange: None) -> None:
    right()
    found = mortgaged()
    own, sealed = (file_of(Paper.objects.get(number=number)) for number in (found.agreement.application, found.certificate))
    assert b"/Sig" not in own and b"/Sig" in sealed
    said = "".join(page.extract_text() for page in PdfReader(BytesIO(own)).pages)
    assert [said.count(each) for each in ("抵押人（签名或者盖章）", "抵押权人（签名或者盖章）", "农村产权交易中心")] == [1, 1, 1]


@pytest.mark.clause("mortgage-18a")
def test_five_working_days_are_counted_over_the_dragon_boat_festival(exchange: None) -> None:
    assert deadlines.compute("mortgage-18a", date(2023, 6, 16), current_calendar()).due.due == date(2023, 6, 26)
    right()
    number = accepted(confirmed(), when=at(6, 16))
    assert Case.objects.get(number=number).due_on == date(2023, 6, 26)


@pytest.mark.clause("mortgage-18c")
def test_a_refusal_gives_its_reason_and_returns_the_materials(exchange: None) -> None:
    right()
    number = accepted(confirmed())
    cases.take(number=number, by=AGRICULTURE, at=NOW + timedelta(days=1))
    with pytest.raises(Refused):
        cases.decide(number=number, approve=False, by=AGRICULTURE, at=NOW + timedelta(days=1))
    cases.decide(number=number, approve=False, reason="抵押合同与约定不一致", by=AGRICULTURE, at=NOW + timedelta(days=1))
    paper = Paper.objects.get(case_number=number, kind="mortgage-registered")
    assert paper.title == "不予抵押登记通知书"
    assert "抵押合同与约定不一致" in paper.content
    assert "退回" in paper.content
    assert not Mortgage.objects.exists()


@pytest.mark.clause("mortgage-16")
def test_what_is_not_arable_goes_to_the_other_window(exchange: None) -> None:
    right("汨罗林权〔2020〕0001号", by=LAND, kind="forest", land="forest")
    found = confirmed("汨罗林权〔2020〕0001号")
    with pytest.raises(Refused) as caught:
        cases.submit(draft=drafted(found), by=EXCHANGE, at=NOW)
    assert caught.value.first.clause == "mortgage-16"
    decided(accepted(found, "rural-mortgage-real-estate"), by=LAND)
    assert Mortgage.objects.get().registrar.key == "natural-resources"


@pytest.mark.clause("mortgage-17a")
def test_one_party_alone_does_not_apply(exchange: None) -> None:
    right()
    filed = agreement()
    with pytest.raises(Refused) as caught:
        cases.submit(draft=drafted(filed), by=EXCHANGE, at=NOW)
    assert caught.value.first.clause == "mortgage-17a"
    assert "双方确认" in caught.value.first.message


@pytest.mark.clause("mortgage-17a")
def test_the_mortgagor_confirms_on_his_own_account_and_a_stranger_finds_nothing(exchange: None) -> None:
    right()
    filed = agreement()
    with pytest.raises(Refused) as caught:
        services.confirm_agreement(agreement=filed, by=farmer(NEIGHBOUR_NUMBER, NEIGHBOUR, "linju"), at=NOW)
    assert caught.value.status == 404
    services.confirm_agreement(agreement=filed, by=farmer(), at=NOW)
    assert Agreement.objects.get(number=filed).state == "confirmed"
    with pytest.raises(Refused, match="不在待确认状态"):
        services.confirm_agreement(agreement=filed, evidence="演示签字", by=EXCHANGE, at=NOW)


@pytest.mark.clause("mortgage-17a")
def test_a_stranger_does_not_apply_on_the_agreement_of_another(exchange: None) -> None:
    right()
    with pytest.raises(Refused, match="申请人不是抵押人"):
        cases.submit(draft=drafted(confirmed(), person=(NEIGHBOUR, NEIGHBOUR_NUMBER)), by=EXCHANGE, at=NOW)


@pytest.mark.clause("mortgage-17b")
def test_a_material_that_is_missing_is_told_before_the_case_is_accepted(exchange: None) -> None:
    right()
    number = cases.submit(draft=drafted(confirmed(), materials=("contract", "identity")), by=EXCHANGE, at=NOW).number
    with pytest.raises(Refused) as caught:
        cases.accept(number=number, by=EXCHANGE, at=NOW)
    assert {problem.field for problem in caught.value.problems} >= {"materials.consent", "materials.value", "materials.certificate"}


@pytest.mark.clause("mortgage-19b", "mortgage-17b")
def test_an_agent_brings_his_power_of_attorney(exchange: None) -> None:
    right()
    agent = (NEIGHBOUR, NEIGHBOUR_NUMBER)
    number = cases.submit(draft=drafted(confirmed(), agent=agent), by=EXCHANGE, at=NOW).number
    with pytest.raises(Refused) as caught:
        cases.accept(number=number, by=EXCHANGE, at=NOW)
    assert caught.value.first.clause == "mortgage-19b"
    cases.attach(number=number, material="power", name="power.pdf", content=b"%PDF-1.4\n%%EOF\n", by=EXCHANGE, at=NOW)
    cases.accept(number=number, by=EXCHANGE, at=NOW)
    assert Case.objects.get(number=number).state == "accepted"


@pytest.mark.clause("mortgage-33", "mortgage-15")
def test_of_two_applications_on_one_right_the_first_to_be_registered_has_it(exchange: None) -> None:
    right()
    one, other = accepted(confirmed()), accepted(confirmed(by=OTHER_BANK, serial=1))
    decided(other)
    cases.take(number=one, by=SECOND, at=NOW + timedelta(days=1))
    with pytest.raises(Refused) as caught:
        cases.decide(number=one, approve=True, by=SECOND, at=NOW + timedelta(days=1))
    assert {problem.clause for problem in caught.value.problems} >= {"mortgage-33"}
    assert [each.bank for each in public.mortgages(date(2023, 6, 13), right=RIGHT)] == ["demo-bank-b"]
    cases.decide(number=one, approve=False, reason="已有抵押登记", by=SECOND, at=NOW + timedelta(days=1))


@pytest.mark.clause("mortgage-33")
def test_the_database_itself_refuses_a_second_standing_mortgage(exchange: None) -> None:
    right()
    found = mortgaged()
    second = Agreement.objects.get(number=confirmed(by=OTHER_BANK, serial=1))
    found.pk, found.number, found.place, found.agreement = None, "另一编号", 99, second
    with pytest.raises(IntegrityError), transaction.atomic():
        found.save(force_insert=True)
    found.state, found.ended_on, found.ended_for = "cancelled", date(2023, 6, 20), "repaid"
    found.save(force_insert=True)  # one that has ended stands beside it


@pytest.mark.clause("mortgage-33")
def test_a_second_application_is_refused_while_a_mortgage_stands(exchange: None) -> None:
    right()
    mortgaged()
    with pytest.raises(Refused) as caught:
        cases.submit(draft=drafted(confirmed(by=OTHER_BANK, serial=1)), by=EXCHANGE, at=NOW + timedelta(days=2))
    assert caught.value.first.clause == "mortgage-33"


@pytest.mark.clause("mortgage-35")
def test_no_case_is_begun_before_the_measure_holds_nor_after_it_ended(exchange: None) -> None:
    right()
    with pytest.raises(Refused) as caught:
        agreement(when=at(5, 25, year=2025))
    assert caught.value.first.clause == "mortgage-35"


@pytest.mark.clause("mortgage-10")
def test_a_collective_right_needs_the_vote_and_the_certificate_and_one_vote_less_is_refused(exchange: None) -> None:
    number = collective_right()
    filed = agreement(number, mortgagor_number="N2430681MF4DEM0A0R", starts_on=date(2023, 6, 20))
    with pytest.raises(Refused, match="同意票多于"):
        services.record_vote(
            agreement=filed,
            voters="representatives",
            yes_votes=46,
            total_votes=45,
            resolution="决议",
            certificate="证明",
            by=EXCHANGE,
            at=NOW,
        )
    services.record_vote(
        agreement=filed, voters="representatives", yes_votes=29, total_votes=45, resolution="决议", certificate="证明", by=EXCHANGE, at=NOW
    )
    services.confirm_agreement(agreement=filed, evidence="演示盖章", by=EXCHANGE, at=NOW)
    assert [problem.clause for problem in _problems(filed)] == ["mortgage-10"]
    services.record_vote(
        agreement=filed, voters="representatives", yes_votes=30, total_votes=45, resolution="决议", certificate="证明", by=EXCHANGE, at=NOW
    )
    assert not _problems(filed)


@pytest.mark.clause("mortgage-7-1", "mortgage-5")
def test_only_the_holder_mortgages_what_is_in_the_register(exchange: None) -> None:
    right()
    with pytest.raises(Refused, match="与权利人不一致"):
        agreement(mortgagor_number=NEIGHBOUR_NUMBER)
    with pytest.raises(Refused) as caught:
        agreement("没有这个号")
    assert caught.value.status == 404
    assert agreement(mortgagor_number=FARMER_NUMBER).startswith("DY2023-")


def _problems(filed: str):

    row = Agreement.objects.select_related("right", "bank").get(number=filed)
    return problems_on(row, NOW.date(), NOW.date(), {})
