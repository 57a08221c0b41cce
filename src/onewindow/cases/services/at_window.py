"""当场办结: an 即办件 is accepted and decided by the window itself, on the day, under the power that its body gave (conv-c-24)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from onewindow import rows
from onewindow.cases import gates
from onewindow.cases.assessment import assess, claim_of, problems_of
from onewindow.cases.attachments import held_by
from onewindow.cases.law import source_of
from onewindow.cases.models import Case, Decision, Result, Task
from onewindow.cases.plan import Plan
from onewindow.cases.procedure import Produce
from onewindow.cases.services.checks import Checks
from onewindow.cases.services.deciding import FAVOURABLE, concluded
from onewindow.cases.services.door import Answer, door
from onewindow.cases.services.intake import taken_in
from onewindow.cases.services.locks import locked_case, open_step, too_late
from onewindow.cases.services.moves import tell
from onewindow.cases.services.opening import gate_of
from onewindow.cases.snapshots import plan_of
from onewindow.cases.verdict import Verdict
from onewindow.words.actor import Actor
from onewindow.words.refused import Problem, Refused
from onewindow.worktime.clock import day_of

UNAUTHORISED = "未授权"


@door
def decide_at_window(
    *,
    number: str,
    approve: bool | None = True,
    reason: str = "",
    document_number: str = "",
    checks: Checks | None = None,
    promised: Collection[str] = (),
    by: Actor,
    at: datetime,
    key: str | None = None,
) -> Answer:
    """当场办结: accept (unless that was done today by the same clerk) and decide; the result is then handed out at the same window.

    ``document_number`` is that of the certificate which the window printed; left out, the decision itself is the result. Without the power
    of the body the case is not decided but accepted and pushed to it as a 承诺件, and the answer says so. Raises Refused as ``accept``
    does, for an item that is no 即办件, and for a case that was accepted on another day or by somebody else.
    """
    case = locked_case(number, "decide_at_window", by=by, permission="cases.accept", at=at)
    plan = plan_of(case.snapshot_id)
    if plan.handling != "instant" or not plan.item:
        right = "受理后推送审批单位"
        raise Refused(
            "本事项是承诺件，由审批单位决定", code="not_instant", field="number", clause=source_of("on_the_spot").id, expected=right
        )
    if case.accepted_on is None:
        task = open_step(case, "accept", by=by)
        gates.require(gate_of(case, "accept", by=by, at=at, window=case.window))
        taken_in(case, task, checks, (), promised, by=by, at=at)
    task = _mine_today(case, by=by, at=at)
    if problems := gates.problems(gate_of(case, "decide_at_window", by=by, at=at, window=case.window)):
        return _pushed(case, problems, by=by, at=at)
    rows.alter(Task, {"id": task.pk}, step="review", organisation=by.organisation, taken_by=by.id, taken_at=at)
    task.step, task.organisation, task.taken_by, task.taken_at = "review", by.organisation or "", by.id, at
    return _decided(case, task, plan, Verdict(approve=approve, reason=reason), document_number.strip(), by=by, at=at)


def _mine_today(case: Case, *, by: Actor, at: datetime) -> Task:
    """The step that the body owes and did not begin, of a case that this clerk accepted today. Raises Refused."""
    task = rows.one(Task, case=case.pk, done_at=None)
    if case.handling != "instant" or task is None or task.step != "prereview" or task.taken_by:
        raise too_late(case, "当场办结", by=by)
    if case.accepted_on != day_of(at) or case.accepted_by != by.id:
        raise Refused(
            "当场办结须由受理的窗口人员在受理当日办理",
            code="not_on_the_spot",
            field="number",
            clause=source_of("on_the_spot").id,
            expected="由审批单位办理",
            status=409,
        )
    return task


def _pushed(case: Case, problems: list[Problem], *, by: Actor, at: datetime) -> Answer:
    """Without power it is handled as a 承诺件 from here on: the body has it in its queue already."""
    rows.alter(Case, {"id": case.pk}, handling="promise")
    case.handling = "promise"
    why = "；".join(problem.message for problem in problems)
    body = {"reason": UNAUTHORISED, "codes": [problem.code for problem in problems], "source": source_of("on_the_spot").id}
    tell(case, "pushed_to_body", by=by, at=at, from_=case.state, to=case.state, reason=f"{UNAUTHORISED}：{why}", body=body)
    return Answer(case.number, case.state, f"{UNAUTHORISED}当场办结（{why}），已受理并按承诺件推送审批单位")


def _decided(case: Case, task: Task, plan: Plan, said: Verdict, document: str, *, by: Actor, at: datetime) -> Answer:
    claim = claim_of(case, plan)
    if problems := problems_of(plan, claim):
        raise Refused.of(problems)
    answer = concluded(case, task, plan, claim, assess(plan, claim, held_by(case)), said, by=by, at=at)
    ((outcome,),) = rows.some(Decision, ("outcome",), case=case.pk)
    if outcome in FAVOURABLE and plan.has(Produce):
        made = Result(case=case, title=plan.step(Produce).result, document_number=document or answer.paper)
        made.printed_by, made.printed_at, made.pushed_by, made.pushed_at = by.id, at, by.id, at
        rows.add(made)
    return answer
