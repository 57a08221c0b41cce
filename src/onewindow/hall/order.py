"""Who is called next: the one order that calling, waiting positions and the screen share. No Django."""

from __future__ import annotations

from bisect import insort
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from math import ceil

from onewindow.hall.conventions import PREFERRED_IN_A_ROW


@dataclass(frozen=True, slots=True)
class Place:
    """A number that waits, as the order sees it. ``first``: it was transferred here, or its turn came again after it was passed over."""

    id: int
    taken_at: datetime
    preferred: bool = False
    first: bool = False
    behind: int = 0


def in_order(waiting: Iterable[Place], *, preferred_in_a_row: int = 0) -> list[Place]:
    """Everybody who waits in the order of calling (conv-hall-1, conv-hall-2).

    ``preferred_in_a_row`` is how many preferred numbers were the last to be called, one after the other.
    """
    by_age = sorted(waiting, key=_age)
    put_back = deque(sorted((place for place in by_age if place.behind), key=lambda place: place.behind))
    first = [place for place in by_age if not place.behind and place.first]
    preferred = deque(place for place in by_age if not place.behind and not place.first and place.preferred)
    ordinary = deque(place for place in by_age if not place.behind and not place.first and not place.preferred)
    order: list[Place] = []
    run = preferred_in_a_row
    while put_back or first or preferred or ordinary:
        while put_back and (put_back[0].behind <= len(order) or not (first or preferred or ordinary)):
            insort(first, put_back.popleft(), key=_age)
        if first:
            called = first.pop(0)
        elif preferred and (run < PREFERRED_IN_A_ROW or not ordinary):
            called = preferred.popleft()
        else:
            called = ordinary.popleft()
        order.append(called)
        run = run + 1 if called.preferred else 0
    return order


def _age(place: Place) -> tuple[datetime, int]:
    return place.taken_at, place.id


def minutes_to_wait(before: int, *, seconds: float, windows: int) -> int | None:
    """The expected wait in whole minutes (conv-hall-4); None while no window calls for the business."""
    return ceil(before * seconds / windows / 60) if windows else None
