"""How many windows of each type the documents expect: a regulation says so here, the hall warns where it is otherwise. No Django."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

Expected = Callable[[date], Mapping[str, int]]
_declared: dict[str, Expected] = {}


def expect(name: str, expected: Expected) -> None:
    """Register a function that gives, for a day, the number of windows by type (``comprehensive``: 4)."""
    _declared[name] = expected


def expected_on(day: date) -> dict[str, int]:
    """Everything that is expected on a day."""
    return {type_: count for expected in _declared.values() for type_, count in expected(day).items()}
