"""What stands beside a case for the office that works on it: undertakings, special procedures, opinions, violations, and who may help."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from onewindow.accounts.selectors import colleagues
from onewindow.cases.life import SPECIAL_PROCEDURES, STEP_PERMISSIONS, UNDERTAKINGS
from onewindow.cases.models import Case, SpecialProcedure, Task, Undertaking, Violation
from onewindow.cases.plan import Plan
from onewindow.cases.selectors.consultations import ConsultationLine, lines_of
from onewindow.cases.snapshots import plan_of
from onewindow.organisations.models import Organisation
from onewindow.papers.letterheads import letterheads
from onewindow.words.actor import Actor

Choices = tuple[tuple[str, str], ...]  # key and name, as a form offers them


@dataclass(frozen=True, slots=True)
class UndertakingLine:
    """容缺 or 告知承诺: for which materials, until when; ``state`` is 待补齐, 待核查, 逾期, 已履行 or 未履行."""

    kind: str
    title: str
    materials: str
    due_on: date | None
    paper: str
    state: str
    waits: bool
    note: str


@dataclass(frozen=True, slots=True)
class SpecialLine:
    """A special procedure of the case; ``ended_at`` is None while it goes on, ``stops`` whether the clock stands still for it."""

    kind: str
    title: str
    stops: bool
    days: int
    begun_at: datetime
    ended_at: datetime | None
    result: str


@dataclass(frozen=True, slots=True)
class ViolationLine:
    """Something that an office may not do and did, with the clause that says so."""

    detail: str
    clause: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Work:
    """``people`` are colleagues who may do the open step, ``signers`` who may cosign, ``bodies`` every other body, ``deciders`` those that
    may be given the case; ``beginnable`` the special procedures that the version allows and that do not go on.
    """

    undertakings: tuple[UndertakingLine, ...]
    specials: tuple[SpecialLine, ...]
    beginnable: Choices
    consultations: tuple[ConsultationLine, ...]
    violations: tuple[ViolationLine, ...]
    people: Choices
    signers: Choices
    bodies: Choices
    deciders: Choices
    extension_days: int
    urged_at: datetime | None


def work_of(number: str, actor: Actor, today: date) -> Work:
    """The work on a case that ``case_of`` has shown to this actor."""
    case = Case.objects.only("id", "number", "snapshot", "accepted_by", "accepted_for").get(number=number)
    plan, task = plan_of(case.snapshot_id), Task.objects.filter(case=case, done_at=None).first()
    specials = _specials(case)
    own = actor.organisation or ""
    people = _people(task, today) if task and task.organisation == own else ()
    others = tuple(Organisation.objects.exclude(key=own).order_by("id").values_list("key", "name"))
    heads = {head.organisation for head in letterheads()}
    return Work(
        undertakings=tuple(_undertaking(row, plan, today) for row in Undertaking.objects.filter(case=case).order_by("id")),
        specials=specials,
        beginnable=_beginnable(plan, specials),
        consultations=lines_of(case, actor, today),
        violations=tuple(ViolationLine(*each) for each in _violations(case)),
        people=tuple(each for each in people if each[0] != (task.taken_by if task else "")),
        signers=tuple(each for each in people if each[0] not in {actor.id, case.accepted_by, case.accepted_for}),
        bodies=others,
        deciders=tuple(each for each in others if each[0] in heads),
        extension_days=plan.extension_days,
        urged_at=task.urged_at if task else None,
    )


def _people(task: Task, today: date) -> Choices:
    return tuple(colleagues(task.organisation, STEP_PERMISSIONS[task.step], today).items())


def _undertaking(row: Undertaking, plan: Plan, today: date) -> UndertakingLine:
    waits = row.settled_at is None
    if not waits:
        state = "已履行" if row.kept else "未履行"
    elif row.due_on and today > row.due_on:
        state = "逾期"
    else:
        state = "待补齐" if row.kind == "deferred" else "待核查"
    titles = "、".join(plan.material(key).title for key in row.materials)
    return UndertakingLine(row.kind, UNDERTAKINGS[row.kind], titles, row.due_on, row.paper, state, waits, row.note)


def _specials(case: Case) -> tuple[SpecialLine, ...]:
    rows = SpecialProcedure.objects.filter(case=case).order_by("id")
    return tuple(
        SpecialLine(
            each.kind,
            SPECIAL_PROCEDURES[each.kind],
            each.interval_id is not None,
            each.expected_days,
            each.begun_at,
            each.ended_at,
            each.result,
        )
        for each in rows
    )


def _beginnable(plan: Plan, specials: tuple[SpecialLine, ...]) -> Choices:
    running = {each.kind for each in specials if each.ended_at is None}
    does = {True: "停止计时", False: "计入期限"}
    return tuple((each.kind, f"{each.title}（{does[each.stops_clock]}）") for each in plan.special if each.kind not in running)


def _violations(case: Case) -> list[tuple[str, str, datetime]]:
    return list(Violation.objects.filter(case=case).order_by("id").values_list("detail", "clause", "at"))
