"""What windows wrote down, and which questions wait too long."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from onewindow.hall.conventions import ANSWER_WITHIN
from onewindow.hall.models import Enquiry, Guidance, Report
from onewindow.worktime.clock import day_of


@dataclass(frozen=True, slots=True)
class EnquiryLine:
    """An enquiry with the minutes until its answer (or until now), and its flag: "" | late | unanswered."""

    enquiry: Enquiry
    minutes: int
    flag: str


def enquiries(at: datetime, *, organisation: str | None = None, day: date | None = None) -> list[EnquiryLine]:
    """The enquiries of a day, or every open one and those of today; of one unit, if it is named. The open ones first."""
    rows = Enquiry.objects.select_related("window", "organisation").order_by("answered_at", "-id")
    if organisation:
        rows = rows.filter(organisation__key=organisation)
    rows = rows.filter(day=day) if day else (rows.filter(answered_at=None) | rows.filter(day=day_of(at)))
    lines = [line_of(row, at) for row in rows]
    return sorted(lines, key=lambda line: line.enquiry.answered_at is not None)


def line_of(enquiry: Enquiry, at: datetime) -> EnquiryLine:
    """How long an answer took and whether that was too long (conv-hall-8): late beyond the limit, unanswered once the day is over."""
    until = enquiry.answered_at or at
    waited = until - enquiry.asked_at
    flag = "late" if waited > ANSWER_WITHIN else ""
    if enquiry.answered_at is None and day_of(at) > enquiry.day:
        flag = "unanswered"
    return EnquiryLine(enquiry, max(0, int(waited.total_seconds() // 60)), flag)


def guided_total(day: date) -> int:
    """How many people were guided on a day (onewindow-3-1-2-3-self)."""
    return Guidance.objects.filter(day=day).count()


def guidances_on(day: date) -> list[Guidance]:
    """The guided sessions of a day, the latest first."""
    return list(Guidance.objects.select_related("window").filter(day=day).order_by("-id"))


def guided_by_result(day: date) -> dict[str, int]:
    """The guided sessions of a day by their result, each result named."""
    counted = Counter(Guidance.objects.filter(day=day).values_list("result", flat=True))
    return {str(result.label): counted[result.value] for result in Guidance.Result}


def reports(*, organisation: str | None = None) -> list[Report]:
    """办不成事反映, the open ones first; of one unit, if it is named. Persons and phones unopened."""
    rows = Report.objects.select_related("window", "organisation").defer("person", "phone").order_by("-id")
    if organisation:
        rows = rows.filter(organisation__key=organisation)
    return sorted(rows, key=lambda row: row.state == Report.State.CLOSED)
