"""What may be asked about runs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet

from onewindow.runs.kinds import Outcome, kind_of, kinds
from onewindow.runs.models import DONE, FAILED, Run
from onewindow.words.actor import Actor
from onewindow.words.refused import Problem, Refused


def runs_for(by: Actor) -> QuerySet[Run]:
    """The runs that an actor may see, the latest first: its own, and those of the shared kinds that it may start."""
    shared = [kind.key for kind in kinds() if kind.shared and by.may(kind.permission)]
    return Run.objects.filter(Q(by=by.id) | Q(kind__in=shared)).order_by("-number")


def run_for(number: int, by: Actor) -> Run:
    """One of these. Raises Refused (404) for another's, as for one that there is not."""
    found = runs_for(by).filter(number=number).first()
    if found is None:
        raise Refused(f"没有编号为{number}的后台工作", code="unknown_run", field="number", status=404)
    return found


def alive(kind: str, key: str = "") -> Run | None:
    """The run of that kind (and key) that waits or runs now."""
    found = Run.objects.filter(kind=kind, state__in=("waiting", "running"))
    return (found.filter(key=key) if key else found).order_by("number").first()


def outcome_of(run: Run) -> Outcome | None:
    """What came of a run that is done; None while it is not, and where it was erased."""
    if run.state != DONE or not run.answer:
        return None
    said = json.loads(run.answer)
    return Outcome(**{**said, "items": tuple((what, why) for what, why in said["items"]), "files": tuple(said["files"])})


def refusal_of(run: Run) -> Refused | None:
    """Why a run failed, as it was refused; None for one that did not."""
    if run.state != FAILED or not run.answer:
        return None
    said: dict[str, Any] = json.loads(run.answer)
    return Refused.of([Problem(**each) for each in said["problems"]], status=said["status"])


def params_of(run: Run) -> dict[str, Any]:
    """What was asked; empty where it was erased."""
    asked: dict[str, Any] = json.loads(run.params or "{}")
    return asked


def title_of(kind: str) -> str:
    """What a kind is called; its key where the code no longer has it."""
    found = kind_of(kind)
    return found.title if found else kind


def digests_in_use() -> Iterator[str]:
    """The files that runs name."""
    for files in Run.objects.exclude(files=[]).values_list("files", flat=True).iterator():
        yield from files
