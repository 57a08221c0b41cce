"""The doors of the window: killed at every write they leave everything before them or after; of two who press at once one does it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from operator import attrgetter

import pytest

from miluo.integrated_window import services as lists
from onewindow.cases import gates
from onewindow.cases.tests.cast import AT
from onewindow.papers.selectors import gaps
from onewindow.trail.verification import verify
from tests.kill import case_doors, hall_doors, handing_doors, item_doors, register_doors, supervision_doors
from tests.kill.forks import AFTER_COMMIT, killed_at, together
from tests.kill.tables import Row
from tests.kill.test_transitions_survive_kills import deaths_of, everything
from tests.kill.world import DOORS, World, build

ROOMS = (case_doors, handing_doors, item_doors, hall_doors, supervision_doors, register_doors)  # each enters its doors
AT_ONCE = [row for row in DOORS if row.told]


@pytest.fixture(scope="module")
def world(shared_database: str) -> Iterator[World]:
    """One hall for all these doors: each brings a case of its own."""
    with gates.isolated():
        yield build()
        assert verify().ok
        assert gaps() == []


@pytest.mark.parametrize("row", DOORS, ids=attrgetter("name"))
def test_a_kill_at_any_write_leaves_nothing_half_written(world: World, row: Row[World]) -> None:
    key = {"key": f"press-{row.name}"} if row.keyed else {}
    door = partial(row.act, **{"at": AT, **key, **row.prepare(world)})
    standing = everything()
    deaths = deaths_of(door, standing, doubling=True)
    assert len(deaths) > 1  # the row, the commit
    assert killed_at(AFTER_COMMIT, door) == AFTER_COMMIT
    after = everything()
    assert after != standing
    if key:  # who had no answer asks again with the same key
        door()
        assert everything() == after


@pytest.mark.clause("onewindow-4-1-negative")
def test_an_item_that_two_enter_in_two_lists_at_once_stands_in_one(world: World) -> None:
    kept_out = register_doors._list_negative(world)
    enter = partial(lists.propose, codes=(kept_out["code"],), by=kept_out["by"], at=AT)
    results = together(enter, partial(lists.list_negative, **kept_out))
    assert [result[1] for result in results if isinstance(result, tuple)] == ["lists_clash"], results


@pytest.mark.parametrize("row", AT_ONCE, ids=attrgetter("name"))
def test_of_two_who_press_at_once_one_does_it_and_the_other_is_told(world: World, row: Row[World]) -> None:
    press = partial(row.act, **{"at": AT, **row.prepare(world)})
    results = together(press, partial(press, by=attrgetter(row.rival)(world)) if row.rival else press)
    refused = [result for result in results if isinstance(result, tuple)]
    assert (len(refused), [said for _, said in refused]) == (1, [row.told]), results
