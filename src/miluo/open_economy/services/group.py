"""领导小组会议 (open2023-9-3): called with its agenda, recorded with its decisions, by the group's office."""

from __future__ import annotations

from datetime import date, datetime

from miluo.open_economy.leading_group import GROUP, OFFICE
from miluo.open_economy.models.sanctions import Meeting
from miluo.open_economy.services.fund import require
from onewindow.cases.services.door import Answer, door
from onewindow.papers.numbering import next_number
from onewindow.trail.services import record
from onewindow.words.actor import Actor
from onewindow.words.days import said
from onewindow.words.refused import Refused
from onewindow.worktime.clock import day_of

CLAUSE = "open2023-9-3"


@door
def call_meeting(*, day: date, title: str, agenda: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """召集会议: for a day that is not past, with what is on the agenda."""
    require(by, "funds.order", OFFICE)
    if day < day_of(at):
        raise Refused("会议日期已经过去", code="past_date", field="day", clause=CLAUSE, expected=f"{day_of(at)}或以后")
    meeting = Meeting.objects.create(
        number=next_number("open-economy-meeting", at=at, pattern="HY{year}-{serial:03d}"),
        day=day,
        title=_words(title, "会议名称", "title", 100),
        agenda=_words(agenda, "议题", "agenda", 1000),
        by=by.id,
    )
    record(subject=meeting.subject, kind="meeting.called", by=by, at=at, body={"day": day})
    return Answer(meeting.number, "called", f"已登记{GROUP}{said(day)}会议")


@door
def record_meeting(*, number: str, decisions: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """登记议定事项: after the meeting, once. Raises Refused for one that is not yet held or recorded before (409)."""
    require(by, "funds.order", OFFICE)
    meeting = Meeting.objects.select_for_update().filter(number=number).first()
    if meeting is None:
        raise Refused(f"没有编号为{number}的会议", code="unknown_meeting", status=404)
    if meeting.recorded_on:
        raise Refused("该次会议的议定事项已经登记", code="already_entered", clause=CLAUSE, status=409)
    if day_of(at) < meeting.day:
        raise Refused(f"会议{said(meeting.day)}召开，尚未举行", code="not_held", clause=CLAUSE, status=409)
    meeting.decisions, meeting.recorded_on = _words(decisions, "议定事项", "decisions", 1000), day_of(at)
    meeting.save(update_fields=["decisions", "recorded_on"])
    record(subject=meeting.subject, kind="meeting.recorded", by=by, at=at, reason=meeting.decisions)
    return Answer(number, "recorded", "已登记议定事项")


def _words(text: str, what: str, field: str, longest: int) -> str:
    stripped = text.strip()
    if not stripped or len(stripped) > longest:
        raise Refused(f"没有写明{what}", code="missing_words", field=field, clause=CLAUSE, expected=f"{what}，不超过{longest}字")
    return stripped
