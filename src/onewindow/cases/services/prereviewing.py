"""预审: the body looks at what the window sent before it reviews; the clock of the review has run since the acceptance."""

from __future__ import annotations

from datetime import datetime

from onewindow import rows, statements
from onewindow.cases.models import Case
from onewindow.cases.services.door import Answer, door
from onewindow.cases.services.handing_over import on_their_way, require_handed_over
from onewindow.cases.services.locks import locked_case, open_step, require_other_than_acceptor
from onewindow.cases.services.moves import finish, owe, tell
from onewindow.cases.snapshots import plan_of
from onewindow.words.actor import Actor
from onewindow.worktime.calendars import current_calendar


@door
def pass_prereview(*, number: str, note: str = "", by: Actor, at: datetime, key: str | None = None) -> Answer:
    """预审通过: the materials are taken over and the review begins. Raises Refused (403, 409) for another step or body."""
    statements.foresee(on_their_way(number).question)
    case = locked_case(number, "pass_prereview", by=by, permission="cases.review", at=at)
    task = open_step(case, "prereview", by=by)
    assert case.accepted_on is not None  # a case in prereview was accepted
    require_other_than_acceptor(case, by=by)
    require_handed_over(case, by=by)
    finish(task, "passed", by=by, at=at)
    if case.handling == "instant":  # the back office handles it now, so it is no 即办件 any more
        rows.alter(Case, {"id": case.pk}, handling="promise")
    plan = plan_of(case.snapshot_id)
    owe(case, plan, "review", at=at, starts_on=case.accepted_on, calendar=current_calendar(), note=note.strip())
    tell(case, "prereviewed", by=by, at=at, from_=case.state, to=case.state, reason=note.strip())
    return Answer(case.number, case.state, "预审通过，已转审核")
