"""The doors of the plain registers: enter a line, strike one out with its reason. A line is corrected by a new one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from miluo.integrated_window.plain_registers import Register, register
from miluo.integrated_window.services.opening import require_bureau, words
from onewindow.cases.services.door import Answer, door
from onewindow.organisations.models import Organisation
from onewindow.trail.services import record
from onewindow.words.actor import Actor
from onewindow.words.refused import Problem, Refused
from onewindow.worktime.clock import day_of

ENTERED, STRUCK = "entered", "struck"


@door
def enter(*, name: str, values: Mapping[str, str], by: Actor, at: datetime, key: str | None = None) -> Answer:
    """登记 a line of the register ``name``; ``values`` are as typed. Refused with every column that is wrong."""
    found = register(name)
    require_bureau(by, found.clause)
    read = _read(found, values, at)
    found.check(read, day_of(at))
    row = found.model(**read, entered_on=day_of(at), entered_by=by.id)
    row.save(force_insert=True)
    told = {column: value.key if isinstance(value, Organisation) else value for column, value in read.items()}
    record(subject=f"window-register:{name}", kind=f"window-register.{ENTERED}", by=by, at=at, to=ENTERED, body={"row": row.pk, **told})
    return Answer(str(row.pk), ENTERED, f"已登记一行{found.title}")


@door
def strike(*, name: str, row: int, reason: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """注销 a line: it stays in the register, struck out with the reason."""
    found = register(name)
    require_bureau(by, found.clause)
    line = found.lines.select_for_update().filter(pk=row).first()
    if line is None:
        raise Refused("没有这一行，或者已经注销", code="unknown_row", field="row", clause=found.clause, status=404)
    line.struck_on, line.struck_for = day_of(at), words(reason, "注销的原因", "reason", found.clause, 200)
    line.save(update_fields=["struck_on", "struck_for"])
    subject = f"window-register:{name}"
    record(
        subject=subject, kind=f"window-register.{STRUCK}", by=by, at=at, from_=ENTERED, to=STRUCK, reason=line.struck_for, body={"row": row}
    )
    return Answer(str(row), STRUCK, f"已注销一行{found.title}")


def _read(found: Register, values: Mapping[str, str], at: datetime) -> dict[str, Any]:
    read: dict[str, Any] = {}
    problems: list[Problem] = []
    for column in found.columns:
        try:
            read[column.name] = column.read(values.get(column.name, ""), day_of(at), found.clause)
        except Refused as refused:
            problems += refused.problems
    if problems:
        raise Refused.of(problems)
    return read
