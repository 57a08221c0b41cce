"""What did happen: drafts, cases, the steps that somebody owes, stops of clocks, corrections, decisions."""

from onewindow.cases.models.cases import Case, Draft, IdempotencyKey, Snapshot, Task, new_key
from onewindow.cases.models.clocks import ClockInterval, Prolongation, SpecialProcedure
from onewindow.cases.models.deciding import Archive, Consultation, Decision, Delivery, FactChange, Rating, Result
from onewindow.cases.models.intake import Attachment, Correction, HandOver, IntakeCheck, Undertaking, Violation
from onewindow.cases.models.versions import CalendarNotice, DueChange, VersionMove

__all__ = [
    "Archive",
    "Attachment",
    "CalendarNotice",
    "Case",
    "ClockInterval",
    "Consultation",
    "Correction",
    "Decision",
    "Delivery",
    "Draft",
    "DueChange",
    "FactChange",
    "HandOver",
    "IdempotencyKey",
    "IntakeCheck",
    "Prolongation",
    "Rating",
    "Result",
    "Snapshot",
    "SpecialProcedure",
    "Task",
    "Undertaking",
    "VersionMove",
    "Violation",
    "new_key",
]
