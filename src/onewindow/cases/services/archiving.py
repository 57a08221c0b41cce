"""归档: the volume of an ended case is kept as one file under its digest, once; it can be checked against the case at any time."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from onewindow.accounts import roles
from onewindow.cases.conventions import ARCHIVED_AFTER, ARCHIVING
from onewindow.cases.models import Archive, Case
from onewindow.cases.services.door import Answer, door
from onewindow.cases.services.locks import locked_case
from onewindow.cases.services.moves import tell
from onewindow.cases.volume import volume_of
from onewindow.papers import files
from onewindow.words.actor import SYSTEM, Actor
from onewindow.words.days import said
from onewindow.words.refused import Refused
from onewindow.worktime.calendars import current_calendar
from onewindow.worktime.clock import day_of

ZIP = "application/zip"


@door
def archive(*, number: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """Keep the volume of an ended case. Raises Refused (409) before the term of conv-c-16 is over, and for one that is archived."""
    if by != SYSTEM:
        roles.require(by, "cases.accept")
    case = locked_case(number, "archive", by=by, permission="system" if by == SYSTEM else "cases.accept", at=at)
    if Archive.objects.filter(case=case).exists():
        raise Refused(f"办件{number}已经归档", code="archived_before", field="number", status=409)
    assert case.ended_at is not None  # of an ended case
    ripe = current_calendar().add_working_days(day_of(case.ended_at), ARCHIVED_AFTER)
    if day_of(at) < ripe:
        message = f"办件结束后满{ARCHIVED_AFTER}个工作日归档，最早{said(ripe)}"
        raise Refused(message, code="not_ripe", field="number", clause=ARCHIVING.id, status=409)
    tell(case, "archived", by=by, at=at, from_=case.state, to=case.state)
    volume = volume_of(case)
    kept = files.keep(volume.content, media_type=ZIP)
    pages = [asdict(piece) for piece in volume.pieces]
    Archive.objects.create(case=case, digest=kept.digest, size=kept.size, pages=pages, by=by.id, at=at)
    return Answer(case.number, case.state, f"已归档，卷内文件{len(pages)}件")


def ripe_for_archive(at: datetime, limit: int = 200) -> list[str]:
    """The numbers of ended cases whose term is over and that are not archived, the oldest first."""
    calendar, today = current_calendar(), day_of(at)
    ended = Case.objects.filter(archive=None, ended_at__isnull=False).order_by("ended_at").values_list("number", "ended_at")[:limit]
    return [number for number, moment in ended if moment and calendar.add_working_days(day_of(moment), ARCHIVED_AFTER) <= today]


def is_whole(archived: Archive) -> bool:
    """Whether the kept volume is there and unchanged."""
    try:
        return len(files.content_of(archived.digest)) == archived.size
    except (FileNotFoundError, files.Damaged):
        return False
