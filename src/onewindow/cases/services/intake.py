"""At the window: accept, ask for correction once, or say why not and where to go instead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from onewindow.cases import gates, notices
from onewindow.cases.clocks import has_lapsed
from onewindow.cases.conventions import ACCEPTANCE_LAW
from onewindow.cases.life import State
from onewindow.cases.models import Case, ClockInterval, Correction, Task
from onewindow.cases.plan import Plan
from onewindow.cases.procedure import Accept, Prereview, Review
from onewindow.cases.services.door import Answer, door
from onewindow.cases.services.locks import BY_SYSTEM, locked_case, open_step, open_task
from onewindow.cases.services.moves import finish, move, owe
from onewindow.cases.services.opening import gate_of
from onewindow.cases.services.reckoning import due_columns
from onewindow.cases.snapshots import plan_of
from onewindow.papers import services as papers
from onewindow.papers.numbering import take
from onewindow.words.actor import Actor
from onewindow.words.days import said
from onewindow.words.refused import Problem, Refused
from onewindow.words.sources import as_source
from onewindow.worktime.calendar import Calendar
from onewindow.worktime.calendars import current_calendar
from onewindow.worktime.clock import day_of
from onewindow.worktime.counting import add

LEDGER = "acceptance-ledger"  # the series of 办件受理台账: one a year, without gaps
STOPPED_FOR = "申请人补正材料"


@door
def accept(*, number: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """受理: form and materials are whole. The acceptance notice is made and the review clock starts today.

    When the window's limit is over, the law has accepted already: the case counts as accepted on the day of receipt.
    Raises Refused for a case in another state (409, with who did what), of another organisation, or taken by somebody else.
    """
    case = locked_case(number, "accept", by=by, permission="cases.accept", at=at)
    task = open_step(case, "accept", by=by)
    gates.require(gate_of(case, "accept", by=by, at=at, window=case.window))
    calendar = current_calendar()
    return accepted(case, task, by=by, at=at, calendar=calendar, deemed=_is_too_late(case, task, calendar, at))


@door
def ask_correction(*, number: str, items: Sequence[Mapping[str, str]], by: Actor, at: datetime, key: str | None = None) -> Answer:
    """一次性补正告知: everything that must be corrected, at once and only once (行政许可法第三十二条).

    Each item is ``{"kind": "fact" | "material", "key", "reason"}``, and may name ``source`` (a clause or convention id) and
    ``expected``. The clock of the window stands still until the applicant has corrected. Raises Refused for a second request,
    an item that the form does not have, one without a reason, or when the window's limit is over.
    """
    case = locked_case(number, "ask_correction", by=by, permission="cases.accept", at=at)
    task = open_task(case, by=by)
    _require_time(case, task, "补正告知", at=at)
    if Correction.objects.filter(case=case, stage="accept").exists():
        raise Refused(
            "补正只能一次性告知，本办件已经告知过",
            code="asked_before",
            field="items",
            clause=ACCEPTANCE_LAW.id,
            expected="材料已齐的予以受理；仍不符合的作出不予受理决定",
            status=409,
        )
    plan = plan_of(case.snapshot_id)
    asked = _items(plan, items)
    today = day_of(at)
    reply = add(today, plan.step(Accept).correct_within, current_calendar())
    content = notices.correction(case, plan, asked, reply)
    paper = papers.issue(kind="correction", case=case.number, content=content, organisation=task.organisation, by=by, at=at)
    Correction.objects.create(case=case, items=asked, asked_by=by.id, asked_at=at, due_on=reply.due, paper=paper.number)
    ClockInterval.objects.create(
        case=case, step="accept", reason=STOPPED_FOR, source=ACCEPTANCE_LAW.id, starts_on=today, start_paper=paper.number
    )
    Task.objects.filter(pk=task.pk).update(due_on=None, warns_on=None, taken_by=by.id, taken_at=task.taken_at or at)
    told = [{"kind": item["kind"], "key": item["key"], "clause": item["clause"]} for item in asked]
    body = {"items": told, "paper": paper.number, "reply_by": reply.due}
    move(case, State.CORRECTING, kind="correction_asked", by=by, at=at, body=body, due_on=None, warns_on=None)
    return Answer(case.number, case.state, f"已告知补正，申请人应在{said(reply.due)}前补正", paper.number)


@door
def refuse_acceptance(
    *, number: str, reason: str, source: str = "", where_to_go: str = "", by: Actor, at: datetime, key: str | None = None
) -> Answer:
    """不予受理: why, on what ground, and which body to go to instead. Raises Refused without a reason, or when the limit is over."""
    case = locked_case(number, "refuse_acceptance", by=by, permission="cases.accept", at=at)
    task = open_task(case, by=by)
    _require_time(case, task, "不予受理", at=at)
    if not reason.strip():
        raise Refused("没有写明不予受理的理由", code="no_reason", field="reason", clause=ACCEPTANCE_LAW.id, expected="写明事实和依据")
    plan = plan_of(case.snapshot_id)
    ground = _source(source) if source else ACCEPTANCE_LAW
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
    if not _is_too_late(case, task, calendar, at):
        raise Refused(f"办件{number}的受理期限尚未届满", code="not_lapsed", field="number", clause=ACCEPTANCE_LAW.id, status=409)
    return accepted(case, task, by=by, at=at, calendar=calendar, deemed=True)


def _is_too_late(case: Case, task: Task, calendar: Calendar, at: datetime) -> bool:
    return has_lapsed(task, plan_of(case.snapshot_id), case.intervals.all(), calendar, day_of(at))


def _require_time(case: Case, task: Task, act: str, *, at: datetime) -> None:
    """Only within the limit may the window say that something is wrong: after it the case is accepted (行政许可法第三十二条)."""
    if _is_too_late(case, task, current_calendar(), at):
        raise Refused(
            f"办件{case.number}的受理期限已过，不能再作{act}",
            code="limit_lapsed",
            field="number",
            clause=ACCEPTANCE_LAW.id,
            expected="逾期未告知的，自收到申请材料之日起视为受理：请办理受理",
            status=409,
        )


def accepted(case: Case, task: Task, *, by: Actor, at: datetime, calendar: Calendar, deemed: bool) -> Answer:
    """A locked case accepted, with its notice and the step that the bureau then owes."""
    plan = plan_of(case.snapshot_id)
    accepted_on = case.received_on if deemed else day_of(at)
    due = add(accepted_on, plan.step(Review).within, calendar)
    content = notices.acceptance(case, plan, accepted_on, due, deemed=deemed)
    paper = papers.issue(kind="acceptance", case=case.number, content=content, organisation=task.organisation, by=by, at=at)
    finish(task, "deemed" if deemed else "accepted", by=by, at=at)
    owe(case, plan, "prereview" if plan.has(Prereview) else "review", at=at, starts_on=accepted_on, calendar=calendar)
    body = {"paper": paper.number, "accepted_on": accepted_on, "due": due.due, "organisation": plan.review.organisation}
    kind = "deemed_accepted" if deemed else "accepted"
    case.accepted_on = accepted_on
    serial = take(LEDGER, at=at, pattern="{year}-{serial}").serial
    columns = {"accepted_on": accepted_on, "accepted_by": by.id, "ledger_number": serial, **due_columns(case, plan, calendar)}
    move(case, State.ACCEPTED, kind=kind, by=by, at=at, body=body, **columns)
    done = f"逾期未告知，自{said(accepted_on)}起视为受理" if deemed else "已受理"
    return Answer(case.number, case.state, f"{done}，应在{said(due.due)}前作出决定", paper.number)


def _items(plan: Plan, items: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    """The items with their titles and citations. Raises Refused with every problem found."""
    problems: list[Problem] = []
    asked: list[dict[str, str]] = []
    for place, item in enumerate(items):
        try:
            asked.append(_item(plan, item))
        except Refused as refusal:
            problems += [Problem(each.message, each.code, f"items.{place}", each.clause, each.expected) for each in refusal.problems]
    if not items:
        problems.append(Problem("没有写明需要补正的内容", "nothing_asked", "items", ACCEPTANCE_LAW.id, "至少一项事实或材料"))
    if problems:
        raise Refused.of(problems)
    return asked


def _item(plan: Plan, item: Mapping[str, str]) -> dict[str, str]:
    kind, key, reason = item.get("kind", ""), item.get("key", ""), item.get("reason", "").strip()
    if not reason:
        raise Refused("每一项都要写明补正的理由", code="no_reason", clause=ACCEPTANCE_LAW.id, expected="缺少什么、错在哪里")
    if kind == "material":
        material = plan.material(key)
        title, source = material.title, as_source(material.sources[0])
    elif kind == "fact" and key in plan.ask:
        title, source = plan.ask[key], ACCEPTANCE_LAW
    else:
        raise Refused(f"申请表没有“{key}”这一项", code="unknown_item", expected="、".join(plan.ask))
    ground = _source(item["source"]) if item.get("source") else source
    return {
        "kind": kind,
        "key": key,
        "title": title,
        "reason": reason,
        "expected": item.get("expected", ""),
        "clause": ground.id,
        "citation": notices.cited(ground),
    }


def _source(text: str) -> Any:
    try:
        return as_source(text)
    except ValueError:
        raise Refused(f"“{text}”不是条款或约定的编号", code="unknown_source", field="source", expected="条款编号，如页面上所列") from None
