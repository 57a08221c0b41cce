"""第七条: who may apply: a certificate, an age between two birthdays, no more than what is encouraged."""

from __future__ import annotations

from datetime import date

import pytest

from miluo.rural_mortgage.tests.evaluating import ON, clauses, results

UNTIL_BIRTHDAY = {"sixty_years": "until_birthday"}


@pytest.mark.clause("mortgage-7-1")
def test_who_holds_no_certificate_may_not_mortgage() -> None:
    assert clauses(has_certificate=False) == ["mortgage-7-1"]
    assert results(has_certificate=False)["eligible"] is False
    assert results()["eligible"] is True


@pytest.mark.clause("mortgage-7-2")
@pytest.mark.parametrize(
    ("birth_date", "ok"),
    [
        ("2005-09-15", True),  # eighteen today
        ("2005-09-16", False),  # eighteen tomorrow
        ("1963-09-15", True),  # sixty today
        ("1962-09-16", True),  # sixty-one tomorrow
        ("1962-09-15", False),  # sixty-one today
    ],
)
def test_a_natural_person_is_eighteen_and_not_yet_sixty_one(birth_date: str, ok: bool) -> None:
    found = results(birth_date=birth_date)
    assert (found["age_ok"], found["eligible"]) == (ok, ok)
    assert clauses(birth_date=birth_date) == ([] if ok else ["mortgage-7-2"])


@pytest.mark.clause("mortgage-7-2")
@pytest.mark.parametrize(("birth_date", "ok"), [("1963-09-15", True), ("1963-09-14", False), ("2005-09-16", False)])
def test_under_the_other_reading_the_sixtieth_birthday_is_the_last_day(birth_date: str, ok: bool) -> None:
    assert results(birth_date=birth_date, readings=UNTIL_BIRTHDAY)["age_ok"] is ok


@pytest.mark.clause("mortgage-7-2")
def test_eighteen_years_are_full_on_the_birthday_not_the_day_before() -> None:
    assert results(on=date(2025, 2, 28), birth_date="2007-03-01")["age_ok"] is False
    assert results(on=date(2025, 3, 1), birth_date="2007-03-01")["age_ok"] is True


@pytest.mark.clause("mortgage-7-2")
def test_of_a_business_or_a_collective_no_age_is_asked_and_of_a_person_it_must_be_known() -> None:
    assert results(applicant_kind="business", birth_date=None)["age_ok"] is True
    assert results(applicant_kind="collective", birth_date=None, yes_votes=2, total_votes=3)["age_ok"] is True
    assert results(birth_date=None)["age_ok"] is None


@pytest.mark.clause("mortgage-7-3")
def test_insurance_is_encouraged_and_no_fact_of_it_is_asked() -> None:
    assert date(2023, 9, 15) == ON
    assert "insured" not in results()
