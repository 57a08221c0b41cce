"""What other rooms may ask of the hall."""

from onewindow.hall.selectors.appointments import (
    appointment_of,
    appointments_on,
    bookable_days,
    businesses_by_appointment,
    free_in,
    slots_on,
)
from onewindow.hall.selectors.places import business, transfer_targets, window, windows, zones
from onewindow.hall.selectors.queue import (
    cases_of,
    current_call,
    latest_call_of,
    line_of,
    lines_of_the_day,
    standing_of,
    ticket_of,
    ticket_of_case,
)
from onewindow.hall.selectors.records import enquiries, guidances_on, guided_by_result, guided_total, reports
from onewindow.hall.selectors.seats import clerk_at, posted, postings_on, window_of, windows_for
from onewindow.hall.selectors.today import (
    board,
    configuration_warnings,
    latest_calls,
    mean_wait,
    shares_of_windows,
    states_on,
    undifferentiated_rate,
    windows_of_the_day,
)

__all__ = [
    "appointment_of",
    "appointments_on",
    "board",
    "bookable_days",
    "business",
    "businesses_by_appointment",
    "cases_of",
    "clerk_at",
    "configuration_warnings",
    "current_call",
    "enquiries",
    "free_in",
    "guidances_on",
    "guided_by_result",
    "guided_total",
    "latest_call_of",
    "latest_calls",
    "line_of",
    "lines_of_the_day",
    "mean_wait",
    "posted",
    "postings_on",
    "reports",
    "shares_of_windows",
    "slots_on",
    "standing_of",
    "states_on",
    "ticket_of",
    "ticket_of_case",
    "transfer_targets",
    "undifferentiated_rate",
    "window",
    "window_of",
    "windows",
    "windows_for",
    "windows_of_the_day",
    "zones",
]
