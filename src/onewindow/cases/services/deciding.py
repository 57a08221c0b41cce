"""The decision, what it writes, and how it reaches the applicant."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from onewindow.cases import notices, rows
from onewindow.cases.acts import called
from onewindow.cases.assessment import NOTHING, Assessment, assess, claim_of, granted, problems_of
from onewindow.cases.attachments import held_by
from onewindow.cases.claims import AwardLine
from onewindow.cases.conventions import COMPUTED_AMOUNT
from onewindow.cases.life import CHANNELS, State
from onewindow.cases.models import Case, Decision, Delivery, Task
from onewindow.cases.plan import Plan
from onewindow.cases.procedure import Decide, Publish
from onewindow.cases.services.door import Answer, door
from onewindow.cases.services.locks import BY_SYSTEM, locked_case, open_task, require_other_than_acceptor
from onewindow.cases.services.moves import begin_review, finish, move, owe, tell
from onewindow.cases.snapshots import plan_of
from onewindow.papers import services as papers
from onewindow.rules import services as rules
from onewindow.words.actor import Actor
from onewindow.words.days import said
from onewindow.words.money import parse_money
from onewindow.words.refused import Problem, Refused
from onewindow.worktime.calendars import current_calendar
from onewindow.worktime.clock import day_of


@door
def decide(
    *,
    number: str,
    amounts: Mapping[str, Decimal | str] | None = None,
    refused: Mapping[str, str] | None = None,
    reason: str = "",
    by: Actor,
    at: datetime,
    key: str | None = None,
) -> Answer:
    """决定: grant what was computed and is payable, award by award, or refuse awards with a reason for each.

    ``amounts`` (元, by award) may be left out; where given they must be what is payable: more is refused with the clause of the
    award, less too, since these clauses leave no discretion (conv-c-5). ``refused`` maps awards to reasons; when nothing is
    granted the decision is a refusal. The regulation's act writes its register, the list is published, the decision is made as
    a paper, all in one transaction. Raises Refused also for the person who accepted (conv-c-6).
    """
    case = locked_case(number, "decide", by=by, permission="cases.decide", at=at)
    task = open_task(case, by=by)
    require_other_than_acceptor(case, by=by)
    if not task.taken_by:
        begin_review(case, task, by=by, at=at)
    plan = plan_of(case.snapshot_id)
    claim = claim_of(case, plan)
    if problems := problems_of(plan, claim):
        raise Refused.of(problems)
    assessment = assess(plan, claim, held_by(case))
    lines = _lines(assessment, amounts or {}, refused or {}, reason)
    decision = _recorded(case, plan, assessment, lines, reason.strip(), by=by, at=at)
    finish(task, decision.outcome, by=by, at=at)
    owe(case, plan, "issue", at=at, starts_on=day_of(at), calendar=current_calendar())
    body = {"outcome": decision.outcome, "total_cny": decision.total_cny, "awards": _amounts(lines)}
    body |= {"evaluation": decision.evaluation, "paper": decision.paper}
    move(case, State.DECIDED, kind="decided", by=by, at=at, reason=decision.reason, body=body, decided_at=at)
    if not decision.total_cny:
        return Answer(case.number, case.state, "已决定不予奖励", decision.paper)
    called(plan.step(Decide).act)(claim=claim, granted={key: amount for key, amount in _amounts(lines).items() if amount}, by=by, at=at)
    _publish(case, plan, lines, by=by, at=at)
    return Answer(case.number, case.state, f"已决定奖励{decision.total_cny:,.2f}元", decision.paper)


@door
def issue(*, number: str, channel: str, identity_checked: bool = False, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """送达: handed over at the window by a clerk who checked who takes it, or downloaded by the applicant (conv-c-8).

    Raises Refused for an unknown channel, and at the window when nobody checked the receiver's identity and authority.
    """
    if channel not in CHANNELS:
        raise Refused(f"没有“{channel}”这种送达方式", code="unknown_channel", field="channel", expected="、".join(CHANNELS))
    downloads = channel == "download"
    if not downloads and not identity_checked:
        raise Refused("没有核对领取人的身份", code="identity_not_checked", field="identity", expected="核对身份证件和授权后勾选")
    case = locked_case(number, "issue", by=by, permission="cases.read_own" if downloads else "cases.issue", at=at)
    task = Task.objects.get(case=case, done_at=None) if downloads else open_task(case, by=by)
    ((paper,),) = rows.some(Decision, ("paper",), case=case.pk)
    rows.insert(Delivery(case=case, channel=channel, paper=paper, by=by.id, at=at))
    finish(task, "issued", by=by, at=at)
    move(
        case,
        State.ISSUED,
        kind="issued",
        by=by,
        at=at,
        body={"channel": channel, "paper": paper, "identity_checked": identity_checked},
        issued_at=at,
    )
    return Answer(case.number, case.state, f"已送达（{CHANNELS[channel]}）", paper)


@door
def close(*, number: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """办结: the daily work closes what was issued and not rated in time (conv-c-4)."""
    case = locked_case(number, "close", by=by, permission=BY_SYSTEM, at=at)
    move(case, State.CLOSED, kind="closed", by=by, at=at, ended_at=at)
    return Answer(case.number, case.state, "已办结")


@door
def terminate(*, number: str, reason: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """终止办理: the applicant did not correct in time (conv-c-2); he may apply again. Raises Refused before the period is over."""
    case = locked_case(number, "terminate", by=by, permission="cases.accept", at=at)
    task = open_task(case, by=by)
    if day_of(at) <= case.correction.due_on:
        raise Refused(
            f"补正期限至{said(case.correction.due_on)}，尚未届满", code="not_lapsed", field="number", clause="conv-c-2", status=409
        )
    finish(task, "terminated", by=by, at=at)
    case.intervals.filter(ends_on=None).update(ends_on=day_of(at))
    move(case, State.TERMINATED, kind="terminated", by=by, at=at, reason=reason.strip() or "申请人逾期未补正", ended_at=at)
    return Answer(case.number, case.state, "已终止办理")


def _recorded(
    case: Case, plan: Plan, assessment: Assessment, lines: tuple[AwardLine, ...], reason: str, *, by: Actor, at: datetime
) -> Decision:
    """The evaluation that the decision rests on, its paper, and its row."""
    total = sum((line.granted or NOTHING for line in lines), NOTHING)
    stored = rules.store(assessment.evaluation, by=by, at=at, subject=case.subject)
    content = notices.decision(case, plan, lines, total, reason, assessment.evaluation)
    organisation = plan.step(Decide).organisation
    paper = papers.issue(kind="decision", case=case.number, content=content, organisation=organisation, by=by, at=at)
    decision = Decision(
        case=case,
        outcome="granted" if total else "refused",
        lines=[_stored(line) for line in lines],
        total_cny=total,
        reason=reason,
        evaluation=stored.number,
        paper=paper.number,
        by=by.id,
        at=at,
    )
    return rows.insert(decision)


def _lines(assessment: Assessment, amounts: Mapping[str, Decimal | str], refused: Mapping[str, str], reason: str) -> tuple[AwardLine, ...]:
    """The lines as decided. Raises Refused with everything that is wrong with the amounts and reasons."""
    known = {line.key: line for line in assessment.lines}
    problems = [
        Problem(f"本事项没有“{key}”这项奖励", "unknown_award", key, None, "、".join(known)) for key in {*amounts, *refused} - set(known)
    ]
    for key, text in refused.items():
        if not text.strip():
            problems.append(Problem("不予批准应当说明理由", "no_reason", key, COMPUTED_AMOUNT.id, "事实和依据"))
    for key, amount in amounts.items():
        if key in known and key not in refused:
            problems += _amount_problems(known[key], amount)
    lines = granted(assessment.lines, refused)
    if (
        not problems
        and not reason.strip()
        and not any(line.granted for line in lines)
        and not any(line.note or line.reason for line in lines)
    ):
        problems.append(
            Problem("应付金额为零，决定不予奖励须说明理由", "no_reason", "reason", COMPUTED_AMOUNT.id, "为什么没有达到奖励条件")
        )
    if problems:
        raise Refused.of(problems)
    return lines


def _amount_problems(line: AwardLine, amount: Decimal | str) -> list[Problem]:
    try:
        wanted = amount if isinstance(amount, Decimal) else parse_money(amount, field=line.key, clause=line.clauses[0])
    except Refused as refusal:
        return list(refusal.problems)
    expected = f"{line.payable:,.2f}元"
    if wanted > line.payable:
        return [Problem(f"{line.title}最多{expected}，不能批准{wanted:,.2f}元", "above_computed", line.key, line.clauses[0], expected)]
    if wanted < line.payable:
        message = f"{line.title}核算应付{expected}，没有裁量幅度，不能批准{wanted:,.2f}元"
        return [
            Problem(
                message, "below_computed", line.key, COMPUTED_AMOUNT.id, f"{expected}；事实有误的先更正事实，不符合条件的不予批准并说明理由"
            )
        ]
    return []


def _publish(case: Case, plan: Plan, lines: tuple[AwardLine, ...], *, by: Actor, at: datetime) -> None:
    """公示: with the decision, where the procedure has that step."""
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
        "note": line.note,
        "reason": line.reason,
    }
