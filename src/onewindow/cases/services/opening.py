"""Whether a case may be begun, and what the regulations are asked before an act on one."""

from __future__ import annotations

from datetime import datetime

from onewindow.cases import gates
from onewindow.cases.gates import Gate
from onewindow.cases.models import Case
from onewindow.cases.procedure import Procedure
from onewindow.cases.snapshots import plan_of
from onewindow.law.reliance import require_reliable
from onewindow.law.validity import require_in_force
from onewindow.words.actor import Actor
from onewindow.worktime.clock import day_of


def require_open(form: Procedure, *, by: Actor, at: datetime, channel: str = "web", window: str = "") -> None:
    """Raises Refused, with the clause, where no case of this procedure may be begun that day, there, by this person."""
    today = day_of(at)
    if form.regulation is not None:
        last = form.regulation.last_day
        require_in_force(form.regulation, min(today, last) if last and form.outlasts else today)
        require_reliable(form.regulation, today)
    organisation = form.decide.organisation
    gates.require(Gate("open", form.key, form.item, organisation, form.handling, by, today, channel=channel, window=window))


def gate_of(case: Case, act: gates.Act, *, by: Actor, at: datetime, window: str = "", carrier: str = "") -> Gate:
    """What the regulations are asked about an act on a case."""
    plan = plan_of(case.snapshot_id)
    return Gate(
        act,
        plan.key,
        plan.item,
        case.organisation or plan.decide.organisation,
        case.handling,
        by,
        day_of(at),
        channel=case.channel,
        window=window,
        origin=case.window,
        accepted_by=case.accepted_by,
        carrier=carrier,
        number=case.number,
    )
