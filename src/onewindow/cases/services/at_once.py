"""即申即享: a claim whose every fact data on hand vouch for is accepted, computed and decided at once, by the system (conv-c-9).

One in so many is drawn for a person to check (conv-c-10); nobody can know beforehand which, and a claim that was drawn stays so.
"""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

from onewindow import rows
from onewindow.cases.assessment import Assessment, assess, claim_of, problems_of
from onewindow.cases.attachments import held_by
from onewindow.cases.conventions import AT_ONCE, SAMPLE, SAMPLE_EVERY
from onewindow.cases.models import Case, Task
from onewindow.cases.plan import Plan
from onewindow.cases.services.applying import submit
from onewindow.cases.services.deciding import concluded
from onewindow.cases.services.door import Answer, door
from onewindow.cases.services.intake import accepted
from onewindow.cases.services.locks import BY_SYSTEM, locked_case, taken
from onewindow.cases.services.moves import tell
from onewindow.cases.snapshots import plan_of
from onewindow.cases.verdict import Verdict
from onewindow.cases.vouching import unverified, vouched
from onewindow.words.actor import SYSTEM, Actor
from onewindow.words.refused import Refused
from onewindow.worktime.calendars import current_calendar

ORDINARY = "按一般程序办理"


def hand_in(*, draft: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """提交, and the decision with it where the claim can be decided at once. Raises Refused as ``submit`` does.

    Two doors, one after the other: when the second does not come to pass the case waits at the window, and the daily work tries again.
    """
    answer = submit(draft=draft, by=by, at=at, key=key)
    decided = try_at_once(answer.number, at=at)
    if decided is None:
        return answer
    return Answer(decided.number, decided.state, f"{answer.message}。{decided.message}", answer.paper)


def try_at_once(number: str, *, at: datetime) -> Answer | None:
    """What comes of a submitted case without a person; None where its procedure does not ask the data, or somebody has it already."""
    case = Case.objects.only("snapshot", "route").filter(number=number).first()
    if case is None or not plan_of(case.snapshot_id).verified:
        return None
    try:
        return decide_at_once(number=number, by=SYSTEM, at=at, key=f"at-once:{number}")
    except Refused:
        return None


@door
def decide_at_once(*, number: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """即时决定: decide a submitted case whose every fact is vouched for, or say why a person must; only the system does.

    Raises Refused (409) for a case that somebody took, or that was looked at before.
    """
    case = locked_case(number, "decide_at_once", by=by, permission=BY_SYSTEM, at=at)
    task = Task.objects.get(case=case, done_at=None)
    if task.taken_by:
        raise taken(case, task)
    if case.route:
        raise Refused(f"办件{number}已转一般程序", code="wrong_state", field="number", status=409)
    plan = plan_of(case.snapshot_id)
    claim = claim_of(case, plan)
    sources = vouched(plan, claim)
    if lacking := unverified(plan, sources):
        body = {"facts": [name for name in plan.ask if name not in sources], "source": AT_ONCE.id}
        return _by_a_person(case, "unverified", f"{'、'.join(f'“{title}”' for title in lacking)}没有一致的部门数据", body, at=at)
    assessment = assess(plan, claim, held_by(case))
    if problems_of(plan, claim) or not _is_certain(plan, assessment):
        return _by_a_person(case, "unverified", "有需要人员判断的内容", {"facts": [], "source": AT_ONCE.id}, at=at)
    if _was_drawn(case) or is_drawn():
        return _by_a_person(case, "drawn", "抽中随机抽查", {"source": SAMPLE.id, "one_in": SAMPLE_EVERY}, at=at)
    _on_route(case, "at_once")
    tell(case, "verified", by=SYSTEM, at=at, from_=case.state, to=case.state, body={"data": dict(sources), "source": AT_ONCE.id})
    accepted(case, task, by=SYSTEM, at=at, calendar=current_calendar(), deemed=False)
    review = Task.objects.get(case=case, done_at=None)
    return concluded(case, review, plan, claim, assessment, Verdict(), by=SYSTEM, at=at)


def is_drawn() -> bool:
    """Whether this one is for a person to check: one in ``SAMPLE_EVERY``, from a source that nobody can foresee."""
    return secrets.randbelow(SAMPLE_EVERY) == 0


def _was_drawn(case: Case) -> bool:
    """Whether an earlier claim for the same was drawn: withdrawing it is no second throw."""
    same = Case.objects.filter(procedure=case.procedure, uscc=case.uscc, period=case.period, matter=case.matter)
    return same.filter(route="drawn").exists()


def _is_certain(plan: Plan, assessment: Assessment) -> bool:
    """Money that was computed to the fen, of which something is payable: no ceiling, no approval, no refusal."""
    lines = assessment.lines
    return plan.awards_money and assessment.payable > 0 and all(line.computed is not None and not line.ceiling for line in lines)


def _by_a_person(case: Case, route: str, why: str, body: dict[str, Any], *, at: datetime) -> Answer:
    _on_route(case, route)
    tell(case, route, by=SYSTEM, at=at, from_=case.state, to=case.state, body=body)
    return Answer(case.number, case.state, f"{why}，{ORDINARY}")


def _on_route(case: Case, route: str) -> None:
    rows.alter(Case, {"id": case.pk}, route=route)
    case.route = route
