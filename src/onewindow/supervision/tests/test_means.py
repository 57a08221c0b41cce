"""What the hall's means are planned by (二（一）): shares of windows, online depth, items that hang together; nothing is reassigned."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from onewindow.cases import gates, services
from onewindow.cases.models import Case
from onewindow.cases.tests import items_cast as items
from onewindow.cases.tests.cast import AT, Cast, gather
from onewindow.supervision.selectors.resources import means

MONTH = date(2023, 9, 1), date(2023, 9, 30)
CHECKS = [{"material": key, "outcome": "ok", "note": ""} for key in ("application", "premises", "health")]


@pytest.fixture
def cast(db: None) -> Cast:
    return gather()


def accepted_at(cast: Cast, window: str, n: int) -> None:
    for _ in range(n):
        number = items.at_window(cast.clerk)
        services.accept(number=number, checks=CHECKS, by=cast.clerk, at=AT)
        Case.objects.filter(number=number).update(window=window)


@pytest.mark.clause("onewindow-2-1-resources")
def test_the_shares_of_windows_are_75_and_25_per_cent_with_the_online_depth_of_their_items(cast: Cast) -> None:
    items.publish_item()
    with gates.isolated():
        accepted_at(cast, "1", 3)
        accepted_at(cast, "2", 1)
    one, two = means(*MONTH).windows
    assert [(each.window, each.cases, each.share) for each in (one, two)] == [("1", 3, Decimal("75.0")), ("2", 1, Decimal("25.0"))]
    assert (one.depths, one.online_share) == ({"4": 3}, Decimal("100.0"))
    assert one.depth_words == "四级3件"
    assert means(date(2023, 8, 1), date(2023, 8, 31)).windows == ()


@pytest.mark.clause("onewindow-2-1-resources")
def test_cases_of_linked_items_are_told_from_others_and_from_what_came_in_as_one_thing(cast: Cast) -> None:
    items.publish_item(themes=["certificates"], online_depth="2")
    with gates.isolated():
        accepted_at(cast, "1", 2)
        Case.objects.filter(pk=Case.objects.latest("id").pk).update(bundle="T2023-000001")
    (one,) = means(*MONTH).windows
    assert (one.linked, one.linked_share, one.bundled, one.online_share) == (2, Decimal("100.0"), 1, Decimal("0.0"))
