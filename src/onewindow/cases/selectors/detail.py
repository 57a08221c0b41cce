"""One case as its page shows it: facts, materials, awards with their explanation, clock, papers, timeline, and what may be done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from onewindow.accounts import masks
from onewindow.cases import life
from onewindow.cases.assessment import Assessment, assess, claim_of
from onewindow.cases.claims import AwardLine
from onewindow.cases.clocks import clock_of
from onewindow.cases.models import Case, Undertaking
from onewindow.cases.plan import Plan
from onewindow.cases.selectors.acts import acts_of
from onewindow.cases.selectors.files import FileLine, line_of, may_read, owns
from onewindow.cases.selectors.lists import BESIDE, CaseRow, open_task, rows_of
from onewindow.cases.selectors.timeline import TimelineLine, timeline
from onewindow.cases.services.door import storable
from onewindow.cases.services.locks import no_case
from onewindow.cases.snapshots import plan_of
from onewindow.papers.kinds import paper_kind
from onewindow.papers.selectors import papers_of
from onewindow.rules.evaluation import Evaluation
from onewindow.words.actor import Actor
from onewindow.worktime.calendars import current_calendar
from onewindow.worktime.counting import CountedDay


@dataclass(frozen=True, slots=True)
class FactLine:
    """A fact: ``value`` as JSON holds it, ``evidence`` the titles of the materials that prove it, ``correctable`` by the applicant now."""

    name: str
    title: str
    unit: str
    control: str
    value: Any
    choices: dict[str, str]
    evidence: tuple[str, ...]
    correctable: bool
    changed: tuple[tuple[Any, Any], ...]


@dataclass(frozen=True, slots=True)
class MaterialView:
    """A material of the procedure with the files handed in for it; replaced ones come last. ``instead``: 容缺受理 or 告知承诺;
    ``found``: what the window found of it at its last look, in Chinese.
    """

    key: str
    title: str
    note: str
    required: bool
    formats: tuple[str, ...]
    clauses: tuple[str, ...]
    files: tuple[FileLine, ...]
    correctable: bool
    instead: str
    found: str


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper of the case; its file is fetched by its number."""

    number: str
    title: str
    kind: str
    code: str
    issued_at: datetime


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """The one correction notice: items (kind, key, title, reason, expected, clause, citation), the answer kept so far, the changes."""

    items: tuple[dict[str, str], ...]
    due_on: date
    paper: str
    raw: dict[str, Any]
    answered_at: datetime | None
    changes: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class DecisionView:
    """What was decided; ``lines`` as stored: key, title, clauses, computed, paid_before, payable, granted, note, reason."""

    outcome: str
    outcome_title: str
    lines: tuple[dict[str, Any], ...]
    total_cny: Decimal
    reason: str
    evaluation: int | None
    paper: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CaseView:
    """Everything a page shows of a case. ``acts`` are the doors that this actor may go through now; contacts are masked."""

    row: CaseRow
    plan: Plan
    contact_name: str
    contact_phone: str
    facts: tuple[FactLine, ...]
    materials: tuple[MaterialView, ...]
    awards: tuple[AwardLine, ...]
    payable: Decimal
    has_ceilings: bool
    awards_money: bool
    evaluation: Evaluation | None
    counted: tuple[CountedDay, ...]
    timeline: tuple[TimelineLine, ...]
    papers: tuple[PaperLine, ...]
    correction: CorrectionView | None
    decision: DecisionView | None
    delivered: str
    rating: int | None
    acts: frozenset[str]
    came: str


def case_of(number: str, actor: Actor, today: date) -> CaseView:
    """A case for its page. Raises Refused (404) for a case that is not there or not the actor's to see."""
    if not storable(number):
        raise no_case(number)
    found = Case.objects.filter(number=number).prefetch_related(*BESIDE, "attachments", "fact_changes", "corrections")
    case = found.select_related("decision", "delivery", "rating").first()
    if case is None or not may_read(case, actor, today):
        raise no_case(number)
    plan = plan_of(case.snapshot_id)
    assessment = assessment_of(case, plan)
    correction, decision = case.correction, getattr(case, "decision", None)
    delivery, rating = getattr(case, "delivery", None), getattr(case, "rating", None)
    return CaseView(
        row=rows_of([case], actor, today)[0],
        plan=plan,
        contact_name=masks.name(case.contact_name),
        contact_phone=masks.phone(case.contact_phone),
        facts=_facts(case, plan),
        materials=_materials(case, plan),
        awards=assessment.lines,
        payable=assessment.payable,
        has_ceilings=assessment.has_ceilings,
        awards_money=plan.awards_money,
        evaluation=assessment.evaluation,
        counted=tuple(day_count(case, today)),
        timeline=tuple(timeline(case)),
        papers=_papers(case, actor),
        correction=correction and _correction(correction),
        decision=decision and _decision(decision),
        delivered=delivery.get_channel_display() if delivery else "",
        rating=rating.level if rating and owns(case, actor, today) else None,
        acts=acts_of(case, actor, today),
        came=_came(case),
    )


def _papers(case: Case, actor: Actor) -> tuple[PaperLine, ...]:
    """The papers of a case; what passes between the bodies only for who works there."""
    within = actor.may("cases.read_organisation") or actor.may("cases.supervise")
    shown = [each for each in papers_of(case.number) if within or not paper_kind(each.kind).internal]
    return tuple(PaperLine(each.number, each.title, each.kind, each.code, each.issued_at) for each in shown)


def _came(case: Case) -> str:
    """How it came in: 线下综窗（1号窗口）, 掌上办（由1号窗口引导）."""
    if case.guided_by:
        return f"{case.get_channel_display()}（由{case.guided_by}号窗口引导）"
    return f"{case.get_channel_display()}（{case.window}号窗口）" if case.window else case.get_channel_display()


def assessment_of(case: Case, plan: Plan) -> Assessment:
    """What the facts of a case come to, as they stand, against the materials that it holds."""
    held = {row.material for row in case.attachments.all() if not row.pending and row.replaced_at is None}
    return assess(plan, claim_of(case, plan), held)


def day_count(case: Case, today: date) -> list[CountedDay]:
    """The clock of the open step counted out day by day; empty where none runs."""
    task = open_task(case)
    if task is None:
        return []
    clock = clock_of(task, plan_of(case.snapshot_id), case.intervals.all(), case.prolongations.all())
    return clock.counted(current_calendar(), today=today)


def _facts(case: Case, plan: Plan) -> tuple[FactLine, ...]:
    known = {fact.name: fact for fact in plan.asked}
    open_for = _asked(case, "fact")
    changes = [(change.fact, (change.before, change.after)) for change in case.fact_changes.all()]
    return tuple(
        FactLine(
            name=name,
            title=title,
            unit=known[name].unit,
            control=known[name].control,
            value=case.facts.get(name),
            choices=dict(known[name].choices),
            evidence=tuple(material.title for material in plan.materials if name in material.evidences),
            correctable=name in open_for,
            changed=tuple(change for fact, change in changes if fact == name),
        )
        for name, title in plan.ask.items()
    )


def _materials(case: Case, plan: Plan) -> tuple[MaterialView, ...]:
    open_for = _asked(case, "material")
    instead, found = (_undertaken(case), _found(case)) if plan.item else ({}, {})
    rows = sorted(case.attachments.all(), key=lambda row: (row.replaced_at is not None, row.attached_at, row.pk))
    return tuple(
        MaterialView(
            key=each.key,
            title=each.title,
            note=each.note,
            required=each.required,
            formats=each.formats,
            clauses=tuple(str(source) for source in each.sources),
            files=tuple(line_of(row) for row in rows if row.material == each.key),
            correctable=each.key in open_for,
            instead=instead.get(each.key, ""),
            found=found.get(each.key, ""),
        )
        for each in plan.materials
    )


def _found(case: Case) -> dict[str, str]:
    """By material what the window found of it last: 齐全合规, with the note of who looked; what 当场更正 noted are lines of facts."""
    for check in case.checks.order_by("-at", "-id"):
        lines = [line for line in check.lines if "material" in line]
        if lines:
            notes = {line["material"]: (life.CHECKS[line["outcome"]], line["note"]) for line in lines}
            return {material: f"{outcome}（{note}）" if note else outcome for material, (outcome, note) in notes.items()}
    return {}


def _undertaken(case: Case) -> dict[str, str]:
    """The materials that the applicant may bring later or promised instead, with what that is called."""
    found = Undertaking.objects.filter(case=case).values_list("kind", "materials")
    return {key: life.UNDERTAKINGS[kind] for kind, keys in found for key in keys}


def _asked(case: Case, kind: str) -> set[str]:
    if case.standing is not life.State.CORRECTING:
        return set()
    return {item["key"] for item in case.correction.items if item["kind"] == kind}


def _correction(row: Any) -> CorrectionView:
    return CorrectionView(tuple(row.items), row.due_on, row.paper, row.raw, row.answered_at, tuple(row.changes))


def _decision(row: Any) -> DecisionView:
    lines = tuple({"ceiling": False, **line} for line in row.lines)  # decisions before there were ceilings do not say it
    return DecisionView(row.outcome, row.get_outcome_display(), lines, row.total_cny, row.reason, row.evaluation, row.paper, row.at)
