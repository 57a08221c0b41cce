"""The words of the hall's events: a number that is called, an appointment that is made; to the phone that was left with it."""

from __future__ import annotations

from dataclasses import dataclass

from onewindow.cases.contacts import cleaned_phone
from onewindow.hall.models import Appointment, Ticket, Window
from onewindow.trail.models import Event
from onewindow.words.days import said


@dataclass(frozen=True, slots=True)
class Known:
    """The phone that was left, and the words of the event."""

    phone: str
    words: dict[str, str]


def words(event: Event) -> Known | None:
    """What an event of the hall says, and to which phone; None for a subject that is no number and no appointment."""
    kind, _, name = event.subject.partition(":")
    if kind == "ticket":
        return _ticket(event, name)
    return _appointment(name) if kind == "appointment" else None


def _ticket(event: Event, name: str) -> Known | None:
    day, number = name[:10], name[11:]
    ticket = Ticket.objects.filter(day=day, number=number).first()
    window = Window.objects.filter(key=event.content["window"]).first()
    if ticket is None or window is None:
        return None
    return Known(cleaned_phone(ticket.phone), {"ticket": ticket.number, "window": str(window)})


def _appointment(name: str) -> Known | None:
    found = Appointment.objects.select_related("slot__business").filter(pk=int(name)).first()
    if found is None:
        return None
    slot = f"{found.slot.begins:%H:%M}—{found.slot.ends:%H:%M}"
    words = {"day": said(found.day), "slot": slot, "business": f"“{found.slot.business.title}”", "code": found.code}
    return Known(cleaned_phone(found.phone), words)
