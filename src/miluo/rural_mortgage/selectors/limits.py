"""By when a change or an ending is to be registered: five days of article 十九, five working days of article 二十, and which holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from miluo.rural_mortgage.conventions import CHANGE_REMINDER
from miluo.rural_mortgage.models.endings import CHANGED, TERMINATED, Realisation
from miluo.rural_mortgage.regulation import REGULATION
from onewindow.rules.figures import Figures
from onewindow.worktime import deadlines
from onewindow.worktime.calendars import current_calendar

BY_DAYS, BY_WORKING_DAYS = "mortgage-19a", "mortgage-20"
UNDER_19 = (CHANGED, TERMINATED)  # what the reading by_ground leaves to article 十九


@dataclass(frozen=True, slots=True)
class Limits:
    """Both last days and the clause of the one that holds; a change of the contract stands in article 十九 alone."""

    by_days: date
    by_working_days: date | None
    clause: str

    @property
    def due(self) -> date:
        return self.by_days if self.by_working_days is None or self.clause == BY_DAYS else self.by_working_days


def limits_of(kind: str, happened_on: date) -> Limits:
    """The limits of what happened on a day, under the reading ``termination_period`` that held then."""
    by_days = _due(BY_DAYS, happened_on)
    if kind == CHANGED:
        return Limits(by_days, None, BY_DAYS)
    by_working_days = _due(BY_WORKING_DAYS, happened_on)
    earlier = Figures(REGULATION).reading("termination_period", happened_on) == "earlier"
    first = by_days <= by_working_days
    return Limits(by_days, by_working_days, BY_DAYS if (first if earlier else kind in UNDER_19) else BY_WORKING_DAYS)


def change_due(of: Realisation) -> date:
    """From which day the parties of what was settled are reminded to register the change of the right (conv-mortgage-7)."""
    assert of.settled_on is not None  # who asks has settled it
    return _due(CHANGE_REMINDER.id, of.settled_on)


def _due(clause: str, day: date) -> date:
    due = deadlines.compute(clause, day, current_calendar()).due
    assert due is not None  # these limits have no emergency
    return due.due
