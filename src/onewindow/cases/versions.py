"""Whether a running case may follow a new version of its item, what changes for it, and where all cases of an item stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property

from django.db.models import Q

from onewindow.accounts.selectors import enterprises_of
from onewindow.cases.assessment import stored_facts
from onewindow.cases.clocks import case_clock, clock_of
from onewindow.cases.conventions import VERSION_CLOCK
from onewindow.cases.from_items import procedure_of
from onewindow.cases.holders import person_key_of
from onewindow.cases.life import STEPS, State
from onewindow.cases.models import Case, ClockInterval, Prolongation, SpecialProcedure, Task, Undertaking, VersionMove
from onewindow.cases.plan import Plan
from onewindow.cases.snapshots import current_plan, plan_of
from onewindow.items import selectors as items
from onewindow.items.effects import Effect, Judged, Stage, heaviest, judge
from onewindow.items.models import ItemVersion
from onewindow.items.models import State as VersionState
from onewindow.items.selectors import content_of
from onewindow.words.actor import Actor
from onewindow.words.refused import Refused
from onewindow.worktime.calendar import Calendar
from onewindow.worktime.clock import day_of

RUNNING = (State.SUBMITTED, State.CORRECTING, State.ACCEPTED, State.REVIEWING, State.RETURNED, State.DECIDED)


@dataclass(frozen=True, slots=True)
class Standing:
    """How many cases of a version stand in a step; ``stage`` says how far that is."""

    version: int
    step: str
    stage: Stage
    cases: int

    @property
    def step_title(self) -> str:
        return STEPS.get(self.step, self.step)


@dataclass(frozen=True, slots=True)
class Preview:
    """What would become of a case: ``effect`` with every reason why it may not, the changes that ask for consent, both due days."""

    number: str
    holder: str
    version: int
    stage: Stage
    step: str
    effect: Effect
    problems: tuple[str, ...]
    changes: tuple[Judged, ...]
    due_before: date | None
    due_after: date | None

    @property
    def asked(self) -> tuple[Judged, ...]:
        """The changes for which the applicant is asked."""
        return tuple(each for each in self.changes if each.effects.at(self.stage) is Effect.CONSENT)

    @property
    def step_title(self) -> str:
        return STEPS.get(self.step, "")


def standings(key: str) -> list[Standing]:
    """The running cases of an item by version and open step, the oldest version first; a version of 0 is declared in the code."""
    counts: Counter[tuple[int, str, Stage]] = Counter()
    found = Task.objects.filter(done_at=None, case__procedure=key, case__state__in=RUNNING)
    for digest, state, accepted_on, step in found.values_list("case__snapshot", "case__state", "case__accepted_on", "step"):
        counts[plan_of(digest).version, step, stage_of(state, accepted_on)] += 1
    order = list(STEPS)
    return [Standing(*where, number) for where, number in sorted(counts.items(), key=lambda each: (each[0][0], order.index(each[0][1])))]


def target_of(key: str, number: int, on: date) -> ItemVersion:
    """The version to which cases may move: the one in force. Raises Refused (404, 409) for another."""
    version = items.version(key, number)
    begun = version.effective_from is not None and version.effective_from <= on
    over = version.effective_until is not None and version.effective_until < on
    if version.state != VersionState.PUBLISHED or not begun or over:
        expected = "已发布并在今天有效的版本"
        raise Refused(f"第{number}版今天没有生效", code="version_not_in_force", field="target", expected=expected, status=409)
    return version


def plan_for(version: ItemVersion, at: datetime) -> Plan:
    """The plan that a version makes. Raises Refused for an item whose procedure is in the code: it has no versions to move between."""
    made = procedure_of(version)
    if not made.item:
        raise Refused("本事项由平台程序专门办理，办件不随事项版本改变", code="declared_procedure", field="item", status=409)
    return current_plan(made, day_of(at))


def preview(case: Case, version: ItemVersion, calendar: Calendar, *, at: datetime) -> Preview:
    """What a move would do to a case, without doing it."""
    return previews([case], version, calendar, at=at)[0]


def previews(cases: Sequence[Case], version: ItemVersion, calendar: Calendar, *, at: datetime) -> list[Preview]:
    """The same for many cases in their order, with five statements for any number of them."""
    beside, target = _beside(cases), _Target(version, at)
    return [_preview(case, beside[case.pk], target, calendar) for case in cases]


@dataclass(slots=True)
class _Beside:
    """The rows beside a case that a move looks at: its open step, its stops and prolongations, what is open of special and undertaken."""

    task: Task | None = None
    stops: list[ClockInterval] = field(default_factory=list)
    prolongations: list[Prolongation] = field(default_factory=list)
    special: list[SpecialProcedure] = field(default_factory=list)
    undertakings: list[Undertaking] = field(default_factory=list)


class _Target:
    """The version that cases would move to: its plan, and what it changes of each older one, made once for all of them."""

    def __init__(self, version: ItemVersion, at: datetime) -> None:
        self.version, self.at = version, at
        self._judged: dict[int, tuple[Judged, ...]] = {}

    @cached_property
    def plan(self) -> Plan:
        return plan_for(self.version, self.at)

    def judged(self, old: Plan) -> tuple[Judged, ...]:
        if old.version not in self._judged:
            before = content_of(items.version(old.item, old.version))
            self._judged[old.version] = tuple(judge(before, content_of(self.version)))
        return self._judged[old.version]


def _beside(cases: Sequence[Case]) -> dict[int, _Beside]:
    found = {case.pk: _Beside() for case in cases}
    for task in Task.objects.filter(case__in=found, done_at=None):
        found[task.case_id].task = task
    for stop in ClockInterval.objects.filter(case__in=found):
        found[stop.case_id].stops.append(stop)
    for prolongation in Prolongation.objects.filter(case__in=found):
        found[prolongation.case_id].prolongations.append(prolongation)
    for special in SpecialProcedure.objects.filter(case__in=found, ended_at=None):
        found[special.case_id].special.append(special)
    for undertaking in Undertaking.objects.filter(case__in=found, settled_at=None):
        found[undertaking.case_id].undertakings.append(undertaking)
    return found


def _preview(case: Case, beside: _Beside, target: _Target, calendar: Calendar) -> Preview:
    old, stage, task = plan_of(case.snapshot_id), stage_of(case.state, case.accepted_on), beside.task
    step = task.step if task else ""
    shown = Preview(case.number, case.holder, old.version, stage, step, Effect.NEVER, (), (), case.due_on, case.due_on)
    stays = _stays(case, old, target.version, stage, task)
    if stays or task is None:
        return replace(shown, problems=(stays,))
    new, judged, today = target.plan, target.judged(old), day_of(target.at)
    problems = [
        f"{each.change.title}：{each.effects.because}" for each in judged if each.effects.at(stage) is Effect.NEVER
    ] + _problems_of_rows(case, beside, new)
    due = _due(case, new, task, beside, calendar)
    if due and due < today and (case.due_on is None or case.due_on >= today):
        problems.append(f"改用后的届满日期{due:%Y-%m-%d}已经过去（{VERSION_CLOCK.id}）")
    effect = Effect.NEVER if problems else heaviest(judged, stage)
    if effect is Effect.SAFE and due and case.due_on and due > case.due_on:
        effect = Effect.CONSENT
    return replace(shown, effect=effect, problems=tuple(problems), changes=judged, due_after=due)


def open_question(case: Case) -> VersionMove | None:
    """The change of version about which the applicant is asked, if the case has not come further since."""
    asked = VersionMove.objects.filter(case=case, state="asked").first()
    return asked if asked and asked.stage == stage_of(case.state, case.accepted_on) else None


def question_of(number: str) -> tuple[VersionMove | None, date | None]:
    """What an applicant is asked about the version of his case, with the day on which it falls due now; for who may see the case."""
    asked = VersionMove.objects.filter(case__number=number, state="asked").select_related("case").first()
    return (open_question(asked.case), asked.case.due_on) if asked else (None, None)


def questions_for(actor: Actor, today: date) -> list[VersionMove]:
    """What an applicant is asked about the versions of his cases, and those of the enterprises that he may act for today."""
    mine = Q(case__uscc__in=[agency.uscc for agency in enterprises_of(actor, today)]) | Q(case__uscc="", case__applicant=actor.id)
    if own := person_key_of(actor):
        mine |= Q(case__person_key=own)
    asked = VersionMove.objects.filter(mine, state="asked").select_related("case").order_by("id")
    return [move for move in asked if open_question(move.case)]


def moved_facts(case: Case, new: Plan) -> dict[str, object]:
    """The facts of a case under another form: what is still asked, as it was given. Raises Refused where it no longer reads."""
    kept = {name: value for name, value in case.facts.items() if name in new.ask and value is not None}
    return stored_facts(new, new.facts.parse(kept, on=day_of(case.submitted_at)))


def _stays(case: Case, old: Plan, version: ItemVersion, stage: Stage, task: Task | None) -> str:
    """Why a case cannot move at all, before any change is looked at."""
    if not old.item or old.item != version.item.key:
        return "不是本事项的办件，或者由平台程序专门办理"
    if stage is Stage.DECIDED or task is None:
        return "已经作出决定或者办结的办件不改用新版本；撤销、重开另按程序办理"
    if old.version == version.number:
        return f"已经按第{version.number}版办理"
    return ""


def _problems_of_rows(case: Case, beside: _Beside, new: Plan) -> list[str]:
    """What the case already has that the new version does not know."""
    found = []
    known, special = {each.key for each in new.materials}, {each.kind for each in new.special}
    if any(each.days > new.extension_days for each in beside.prolongations):
        found.append("已经延长的天数超过新版本的规定")
    if any(each.kind not in special for each in beside.special):
        found.append("正在进行的特别程序在新版本中没有规定")
    if any(set(each.materials) - known for each in beside.undertakings):
        found.append("有未了结的容缺或者告知承诺，所涉材料在新版本中没有")
    if case.state == State.CORRECTING:
        found.append("正在等待申请人补正，补正告知按原版本作出")
    try:
        moved_facts(case, new)
    except Refused as refused:
        found += [problem.message for problem in refused.problems]
    return found


def _due(case: Case, new: Plan, task: Task, beside: _Beside, calendar: Calendar) -> date | None:
    """The day on which the whole case would fall due."""
    clock_of(task, new, beside.stops, beside.prolongations)  # the step is known to the new plan
    due = case_clock(case, new, beside.stops, beside.prolongations).due(calendar)
    return due.due if due else None


def stage_of(state: str, accepted_on: date | None) -> Stage:
    if State(state) not in RUNNING or state == State.DECIDED:
        return Stage.DECIDED
    return Stage.ACCEPTED if accepted_on else Stage.SUBMITTED
