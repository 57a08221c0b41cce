"""催办: the applicant, the window that took the case, or supervision asks that it goes on; it moves nothing."""

from __future__ import annotations

from datetime import datetime

from onewindow.cases.conventions import URGING
from onewindow.cases.life import STEPS
from onewindow.cases.models import Case, Task
from onewindow.cases.services.door import Answer, door
from onewindow.cases.services.locks import locked_case
from onewindow.cases.services.moves import tell
from onewindow.trail.models import Event
from onewindow.trail.selectors import events_of
from onewindow.words.actor import Actor
from onewindow.words.refused import Refused
from onewindow.worktime.calendar import ONE_DAY
from onewindow.worktime.calendars import current_calendar
from onewindow.worktime.clock import day_of

SIDES = {"cases.apply": "applicant", "cases.receive": "window", "cases.supervise": "supervisor"}


@door
def urge(*, number: str, reason: str = "", by: Actor, at: datetime, key: str | None = None) -> Answer:
    """催办: shown to who has the open step; by the applicant once a working day (conv-c-23), by the window and supervision with a reason.

    Raises Refused for a second time in a working day, and where nobody owes a step.
    """
    permission = next((name for name in SIDES if by.may(name)), "cases.apply")
    case = locked_case(number, "urge", by=by, permission=permission, at=at)
    task = Task.objects.filter(case=case, done_at=None).first()
    if task is None:
        raise Refused(f"办件{number}没有待办环节", code="no_open_task", field="number", status=409)
    side = SIDES[permission]
    if side == "applicant":
        _require_another_day(case, at)
    elif not reason.strip():
        raise Refused("没有写明催办的原因", code="no_reason", field="reason", expected="为什么催办")
    Task.objects.filter(pk=task.pk).update(urged_at=at)
    tell(case, "urged", by=by, at=at, from_=case.state, to=case.state, reason=reason.strip(), body={"side": side, "step": task.step})
    return Answer(case.number, case.state, f"已提醒{STEPS[task.step]}环节的办理人员")


def _require_another_day(case: Case, at: datetime) -> None:
    """A working day has begun since the applicant urged last."""
    last = next((event for event in reversed(events_of(case.subject)) if _by_applicant(event)), None)
    if last is None:
        return
    if current_calendar().working_days_between(day_of(last.at) + ONE_DAY, day_of(at) + ONE_DAY) == 0:
        raise Refused("今天已经催办过", code="urged_before", field="number", clause=URGING.id, expected="下一个工作日再催办", status=409)


def _by_applicant(event: Event) -> bool:
    return event.kind == "case.urged" and event.content["side"] == "applicant"
