"""Files handed in: which are in use, and who may open one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from onewindow.cases.holders import acts_for
from onewindow.cases.models import Attachment, Case, Task
from onewindow.cases.selectors.consultations import is_asked
from onewindow.cases.services.door import storable
from onewindow.cases.services.locks import is_editor
from onewindow.words.actor import Actor
from onewindow.words.refused import Refused
from onewindow.worktime import clock


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file of a material; ``key`` is its address, ``digest`` its SHA-256. ``pending``: waits for the correction to be sent."""

    key: str
    material: str
    name: str
    size: int
    media_type: str
    digest: str
    attached_at: datetime
    pending: bool
    replaced: bool


def attachment_of(key: str, actor: Actor, today: date | None = None) -> FileLine:
    """A file for its download on a day (the business day if left out).

    Raises Refused (404) for one that is not there, or not the actor's to see.
    """
    row = Attachment.objects.filter(key=key).select_related("draft", "case").first() if storable(key) else None
    if row is None or not (_owns(row, actor) or (row.case is not None and may_read(row.case, actor, today or clock.today()))):
        raise Refused("没有这个附件", code="unknown_attachment", field="attachment", status=404)
    return line_of(row)


def line_of(row: Attachment) -> FileLine:
    """The file as pages show it."""
    return FileLine(
        key=row.key,
        material=row.material,
        name=row.name,
        size=row.size,
        media_type=row.media_type,
        digest=row.digest,
        attached_at=row.attached_at,
        pending=row.pending,
        replaced=row.replaced_at is not None,
    )


def may_read(case: Case, actor: Actor, today: date) -> bool:
    """Who may see a case: the applicant's side, the organisations that had or have a step of it or were asked about it, supervision."""
    if owns(case, actor, today):
        return True
    if actor.may("cases.supervise"):
        return True
    had = actor.may("cases.read_organisation") and Task.objects.filter(case=case, organisation=actor.organisation).exists()
    return had or is_asked(case, actor)


def owns(case: Case, actor: Actor, today: date) -> bool:
    """Whether an actor stands on the applicant's side of a case: whoever may act for the enterprise, or is the person."""
    return actor.may("cases.read_own") and acts_for(actor, case, today)


def _owns(row: Attachment, actor: Actor) -> bool:
    return row.case is None and row.draft is not None and is_editor(row.draft, actor)
