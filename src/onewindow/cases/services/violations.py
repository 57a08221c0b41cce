"""What an office did and may not do, kept as it was found; to be read by supervision, never a sanction."""

from __future__ import annotations

from datetime import datetime

from onewindow.cases.law import source_of
from onewindow.cases.life import VIOLATIONS
from onewindow.cases.models import Case, Violation
from onewindow.cases.services.moves import tell
from onewindow.words.actor import Actor

LONGEST = 300


def log(
    case: Case, kind: str, detail: str, *, demand: str, organisation: str, person: str = "", window: str = "", by: Actor, at: datetime
) -> None:
    """Keep a violation once: the same one of a case is not kept again. ``demand`` (``cases.law``) is what was not observed."""
    clause, said = source_of(demand).id, f"{VIOLATIONS[kind]}：{detail}"[:LONGEST]
    if Violation.objects.filter(case=case, kind=kind, organisation=organisation, detail=said).exists():
        return
    found = Violation(case=case, kind=kind, clause=clause, organisation=organisation, person=person, window=window, detail=said, at=at)
    found.save(force_insert=True)
    tell(case, "violation_found", by=by, at=at, body={"violation": kind, "clause": clause, "organisation": organisation})
