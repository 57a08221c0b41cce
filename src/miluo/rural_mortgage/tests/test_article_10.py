"""第九条、第十条: co-owners who agree, and two thirds of all members or representatives."""

from __future__ import annotations

from typing import Any

import pytest

from miluo.rural_mortgage.tests.evaluating import clauses, results
from onewindow.words.refused import Refused

COLLECTIVE: dict[str, Any] = {"right_kind": "collective_construction", "applicant_kind": "collective", "birth_date": None}


@pytest.mark.clause("mortgage-10")
@pytest.mark.parametrize(
    ("yes", "of", "ok"), [(40, 60, True), (39, 60, False), (30, 45, True), (29, 45, False), (34, 50, True), (33, 50, False)]
)
def test_two_thirds_suffice_and_one_vote_less_does_not(yes: int, of: int, ok: bool) -> None:
    found = results(**COLLECTIVE, yes_votes=yes, total_votes=of)
    assert (found["vote_ok"], found["eligible"]) == (ok, ok)
    assert clauses(**COLLECTIVE, yes_votes=yes, total_votes=of) == ([] if ok else ["mortgage-10"])


@pytest.mark.clause("mortgage-10")
def test_where_nobody_may_vote_nobody_agreed() -> None:
    assert results(**COLLECTIVE, yes_votes=0, total_votes=0)["vote_ok"] is False


@pytest.mark.clause("mortgage-10")
def test_more_votes_than_voters_are_refused_with_what_would_be_right() -> None:
    with pytest.raises(Refused) as caught:
        results(**COLLECTIVE, yes_votes=61, total_votes=60)
    assert (caught.value.first.clause, caught.value.first.field) == ("mortgage-10", "yes_votes")


@pytest.mark.clause("mortgage-10")
def test_of_what_is_no_collective_no_vote_is_asked() -> None:
    assert results(yes_votes=None, total_votes=None)["vote_ok"] is True
    assert results(**COLLECTIVE)["vote_ok"] is None


@pytest.mark.clause("mortgage-9")
def test_one_co_owner_who_does_not_agree_is_enough_to_refuse() -> None:
    assert clauses(co_owners_consent=False) == ["mortgage-9"]
    assert clauses(co_owners_consent=True) == []
