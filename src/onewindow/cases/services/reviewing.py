"""At the bureau: take a case from the queue, give it back, correct a fact on evidence, return it to the window."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from onewindow import rows
from onewindow.accounts import roles
from onewindow.cases.assessment import assess, claim_of, problems_of, read_facts, stored_facts
from onewindow.cases.attachments import held_by
from onewindow.cases.life import STEP_PERMISSIONS, State
from onewindow.cases.models import Attachment, Case, FactChange, Task
from onewindow.cases.services.door import Answer, door
from onewindow.cases.services.locks import locked_case, open_task, require_no_open_case, require_other_than_acceptor
from onewindow.cases.services.moves import finish, move, owe, sealed_facts, tell
from onewindow.cases.snapshots import plan_of
from onewindow.rules import services as rules
from onewindow.words.actor import Actor
from onewindow.words.refused import Refused
from onewindow.worktime.calendars import current_calendar
from onewindow.worktime.clock import day_of


@door
def take(*, number: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """领取: take the open step of a case from the queue of one's organisation; the second person is told who has it.

    Taking a review brings the case under review. Raises Refused (403, 404, 409).
    """
    case = locked_case(number, "take", by=by, permission="cases.read_organisation", at=at)
    task = open_task(case, by=by)
    roles.require(by, STEP_PERMISSIONS[task.step])
    if task.step == "review":
        require_other_than_acceptor(case, by=by)
    rows.alter(Task, {"id": task.pk}, taken_by=by.id, taken_at=task.taken_at or at)
    if task.step == "review" and case.standing is State.ACCEPTED:
        move(case, State.REVIEWING, kind="taken", by=by, at=at, body={"step": task.step})
    else:
        tell(case, "taken", by=by, at=at, from_=case.state, to=case.state, body={"step": task.step})
    return Answer(case.number, case.state, "已领取")


@door
def release(*, number: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """放回队列: whoever took a step gives it back, so that a colleague may take it. Raises Refused (409) if he has not."""
    case = locked_case(number, "release", by=by, permission="cases.read_organisation", at=at)
    task = open_task(case, by=by)
    if not task.taken_by:
        raise Refused(f"办件{number}没有被领取", code="not_taken", field="number", status=409)
    Task.objects.filter(pk=task.pk).update(taken_by="", taken_at=None)
    if case.standing is State.REVIEWING:
        move(case, State.ACCEPTED, kind="released", by=by, at=at, body={"step": task.step})
    else:
        tell(case, "released", by=by, at=at, from_=case.state, to=case.state, body={"step": task.step})
    return Answer(case.number, case.state, "已放回队列")


@door
def return_to_clerk(*, number: str, reason: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """退回窗口: something that the window must put right before the review can go on; the review clock runs on meanwhile."""
    case = locked_case(number, "return_to_clerk", by=by, permission="cases.review", at=at)
    task = open_task(case, by=by)
    if not reason.strip():
        raise Refused("没有写明退回的原因", code="no_reason", field="reason", expected="窗口需要补充或更正什么")
    plan = plan_of(case.snapshot_id)
    finish(task, "returned", by=by, at=at)
    owe(case, plan, "forward", at=at, starts_on=task.starts_on, calendar=current_calendar(), note=reason.strip())
    move(case, State.RETURNED, kind="returned", by=by, at=at, reason=reason.strip())
    return Answer(case.number, case.state, "已退回窗口")


@door
def forward(*, number: str, note: str = "", by: Actor, at: datetime, key: str | None = None) -> Answer:
    """再次转交: the window has put right what the bureau returned, to the step that returned it; the clock of the review never stopped."""
    case = locked_case(number, "forward", by=by, permission="cases.accept", at=at)
    task = open_task(case, by=by)
    plan = plan_of(case.snapshot_id)
    finish(task, "forwarded", by=by, at=at)
    returned = Task.objects.filter(case=case, outcome="returned").order_by("-id").values_list("step", flat=True)[0]
    starts_on = day_of(at) if returned == "prereview" else task.starts_on  # a second look has its own day
    owe(case, plan, returned, at=at, starts_on=starts_on, calendar=current_calendar(), note=note.strip())
    move(case, State.ACCEPTED, kind="forwarded", by=by, at=at, reason=note.strip())
    return Answer(case.number, case.state, "已再次转交审核")


@door
def correct_fact(
    *, number: str, fact: str, value: Any, reason: str, attachment: str, by: Actor, at: datetime, key: str | None = None
) -> Answer:
    """更正事实: the approver puts a fact right on evidence (an attachment of the case), and the awards are computed anew.

    This is the only way to an amount other than the one first computed (conv-c-5). Raises Refused for a fact that was not
    asked, evidence that is not there, a value of the wrong kind, or a claim that the law would then not admit.
    """
    case = locked_case(number, "correct_fact", by=by, permission="cases.review", at=at)
    open_task(case, by=by)
    require_other_than_acceptor(case, by=by)
    plan = plan_of(case.snapshot_id)
    evidence = _evidence(case, attachment, fact, plan.ask, reason)
    submitted_on = day_of(case.submitted_at)
    before = case.facts.get(fact)
    case.facts = stored_facts(plan, read_facts(plan, {**case.facts, fact: value}, submitted_on))
    if case.facts[fact] == before:
        raise Refused(f"“{plan.ask[fact]}”没有变化", code="no_change", field="value", expected="与原来不同的值")
    claim = claim_of(case, plan)
    if problems := problems_of(plan, claim):
        raise Refused.of(problems)
    period = plan.period_of(claim.facts)
    if (period, claim.matter) != (case.period, case.matter):
        require_no_open_case(plan, claim)
    assessment = assess(plan, claim, held_by(case))
    evaluation = rules.store(assessment.evaluation, by=by, at=at, subject=case.subject).number if assessment.evaluation else None
    change = FactChange(case=case, fact=fact, before=before, after=case.facts[fact], reason=reason.strip(), evidence=evidence)
    change.evaluation, change.by, change.at = evaluation, by.id, at
    change.save(force_insert=True)
    columns = {"facts": case.facts, "period": period, "matter": claim.matter}
    body = {"fact": fact, "facts": sealed_facts(case), "evidence": evidence.key, "evaluation": evaluation}
    move(case, case.standing, kind="fact_corrected", by=by, at=at, reason=reason.strip(), body=body, **columns)
    payable = f"，应付合计{assessment.payable:,.2f}元" if plan.awards_money else ""
    return Answer(case.number, case.state, f"已更正“{plan.ask[fact]}”{payable}")


def _evidence(case: Case, attachment: str, fact: str, asked: Any, reason: str) -> Attachment:
    if fact not in asked:
        raise Refused(f"申请表没有“{fact}”这一项", code="unknown_fact", field="fact", expected="、".join(asked))
    if not reason.strip():
        raise Refused("没有写明更正的理由", code="no_reason", field="reason", expected="证据说明了什么")
    found = Attachment.objects.filter(case=case, key=attachment, pending=False, replaced_at=None).first()
    if found is None:
        keys = "、".join(Attachment.objects.filter(case=case, pending=False, replaced_at=None).values_list("key", flat=True))
        raise Refused("更正事实须以本办件的附件为证据", code="no_evidence", field="attachment", expected=f"先上传证据，或选择：{keys}")
    return found
