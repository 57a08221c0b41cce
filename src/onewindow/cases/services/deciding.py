"""The decision, what it writes, and how it reaches the applicant."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from onewindow import rows
from onewindow.accounts import roles
from onewindow.cases import gates, notices
from onewindow.cases.acts import called
from onewindow.cases.assessment import NOTHING, Assessment, assess, claim_of, problems_of
from onewindow.cases.attachments import held_by
from onewindow.cases.claims import AwardLine, Claim
from onewindow.cases.life import STEP_PERMISSIONS, State
from onewindow.cases.models import Case, Decision, Task
from onewindow.cases.plan import Plan
from onewindow.cases.procedure import Produce, Publish
from onewindow.cases.services import unsettled
from onewindow.cases.services.door import Answer, door
from onewindow.cases.services.locks import BY_SYSTEM, locked_case, open_step, open_task, require_other_than_acceptor
from onewindow.cases.services.moves import end_stops, finish, move, owe, pass_review, tell
from onewindow.cases.services.opening import gate_of
from onewindow.cases.snapshots import plan_of
from onewindow.cases.verdict import Verdict, decided_lines, require_verdict
from onewindow.papers import services as papers
from onewindow.rules import services as rules
from onewindow.words.actor import Actor
from onewindow.words.days import said
from onewindow.words.refused import Refused
from onewindow.worktime.calendar import ONE_DAY
from onewindow.worktime.calendars import current_calendar
from onewindow.worktime.clock import day_of

FAVOURABLE = frozenset({"granted", "approved"})
SAID = {
    "granted": "已决定奖励{:,.2f}元",
    "refused": "已决定不予奖励",
    "approved": "已决定予以核准",
    "denied": "已决定不予核准",
}


@door
def decide(
    *,
    number: str,
    amounts: Mapping[str, Decimal | str] | None = None,
    refused: Mapping[str, str] | None = None,
    reasons: Mapping[str, str] | None = None,
    reason: str = "",
    approve: bool | None = None,
    by: Actor,
    at: datetime,
    key: str | None = None,
) -> Answer:
    """决定: grant what was computed and is payable, award by award, or refuse awards with a reason for each.

    ``amounts`` (元, by award), ``refused`` and ``reasons`` (by award) are what ``verdict`` allows: the computed amount (conv-c-5),
    of a ceiling any amount up to it (conv-a-8). An application for an approval is answered by ``approve``. The regulation's act
    writes its register, the list is published, the paper is made, all in one transaction. Raises Refused also for the person
    who accepted (conv-c-6).
    """
    unsettled.foresee(number)
    case = locked_case(number, "decide", by=by, permission="cases.decide", at=at, papers=2)
    task = open_step(case, "review", by=by)
    require_other_than_acceptor(case, by=by)
    gates.require(gate_of(case, "decide", by=by, at=at))
    unsettled.require_settled(case, approve=approve, at=at)
    if not task.taken_by:
        pass_review(case, task, by=by, at=at)
    plan = plan_of(case.snapshot_id)
    claim = claim_of(case, plan)
    if problems := problems_of(plan, claim):
        raise Refused.of(problems)
    said = Verdict(amounts or {}, refused or {}, reasons or {}, reason, approve)
    held = held_by(case) if plan.review.book else ()
    return concluded(case, task, plan, claim, assess(plan, claim, held), said, by=by, at=at)


def concluded(
    case: Case, task: Task, plan: Plan, claim: Claim, assessment: Assessment, said: Verdict, *, by: Actor, at: datetime
) -> Answer:
    """A locked case decided: its paper, its events, what the regulation writes. Raises Refused for a verdict that may not be given."""
    outcome, lines = _outcome(plan, assessment, said)
    decision = _recorded(case, plan, claim, assessment, outcome, lines, said.reason.strip(), by=by, at=at)
    finish(task, outcome, by=by, at=at)
    _owe_result(case, plan, outcome, at=at)
    body = {"outcome": outcome, "total_cny": decision.total_cny, "awards": _amounts(lines)}
    body |= {"evaluation": decision.evaluation, "paper": decision.paper}
    move(case, State.DECIDED, kind="decided", by=by, at=at, reason=decision.reason, body=body, decided_at=at)
    if outcome in FAVOURABLE:
        _take_effect(case, plan, claim, lines, by=by, at=at)
    return Answer(case.number, case.state, SAID[outcome].format(decision.total_cny), decision.paper)


def _owe_result(case: Case, plan: Plan, outcome: str, *, at: datetime) -> None:
    """After a decision: the result is made, on the same day; where there is none to be made, the decision is handed out."""
    today, calendar = day_of(at), current_calendar()
    if outcome in FAVOURABLE and plan.has(Produce) and case.handling != "instant":  # of an 即办件 the window has made it
        owe(case, plan, "produce", at=at, starts_on=today - ONE_DAY, calendar=calendar)  # so that the first day counted is this one
    else:
        owe(case, plan, "issue", at=at, starts_on=today, calendar=calendar)


@door
def close(*, number: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """办结: the daily work closes what was issued and not rated in time (conv-c-4)."""
    case = locked_case(number, "close", by=by, permission=BY_SYSTEM, at=at)
    move(case, State.CLOSED, kind="closed", by=by, at=at, ended_at=at)
    return Answer(case.number, case.state, "已办结")


@door
def terminate(*, number: str, reason: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """终止办理: the applicant did not correct in time (conv-c-2); he may apply again. Raises Refused before the period is over."""
    case = locked_case(number, "terminate", by=by, permission="cases.read_organisation", at=at)
    task = open_task(case, by=by)
    roles.require(by, STEP_PERMISSIONS[task.step])
    if day_of(at) <= case.correction.due_on:
        raise Refused(
            f"补正期限至{said(case.correction.due_on)}，尚未届满", code="not_lapsed", field="number", clause="conv-c-2", status=409
        )
    finish(task, "terminated", by=by, at=at)
    end_stops(case, at)
    move(case, State.TERMINATED, kind="terminated", by=by, at=at, reason=reason.strip() or "申请人逾期未补正", ended_at=at)
    return Answer(case.number, case.state, "已终止办理")


def _outcome(plan: Plan, assessment: Assessment, said: Verdict) -> tuple[str, tuple[AwardLine, ...]]:
    """One of the outcomes, and the lines as decided. Raises Refused for what may not be said."""
    if not plan.awards_money:
        return ("approved" if require_verdict(said) else "denied"), ()
    lines = decided_lines(assessment.lines, said)
    return ("granted" if any(line.granted for line in lines) else "refused"), lines


def _recorded(
    case: Case,
    plan: Plan,
    claim: Claim,
    assessment: Assessment,
    outcome: str,
    lines: tuple[AwardLine, ...],
    reason: str,
    *,
    by: Actor,
    at: datetime,
) -> Decision:
    """The evaluation that the decision rests on, its paper, and its row."""
    total = sum((line.granted or NOTHING for line in lines), NOTHING)
    stored = rules.store(assessment.evaluation, by=by, at=at, subject=case.subject) if assessment.evaluation else None
    if plan.awards_money and assessment.evaluation:
        content = notices.decision(case, plan, lines, total, reason, assessment.evaluation)
    else:
        approved = outcome == "approved"
        words = called(plan.decide.words)(claim) if approved and plan.decide.words else {}
        content = notices.approval(case, plan, approved, reason, words)
    organisation = deciding_body(case, plan)
    paper = papers.issue(kind=plan.decide.paper, case=case.number, content=content, organisation=organisation, by=by, at=at)
    decision = Decision(
        case=case,
        outcome=outcome,
        lines=[_stored(line) for line in lines],
        total_cny=total,
        reason=reason,
        evaluation=stored.number if stored else None,
        paper=paper.number,
        by=by.id,
        at=at,
    )
    return rows.add(decision)


def deciding_body(case: Case, plan: Plan) -> str:
    """In whose name it is decided: the body of the plan, or the one to which a case of an item was passed on."""
    return (plan.item and case.organisation) or plan.decide.organisation


def _take_effect(case: Case, plan: Plan, claim: Claim, lines: tuple[AwardLine, ...], *, by: Actor, at: datetime) -> None:
    """The regulation's act writes its register; 公示 comes with it, where the procedure has that step."""
    if plan.decide.act:
        granted = {key: amount for key, amount in _amounts(lines).items() if amount}
        called(plan.decide.act)(claim=claim, granted=granted, by=by, at=at)
    step = next((step for step in plan.steps if isinstance(step, Publish)), None)
    if step is not None:
        body = {"published_on": day_of(at), "awards": _amounts(lines)}
        tell(case, "published", by=by, at=at, from_=case.state, to=case.state, body=body)


def _amounts(lines: tuple[AwardLine, ...]) -> dict[str, Decimal]:
    return {line.key: line.granted or NOTHING for line in lines}


def _stored(line: AwardLine) -> dict[str, object]:
    return {
        "key": line.key,
        "title": line.title,
        "clauses": list(line.clauses),
        "computed": None if line.computed is None else str(line.computed),
        "paid_before": str(line.paid_before),
        "payable": str(line.payable),
        "granted": str(line.granted or NOTHING),
        "ceiling": line.ceiling,
        "note": line.note,
        "reason": line.reason,
    }
