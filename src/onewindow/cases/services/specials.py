"""特别程序 and 延期: what stops the clock of a review, what does not, and what makes its limit longer, once."""

from __future__ import annotations

from datetime import date, datetime

from onewindow.cases import notices
from onewindow.cases.clocks import clock_of
from onewindow.cases.law import SPECIAL_LAW, source_of
from onewindow.cases.life import SPECIAL_PROCEDURES, STEPS
from onewindow.cases.models import Case, ClockInterval, Prolongation, SpecialProcedure, Task
from onewindow.cases.plan import Plan
from onewindow.cases.procedure import Special
from onewindow.cases.services.door import Answer, door
from onewindow.cases.services.locks import locked_case, office_task, open_step, require_other_than_acceptor
from onewindow.cases.services.moves import begin_review, tell
from onewindow.cases.services.reckoning import reckon
from onewindow.cases.snapshots import plan_of
from onewindow.papers import services as papers
from onewindow.words.actor import Actor
from onewindow.words.days import said
from onewindow.words.refused import Refused
from onewindow.words.sources import as_source
from onewindow.worktime.calendar import ONE_DAY
from onewindow.worktime.calendars import current_calendar
from onewindow.worktime.clock import day_of
from onewindow.worktime.counting import Due

MOST_DAYS = 365  # of a special procedure, as somebody expects it


@door
def begin_special(
    *, number: str, kind: str, reason: str = "", days: int | None = None, by: Actor, at: datetime, key: str | None = None
) -> Answer:
    """启动特别程序: one that the item's version allows; the applicant is told in writing, and how long it will take (about ``days``).

    Where the version says so the clock of the review stands still from the next day. Raises Refused for a kind that the version does not
    allow, one that is open, or another step or body.
    """
    case = locked_case(number, "begin_special", by=by, permission="cases.review", at=at)
    task = open_step(case, "review", by=by)
    require_other_than_acceptor(case, by=by)
    plan = plan_of(case.snapshot_id)
    found = _allowed(plan, kind)
    expected = days if days is not None else found.days
    if not 0 < expected <= MOST_DAYS:
        raise Refused("没有写明特别程序的预计时间", code="no_days", field="days", clause=SPECIAL_LAW.id, expected=f"1至{MOST_DAYS}个工作日")
    if SpecialProcedure.objects.filter(case=case, kind=kind, ended_at=None).exists():
        raise Refused(f"{found.title}正在进行", code="special_open", field="kind", expected="先记录它的结果", status=409)
    if not task.taken_by:
        begin_review(case, task, by=by, at=at)
    content = notices.special(case, plan, found, expected, reason)
    paper = papers.issue(kind="special-procedure", case=case.number, content=content, organisation=task.organisation, by=by, at=at)
    row = SpecialProcedure(
        case=case, step="review", kind=kind, source=as_source(found.sources[0]).id, expected_days=expected, paper=paper.number
    )
    row.interval = _stop(case, found, paper.number, day_of(at)) if found.stops_clock else None
    row.begun_by, row.begun_at = by.id, at
    row.save(force_insert=True)
    due = reckon(case, plan, task, current_calendar())
    body = {
        "kind": kind,
        "stops": found.stops_clock,
        "days": expected,
        "paper": paper.number,
        "due": due,
        "source": source_of("special").id,
    }
    tell(case, "special_begun", by=by, at=at, from_=case.state, to=case.state, reason=reason.strip(), body=body)
    done = "办理期限停止计算" if found.stops_clock else "办理期限继续计算"
    return Answer(case.number, case.state, f"已启动{found.title}，{done}", paper.number)


@door
def end_special(*, number: str, kind: str, result: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """结束特别程序: what came of it; a clock that stood still runs again from the next day. Raises Refused for one that is not open."""
    case = locked_case(number, "end_special", by=by, permission="cases.review", at=at)
    task = open_step(case, "review", by=by)
    row = SpecialProcedure.objects.filter(case=case, kind=kind, ended_at=None).first()
    if row is None:
        raise Refused(f"没有正在进行的{SPECIAL_PROCEDURES.get(kind, '特别程序')}", code="no_special", field="kind", status=409)
    if not result.strip():
        raise Refused("没有写明特别程序的结果", code="no_result", field="result", expected="结论、日期和参加的人员单位")
    SpecialProcedure.objects.filter(pk=row.pk).update(result=result.strip(), ended_by=by.id, ended_at=at)
    if row.interval_id:
        ClockInterval.objects.filter(pk=row.interval_id).update(ends_on=day_of(at) + ONE_DAY)
    due = reckon(case, plan_of(case.snapshot_id), task, current_calendar())
    body = {"kind": kind, "stopped": bool(row.interval_id), "due": due}
    tell(case, "special_ended", by=by, at=at, from_=case.state, to=case.state, body=body)
    again = f"，应在{said(due)}前作出决定" if due else ""
    return Answer(case.number, case.state, f"已记录{SPECIAL_PROCEDURES[kind]}的结果{again}")


@door
def prolong(*, number: str, days: int, reason: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """延期: the head of the body makes the limit of the review longer, once, before it is over, and the applicant is told why.

    ``days`` are of the unit of the limit, at most those that the item's version allows, on the ground that it names. Raises Refused for
    more, a second time, without a reason, after the last day, and for who may not arrange the body's work.
    """
    case = locked_case(number, "prolong", by=by, permission="cases.arrange", at=at)
    task = office_task(case, by=by)
    if task.step not in {"prereview", "review"}:
        raise Refused(f"{STEPS[task.step]}环节不能延期", code="wrong_step", field="number", expected="预审或者审核环节", status=409)
    plan = plan_of(case.snapshot_id)
    before = _require_prolongable(case, task, plan, days, reason, at=at)
    row = Prolongation(case=case, step="review", days=days, reason=reason.strip(), source=plan.extension_source.id, by=by.id, at=at)
    calendar = current_calendar()
    whole = clock_of(_review_of(case, task), plan, case.intervals.all(), [row]).due(calendar)
    content = notices.prolongation(case, plan, days, reason, before, whole)
    paper = papers.issue(kind="prolongation", case=case.number, content=content, organisation=task.organisation, by=by, at=at)
    row.paper = paper.number
    row.save(force_insert=True)
    due = reckon(case, plan, task, calendar)
    body = {"days": days, "paper": paper.number, "due": whole.due if whole else None, "step_due": due}
    tell(case, "prolonged", by=by, at=at, from_=case.state, to=case.state, reason=reason.strip(), body=body)
    until = f"，至{said(whole.due)}" if whole else ""
    return Answer(case.number, case.state, f"已延长办理期限{days}{plan.review.within.unit.label}{until}", paper.number)


def _allowed(plan: Plan, kind: str) -> Special:
    found = next((each for each in plan.special if each.kind == kind), None)
    if found is not None:
        return found
    allowed = "、".join(f"{each.kind}（{each.title}）" for each in plan.special) or "本事项没有特别程序"
    title = SPECIAL_PROCEDURES.get(kind, kind)
    raise Refused(f"本事项没有规定{title}", code="special_not_allowed", field="kind", clause=source_of("special").id, expected=allowed)


def _stop(case: Case, found: Special, paper: str, today: date) -> ClockInterval:
    stop = ClockInterval(case=case, step="review", reason=found.title, source=as_source(found.sources[0]).id, starts_on=today + ONE_DAY)
    stop.start_paper = paper
    stop.save(force_insert=True)
    return stop


def _require_prolongable(case: Case, task: Task, plan: Plan, days: int, reason: str, *, at: datetime) -> Due | None:
    """The last day as it was, None while the clock stands still. Raises Refused for what law or version does not let be prolonged."""
    law = plan.extension_source.id
    if not reason.strip():
        raise Refused("没有写明延期的理由", code="no_reason", field="reason", expected="为什么不能在期限内作出决定", clause=law)
    if not 0 < days <= plan.extension_days:
        expected = f"1至{plan.extension_days}" if plan.extension_days else "本事项没有规定可以延期"
        raise Refused("延长的天数不符合本事项的规定", code="too_many_days", field="days", expected=expected, clause=law)
    if Prolongation.objects.filter(case=case).exists():
        raise Refused("本办件已经延期一次", code="prolonged_before", field="number", expected="只能延长一次", status=409, clause=law)
    clock = clock_of(_review_of(case, task), plan, case.intervals.all())
    due = clock.due(current_calendar())
    if due is not None and day_of(at) > due.due:
        raise Refused(f"办理期限已于{said(due.due)}届满，不能再延期", code="limit_lapsed", field="number", status=409, clause=law)
    return due


def _review_of(case: Case, task: Task) -> Task:
    """The step of the review as its clock sees it: since the acceptance, also while the prereview lasts."""
    return Task(case=case, step="review", starts_on=case.accepted_on or task.starts_on)
