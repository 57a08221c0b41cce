"""Long work that a call began: how far it is, and what came of it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Field, Router, Schema

from onewindow.accounts.access import actor_on, api_permission
from onewindow.runs.models import STATES, Run
from onewindow.runs.selectors import outcome_of, refusal_of, run_for

router = Router(tags=["后台工作"], auth=api_permission())


class Line(Schema):
    what: str
    why: str


class RunState(Schema):
    """A run: ``done`` of ``of`` while it goes on; then what came of it, with what a person must still see, or why it failed."""

    number: int
    title: str
    state: str = Field(..., description="waiting、running、done、failed、stopped")
    state_title: str
    stage: str
    done: int
    of: int
    said: str = Field("", description="结果，或者未完成的原因")
    items: list[Line] = Field([], description="需要人再看的各项和原因")


@router.get("/{int:number}", summary="一项后台工作的进度和结果", response=RunState)
def run(request: HttpRequest, number: int) -> dict[str, Any]:
    return said_of(run_for(number, actor_on(request)))


def said_of(run: Run) -> dict[str, Any]:
    """A run as its calls answer it."""
    outcome, refused = outcome_of(run), refusal_of(run)
    said = outcome.said if outcome else "；".join(problem.message for problem in refused.problems) if refused else ""
    items = [{"what": what, "why": why} for what, why in outcome.items] if outcome else []
    shown = {name: getattr(run, name) for name in ("number", "title", "state", "stage", "done", "of")}
    return {**shown, "state_title": STATES[run.state], "said": said, "items": items}
