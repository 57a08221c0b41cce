"""Who waits, in which order, and for how long."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import takewhile

from django.db.models import Q, QuerySet
from django.utils import timezone

from onewindow.hall.conventions import PREFERRED_IN_A_ROW, SAMPLE, SAMPLE_AT_LEAST
from onewindow.hall.models import Binding, Business, Call, Seat, Ticket, Window
from onewindow.hall.order import Place, in_order, minutes_to_wait
from onewindow.hall.visitors import visitor_digest
from onewindow.words.actor import Actor
from onewindow.words.refused import Refused
from onewindow.worktime.clock import day_of


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a number stands: how many come before it, the expected minutes, from what they are reckoned, and how many windows call.

    ``minutes`` is None while no window calls for the business.
    """

    before: int
    minutes: int | None
    measured: bool
    windows: int


@dataclass(frozen=True, slots=True)
class QueueLine:
    """A business as the machine and the screen show it."""

    business: Business
    waiting: int
    minutes: int | None
    windows: int


def waits_in(day: date, businesses: Sequence[Business]) -> QuerySet[Ticket]:
    """The tickets that wait for these businesses, unordered."""
    return Ticket.objects.filter(day=day, queue__in=businesses, state=Ticket.State.WAITING).order_by()


def line_of(businesses: Sequence[Business], day: date, at: datetime, *, window: Window | None = None) -> list[Ticket]:
    """Everybody who waits for these businesses in the order of calling; with a window, those whom it may call."""
    return [ticket for ticket, _ in _line(businesses, day, at, window)]


def next_in_line(window: Window, businesses: Sequence[Business], day: date, at: datetime) -> tuple[Ticket, bool] | None:
    """The next for a window, and whether it goes before others; None when nobody waits. In the caller's lock."""
    line = _line(businesses, day, at, window)
    return line[0] if line else None


def standing_of(ticket: Ticket, at: datetime) -> Standing:
    """Where a ticket stands in its queue (conv-hall-4); nothing is before one that no longer waits."""
    line = line_of([ticket.queue], ticket.day, at) if ticket.state == Ticket.State.WAITING else []
    before = next((place for place, each in enumerate(line) if each.pk == ticket.pk), 0)
    seconds, measured = seconds_of(ticket.queue, ticket.day)
    windows = calling_for(ticket.queue, ticket.day)
    return Standing(before, minutes_to_wait(before, seconds=seconds, windows=windows), measured, windows)


def lines_of_the_day(day: date) -> list[QueueLine]:
    """Every business for which numbers are taken, with how many wait and what a new number would wait."""
    found = []
    for business in Business.objects.filter(open=True, windows__open=True).distinct():
        waiting, windows = waits_in(day, [business]).count(), calling_for(business, day)
        seconds, _ = seconds_of(business, day)
        found.append(QueueLine(business, waiting, minutes_to_wait(waiting, seconds=seconds, windows=windows), windows))
    return found


def seconds_of(business: Business, day: date) -> tuple[float, bool]:
    """The mean time of one service in seconds, and whether it was measured today (conv-hall-4)."""
    recent = Call.objects.filter(queue=business, ticket__day=day, outcome=Call.Outcome.FINISHED).order_by("-ended_at")[:SAMPLE]
    taken = [(call.ended_at - (call.started_at or call.called_at)).total_seconds() for call in recent if call.ended_at]
    if len(taken) < SAMPLE_AT_LEAST:
        return business.minutes * 60.0, False
    return sum(taken) / len(taken), True


def calling_for(business: Business, day: date) -> int:
    """How many windows call numbers for a business now: open, not paused, and somebody sits there."""
    seated = Seat.objects.filter(day=day, left_at=None).values("window")
    return Window.objects.filter(businesses=business, open=True, paused_at=None, pk__in=seated).count()


def ticket_of(code: str) -> Ticket:
    """The ticket that a code opens. Raises Refused (404)."""
    found = Ticket.objects.select_related("business", "queue", "wanted", "appointment__slot").filter(code=code).first()
    if found is None:
        raise Refused("没有这个号", code="unknown_ticket", field="code", expected="打开取号时得到的页面", status=404)
    return found


def tickets_of_visitor(visitor: str, day: date) -> list[Ticket]:
    """The unfinished numbers of a browser on a day."""
    if not visitor:
        return []
    states = (Ticket.State.WAITING, Ticket.State.CALLED, Ticket.State.SERVING)
    rows = Ticket.objects.select_related("business").defer("phone").filter(visitor=visitor_digest(visitor), day=day, state__in=states)
    return list(rows)


def latest_call_of(ticket: Ticket) -> Call | None:
    """The last call of a ticket, with its window."""
    return Call.objects.select_related("window").filter(ticket=ticket).order_by("-id").first()


def current_call(actor: Actor, day: date) -> Call | None:
    """The call that a clerk is busy with at the window where he sits."""
    found = Call.objects.select_related("ticket__business", "ticket__queue", "window").filter(
        ended_at=None, window__seats__clerk=actor.id, window__seats__day=day, window__seats__left_at=None
    )
    return found.first()


def served_at(window: Window, day: date) -> list[Call]:
    """What a window did with its numbers on a day, the latest first."""
    return list(Call.objects.select_related("ticket").filter(window=window, ticket__day=day, ended_at__isnull=False).order_by("-id"))


def ticket_of_case(case_number: str) -> Ticket | None:
    """The number that was served when a case was opened."""
    bound = Binding.objects.select_related("ticket__business").filter(case_number=case_number).first()
    return bound.ticket if bound else None


def cases_of(ticket: Ticket) -> list[str]:
    """The numbers of the cases that were opened for a ticket."""
    return list(Binding.objects.filter(ticket=ticket).values_list("case_number", flat=True))


def _line(businesses: Sequence[Business], day: date, at: datetime, window: Window | None) -> list[tuple[Ticket, bool]]:
    waiting = waits_in(day, businesses).select_related("queue", "business", "appointment__slot")
    if window is not None:
        waiting = waiting.filter(Q(wanted=None) | Q(wanted=window))
    tickets = {ticket.pk: ticket for ticket in waiting}
    places = [_place(ticket, at) for ticket in tickets.values()]
    return [(tickets[place.id], place.preferred) for place in in_order(places, preferred_in_a_row=_run(businesses, day))]


def _place(ticket: Ticket, at: datetime) -> Place:
    again = ticket.skips > 0
    return Place(ticket.pk, ticket.taken_at, preferred=_preferred(ticket, at), first=ticket.transferred or again, behind=ticket.behind)


def _preferred(ticket: Ticket, at: datetime) -> bool:
    """A person who goes before others, or an appointment in its slot that was kept in time."""
    if ticket.priority:
        return True
    if ticket.appointment is None or ticket.day != day_of(at):
        return False
    slot = ticket.appointment.slot
    return slot.begins <= timezone.localtime(at).time() and timezone.localtime(ticket.taken_at).time() < slot.ends


def _run(businesses: Sequence[Business], day: date) -> int:
    """How many preferred numbers were the last to be called from these queues, one after the other."""
    recent = Call.objects.filter(queue__in=businesses, ticket__day=day).order_by("-id").values_list("preferred", flat=True)
    return sum(1 for _ in takewhile(bool, recent[:PREFERRED_IN_A_ROW]))
