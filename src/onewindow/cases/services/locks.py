"""Lock and look: the first lines of every door, and the refusals that say who did what.

The lock of a case is its row (on SQLite the IMMEDIATE transaction); counters and chains are locked after it, never before.
"""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from onewindow import rows, statements
from onewindow.accounts import roles
from onewindow.accounts.roles import ROLES
from onewindow.cases import life
from onewindow.cases.attachments import materials_of
from onewindow.cases.checking import AT_COUNTER, open_case_problem, refusal_of
from onewindow.cases.claims import Claim
from onewindow.cases.conventions import SEPARATION
from onewindow.cases.holders import CONTACTS, acts_for
from onewindow.cases.law import source_of
from onewindow.cases.models import Case, Draft, Task
from onewindow.cases.offices import office_name
from onewindow.cases.plan import Plan
from onewindow.cases.procedure import Procedure
from onewindow.cases.services.advice import LEAVE_IT, advice
from onewindow.trail import services as trail
from onewindow.trail.models import Event
from onewindow.trail.selectors import events_of
from onewindow.words.actor import SYSTEM, Actor
from onewindow.words.refused import Refused
from onewindow.worktime import calendars
from onewindow.worktime.clock import day_of

BY_SYSTEM = "system"  # what only the daily work does
_APPLICANTS = frozenset({"cases.apply", "cases.read_own"})


def locked_case(number: str, act: str, *, by: Actor, permission: str, at: datetime, papers: int = 0) -> Case:
    """The case under its lock, if the actor may do this and the state allows it. Raises Refused (403, 404, 409).

    With it come its open step, the edition of the calendar and its chain; ``papers`` is how many events will tell of more than the act
    itself (if it is wrong, it only costs a question more). What the applicant does, whoever may act for the enterprise that day does: a
    case is the enterprise's, not the account's.
    """
    require(by, permission)
    statements.foresee(_open_steps(number).question, calendars.TOKEN)
    trail.foresee(f"case:{number}", further=papers)
    case = rows.one(Case, lock=True, without=CONTACTS, number=number)  # papers name the applicant
    if case is None or not _is_theirs(case, permission, by, at):
        raise no_case(number)
    if not life.allows(act, case.standing):
        raise too_late(case, life.ACTS[act][0], by=by)
    case.acting_for = by.lender_of(permission)
    return case


def _is_theirs(case: Case, permission: str, by: Actor, at: datetime) -> bool:
    """Whether who answers for the applicant may: the applicant's side, or the window that has or had the case before it."""
    if permission in _APPLICANTS:
        return acts_for(by, case, day_of(at))
    return permission != "cases.receive" or (by.organisation,) in rows.some(Task, ("organisation",), case=case.pk)


def locked_draft(key: str, *, by: Actor) -> Draft:
    """The draft under its lock, if it is the actor's (or at the window, for who sits there) and not yet submitted.

    Raises Refused (403, 404, 409).
    """
    if not by.may("cases.receive"):
        require(by, "cases.apply")
    statements.foresee(materials_of(key).question, calendars.TOKEN)
    draft = rows.one(Draft, lock=True, key=key)
    if draft is None or not is_editor(draft, by):
        raise Refused(f"没有编号为“{key}”的草稿", code="unknown_draft", field="draft", status=404)
    if draft.case_number:
        raise Refused(
            f"这份申请表已经提交，办件编号{draft.case_number}",
            code="already_submitted",
            field="draft",
            expected=f"查看办件{draft.case_number}的进度；修改请待补正告知，或撤回后重新申请",
            status=409,
        )
    return draft


def is_editor(draft: Draft, by: Actor) -> bool:
    """Whether a draft is this person's to fill in: who began it, or the people of the window to which it was brought."""
    return draft.owner == by.id or (draft.channel in AT_COUNTER and by.may("cases.receive"))


def answering(by: Actor) -> str:
    """The permission under which somebody answers for the applicant: his own, or that of the window where he stands."""
    return "cases.receive" if by.may("cases.receive") else "cases.apply"


def open_task(case: Case, *, by: Actor) -> Task:
    """The step that is open, if the actor's organisation owes it and nobody took it but he or whom he stands in for.

    Raises Refused (403, 409).
    """
    task = office_task(case, by=by)
    if task.taken_by and not by.is_or_stands_in_for(task.taken_by):
        raise taken(case, task)
    if task.taken_by and task.taken_by != by.id:
        case.acting_for = task.taken_by
    return task


def office_task(case: Case, *, by: Actor) -> Task:
    """The step that is open, if the actor's organisation owes it, whoever there took it. Raises Refused (403, 409)."""
    task: Task | None = _open_steps(case.number).first_once()
    if task is None:
        raise Refused(f"办件{case.number}没有待办环节", code="no_open_task", field="number", status=409)
    if task.organisation != by.organisation:
        office = office_name(task.organisation)
        raise Refused(f"本环节由{office}办理", code="other_organisation", field="number", expected=f"{office}的人员", status=403)
    return task


def _open_steps(number: str) -> rows.Some:
    return rows.Some(Task, case__number=number, done_at=None)


def open_step(case: Case, step: str, *, by: Actor) -> Task:
    """The open step, if it is this one and the actor's. Raises Refused (403, 409)."""
    task = open_task(case, by=by)
    if task.step != step:
        raise too_late(case, life.STEPS[step], by=by)
    return task


def require(by: Actor, permission: str) -> None:
    """Raises Refused (403) for an actor without this permission."""
    if permission != BY_SYSTEM:
        roles.require(by, permission)
    elif by != SYSTEM:
        raise Refused("这一步由系统办理", code="permission_denied", field="by", expected="等待每日任务", status=403)


def require_other_than_acceptor(case: Case, *, by: Actor) -> None:
    """受审分离: who accepted does not decide (conv-c-6), nor he in whose stead it was accepted, nor who stands in for either."""
    if accepted_it(case, by):
        raise Refused(
            "受审分离：您受理了这个办件，不能再对它作出决定", code="acceptor_decides", field="by", clause=SEPARATION.id, status=403
        )


def accepted_it(case: Case, by: Actor) -> bool:
    """Whether a case was accepted by an actor, in his stead, or by somebody in whose stead he acts today."""
    return any(each and by.is_or_stands_in_for(each) for each in (case.accepted_by, case.accepted_for))


def require_no_open_case(form: Procedure | Plan, claim: Claim) -> None:
    """One claim at a time (conv-c-7): refused with the number of the first."""
    problem = open_case_problem(form, claim)
    if problem is not None:
        raise refusal_of([problem])


def no_case(number: str) -> Refused:
    """What somebody is told of a case that is not there, or not his to see: the same."""
    return Refused(f"没有编号为“{number}”的办件", code="unknown_case", field="number", status=404)


def too_late(case: Case, act: str, *, by: Actor) -> Refused:
    """The second person is told the state of the case, who brought it there and when, and what is left for him to do."""
    last = next((event for event in reversed(events_of(case.subject)) if event.to_state == case.state), None)
    done = f"：已由{who(last)}于{moment(last)}办理" if last else ""
    undecided = act == life.ACTS["issue"][0] and case.standing in life.OPEN
    return Refused(
        f"办件{case.number}现为“{case.standing.label}”，{'缺审批决定，' if undecided else ''}不能{act}{done}",
        code="wrong_state",
        field="number",
        clause=source_of("stages").id if undecided else None,
        expected=advice(case, by=by),
        status=409,
    )


def taken(case: Case, task: Task) -> Refused:
    """The second person on a task is told who has it."""
    last = next((event for event in reversed(events_of(case.subject)) if event.actor == task.taken_by), None)
    holder = who(last) if last else "其他人员"
    moment = f"{timezone.localtime(task.taken_at):%Y-%m-%d %H:%M}" if task.taken_at else ""
    return Refused(f"办件{case.number}已由{holder}于{moment}领取办理", code="taken", field="number", expected=LEAVE_IT, status=409)


def who(event: Event) -> str:
    """The office and the post, never the name: 市行政审批服务局（综窗人员）; 申请人; 系统."""
    if event.actor == SYSTEM.id:
        return "系统"
    if not event.organisation:
        return "申请人"
    posts = "、".join(ROLES[role].title for role in event.roles.split(",") if role in ROLES)
    return f"{office_name(event.organisation)}（{posts}）"


def moment(event: Event) -> str:
    """The day and the minute of an event, in the county's time."""
    return f"{timezone.localtime(event.at):%Y-%m-%d %H:%M}"
