"""Whether work may rest on a document: what a regulation about documents finds wanting in another. No Django.

The county's regulations register their checks; what they find is shown to who decides, and what blocks is refused.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from onewindow.law.regulation import Regulation
from onewindow.words.refused import Refused


@dataclass(frozen=True, slots=True)
class Doubt:
    """What is wanting, under which clause, what would be right, and whether it stops new work (else it is a warning)."""

    message: str
    clause: str
    expected: str
    blocks: bool = False


Check = Callable[[Regulation, date], Doubt | None]
_checks: dict[str, Check] = {}


def check_with(name: str, check: Check) -> None:
    """Register a check under its name; the same name again replaces it."""
    _checks[name] = check


def doubts(regulation: Regulation, on: date) -> tuple[Doubt, ...]:
    """What the checks find wanting in a document on a day."""
    found = (check(regulation, on) for check in _checks.values())
    return tuple(each for each in found if each is not None)


def require_reliable(regulation: Regulation, on: date) -> None:
    """Raises Refused, citing the clause, where something wanting stops new work."""
    for doubt in doubts(regulation, on):
        if doubt.blocks:
            raise Refused(doubt.message, code="not_reliable", field="on", clause=doubt.clause, expected=doubt.expected)
