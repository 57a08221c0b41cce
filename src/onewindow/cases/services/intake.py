"""At the window: accept, ask for correction once, or say why not and where to go instead."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from onewindow import statements
from onewindow.cases import gates, notices
from onewindow.cases.attachments import materials_held
from onewindow.cases.conventions import ACCEPTANCE_LAW
from onewindow.cases.faults import source_given
from onewindow.cases.life import State
from onewindow.cases.models import Case, Task
from onewindow.cases.procedure import Prereview, Review
from onewindow.cases.services.answering_in_time import is_too_late, require_time
from onewindow.cases.services.checks import Checks, examined, keep
from onewindow.cases.services.door import Answer, door
from onewindow.cases.services.locks import BY_SYSTEM, locked_case, open_step, open_task
from onewindow.cases.services.moves import finish, move, owe
from onewindow.cases.services.opening import gate_of
from onewindow.cases.services.reckoning import due_columns
from onewindow.cases.services.undertakings import undertake
from onewindow.cases.snapshots import plan_of
from onewindow.papers import numbering
from onewindow.papers import services as papers
from onewindow.words.actor import Actor
from onewindow.words.days import said
from onewindow.words.refused import Refused
from onewindow.worktime.calendar import Calendar
from onewindow.worktime.calendars import current_calendar
from onewindow.worktime.clock import day_of
from onewindow.worktime.counting import add

LEDGER = "{year}-{serial}"  # 受理台账: one series a year for the whole hall


@door
def accept(
    *,
    number: str,
    checks: Checks | None = None,
    deferred: Collection[str] = (),
    promised: Collection[str] = (),
    by: Actor,
    at: datetime,
    key: str | None = None,
) -> Answer:
    """受理: form and materials are whole. The acceptance notice is made and the review clock starts today.

    Of an item of the catalogue ``checks`` says of each material what was found, as ``{"material", "outcome", "note"}`` with an outcome of
    ``life.CHECKS``; ``deferred`` (容缺) and ``promised`` (告知承诺) are materials that its version lets the applicant bring later, or
    promise instead. When the window's limit is over, the law has accepted already: the case counts as accepted on the day of receipt.
    Raises Refused for every material that keeps it from being accepted, a case in another state (409, with who did what), of another
    organisation, or taken by somebody else.
    """
    statements.foresee(materials_held(number).question)
    case = locked_case(number, "accept", by=by, permission="cases.accept", at=at, papers=1)
    task = open_step(case, "accept", by=by)
    gates.require(gate_of(case, "accept", by=by, at=at, window=case.window))
    calendar = current_calendar()
    deemed = is_too_late(case, task, calendar, at)
    if deemed or not plan_of(case.snapshot_id).item:
        return accepted(case, task, by=by, at=at, calendar=calendar, deemed=deemed)
    return taken_in(case, task, checks, deferred, promised, by=by, at=at)


def taken_in(
    case: Case,
    task: Task,
    checks: Checks | None,
    deferred: Collection[str],
    promised: Collection[str],
    *,
    by: Actor,
    at: datetime,
) -> Answer:
    """A locked case of an item accepted upon the check of its materials, with the undertakings that stand for some of them."""
    plan, calendar = plan_of(case.snapshot_id), current_calendar()
    found = examined(case, plan, checks, deferred, promised)
    keep(case, found.lines, by=by, at=at)
    answer = accepted(case, task, by=by, at=at, calendar=calendar, deemed=False)
    undertake(case, plan, found, task.organisation, by=by, at=at)
    return answer


@door
def refuse_acceptance(
    *, number: str, reason: str, source: str = "", where_to_go: str = "", by: Actor, at: datetime, key: str | None = None
) -> Answer:
    """不予受理: why, on what ground, and which body to go to instead. Raises Refused without a reason, or when the limit is over."""
    case = locked_case(number, "refuse_acceptance", by=by, permission="cases.accept", at=at)
    task = open_task(case, by=by)
    require_time(case, task, "不予受理", at=at)
    if not reason.strip():
        raise Refused("没有写明不予受理的理由", code="no_reason", field="reason", clause=ACCEPTANCE_LAW.id, expected="写明事实和依据")
    plan = plan_of(case.snapshot_id)
    ground = source_given(source) if source else ACCEPTANCE_LAW
    content = notices.non_acceptance(case, plan, reason.strip(), ground, where_to_go)
    paper = papers.issue(kind="non-acceptance", case=case.number, content=content, organisation=task.organisation, by=by, at=at)
    finish(task, "not_accepted", by=by, at=at)
    body = {"paper": paper.number, "source": ground.id, "where_to_go": where_to_go}
    move(case, State.NOT_ACCEPTED, kind="not_accepted", by=by, at=at, reason=reason.strip(), body=body, ended_at=at)
    return Answer(case.number, case.state, "已作出不予受理决定", paper.number)


@door
def deem_accepted(*, number: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """逾期不告知: the window said nothing in time, so the case is accepted from the day its materials were received.

    Only the daily work does this, as the system (行政许可法第三十二条). Raises Refused while the window still has time.
    """
    case = locked_case(number, "accept", by=by, permission=BY_SYSTEM, at=at)
    task = Task.objects.get(case=case, done_at=None)
    calendar = current_calendar()
    if not is_too_late(case, task, calendar, at):
        raise Refused(f"办件{number}的受理期限尚未届满", code="not_lapsed", field="number", clause=ACCEPTANCE_LAW.id, status=409)
    return accepted(case, task, by=by, at=at, calendar=calendar, deemed=True)


def accepted(case: Case, task: Task, *, by: Actor, at: datetime, calendar: Calendar, deemed: bool) -> Answer:
    """A locked case accepted, with its notice and the step that the bureau then owes."""
    plan = plan_of(case.snapshot_id)
    accepted_on = case.received_on if deemed else day_of(at)
    due = add(accepted_on, plan.step(Review).within, calendar)
    papers.foresee("acceptance", task.organisation, at=at)
    ledger = numbering.take("ledger", at=at, pattern=LEDGER).serial
    content = notices.acceptance(case, plan, accepted_on, due, deemed=deemed)
    paper = papers.issue(kind="acceptance", case=case.number, content=content, organisation=task.organisation, by=by, at=at)
    finish(task, "deemed" if deemed else "accepted", by=by, at=at)
    owe(case, plan, "prereview" if plan.has(Prereview) else "review", at=at, starts_on=accepted_on, calendar=calendar)
    body = {"paper": paper.number, "accepted_on": accepted_on, "due": due.due, "organisation": plan.review.organisation}
    kind = "deemed_accepted" if deemed else "accepted"
    case.accepted_on = accepted_on
    columns = {"accepted_on": accepted_on, "accepted_by": by.id, "accepted_for": case.acting_for, **due_columns(case, plan, calendar)}
    columns["ledger_number"] = ledger
    move(case, State.ACCEPTED, kind=kind, by=by, at=at, body=body, **columns)
    done = f"逾期未告知，自{said(accepted_on)}起视为受理" if deemed else "已受理"
    return Answer(case.number, case.state, f"{done}，应在{said(due.due)}前作出决定", paper.number)
