"""What the lists say of an item: its nature, how it is handled, and whom it serves. No Django."""

from __future__ import annotations

from collections.abc import Iterable

from onewindow.items.content import HANDLING, KINDS, ON_APPLICATION

INSTANT, PROMISE = "instant", "promise"
HANDLINGS = HANDLING
NATURES = KINDS
SERVICE_NATURES = {key: title for key, title in KINDS.items() if key in ON_APPLICATION}  # onewindow-2-2-def
SERVED = {"person": "自然人", "enterprise": "法人", "both": "自然人、法人"}


def served_of(applicants: Iterable[str]) -> str:
    """The key of SERVED for the applicants of an item."""
    kinds = set(applicants)
    return "both" if len(kinds) > 1 else next(iter(kinds), "both")
