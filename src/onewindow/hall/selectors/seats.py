"""Who sits where, and who is posted where."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from onewindow.hall.models import Posting, Seat, Window
from onewindow.words.actor import Actor


def window_of(actor: Actor, day: date) -> Window | None:
    """The window where a clerk sits on that day; None for one who sits nowhere, or has left."""
    seat = Seat.objects.select_related("window__zone", "window__organisation").filter(clerk=actor.id, day=day, left_at=None).first()
    return seat.window if seat else None


def clerk_at(window: Window, day: date) -> str:
    """The key of the account that sits at a window on that day; empty where nobody does."""
    return Seat.objects.filter(window=window, day=day, left_at=None).values_list("clerk", flat=True).first() or ""


def posted(clerk: str, zone_key: str, day: date) -> bool:
    """Whether somebody is posted to a zone on that day."""
    return postings_on(day).filter(clerk=clerk, zone__key=zone_key).exists()


def postings_on(day: date) -> QuerySet[Posting]:
    """Every posting that holds on that day, by zone."""
    holds = Q(valid_from__lte=day) & (Q(valid_until=None) | Q(valid_until__gte=day))
    return Posting.objects.select_related("zone", "organisation").filter(holds).order_by("zone", "id")


def windows_for(actor: Actor, day: date) -> list[Window]:
    """The windows where somebody may sit down on that day: those of the own body, and of the zones where he is posted; empty ones."""
    zones = postings_on(day).filter(clerk=actor.id).values("zone")
    taken = Seat.objects.filter(day=day, left_at=None).values("window")
    own = Q(zone=None, organisation__key=actor.organisation) | Q(zone__in=zones)
    return list(Window.objects.select_related("zone").filter(own, open=True).exclude(pk__in=taken))
