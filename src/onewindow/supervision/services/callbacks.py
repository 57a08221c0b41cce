"""差评回访: every bad rating is called back within its days, by somebody who did not handle the case (conv-super-4)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from onewindow.accounts import services as accounts
from onewindow.accounts.roles import require
from onewindow.cases.models import Rating
from onewindow.cases.services.door import Answer, door
from onewindow.papers.numbering import next_number
from onewindow.supervision.conventions import CALL_BACK_DAYS, CALLING_BACK
from onewindow.supervision.models import CALL_OUTCOMES, CallBack
from onewindow.supervision.services.findings import words
from onewindow.trail.services import record
from onewindow.words.actor import SYSTEM, Actor
from onewindow.words.refused import Refused
from onewindow.worktime.calendars import current_calendar
from onewindow.worktime.clock import day_of

BAD = 2  # 不满意 and below
CONTACTS = ("contact_name", "contact_phone")


def open_call_backs(*, at: datetime) -> int:
    """Bad ratings that nobody follows up yet are handed to the callers; how many. The event names no case and no rating."""
    opened = 0
    calendar = current_calendar()
    for rating in Rating.objects.filter(level__lte=BAD, call_back=None).select_related("case").order_by("id"):
        with transaction.atomic():
            row = CallBack.objects.create(
                number=next_number("supervision-callback", at=at, pattern="HF{year}-{serial:04d}"),
                rating=rating,
                organisation=rating.case.organisation,
                opened_on=day_of(at),
                due_on=calendar.add_working_days(day_of(rating.at), CALL_BACK_DAYS),
            )
            record(subject=row.subject, kind="callback.opened", by=SYSTEM, at=at, body={"due": row.due_on})
        opened += 1
    return opened


@door
def call_back(*, number: str, outcome: str, said: str, measures: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """登记回访: what came of the call, what was found and mended. Once; never by who had a step of the case."""
    row = _open(number, by, lock=True)
    if outcome not in CALL_OUTCOMES:
        raise Refused(
            "没有选择回访结果", code="no_outcome", field="outcome", clause=CALLING_BACK.id, expected="、".join(CALL_OUTCOMES.values())
        )
    row.said, row.measures = words(said, "通话记录", "said"), words(measures, "核实整改情况", "measures")
    row.outcome, row.called_by, row.called_at = outcome, by.id, at
    row.save(update_fields=["said", "measures", "outcome", "called_by", "called_at"])
    late = day_of(at) > row.due_on
    record(subject=row.subject, kind="callback.done", by=by, at=at, to=outcome, body={"late": late})
    return Answer(row.number, outcome, f"已登记{row.number}的回访结果：{CALL_OUTCOMES[outcome]}")


def contact_of(*, number: str, reason: str, by: Actor, at: datetime) -> tuple[str, str]:
    """Whom to call: name and telephone, opened for this call with a reason, as an event of the call-back."""
    row = _open(number, by)
    case = row.rating.case
    shown = []
    for field in CONTACTS:
        try:
            opened = accounts.unmask(row=case, field=field, subject=row.subject, needs="ratings.call_back", reason=reason, by=by, at=at)
        except Refused as refused:
            if refused.status != 404:
                raise
            opened = ""
        shown.append(opened)
    return shown[0], shown[1]


def _open(number: str, by: Actor, *, lock: bool = False) -> CallBack:
    require(by, "ratings.call_back")
    rows = CallBack.objects.select_for_update(of=("self",)) if lock else CallBack.objects.all()
    row = rows.select_related("rating__case").filter(number=number).first()
    if row is None:
        raise Refused("没有这项回访", code="unknown_call_back", status=404)
    if row.called_at is not None:
        raise Refused(f"{number}已经回访", code="already_called", status=409)
    if row.rating.case.tasks.filter(done_by=by.id).exists():
        raise Refused("办理过该办件的人员不能回访", code="own_case", clause=CALLING_BACK.id, status=403)
    return row
