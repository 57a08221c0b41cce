"""The hall: its places and who sits there, its numbers and calls, and what its windows write down."""

from onewindow.hall.models.places import Business, Posting, Seat, Window, Zone, ZoneItem
from onewindow.hall.models.queue import Appointment, Binding, Call, Press, Slot, Ticket
from onewindow.hall.models.records import Enquiry, Guidance, Report

__all__ = [
    "Appointment",
    "Binding",
    "Business",
    "Call",
    "Enquiry",
    "Guidance",
    "Posting",
    "Press",
    "Report",
    "Seat",
    "Slot",
    "Ticket",
    "Window",
    "Zone",
    "ZoneItem",
]
