"""What somebody who came too late can do now: said in his own words, not in the states of a case."""

from __future__ import annotations

from onewindow import rows
from onewindow.cases.life import State
from onewindow.cases.models import Case, Task
from onewindow.cases.offices import office_name
from onewindow.words.actor import Actor

LEAVE_IT = "由其办理；需要接手的，请其放回队列"
_WAIT = "等待办理结果；作出决定前可以撤回申请"
_AGAIN = "本办件已经结束，需要的可以重新申请"
_OF_APPLICANT = {
    State.SUBMITTED: _WAIT,
    State.CORRECTING: "按补正告知书补正，或者撤回申请",
    State.ACCEPTED: _WAIT,
    State.REVIEWING: _WAIT,
    State.RETURNED: _WAIT,
    State.DECIDED: "领取决定书",
    State.ISSUED: "可以评价这次办理",
    State.CLOSED: "本办件已经办结，无需再办",
    State.NOT_ACCEPTED: _AGAIN,
    State.WITHDRAWN: _AGAIN,
    State.TERMINATED: _AGAIN,
}
_STEPS = {
    "accept": "受理",
    "forward": "补齐后再次转交",
    "prereview": "预审",
    "review": "审核",
    "produce": "制证并推送",
    "issue": "送达决定书",
}


def advice(case: Case, *, by: Actor) -> str:
    """What this person can do with a case as it stands."""
    if by.organisation is None:
        return _OF_APPLICANT[case.standing]
    task = rows.one(Task, case=case.pk, done_at=None)
    if task is None:
        return "本办件无需再办"
    if task.organisation != by.organisation:
        return f"现由{office_name(task.organisation)}办理，您无需再办"
    if case.standing is State.CORRECTING:
        return "等待申请人补正；逾期未补正的可以终止办理"
    if task.taken_by and task.taken_by != by.id:
        return LEAVE_IT
    return f"您已经领取，可以继续{_STEPS[task.step]}" if task.taken_by else f"可以领取后{_STEPS[task.step]}"
