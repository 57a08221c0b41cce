"""The list of appraisers on a day, what of it was published, and when the next publication is due."""

from __future__ import annotations

from datetime import date
from typing import Any

from miluo.valuation_disposal.models import Appraiser, ListPublication
from onewindow.worktime.counting import corresponding_day

EVERY_MONTHS = 3  # conv-valuation-1


def listed_on(day: date) -> list[Appraiser]:
    """The appraisers on the list that day, by their code."""
    return [each for each in Appraiser.objects.prefetch_related("credit") if each.listed_on(day)]


def list_of(day: date) -> list[dict[str, Any]]:
    """The list as it is published: names, qualification, contact and what is on record (valuation-6)."""
    return [
        {
            "uscc": each.uscc,
            "name": each.name,
            "qualification": each.qualification,
            "qualification_number": each.qualification_number,
            "qualified_until": each.qualified_until.isoformat() if each.qualified_until else "",
            "contact": each.contact,
            "phone": each.phone,
            "address": each.address,
            "selection": each.get_selection_display(),
            "document": each.document,
            "admitted_on": each.admitted_on.isoformat(),
            "credit": [
                {"kind": row.get_kind_display(), "on": row.happened_on.isoformat(), "facts": row.facts}
                for row in each.credit.all()
                if row.struck_on is None and row.happened_on <= day
            ],
        }
        for each in listed_on(day)
    ]


def due_on(day: date) -> date | None:
    """By when the list is to be published again; None while nothing is on it or nothing was ever published."""
    last = ListPublication.objects.filter(published_on__lte=day).order_by("-published_on").first()
    return corresponding_day(last.published_on, EVERY_MONTHS) if last else None


def overdue(day: date) -> str:
    """What is said where the list was not published for a quarter; empty where it was."""
    due = due_on(day)
    if due is None:
        return "评估机构名单还没有公布过" if listed_on(day) else ""
    return f"评估机构名单应当在{due.year}年{due.month}月{due.day}日以前再次公布" if due < day else ""
