"""The order of calling, as a calculation: everybody is called once, nobody waits for ever, the rules hold for any crowd."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as some

from onewindow.hall.conventions import PREFERRED_IN_A_ROW, PUT_BACK_BY
from onewindow.hall.order import Place, in_order, minutes_to_wait

NINE = datetime(2023, 9, 15, 9)


def place(id_: int, *, preferred: bool = False, first: bool = False, behind: int = 0) -> Place:
    return Place(id_, NINE + timedelta(minutes=id_), preferred, first, behind)


def called(*places: Place, run: int = 0) -> list[int]:
    return [each.id for each in in_order(places, preferred_in_a_row=run)]


def test_who_took_a_number_earlier_is_called_earlier() -> None:
    assert called(place(3), place(1), place(2)) == [1, 2, 3]


def test_a_preferred_number_goes_before_the_others() -> None:
    assert called(place(1), place(2), place(3, preferred=True)) == [3, 1, 2]


def test_after_two_preferred_numbers_an_ordinary_one_has_its_turn() -> None:
    crowd = [place(1), place(2), *(place(each, preferred=True) for each in (3, 4, 5))]
    assert called(*crowd) == [3, 4, 1, 5, 2]
    assert called(*crowd, run=PREFERRED_IN_A_ROW) == [1, 3, 4, 2, 5]


def test_a_transferred_number_is_called_first() -> None:
    assert called(place(1, preferred=True), place(2), place(9, first=True)) == [9, 1, 2]


def test_who_was_passed_over_is_called_after_three_others() -> None:
    crowd = [place(each) for each in range(2, 8)]
    assert called(place(1, first=True, behind=PUT_BACK_BY), *crowd) == [2, 3, 4, 1, 5, 6, 7]


def test_who_was_passed_over_does_not_wait_for_people_who_do_not_come() -> None:
    assert called(place(1, first=True, behind=3), place(2)) == [2, 1]


places = some.lists(some.tuples(some.booleans(), some.booleans(), some.integers(0, 4)), max_size=20).map(
    lambda rows: [place(id_, preferred=a, first=b, behind=c) for id_, (a, b, c) in enumerate(rows)]
)


@given(places, some.integers(0, PREFERRED_IN_A_ROW))
def test_everybody_is_called_exactly_once(crowd: list[Place], run: int) -> None:
    assert sorted(called(*crowd, run=run)) == [each.id for each in crowd]


@given(places, some.integers(0, PREFERRED_IN_A_ROW))
def test_what_the_head_of_the_line_leaves_behind_keeps_its_order(crowd: list[Place], run: int) -> None:
    """Calling one after the other, as windows do, gives the order that was shown: so a waiting position is kept."""
    shown = called(*crowd, run=run)
    left, order = {each.id: each for each in crowd}, []
    while left:
        head = in_order(left.values(), preferred_in_a_row=run)[0]
        del left[head.id]
        order.append(head.id)
        run = run + 1 if head.preferred else 0
        left = {
            key: Place(each.id, each.taken_at, each.preferred, each.first or each.behind == 1, max(0, each.behind - 1))
            for key, each in left.items()
        }
    assert order == shown


def test_the_wait_is_reckoned_from_people_service_time_and_windows() -> None:
    assert minutes_to_wait(4, seconds=600, windows=2) == 20
    assert minutes_to_wait(1, seconds=61, windows=2) == 1
    assert minutes_to_wait(0, seconds=600, windows=1) == 0
    assert minutes_to_wait(4, seconds=600, windows=0) is None
