"""预约: a place in a slot, given back, kept, or missed (conv-hall-5)."""

from __future__ import annotations

import secrets
from datetime import date, datetime, time

from django.db.models import Q
from django.utils import timezone

from onewindow.hall.conventions import APPOINTMENTS, ARRIVES_BEFORE
from onewindow.hall.models import Appointment, Slot, Ticket
from onewindow.hall.selectors.appointments import HOLDING, bookable_days, free_in
from onewindow.hall.services.door import door, require_open_day, words
from onewindow.hall.services.tickets import issue, taking_numbers
from onewindow.hall.visitors import checked_phone, phone_digest, visitor_digest
from onewindow.trail.services import record
from onewindow.words.actor import Actor
from onewindow.words.days import said
from onewindow.words.refused import Refused

_CODE_DIGITS = 8


@door(Appointment)
def book(
    *,
    business: str,
    day: date,
    begins: time,
    by: Actor,
    at: datetime,
    visitor: str = "",
    phone: str = "",
    item: str = "",
    key: str | None = None,
) -> Appointment:
    """A place in the slot of a business that begins then. One browser or phone has one open appointment for a business on a day.

    Raises Refused for a day on which nothing is booked, a slot that there is not, has begun, or is full (409).
    """
    slot = _slot_to_book(business, day, begins, at)
    known = (visitor_digest(visitor), phone_digest(checked_phone(phone)))
    if mine := _mine(slot, day, *known):
        if mine.slot_id == slot.pk:
            return mine
        raise Refused(f"您已预约当日{mine.slot}", code="booked_before", field="begins", expected="先取消原来的预约", status=409)
    if not free_in(slot, day):
        raise Refused(f"{slot}的名额已满", code="slot_full", field="begins", expected="还有名额的时段", status=409)
    made = Appointment.objects.create(
        slot=slot,
        day=day,
        code=f"{secrets.randbelow(10**_CODE_DIGITS):0{_CODE_DIGITS}d}",
        item=words(item, "事项", field="item", longest=80, required=False),
        phone=phone.strip(),
        visitor=known[0],
        phone_digest=known[1],
        booked_at=at,
    )
    body = {"business": business, "day": day, "begins": f"{begins:%H:%M}"}
    record(subject=_subject(made), kind="hall.booked", by=by, at=at, to="booked", body=body)
    return made


@door(Appointment)
def cancel_appointment(*, code: str, by: Actor, at: datetime, key: str | None = None) -> Appointment:
    """取消预约, before the slot begins. Raises Refused (404, 409)."""
    row = _booked(code)
    if _moment(row.day, row.slot.begins) <= at:
        raise Refused("预约的时段已经开始，不能取消", code="slot_begun", field="code", clause=APPOINTMENTS.id, status=409)
    _to(row, Appointment.State.CANCELLED, "appointment_cancelled", by=by, at=at)
    return row


@door(Ticket)
def arrive(*, code: str, by: Actor, at: datetime, priority: str = "", key: str | None = None) -> Ticket:
    """签到: the appointment becomes a number of the day. Twice gives the same number.

    Raises Refused (404; 409 on another day, or too early).
    """
    day = require_open_day(at)
    known = Appointment.objects.select_related("slot__business").filter(code=code).first()
    if known and (ticket := Ticket.objects.filter(appointment=known).first()):
        return ticket
    row = _booked(code)
    if row.day != day:
        raise Refused(f"预约的是{said(row.day)}", code="wrong_day", field="code", expected="在预约的当日签到", status=409)
    if at < _moment(row.day, row.slot.begins) - ARRIVES_BEFORE:
        minutes = ARRIVES_BEFORE.seconds // 60
        raise Refused(
            f"预约的时段{row.slot.begins:%H:%M}开始，现在签到太早",
            code="too_early",
            field="code",
            clause=APPOINTMENTS.id,
            expected=f"时段开始前{minutes}分钟起签到",
            status=409,
        )
    _to(row, Appointment.State.ARRIVED, "arrived", by=by, at=at)
    business = taking_numbers(row.slot.business.key)
    return issue(
        business,
        day=day,
        channel=Ticket.Channel.APPOINTMENT,
        by=by,
        at=at,
        visitor=row.visitor,
        phone=row.phone or "",
        priority=priority,
        item=row.item,
        appointment=row,
    )


def mark_missed(*, by: Actor, at: datetime) -> int:
    """爽约: whoever had not come when the slot ended; how many. In the caller's transaction."""
    local = timezone.localtime(at)
    over = Q(day__lt=local.date()) | Q(day=local.date(), slot__ends__lte=local.time())
    missed = Appointment.objects.select_for_update(of=("self",)).select_related("slot").filter(over, state=Appointment.State.BOOKED)
    for row in missed:
        _to(row, Appointment.State.MISSED, "appointment_missed", by=by, at=at)
    return len(missed)


def _slot_to_book(business: str, day: date, begins: time, at: datetime) -> Slot:
    """The slot under its lock, if it may still be booked."""
    row = taking_numbers(business)
    if day not in bookable_days(at):
        raise Refused(
            f"{said(day)}不能预约",
            code="day_not_bookable",
            field="day",
            clause=APPOINTMENTS.id,
            expected="、".join(said(each) for each in bookable_days(at)),
        )
    slot = Slot.objects.select_for_update(of=("self",)).filter(business=row, begins=begins).first()
    if slot is None:
        raise Refused("没有这个预约时段", code="unknown_slot", field="begins", expected="列出的时段")
    if _moment(day, slot.begins) <= at:
        raise Refused(
            "这个时段已经开始", code="slot_begun", field="begins", clause=APPOINTMENTS.id, expected="以后的时段；或者直接取号", status=409
        )
    return slot


def _booked(code: str) -> Appointment:
    row = Appointment.objects.select_for_update(of=("self",)).select_related("slot__business").filter(code=code).first()
    if row is None:
        raise Refused("没有这个预约码", code="unknown_appointment", field="code", expected=f"预约时得到的{_CODE_DIGITS}位数字", status=404)
    if row.state not in (Appointment.State.BOOKED, Appointment.State.MISSED):
        raise Refused(f"这个预约{row.get_state_display()}", code="wrong_state", field="code", expected="没有取消的预约", status=409)
    return row


def _to(row: Appointment, state: Appointment.State, act: str, *, by: Actor, at: datetime) -> None:
    before, row.state = row.state, state
    row.save(update_fields=["state"])
    record(subject=_subject(row), kind=f"hall.{act}", by=by, at=at, from_=before, to=state.value)


def _mine(slot: Slot, day: date, visitor: str, phone: str) -> Appointment | None:
    mine = Q()
    if visitor:
        mine |= Q(visitor=visitor)
    if phone:
        mine |= Q(phone_digest=phone)
    if not mine:
        return None
    found = Appointment.objects.select_related("slot__business").filter(mine, slot__business=slot.business, day=day, state__in=HOLDING)
    return found.first()


def _moment(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, timezone.get_default_timezone())


def _subject(row: Appointment) -> str:
    return f"appointment:{row.pk}"
