"""Whether a running case may follow a new version of its item, what changes for it, and where all cases of an item stand."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Q

from onewindow import rows
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


def movable_cases(key: str, target: int) -> list[str]:
    """The numbers of the undecided cases of an item that run on another version than this, in their order."""
    found = Case.objects.filter(procedure=key, state__in=[state for state in RUNNING if state != State.DECIDED])
    return [
        number
        for number, digest in found.order_by("id").values_list("number", "snapshot")
        if plan_of(digest).item and plan_of(digest).version != target
    ]


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
    old, stage = plan_of(case.snapshot_id), stage_of(case.state, case.accepted_on)
    task = rows.one(Task, case=case.pk, done_at=None)
    step = task.step if task else ""
    shown = Preview(case.number, case.holder, old.version, stage, step, Effect.NEVER, (), (), case.due_on, case.due_on)
    stays = _stays(case, old, version, stage, task)
    if stays or task is None:
        return _with(shown, problems=(stays,))
    new = plan_for(version, at)
    judged = judge(content_of(items.version(old.item, old.version)), content_of(version))
    problems = [
        f"{each.change.title}：{each.effects.because}" for each in judged if each.effects.at(stage) is Effect.NEVER
    ] + _problems_of_rows(case, new)
    due = _due(case, new, task, calendar)
    if due and due < day_of(at) and (case.due_on is None or case.due_on >= day_of(at)):
        problems.append(f"改用后的届满日期{due:%Y-%m-%d}已经过去（{VERSION_CLOCK.id}）")
    effect = Effect.NEVER if problems else heaviest(judged, stage)
    if effect is Effect.SAFE and due and case.due_on and due > case.due_on:
        effect = Effect.CONSENT
    return _with(shown, effect=effect, problems=tuple(problems), changes=tuple(judged), due_after=due)


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


def _with(shown: Preview, **columns: object) -> Preview:
    return replace(shown, **columns)  # type: ignore[arg-type]


def _stays(case: Case, old: Plan, version: ItemVersion, stage: Stage, task: Task | None) -> str:
    """Why a case cannot move at all, before any change is looked at."""
    if not old.item or old.item != version.item.key:
        return "不是本事项的办件，或者由平台程序专门办理"
    if stage is Stage.DECIDED or task is None:
        return "已经作出决定或者办结的办件不改用新版本；撤销、重开另按程序办理"
    if old.version == version.number:
        return f"已经按第{version.number}版办理"
    return ""


def _problems_of_rows(case: Case, new: Plan) -> list[str]:
    """What the case already has that the new version does not know."""
    found = []
    known, special = {each.key for each in new.materials}, {each.kind for each in new.special}
    if any(each.days > new.extension_days for each in Prolongation.objects.filter(case=case)):
        found.append("已经延长的天数超过新版本的规定")
    if any(each.kind not in special for each in SpecialProcedure.objects.filter(case=case, ended_at=None)):
        found.append("正在进行的特别程序在新版本中没有规定")
    if any(set(each.materials) - known for each in Undertaking.objects.filter(case=case, settled_at=None)):
        found.append("有未了结的容缺或者告知承诺，所涉材料在新版本中没有")
    if case.state == State.CORRECTING:
        found.append("正在等待申请人补正，补正告知按原版本作出")
    try:
        moved_facts(case, new)
    except Refused as refused:
        found += [problem.message for problem in refused.problems]
    return found


def _due(case: Case, new: Plan, task: Task, calendar: Calendar) -> date | None:
    """The day on which the whole case would fall due."""
    intervals, prolongations = list(ClockInterval.objects.filter(case=case)), list(Prolongation.objects.filter(case=case))
    clock_of(task, new, intervals, prolongations)  # the step is known to the new plan
    due = case_clock(case, new, intervals, prolongations).due(calendar)
    return due.due if due else None


def stage_of(state: str, accepted_on: date | None) -> Stage:
    if State(state) not in RUNNING or state == State.DECIDED:
        return Stage.DECIDED
    return Stage.ACCEPTED if accepted_on else Stage.SUBMITTED
