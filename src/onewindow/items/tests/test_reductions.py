"""四减: what was and what is, per item, and what grew instead."""

from datetime import date

import pytest

from onewindow.items import reductions
from onewindow.items.tests.cast import published, whole


def made(materials: int, links: int, days: int, trips: int):
    rows = [{"title": f"材料{each}", "key": f"m{each}"} for each in range(materials)]
    steps = [{"title": f"环节{each}"} for each in range(links)]
    return whole(materials=rows, steps=steps, promised_days=days, visits=trips)


@pytest.mark.clause("onewindow-4-2-four")
def test_materials_6_to_4_links_5_to_3_days_10_to_6_trips_2_to_1_are_reductions_of_2_2_4_1() -> None:
    four = reductions.between(made(6, 5, 10, 2), made(4, 3, 6, 1))
    assert [each.by for each in four] == [2, 2, 4, 1]
    assert not any(each.grew for each in four)


@pytest.mark.clause("onewindow-4-2-four")
def test_days_from_5_to_6_are_more_instead_of_less() -> None:
    four = reductions.between(made(4, 3, 5, 1), made(4, 3, 6, 1))
    assert [(each.dimension, each.by) for each in four if each.grew] == [("days", -1)]


def test_what_a_version_does_not_state_is_no_reduction() -> None:
    four = reductions.between(whole(visits=None), whole(visits=1))
    assert (four[3].by, four[3].grew) == (None, False)


@pytest.mark.usefixtures("bodies")
def test_the_version_in_force_is_compared_with_the_first_that_held() -> None:
    published("2023-06-01", promised_days=10)
    published("2023-07-01", promised_days=8)
    published("2023-08-01", effective_from="2023-09-01", promised_days=5)
    assert [each.four[2].by for each in reductions.reductions_on(date(2023, 8, 15))] == [2]
    found = reductions.reductions_on(date(2023, 9, 1))
    assert [(each.first.number, each.now.number, each.four[2].by) for each in found] == [(1, 3, 5)]
    assert [each.by for each in reductions.totals(found)] == [0, 0, 5, 0]
