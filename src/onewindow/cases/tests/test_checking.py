"""One judgement of a form: the page shows every problem at once, and submission is refused with the same ones."""

from datetime import date
from typing import Any

import pytest

from onewindow.cases import selectors, services
from onewindow.cases.models import Case
from onewindow.cases.tests.cast import AT, PDF, Cast, decided, draft, submitted
from onewindow.words.refused import Refused

TODAY = date(2023, 9, 15)


def shown(cast: Cast, key: str, today: date = TODAY) -> list[tuple[str | None, str]]:
    return [(problem.field, problem.code) for problem in selectors.draft_of(key, cast.agent, today).problems]


def told(cast: Cast, key: str, at: Any = AT) -> list[tuple[str | None, str]]:
    with pytest.raises(Refused) as caught:
        services.submit(draft=key, by=cast.agent, at=at)
    return [(problem.field, problem.code) for problem in caught.value.problems]


def test_the_page_shows_what_submission_is_refused_with(cast: Cast) -> None:
    key = draft(cast, customs=False, closed_until="2023-08-15", trade_usd="-1", traded_before=False, trade_usd_previous_year="100")
    services.save_draft(draft=key, facts={}, uscc="123", contact_name=" ", contact_phone="abc", by=cast.agent, at=AT)
    problems = shown(cast, key)

    assert problems == told(cast, key)
    assert problems == [
        ("uscc", "invalid_uscc"),
        ("contact_name", "contact_missing"),
        ("contact_phone", "invalid_phone"),
        ("trade_usd", "negative_amount"),
        ("closed_until", "month_not_closed"),
        ("traded_before", "contradictory_facts"),
        ("materials.customs", "material_missing"),
    ]
    assert shown(cast, draft(cast)) == []


def test_a_contradiction_is_said_once_and_with_what_else_is_wrong(cast: Cast) -> None:
    key = draft(cast, customs=False, closed_until="2023-08-15", trade_usd_previous_year="100")

    assert [code for _, code in shown(cast, key)] == ["month_not_closed", "contradictory_facts", "material_missing"]


def test_a_second_claim_still_names_the_material_that_is_missing(cast: Cast) -> None:
    decided(cast)
    key = draft(cast, customs=False)

    assert shown(cast, key) == told(cast, key) == [("year", "already_claimed"), ("materials.customs", "material_missing")]


def test_the_open_case_is_shown_before_submission(cast: Cast) -> None:
    number = submitted(cast)
    key = draft(cast)

    assert shown(cast, key) == told(cast, key) == [("year", "open_case")]
    assert number in selectors.draft_of(key, cast.agent, TODAY).problems[0].message


def test_a_year_that_cannot_be_read_is_no_reason_to_break(cast: Cast) -> None:
    key = draft(cast, customs=False, year="20x3", trade_usd_previous_year="100")

    assert [field for field, _ in shown(cast, key)] == ["year", "traded_before", "materials.customs"]
    assert shown(cast, key) == told(cast, key)


def test_a_form_that_was_submitted_is_judged_no_more(cast: Cast) -> None:
    key = draft(cast)
    services.submit(draft=key, by=cast.agent, at=AT)

    assert shown(cast, key, date(2023, 12, 1)) == []


@pytest.mark.parametrize(
    ("contact", "field"),
    [
        ({"contact_name": ""}, "contact_name"),
        ({"contact_name": "<script>alert(1)</script>"}, "contact_name"),
        ({"contact_name": "演示\n联系人"}, "contact_name"),
        ({"contact_name": "甲" * 51}, "contact_name"),
        ({"contact_phone": ""}, "contact_phone"),
        ({"contact_phone": "abc"}, "contact_phone"),
        ({"contact_phone": "1380000000"}, "contact_phone"),
        ({"contact_phone": "23800000000"}, "contact_phone"),
        ({"contact_phone": "5220000"}, "contact_phone"),
    ],
)
def test_nobody_submits_without_a_contact_that_can_be_reached(cast: Cast, contact: dict[str, Any], field: str) -> None:
    key = draft(cast)
    services.save_draft(draft=key, facts={}, **contact, by=cast.agent, at=AT)

    assert [name for name, _ in told(cast, key)] == [field]
    assert not Case.objects.exists()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("13800000000", "13800000000"),
        ("138 0000 0000", "13800000000"),
        ("0730-5220000", "0730-5220000"),
        ("０７３０５２２００００", "07305220000"),
    ],
)
def test_a_mobile_or_a_landline_is_kept_as_it_is_dialled(cast: Cast, typed: str, kept: str) -> None:
    key = draft(cast)
    services.save_draft(draft=key, facts={}, contact_name=" 甲 ", contact_phone=typed, by=cast.agent, at=AT)
    services.submit(draft=key, by=cast.agent, at=AT)

    case = Case.objects.get()
    assert (case.contact_name, case.contact_phone) == ("甲", kept)


def test_an_attached_material_is_missed_no_more(cast: Cast) -> None:
    key = draft(cast, customs=False)
    assert shown(cast, key) == [("materials.customs", "material_missing")]
    services.attach(draft=key, material="customs", name="海关数据.pdf", content=PDF, by=cast.agent, at=AT)

    assert shown(cast, key) == []
