"""号条: the number of a queue as a file for the roll of a ticket printer, with the code that leads to its page."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.timezone import localtime

from onewindow.hall.conventions import PUT_BACK_BY
from onewindow.hall.models import Ticket
from onewindow.hall.selectors.queue import Standing
from onewindow.papers.render import compiled, qr
from onewindow.words.days import said
from onewindow.worktime.clock import day_of


def pdf_of(ticket: Ticket, standing: Standing, *, hall: str, path: str) -> bytes:
    """A tagged PDF, 80 mm wide; ``path`` is the address of the number's page."""
    return compiled(sheet(ticket, standing, hall=hall, path=path))


def sheet(ticket: Ticket, standing: Standing, *, hall: str, path: str) -> dict[str, Any]:
    """Everything that the layout prints."""
    address = settings.PUBLIC_ADDRESS.rstrip("/") + path
    before = f"前面还有{standing.before}人" if standing.before else "前面没有人"
    minutes = f"，约{standing.minutes}分钟" if standing.minutes else ""
    return {
        "template": "slip",
        "title": f"号条 {ticket.number}",
        "hall": hall,
        "number": ticket.number,
        "business": ticket.business.title,
        "waits": before + minutes,
        "priority": f"{ticket.get_priority_display()}优先" if ticket.priority else "",
        "address": address,
        "qr": qr(address),
        "lines": [
            f"{said(day_of(ticket.taken_at))} {localtime(ticket.taken_at):%H:%M}",
            f"过号顺延{PUT_BACK_BY}个号，再次过号作废",
            "当日有效",
        ],
    }
