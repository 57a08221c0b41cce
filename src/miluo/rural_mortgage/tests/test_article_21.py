"""第二十一条、第二十二条: what may not be mortgaged, and what a later flag does to cases and mortgages that rest on the right."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from miluo.rural_mortgage import public, services
from miluo.rural_mortgage.models import Agreement, Flag
from miluo.rural_mortgage.selectors.registering import problems_on
from miluo.rural_mortgage.selectors.rights import state_on
from miluo.rural_mortgage.selectors.warnings import warned_on
from miluo.rural_mortgage.tests.office import (
    AGRICULTURE,
    BANK,
    COLLECTIVE_CODE,
    EXCHANGE,
    LAND,
    NOW,
    RIGHT,
    accepted,
    at,
    collective_right,
    confirmed,
    decided,
    drafted,
    mortgaged,
    right,
)
from onewindow.cases import services as cases
from onewindow.trail.selectors import events_of
from onewindow.words.refused import Refused

WORD = {"body": "演示机关", "document": "演示公告1号"}


@pytest.mark.clause("mortgage-21")
@pytest.mark.parametrize("kind", ["disputed", "requisition", "restricted"])
def test_a_right_with_any_of_the_three_flags_is_not_taken_in(exchange: None, kind: str) -> None:
    right()
    services.raise_flag(number=RIGHT, kind=kind, starts_on=date(2023, 5, 1), by=AGRICULTURE, at=NOW, **WORD)
    with pytest.raises(Refused) as caught:
        cases.submit(draft=drafted(confirmed()), by=EXCHANGE, at=NOW)
    assert caught.value.first.clause == "mortgage-21"


@pytest.mark.clause("mortgage-10", "mortgage-21")
def test_a_dispute_is_told_beside_the_vote_that_nobody_has_entered_yet(exchange: None) -> None:
    number = collective_right()
    filed = confirmed(number, mortgagor_number=COLLECTIVE_CODE)
    services.raise_flag(number=number, kind="disputed", starts_on=date(2023, 6, 1), by=LAND, at=NOW, **WORD)
    found = problems_on(Agreement.objects.get(number=filed), NOW.date(), NOW.date(), {})
    assert [(each.code, each.clause) for each in found if each.clause != "mortgage-10"] == [
        ("not_eligible", "mortgage-21"),
        ("fact_missing", "mortgage-17b"),
        ("fact_missing", "mortgage-17b"),
    ]
    assert {each.expected for each in found if each.code == "fact_missing"} == {"同意票", "应到人数"}


@pytest.mark.clause("mortgage-21")
def test_once_the_flag_is_lifted_the_right_is_free_again_from_that_day(exchange: None) -> None:
    right()
    services.raise_flag(number=RIGHT, kind="disputed", starts_on=date(2023, 5, 1), by=AGRICULTURE, at=NOW, **WORD)
    with pytest.raises(Refused, match="尚未解除"):
        services.raise_flag(number=RIGHT, kind="disputed", starts_on=date(2023, 5, 2), by=AGRICULTURE, at=NOW, **WORD)
    services.lift_flag(number=RIGHT, kind="disputed", ends_on=date(2023, 6, 12), document="演示裁决", by=AGRICULTURE, at=NOW)
    assert public.right(RIGHT, date(2023, 6, 11)).flags == ("disputed",)
    assert public.right(RIGHT, date(2023, 6, 12)).flags == ()
    assert cases.submit(draft=drafted(confirmed()), by=EXCHANGE, at=NOW).state == "submitted"


@pytest.mark.clause("mortgage-21", "mortgage-22")
def test_a_later_flag_warns_what_rests_on_the_right_stops_the_case_and_leaves_the_mortgage(exchange: None) -> None:
    right()
    standing = mortgaged()
    right("汨罗农经〔2020〕0002号")
    filed = confirmed("汨罗农经〔2020〕0002号")
    case = accepted(filed)
    for number in (RIGHT, "汨罗农经〔2020〕0002号"):
        services.raise_flag(number=number, kind="requisition", starts_on=date(2023, 6, 14), by=AGRICULTURE, at=at(6, 14), **WORD)
    assert {(each.number, each.is_mortgage) for each in warned_on(date(2023, 6, 14))} == {(standing.number, True), (filed, False)}
    assert not warned_on(date(2023, 6, 13))
    assert [event.kind for event in events_of(standing.subject)][-1] == "mortgage.warned"
    with pytest.raises(Refused) as caught:
        decided(case, when=at(6, 15))
    assert caught.value.first.clause == "mortgage-21"
    assert public.mortgage(standing.number, date(2023, 6, 15)).state == "standing"
    cases.decide(number=case, approve=False, reason="已公告征收", by=AGRICULTURE, at=at(6, 15))


@pytest.mark.clause("mortgage-22")
def test_a_mortgage_changes_nothing_of_who_holds_the_right_and_whose_subsidies_it_carries(exchange: None) -> None:
    right()
    before = state_on(RIGHT, NOW.date())
    mortgaged()
    after = state_on(RIGHT, date(2023, 7, 1))
    assert before is not None and after is not None
    assert (after.pk, after.holder_key) == (before.pk, before.holder_key)


@pytest.mark.clause("mortgage-21")
def test_a_flag_is_entered_by_the_registrar_of_that_kind_of_right_and_by_nobody_else(exchange: None) -> None:
    right()
    for stranger in (LAND, BANK):
        with pytest.raises(Refused) as caught:
            services.raise_flag(number=RIGHT, kind="disputed", starts_on=date(2023, 5, 1), by=stranger, at=NOW, **WORD)
        assert caught.value.status == 403
    with pytest.raises(Refused, match="尚未到来"):
        services.raise_flag(number=RIGHT, kind="disputed", starts_on=date(2023, 6, 13), by=AGRICULTURE, at=NOW, **WORD)


@pytest.mark.clause("mortgage-21")
def test_the_database_keeps_no_flag_that_was_lifted_without_a_word(exchange: None) -> None:
    right()
    services.raise_flag(number=RIGHT, kind="disputed", starts_on=date(2023, 5, 1), by=AGRICULTURE, at=NOW, **WORD)
    with pytest.raises(IntegrityError), transaction.atomic():
        Flag.objects.update(ends_on=date(2023, 6, 1))
    assert Agreement.objects.count() == 0
