"""How far a case has come, as the five steps that an applicant knows."""

from __future__ import annotations

from dataclasses import dataclass

from onewindow.cases.selectors import CaseRow

STEPS = ("提交", "受理", "审核", "决定", "送达", "评价")
_REACHED = {
    "submitted": 1,
    "correcting": 1,
    "accepted": 2,
    "reviewing": 2,
    "returned": 2,
    "decided": 4,
    "issued": 5,
    "closed": 6,
    "not_accepted": 1,
    "withdrawn": 1,
    "terminated": 1,
}
_STOPPED = {"not_accepted", "withdrawn", "terminated"}
_NOTES = {"correcting": "等您补正", "returned": "窗口补充中", "decided": "等您签收", "issued": "请您评价"}


@dataclass(frozen=True, slots=True)
class Step:
    """``state`` is done, now, stopped or empty; ``note`` what it waits for."""

    title: str
    state: str
    note: str


def progress(row: CaseRow) -> list[Step]:
    """The steps of a case; a case that ended early is stopped where it ended."""
    state = row.state
    reached = _REACHED.get(state, 0)
    steps = []
    for place, title in enumerate(STEPS):
        if place < reached:
            steps.append(Step(title, "done", ""))
        elif place == reached:
            stopped = state in _STOPPED
            steps.append(Step(row.state_title if stopped else title, "stopped" if stopped else "now", _NOTES.get(state, "")))
        else:
            steps.append(Step(title, "", ""))
    return steps
