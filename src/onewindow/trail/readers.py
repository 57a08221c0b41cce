"""Readers of the trail: whoever acts on events after the fact (notices, statistics, other systems) reads through a cursor."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

from onewindow.trail.horizon import horizon
from onewindow.trail.models import Cursor, Event


@dataclass(frozen=True, slots=True)
class Reader:
    """A place in the trail, kept under a name. Each event is taken at least once, in the order of ids, and none is skipped.

    The cursor moves in the caller's transaction: what the caller writes there happens exactly once for each event; what it does
    outside (a message sent) happens again if the transaction fails after it, so the receiver must know an event by its id.
    """

    name: str

    def take(self, limit: int = 100) -> list[Event]:
        """The next events after the cursor, at most ``limit``, and move it past them; a second taker of the same name waits.

        An event stays back while an older transaction that records is still running. Raises RuntimeError outside a transaction.
        """
        if not connection.in_atomic_block:
            raise RuntimeError("a reader takes events in the transaction that keeps what came of them")
        cursor = self._locked() or self._first()
        last = horizon()
        events = list(Event.objects.filter(id__gt=cursor.position, id__lte=last).order_by("id")[:limit])
        if events:
            cursor.position = events[-1].id
            cursor.save(update_fields=["position"])
        return events

    def _locked(self) -> Cursor | None:
        return Cursor.objects.select_for_update().filter(name=self.name).first()

    def _first(self) -> Cursor:
        Cursor.objects.bulk_create([Cursor(name=self.name)], ignore_conflicts=True)  # another process may be the first as well
        return Cursor.objects.select_for_update().get(name=self.name)
