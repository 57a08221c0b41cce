"""Two people change the fund at the same moment: never below what was granted, and what a year has left goes on once."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from django.db import connections

from miluo.open_economy.models import Appropriation, YearClosing
from miluo.open_economy.selectors.fund import year_fund
from miluo.open_economy.services import fund, year_end
from miluo.open_economy.tests.money import AFTER, CASHIER, granted, officer
from onewindow.cases.services import Answer
from onewindow.cases.tests import cast as people
from onewindow.cases.tests.cast import on
from onewindow.ledger.verification import verify
from tests.kill.forks import BEFORE_COMMIT, killed_at, together

pytestmark = pytest.mark.clause("open2023-10-1")
OTHER_CASHIER = officer("u-cz2", "finance", "finance")
OVER = on("2024-01-02")


def done(results: list[Any]) -> tuple[int, list[Any]]:
    return sum(isinstance(each, Answer) for each in results), [each for each in results if not isinstance(each, Answer)]


def reduction(document: str, cashier: Any = CASHIER) -> partial[Answer]:
    return partial(fund.reduce, year="2023", amount="1000000", document=document, by=cashier, at=AFTER)


def closing(document: str, cashier: Any = CASHIER) -> partial[Answer]:
    split = {"carried": "1000000", "taken_back": "928000"}
    return partial(year_end.close_year, year="2023", **split, document=document, by=cashier, at=OVER)


def test_two_reductions_at_once_do_not_go_below_what_was_granted(live_database: str) -> None:
    granted(people.gather())
    assert done(together(reduction("演示一"), reduction("演示二", OTHER_CASHIER))) == (1, [(409, "below_committed")])
    assert (year_fund(2023).appropriated, Appropriation.objects.count()) == (1_000_000, 2)
    assert verify().ok


def test_what_a_year_has_left_is_carried_over_by_one_of_two(live_database: str) -> None:
    granted(people.gather())
    assert done(together(closing("演示一"), closing("演示二", OTHER_CASHIER))) == (1, [(409, "more_than_left")])
    assert (year_fund(2023).available, year_fund(2024).carried_in, YearClosing.objects.count()) == (0, 1_000_000, 1)
    assert verify().ok


@pytest.mark.parametrize("_round", range(2))
def test_a_closing_and_a_reduction_at_once_do_not_spend_the_same_money(live_database: str, _round: int) -> None:
    granted(people.gather())
    count, refused = done(together(closing("演示一"), reduction("演示二", OTHER_CASHIER)))
    assert (count, refused) in [(1, [(409, "year_closed")]), (1, [(409, "more_than_left")])]
    assert year_fund(2023).shortage == 0
    assert verify().ok


def test_a_kill_in_the_closing_leaves_both_years_as_they_were(live_database: str) -> None:
    granted(people.gather())
    door = closing("演示一")
    deaths = [""]
    while deaths[-1] != BEFORE_COMMIT:
        deaths.append(killed_at(len(deaths), door))
        connections.close_all()
        assert (year_fund(2023).available, year_fund(2024).carried_in, YearClosing.objects.count()) == (1_928_000, 0, 0)
    assert len(deaths) > 6
    door()
    assert (year_fund(2023).available, year_fund(2024).carried_in) == (0, 1_000_000)
    assert verify().ok
