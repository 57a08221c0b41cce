"""The guide of a service (办事指南), read off its declaration: it cannot drift from what is done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from onewindow.cases.procedure import Accept, Decide, Issue, Procedure, Publish, Rate, Review, Step
from onewindow.law import selectors
from onewindow.organisations.selectors import organisation
from onewindow.papers.kinds import PaperKind, paper_kind
from onewindow.words.sources import Source, as_source

AUDIENCES = {"enterprise": "企业", "person": "个人"}
_PAPERS = {"accept": ("acceptance", "correction", "non-acceptance")}


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step as the guide lists it; ``limit`` is empty where none is set."""

    kind: str
    title: str
    organisation: str
    limit: str
    limit_source: Source | None
    papers: tuple[PaperKind, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Guide:
    procedure: Procedure
    head: selectors.DocumentHead
    audience: str
    sources: tuple[Source, ...]
    result: PaperKind
    steps: tuple[StepRow, ...]
    limits: tuple[StepRow, ...]


def guide_of(procedure: Procedure, on: date) -> Guide:
    """The guide as of a day."""
    steps = tuple(_row(step) for step in procedure.steps)
    return Guide(
        procedure=procedure,
        head=selectors.head(procedure.document, on),
        audience="、".join(AUDIENCES[each] for each in procedure.applicants),
        sources=tuple(as_source(source) for source in procedure.sources),
        result=paper_kind(procedure.decide.paper),
        steps=steps,
        limits=tuple(step for step in steps if step.limit),
    )


def _row(step: Step) -> StepRow:
    span = step.within if isinstance(step, Accept | Review | Issue) else None
    return StepRow(
        kind=step.kind,
        title=step.title,
        organisation="" if isinstance(step, Rate) else organisation(step.organisation).name,
        limit=str(span) if span else "",
        limit_source=as_source(span.source) if span else None,
        papers=tuple(paper_kind(key) for key in ((step.paper,) if isinstance(step, Decide) else _PAPERS.get(step.kind, ()))),
        sources=tuple(as_source(source) for source in step.sources),
    )


def published_by(procedure: Procedure) -> Publish | None:
    """The step that publishes what was granted, if the procedure has one."""
    return next((step for step in procedure.steps if isinstance(step, Publish)), None)
