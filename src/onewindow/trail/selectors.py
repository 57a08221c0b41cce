"""Questions to the trail that change nothing."""

from __future__ import annotations

from onewindow.trail.models import Event


def events_of(subject: str) -> list[Event]:
    """All events of a subject in the order of its chain, including those of the running transaction."""
    return list(Event.objects.filter(subject=subject).order_by("position"))
