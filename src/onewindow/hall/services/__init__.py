"""The doors of the hall."""

from onewindow.hall.services.appointments import arrive, book, cancel_appointment
from onewindow.hall.services.calling import begin, bind, call, finish, recall, skip, transfer
from onewindow.hall.services.closing import end_days
from onewindow.hall.services.loading import load_businesses, load_hall, load_slots, load_windows, load_zone_items, load_zones
from onewindow.hall.services.records import answer_enquiry, answer_report, ask, close_report, consult, log_guidance, report
from onewindow.hall.services.seating import end_posting, leave, pause, post, resume, sit, switch_window
from onewindow.hall.services.tickets import cancel_number, take_number

__all__ = [
    "answer_enquiry",
    "answer_report",
    "arrive",
    "ask",
    "begin",
    "bind",
    "book",
    "call",
    "cancel_appointment",
    "cancel_number",
    "close_report",
    "consult",
    "end_days",
    "end_posting",
    "finish",
    "leave",
    "load_businesses",
    "load_hall",
    "load_slots",
    "load_windows",
    "load_zone_items",
    "load_zones",
    "log_guidance",
    "pause",
    "post",
    "recall",
    "report",
    "resume",
    "sit",
    "skip",
    "switch_window",
    "take_number",
    "transfer",
]
