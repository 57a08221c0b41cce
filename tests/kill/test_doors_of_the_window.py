"""The doors of the window: killed at every write they leave the case before them or after; of two who press at once one does it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest

from onewindow.cases import gates
from onewindow.papers.selectors import gaps
from onewindow.trail.verification import verify
from onewindow.words.actor import Actor
from tests.kill import window_doors as doors
from tests.kill.forks import AFTER_COMMIT, killed_at, together
from tests.kill.test_transitions_survive_kills import deaths_of, everything
from tests.kill.window_doors import Prepare, World


@pytest.fixture(scope="module")
def world(shared_database: str) -> Iterator[World]:
    """One hall for all these doors: each brings a case of its own."""
    with gates.isolated():
        yield doors.build()
        assert verify().ok
        assert gaps() == []


def named(door: Any) -> str:
    return str(door.__name__).strip("_") if callable(door) else str(door)


@pytest.mark.parametrize("prepare", doors.DOORS, ids=named)
def test_a_kill_at_any_write_leaves_nothing_half_written(world: World, prepare: Prepare) -> None:
    act, arguments = prepare(world)
    keyed = {} if prepare in doors.WITHOUT_KEY else {"key": f"press-{named(prepare)}"}
    door = partial(act, **{"at": doors.AT, **keyed, **arguments})
    before = everything()
    deaths = deaths_of(door, before)
    assert len(deaths) > 3  # the row, the event, the commit
    assert killed_at(AFTER_COMMIT, door) == AFTER_COMMIT
    after = everything()
    assert after != before
    if keyed:  # who had no answer asks again with the same key
        door()
        assert everything() == after


@pytest.mark.parametrize(("prepare", "other", "code"), doors.AT_ONCE, ids=[named(each[0]) for each in doors.AT_ONCE])
def test_of_two_who_press_at_once_one_does_it_and_the_other_is_told(
    world: World, prepare: Prepare, other: Callable[[World], Actor] | None, code: str
) -> None:
    act, arguments = prepare(world)
    press = partial(act, **{"at": doors.AT, **arguments})
    results = together(press, partial(press, by=other(world)) if other else press)
    refused = [result for result in results if isinstance(result, tuple)]
    assert (len(refused), [said for _, said in refused]) == (1, [code]), results
