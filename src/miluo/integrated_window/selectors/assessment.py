"""窗口人员考核 (onewindow-a4-2-4): cases, overruns, complaints and violations of notice, by clerk; a score is advice to the body.

Who counts is set by the room that keeps the figures (``count_with``): it may not be known here, since it is of another floor.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class StaffCount:
    """What is counted of one account in a time: ``notice_violations`` are those against the single notice."""

    account: str
    name: str
    body: str
    at_window: bool
    cases: int
    overdue: int
    complaints: int
    notice_violations: int

    @property
    def violation_rate(self) -> str:
        """1.0%: violations of the single notice of all cases; empty without a case."""
        return violation_rate(self.cases, self.notice_violations)


Counting = Callable[[date, date], list[StaffCount]]
_counting: list[Counting] = []


def count_with(counting: Counting) -> None:
    """Let a function of the first and last day count from now on."""
    _counting[:] = [counting]


def assessed(first: date, last: date) -> list[StaffCount] | None:
    """The counts of every clerk and approver; None while nobody counts."""
    return _counting[0](first, last) if _counting else None


def violation_rate(cases: int, violations: int) -> str:
    """The share of violations, one decimal (conv-b-7); empty without a case."""
    return f"{100 * violations / cases:.1f}%" if cases else ""
