"""From hand to hand: back to the prereview, taken back, passed on to a colleague or another body, all of a person's work at once."""

from __future__ import annotations

from datetime import date, datetime

from onewindow.accounts.selectors import colleagues
from onewindow.cases.conventions import TAKE_BACK
from onewindow.cases.life import STEP_PERMISSIONS, STEPS, State
from onewindow.cases.models import Case, Consultation, Result, Task
from onewindow.cases.offices import office_name
from onewindow.cases.services.door import Answer, door
from onewindow.cases.services.locks import locked_case, office_task, open_step, require, taken
from onewindow.cases.services.moves import finish, move, owe
from onewindow.cases.services.reckoning import reckon
from onewindow.cases.snapshots import plan_of
from onewindow.organisations.models import Organisation
from onewindow.papers.letterheads import letterhead
from onewindow.words.actor import Actor
from onewindow.words.refused import Refused
from onewindow.worktime.calendars import current_calendar
from onewindow.worktime.clock import day_of

_STATES = {"prereview": State.ACCEPTED, "review": State.REVIEWING, "forward": State.RETURNED, "produce": State.DECIDED}
MAY_COME_BACK = frozenset({"passed", "returned", "forwarded", "sent_back", "pushed"})  # steps whose end no paper told the applicant


@door
def return_to_prereview(*, number: str, reason: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """退回预审: the reviewer sends a case back to the step before his; the clock of the review runs on. Raises Refused without a reason."""
    case = locked_case(number, "return_to_prereview", by=by, permission="cases.review", at=at)
    task = open_step(case, "review", by=by)
    plan = plan_of(case.snapshot_id)
    if not plan.item:
        raise Refused("本事项没有预审环节", code="no_prereview", field="number", expected="退回窗口", status=409)
    said = _reason(reason, "退回")
    finish(task, "sent_back", by=by, at=at)
    owe(case, plan, "prereview", at=at, starts_on=day_of(at), calendar=current_calendar(), note=said)
    move(case, State.ACCEPTED, kind="sent_back", by=by, at=at, reason=said)
    return Answer(case.number, case.state, "已退回预审")


@door
def take_back(*, number: str, reason: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """撤回: who passed a case on has it again, as long as the next took nothing (conv-c-25).

    Raises Refused (409) once the next took it, for who did not pass it on, and for what a paper has told the applicant.
    """
    case = locked_case(number, "take_back", by=by, permission="cases.read_organisation", at=at)
    said = _reason(reason, "撤回")
    last = Task.objects.filter(case=case, done_at__isnull=False).order_by("-done_at", "-id").first()
    following = Task.objects.filter(case=case, done_at=None).first()
    if last is None or following is None or last.organisation != by.organisation or not by.is_or_stands_in_for(last.done_by):
        raise Refused("只能撤回您自己转出的办件", code="not_yours", field="number", clause=TAKE_BACK.id, status=409)
    if following.taken_by:
        raise taken(case, following)
    if last.outcome not in MAY_COME_BACK:
        right = "已经制发文书的，按更正、退回或者终止办理"
        raise Refused(
            f"“{STEPS[last.step]}”已经制发文书，不能撤回",
            code="paper_made",
            field="number",
            clause=TAKE_BACK.id,
            expected=right,
            status=409,
        )
    plan = plan_of(case.snapshot_id)
    finish(following, "taken_back", by=by, at=at)
    again = owe(case, plan, last.step, at=at, starts_on=last.starts_on, calendar=current_calendar(), note=last.note, taken_by=by.id)
    if last.outcome == "pushed":
        Result.objects.filter(case=case).update(pushed_by="", pushed_at=None)
    if last.step != "produce":
        reckon(case, plan, again, current_calendar())
    move(case, _STATES[last.step], kind="taken_back", by=by, at=at, reason=said, body={"step": last.step})
    return Answer(case.number, case.state, f"已撤回到{STEPS[last.step]}")


@door
def transfer(
    *, number: str, reason: str, person: str = "", organisation: str = "", by: Actor, at: datetime, key: str | None = None
) -> Answer:
    """转办: the open step goes to a colleague (``person``, the key of an account) or, by the head, to another body (``organisation``).

    The limits run on. Raises Refused without a reason, for somebody who may not do the step, one who accepted the case, a body that
    nobody of reviews, and (403) for who neither has the step nor arranges the body's work.
    """
    case = locked_case(number, "transfer", by=by, permission="cases.read_organisation", at=at)
    task = office_task(case, by=by)
    said = _reason(reason, "转办")
    if bool(person) == bool(organisation):
        raise Refused("转办给一名同事或者一个单位", code="no_target", field="person", expected="二者选一")
    if organisation:
        return _to_body(case, task, organisation, said, by=by, at=at)
    if task.taken_by and not by.is_or_stands_in_for(task.taken_by):
        require(by, "cases.arrange")
    require(by, STEP_PERMISSIONS[task.step] if not by.may("cases.arrange") else "cases.arrange")
    _require_able(case, task, person, day_of(at))
    _give(case, task, person, said, kind="transferred", by=by, at=at)
    return Answer(case.number, case.state, "已转办给同事")


@door
def hand_over_tasks(*, person: str, to: str, reason: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """移交: every open step and 加签 that somebody has in the body goes to a colleague at once, as when he moves to another post.

    By the person or by who arranges the body's work. Nothing is moved where one of them may not go: then everything that stands against
    it is said. Raises Refused also where there is nothing to hand over.
    """
    if by.id != person:
        require(by, "cases.arrange")
    said = _reason(reason, "移交")
    tasks = Task.objects.filter(taken_by=person, organisation=by.organisation, done_at=None)
    cases = {case.pk: case for case in Case.objects.filter(pk__in=tasks.values("case")).select_for_update().order_by("pk")}
    asked = Consultation.objects.filter(person=person, organisation=by.organisation, answered_at=None, withdrawn_at=None)
    signed = list(asked.select_for_update().order_by("pk"))
    found = list(tasks.filter(case__in=cases).order_by("case_id"))  # as they are under the locks
    if not found and not signed:
        raise Refused("没有需要移交的办件", code="nothing_to_hand_over", field="person", status=409)
    problems = [problem for task in found for problem in _unable(cases[task.case_id], task, to, day_of(at))]
    if problems:
        raise Refused.of([problem.first for problem in problems], status=409)
    for task in found:
        _give(cases[task.case_id], task, to, said, kind="reassigned", by=by, at=at)
    Consultation.objects.filter(pk__in=[each.pk for each in signed]).update(person=to)
    return Answer("", "", f"已移交{len(found)}个办件{f'、{len(signed)}项加签' if signed else ''}")


def _to_body(case: Case, task: Task, organisation: str, reason: str, *, by: Actor, at: datetime) -> Answer:
    require(by, "cases.arrange")
    if task.step not in {"prereview", "review"} or not plan_of(case.snapshot_id).item:
        raise Refused(
            f"{STEPS[task.step]}环节不能转办其他单位", code="wrong_step", field="organisation", expected="预审或者审核环节", status=409
        )
    if organisation == by.organisation or not Organisation.objects.filter(key=organisation).exists():
        raise Refused(f"不能转办给“{organisation}”", code="unknown_organisation", field="organisation", expected="另一个审批单位的代号")
    letterhead(organisation)
    name = office_name(organisation)
    if not colleagues(organisation, "cases.review", day_of(at)):
        raise Refused(f"{name}没有审批人员", code="nobody_there", field="organisation", expected="有审批人员的单位")
    Task.objects.filter(pk=task.pk).update(organisation=organisation, taken_by="", taken_at=None)
    to = State.ACCEPTED if case.standing is State.REVIEWING else case.standing
    body = {"step": task.step, "organisation": organisation}
    move(case, to, kind="transferred", by=by, at=at, reason=reason, body=body, organisation=organisation)
    return Answer(case.number, case.state, f"已转办{name}")


def _give(case: Case, task: Task, person: str, reason: str, *, kind: str, by: Actor, at: datetime) -> None:
    """The step is that person's from now on; a review that nobody took begins with it."""
    Task.objects.filter(pk=task.pk).update(taken_by=person, taken_at=task.taken_at or at)
    to = State.REVIEWING if task.step == "review" and case.standing is State.ACCEPTED else case.standing
    move(case, to, kind=kind, by=by, at=at, reason=reason, body={"step": task.step, "to": person})


def _require_able(case: Case, task: Task, person: str, on: date) -> None:
    if problems := _unable(case, task, person, on):
        raise problems[0]


def _unable(case: Case, task: Task, person: str, on: date) -> list[Refused]:
    """Why a colleague cannot have a step; nothing where he can."""
    able = colleagues(task.organisation, STEP_PERMISSIONS[task.step], on)
    if person == task.taken_by:
        return [Refused(f"办件{case.number}已经由其办理", code="has_it", field="person", expected="另一名同事", status=409)]
    if person not in able:
        expected = "、".join(name for key, name in able.items() if key != task.taken_by) or "本环节没有其他人员"
        return [Refused(f"其不能办理办件{case.number}的{STEPS[task.step]}", code="not_able", field="person", expected=expected)]
    if task.step in {"prereview", "review"} and person in {case.accepted_by, case.accepted_for}:
        return [Refused(f"受审分离：其受理了办件{case.number}", code="acceptor_decides", field="person", clause="conv-c-6", status=409)]
    return []


def _reason(text: str, act: str) -> str:
    if not text.strip():
        raise Refused(f"没有写明{act}的原因", code="no_reason", field="reason", expected=f"为什么{act}")
    return text.strip()
