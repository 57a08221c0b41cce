"""Which days and slots may still be booked, and what is booked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q
from django.utils import timezone

from onewindow.hall.conventions import BOOKED_AHEAD
from onewindow.hall.models import Appointment, Business, Slot
from onewindow.hall.visitors import visitor_digest
from onewindow.words.refused import Refused
from onewindow.worktime.calendars import current_calendar
from onewindow.worktime.clock import day_of

HOLDING = (Appointment.State.BOOKED, Appointment.State.ARRIVED)


@dataclass(frozen=True, slots=True)
class SlotLine:
    """A slot on a day: how many places are free, and whether it has begun."""

    slot: Slot
    free: int
    begun: bool

    @property
    def open(self) -> bool:
        return self.free > 0 and not self.begun


def bookable_days(at: datetime) -> list[date]:
    """Today, if it is a working day, and the working days after it that may be booked (conv-hall-5)."""
    calendar, today = current_calendar(), day_of(at)
    following = [calendar.add_working_days(today, each) for each in range(1, BOOKED_AHEAD + 1)]
    return [today, *following] if calendar.is_working(today) else following


def free_in(slot: Slot, day: date) -> int:
    """How many places of a slot are free on a day."""
    return max(0, slot.capacity - Appointment.objects.filter(slot=slot, day=day, state__in=HOLDING).count())


def slots_on(business: Business, day: date, at: datetime) -> list[SlotLine]:
    """The slots of a business on a day, in one query."""
    holding = Count("appointments", filter=Q(appointments__day=day, appointments__state__in=HOLDING))
    now = timezone.localtime(at)
    today, clock = now.date() == day, now.time()
    slots = Slot.objects.select_related("business").filter(business=business).annotate(holding=holding)
    return [SlotLine(slot, max(0, slot.capacity - slot.holding), today and slot.begins <= clock) for slot in slots]


def businesses_by_appointment() -> list[Business]:
    """The businesses that take appointments."""
    return list(Business.objects.filter(open=True, windows__open=True, slots__isnull=False).distinct())


def appointment_of(code: str) -> Appointment:
    """The appointment that a code opens. Raises Refused (404)."""
    found = Appointment.objects.select_related("slot__business").filter(code=code).first()
    if found is None:
        raise Refused("没有这个预约码", code="unknown_appointment", field="code", expected="预约时得到的8位数字", status=404)
    return found


def appointments_of_visitor(visitor: str, today: date) -> list[Appointment]:
    """The appointments of a browser that are still to be kept."""
    if not visitor:
        return []
    rows = Appointment.objects.select_related("slot__business").defer("phone").filter(visitor=visitor_digest(visitor), day__gte=today)
    return list(rows.filter(state=Appointment.State.BOOKED))


def appointments_on(day: date) -> list[Appointment]:
    """Every appointment of a day that was not cancelled, by slot."""
    rows = Appointment.objects.select_related("slot__business", "ticket").filter(day=day).exclude(state=Appointment.State.CANCELLED)
    return list(rows.defer("phone").order_by("slot__begins", "slot__business__prefix", "id"))
