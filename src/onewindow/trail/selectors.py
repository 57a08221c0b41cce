"""Questions to the trail that change nothing."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from onewindow.trail.models import Event, Seal


def events_of(subject: str) -> list[Event]:
    """All events of a subject in the order of its chain, including those of the running transaction."""
    return list(Event.objects.filter(subject=subject).order_by("position"))


def latest(
    *, subject: str = "", actor: str = "", kind: str = "", day: date | None = None, before: int | None = None, limit: int = 50
) -> list[Event]:
    """The last events, the newest first: of a subject, an account (its key), a kind, a business day; numbered below ``before``."""
    events = Event.objects.order_by("-id")
    given = {"subject": subject, "actor": actor, "kind": kind}
    events = events.filter(**{name: value for name, value in given.items() if value})
    if day is not None:
        begins = timezone.make_aware(datetime.combine(day, time.min))
        events = events.filter(at__gte=begins, at__lt=begins + timedelta(days=1))
    return list((events.filter(pk__lt=before) if before is not None else events)[:limit])


def kinds() -> list[str]:
    """The kinds of events that were ever recorded."""
    return list(Event.objects.order_by("kind").values_list("kind", flat=True).distinct())


def last_seal() -> Seal | None:
    """The seal of the last day that was sealed."""
    return Seal.objects.order_by("-day").first()
