"""What an item is called, by its key: as its latest published declaration says."""

from __future__ import annotations

from collections.abc import Iterable

from onewindow.cases.models import Snapshot
from onewindow.cases.snapshots import plan_of


def titles_of(keys: Iterable[str]) -> dict[str, str]:
    """Title by key; a key under which nothing was published keeps standing for itself. One query for any number."""
    wanted = {key for key in keys if key}
    if not wanted:
        return {}
    latest = dict(Snapshot.objects.filter(procedure__in=wanted).order_by("published_at").values_list("procedure", "digest"))
    return {key: plan_of(latest[key]).title if key in latest else key for key in wanted}


def keys_titled(text: str) -> list[str]:
    """The keys of the items whose title holds a text."""
    latest = dict(Snapshot.objects.order_by("published_at").values_list("procedure", "digest"))
    return [key for key, digest in latest.items() if text in plan_of(digest).title]
