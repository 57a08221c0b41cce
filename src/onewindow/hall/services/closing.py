"""The end of a day in the hall: what was not finished is void, seats are empty, phone numbers are forgotten. Idempotent."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from onewindow.hall.models import Appointment, Call, Seat, Ticket, Window
from onewindow.hall.services.appointments import mark_missed
from onewindow.trail.services import record
from onewindow.words.actor import Actor
from onewindow.worktime.clock import day_of

_OPEN = (Ticket.State.WAITING, Ticket.State.CALLED, Ticket.State.SERVING)


@transaction.atomic
def end_days(*, by: Actor, at: datetime) -> dict[str, int]:
    """Everything that the days before the day of ``at`` left open (conv-hall-6, conv-hall-7); how many of each.

    Somebody who was being served counts as finished, everybody else as void.
    """
    today = day_of(at)
    missed = mark_missed(by=by, at=at)
    Call.objects.filter(ended_at=None, ticket__day__lt=today, ticket__state=Ticket.State.SERVING).update(
        ended_at=at, outcome=Call.Outcome.FINISHED
    )
    Call.objects.filter(ended_at=None, ticket__day__lt=today).update(ended_at=at, outcome=Call.Outcome.CANCELLED)
    void = list(Ticket.objects.select_for_update().filter(day__lt=today, state__in=_OPEN))
    for ticket in void:
        before = ticket.state
        ticket.state = Ticket.State.FINISHED if before == Ticket.State.SERVING else Ticket.State.CANCELLED
        ticket.ended_at = at
        ticket.save(update_fields=["state", "ended_at"])
        record(subject=ticket.subject, kind="hall.day_ended", by=by, at=at, from_=before, to=ticket.state)
    left = Seat.objects.filter(day__lt=today, left_at=None).update(left_at=at)
    Window.objects.filter(paused_at__isnull=False, paused_at__date__lt=today).update(paused_at=None, paused_for="")
    return {"hall_tickets_void": len(void), "hall_seats_left": left, "hall_missed": missed, "hall_phones_forgotten": _forget(today)}


def _forget(today: date) -> int:
    tickets = Ticket.objects.filter(day__lt=today, phone__isnull=False).update(phone=None, phone_digest="")
    return tickets + Appointment.objects.filter(day__lt=today, phone__isnull=False).update(phone=None, phone_digest="")
