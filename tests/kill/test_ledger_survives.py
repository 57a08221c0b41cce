"""The ledger under kills and under several writers at once: an entry is there whole or not at all, and nothing is spent twice."""

from __future__ import annotations

from functools import partial

import pytest
from django.db import connections

from onewindow.ledger.models import Account, Entry
from onewindow.ledger.tests.purse import PURSE, SPENT, give, held, opened, post, spend
from onewindow.ledger.verification import verify
from tests.kill.forks import AFTER_COMMIT, BEFORE_COMMIT, killed_at, together


def standing() -> list[object]:
    connections.close_all()
    return [list(model._default_manager.order_by("pk").values_list()) for model in (Account, Entry)]


def test_a_kill_leaves_an_entry_whole_or_not_there(live_database: str) -> None:
    opened()
    give("100")
    before, deaths = standing(), [""]
    three = partial(post, (SPENT, PURSE, "10"), (SPENT, PURSE, "20"), (SPENT, PURSE, "30"))
    while deaths[-1] != BEFORE_COMMIT:
        deaths.append(killed_at(len(deaths), three))
        assert standing() == before
        assert verify().ok
    assert len(deaths) > 4  # the entry, its lines, its event
    assert killed_at(AFTER_COMMIT, three) == AFTER_COMMIT
    connections.close_all()
    assert held(PURSE) == 40
    assert verify().ok


def _spend() -> int:
    return spend("40").number


@pytest.mark.parametrize("_round", range(3))
def test_of_four_who_spend_at_once_only_as_many_are_paid_as_there_is_money(live_database: str, _round: int) -> None:
    opened()
    give("100")
    results = together(*[_spend] * 4)
    assert sorted(result for result in results if isinstance(result, int)) == [2, 3]
    assert [result for result in results if not isinstance(result, int)] == [(409, "insufficient_funds")] * 2
    assert (held(PURSE), held(SPENT)) == (20, 80)
    assert verify().ok
