"""The texts that are hashed, and nothing else: what one event, one seal and one set of heads come to. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Final

from onewindow.words.canonical import canonical, sm3

EVENT_COLUMNS: Final = (
    "id",
    "subject",
    "position",
    "kind",
    "actor",
    "roles",
    "organisation",
    "at",
    "recorded_at",
    "from_state",
    "to_state",
    "reason",
    "body",
    "previous",
)
SEAL_COLUMNS: Final = ("day", "last", "count", "root", "heads", "sealed_at", "previous")

# What ``canonical`` gives for a flat list of whole numbers and text, at a third of its time: verification does this for every event.
_flat: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def time_text(moment: datetime) -> str:
    """The one spelling of a moment under a hash: UTC, as SQLite's column keeps it (``2023-09-15 01:02:03[.000123]``)."""
    return str(moment.astimezone(UTC).replace(tzinfo=None))


def day_text(day: date) -> str:
    return day.isoformat()


def row_hash(values: Sequence[int | str]) -> str:
    """SM3 over the canonical list of a row's values, in the order of ``EVENT_COLUMNS`` or ``SEAL_COLUMNS``.

    Text that is no UTF-8 (it can only come from a damaged file) is hashed byte by byte, so that it never looks whole. Raises TypeError
    for bytes.
    """
    return sm3(_flat(values).encode(errors="surrogateescape"))


def heads_digest(heads: Iterable[tuple[str, int, str]]) -> str:
    """SM3 over (subject, count, hash) of every chain that moved, by subject."""
    return sm3(canonical(sorted(heads)).encode(errors="surrogateescape"))
