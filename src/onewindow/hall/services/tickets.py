"""Taking a number, and giving it back."""

from __future__ import annotations

import secrets
from datetime import date, datetime

from django.db.models import Q

from onewindow.accounts.roles import require
from onewindow.hall.conventions import OPEN_DAYS
from onewindow.hall.models import Appointment, Business, Ticket, Window
from onewindow.hall.services.door import door, require_open_day, words
from onewindow.hall.visitors import checked_phone, phone_digest, visitor_digest
from onewindow.papers import numbering
from onewindow.trail.services import record
from onewindow.words.actor import Actor
from onewindow.words.refused import Refused

_SELF_SERVED = (Ticket.Channel.PHONE, Ticket.Channel.MACHINE)
_UNFINISHED = (Ticket.State.WAITING, Ticket.State.CALLED, Ticket.State.SERVING)


@door(Ticket)
def take_number(
    *,
    business: str,
    channel: str,
    by: Actor,
    at: datetime,
    visitor: str = "",
    phone: str = "",
    priority: str = "",
    item: str = "",
    key: str | None = None,
) -> Ticket:
    """取号: the next number of the day for a business. ``visitor`` is what tells one browser from another; only its digest is kept.

    Who takes one on the phone and has a number for the business that is not finished gets that number again (conv-hall-3). The
    serial has no gap and no double (conv-hall-6). Raises Refused on a day off, for a business that takes no numbers, a wrong phone.
    """
    day = require_open_day(at)
    if channel not in (*_SELF_SERVED, Ticket.Channel.CLERK):
        raise Refused("没有这种取号方式", code="unknown_channel", field="channel", expected="手机、取号机或窗口代取")
    if channel == Ticket.Channel.CLERK:
        require(by, "hall.serve")
    row = taking_numbers(business)
    known = (visitor_digest(visitor), phone_digest(checked_phone(phone)))
    if channel == Ticket.Channel.PHONE and (mine := _unfinished(row, day, *known)):
        return mine
    return issue(row, day=day, channel=channel, by=by, at=at, visitor=known[0], phone=phone.strip(), priority=priority, item=item)


@door(Ticket)
def cancel_number(*, code: str, by: Actor, at: datetime, key: str | None = None) -> Ticket:
    """取消: whoever holds the code gives the number back while it waits. Raises Refused (404, 409)."""
    ticket = Ticket.objects.select_related("queue").filter(code=code).first()
    if ticket is None:
        raise Refused("没有这个号", code="unknown_ticket", field="code", status=404)
    lock(ticket.queue)
    ticket.refresh_from_db()
    if ticket.state != Ticket.State.WAITING:
        raise Refused(
            f"{ticket.number}号{ticket.get_state_display()}，不能取消", code="wrong_state", field="state", expected="等候中的号", status=409
        )
    ticket.state, ticket.ended_at = Ticket.State.CANCELLED, at
    ticket.save(update_fields=["state", "ended_at"])
    record(subject=ticket.subject, kind="hall.cancelled", by=by, at=at, from_="waiting", to="cancelled")
    return ticket


def issue(
    business: Business,
    *,
    day: date,
    channel: str,
    by: Actor,
    at: datetime,
    visitor: str = "",
    phone: str = "",
    priority: str = "",
    item: str = "",
    appointment: Appointment | None = None,
) -> Ticket:
    """A new ticket in the caller's transaction, its number the next of the day."""
    if priority not in Ticket.Priority.values:
        expected = "、".join(label for value, label in Ticket.Priority.choices if value)
        raise Refused("没有这种优先情形", code="unknown_priority", field="priority", expected=expected)
    taken = numbering.take(f"hall-{business.prefix}-{day:%Y-%m-%d}", at=at, pattern=business.prefix + "{serial:03d}")
    ticket = Ticket.objects.create(
        business=business,
        queue=business,
        day=day,
        serial=taken.serial,
        number=taken.text,
        code=secrets.token_urlsafe(9),
        priority=priority,
        channel=channel,
        item=words(item, "事项", field="item", longest=80, required=False),
        appointment=appointment,
        phone=phone,
        phone_digest=phone_digest(phone),
        visitor=visitor,
        taken_at=at,
    )
    record(subject=ticket.subject, kind="hall.taken", by=by, at=at, to="waiting", body={"business": business.key, "channel": channel})
    return ticket


def taking_numbers(key: str) -> Business:
    """The business under its lock. Raises Refused for one that there is not (404), or that takes no numbers (409)."""
    business = Business.objects.select_for_update().filter(key=key).first()
    if business is None:
        raise Refused("没有这项取号业务", code="unknown_business", field="business", status=404)
    if not business.open or not Window.objects.filter(businesses=business, open=True).exists():
        raise Refused(
            f"“{business.title}”现在不取号",
            code="business_closed",
            field="business",
            clause=OPEN_DAYS.id,
            expected="有窗口启用的业务",
            status=409,
        )
    return business


def lock(*businesses: Business) -> None:
    """Hold the queues of these businesses until the transaction ends, always in one order."""
    list(Business.objects.select_for_update().filter(pk__in={each.pk for each in businesses}).order_by("pk"))


def _unfinished(business: Business, day: date, visitor: str, phone: str) -> Ticket | None:
    """The number of this browser or phone for the business that is not finished."""
    mine = Q()
    if visitor:
        mine |= Q(visitor=visitor)
    if phone:
        mine |= Q(phone_digest=phone)
    if not mine:
        return None
    return Ticket.objects.filter(mine, business=business, day=day, state__in=_UNFINISHED).first()
