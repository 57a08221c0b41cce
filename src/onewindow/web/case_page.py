"""What the applicant's and the officer's page of a case have in common: the same facts, files, papers and timeline."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from onewindow.cases.selectors import CaseView
from onewindow.cases.selectors.detail import FactLine
from onewindow.web.facts_form import shown


@dataclass(frozen=True, slots=True)
class FactRow:
    """A fact in words, with what it was before an officer corrected it on evidence."""

    line: FactLine
    value: str
    before: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """What the applicant changed in answer to a correction notice."""

    title: str
    before: str
    after: str


def case_parts(view: CaseView) -> dict[str, object]:
    """The context that the shared templates of a case expect."""
    return {"case": view, "facts": fact_rows(view), "due": due_of(view), "changes": change_rows(view)}


def fact_rows(view: CaseView) -> list[FactRow]:
    return [FactRow(line, shown(line, line.value), tuple(shown(line, before) for before, _ in line.changed)) for line in view.facts]


def due_of(view: CaseView) -> date | None:
    """The last day of the clock that runs now."""
    return view.row.countdown.due if view.row.countdown else None


def change_rows(view: CaseView) -> list[ChangeRow]:
    if view.correction is None:
        return []
    known = {line.name: line for line in view.facts}
    return [
        ChangeRow(
            known[change["fact"]].title, shown(known[change["fact"]], change["before"]), shown(known[change["fact"]], change["after"])
        )
        for change in view.correction.changes
        if change["fact"] in known
    ]
