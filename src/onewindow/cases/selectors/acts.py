"""Which doors of a case stand open to an actor now; the doors themselves check again."""

from __future__ import annotations

from datetime import date

from onewindow.cases import life
from onewindow.cases.clocks import has_lapsed
from onewindow.cases.models import Case, Consultation, Prolongation, SpecialProcedure, Task, Undertaking
from onewindow.cases.plan import Plan
from onewindow.cases.selectors.files import owns
from onewindow.cases.selectors.lists import open_task
from onewindow.cases.services.locks import accepted_it
from onewindow.cases.services.passing import MAY_COME_BACK
from onewindow.cases.snapshots import plan_of
from onewindow.words.actor import Actor
from onewindow.worktime.calendars import current_calendar

OWN_ACTS = {"correct": "cases.apply", "withdraw": "cases.apply", "rate": "cases.read_own", "urge": "cases.apply"}
DESK_ACTS = {
    "accept": {
        "accept": "cases.accept",
        "ask_correction": "cases.accept",
        "refuse_acceptance": "cases.accept",
        "correct_at_window": "cases.accept",
        "decide_at_window": "cases.accept",
        "terminate": "cases.accept",
        "transfer": "cases.accept",
    },
    "forward": {"forward": "cases.accept", "transfer": "cases.accept"},
    "prereview": {
        "pass_prereview": "cases.review",
        "ask_correction_in_review": "cases.review",
        "return_to_clerk": "cases.review",
        "terminate": "cases.review",
        "transfer": "cases.review",
    },
    "review": {
        "decide": "cases.decide",
        "correct_fact": "cases.review",
        "ask_correction_in_review": "cases.review",
        "return_to_clerk": "cases.review",
        "return_to_prereview": "cases.review",
        "begin_special": "cases.review",
        "end_special": "cases.review",
        "consult": "cases.review",
        "cosign": "cases.review",
        "terminate": "cases.review",
        "transfer": "cases.review",
    },
    "produce": {"produce": "cases.review", "push": "cases.review", "transfer": "cases.review"},
    "issue": {"issue": "cases.issue"},
}
_OF_ITEMS = frozenset(
    {"ask_correction_in_review", "return_to_prereview", "begin_special", "end_special", "decide_at_window", "correct_at_window"}
)


def acts_of(case: Case, actor: Actor, today: date) -> frozenset[str]:
    """The doors that this actor may go through now."""
    allowed = {act for act, (_, states) in life.ACTS.items() if case.standing in states}
    mine = _own_acts(case, actor) if owns(case, actor, today) else set()
    task = open_task(case)
    if task and task.organisation == actor.organisation:
        mine |= _desk_acts(case, task, actor, today) | _arranged(case, task, actor)
    if task and task.step == "prereview" and (actor.may("cases.accept") or actor.organisation == task.organisation):
        mine.add("hand_over")
    if actor.organisation or actor.may("cases.supervise"):
        mine |= _beside(case, task, actor, today)
    return frozenset(allowed & mine)


def _own_acts(case: Case, actor: Actor) -> set[str]:
    mine = {act for act, permission in OWN_ACTS.items() if actor.may(permission)}
    if case.standing is life.State.DECIDED and (made := open_task(case)) and made.step == "issue":
        mine.add("issue")
    if getattr(case, "rating", None):
        mine.discard("rate")
    return mine


def _desk_acts(case: Case, task: Task, actor: Actor, today: date) -> set[str]:
    """What may be done to a step that the actor's organisation owes, if nobody else took it."""
    if task.taken_by and not actor.is_or_stands_in_for(task.taken_by):
        return set()
    if task.step in {"prereview", "review"} and accepted_it(case, actor):
        return set()
    plan = plan_of(case.snapshot_id)
    mine = {act for act, permission in DESK_ACTS[task.step].items() if actor.may(permission)}
    if mine:
        mine.add("release" if task.taken_by else "take")
    if not plan.item:
        mine -= _OF_ITEMS
    if plan.handling != "instant":
        mine.discard("decide_at_window")
    if case.correction and not plan.item:
        mine.discard("ask_correction")
    if task.step == "accept" and has_lapsed(task, plan, case.intervals.all(), current_calendar(), today):
        mine -= {"ask_correction", "refuse_acceptance"}
    return mine - _without_object(case, plan, mine, today)


def _without_object(case: Case, plan: Plan, mine: set[str], today: date) -> set[str]:
    """Acts that have nothing to act upon: no special procedure left to begin or open to end, a correction that still has time."""
    none = set()
    if mine & {"begin_special", "end_special"}:
        running = set(SpecialProcedure.objects.filter(case=case, ended_at=None).values_list("kind", flat=True))
        none |= set() if running else {"end_special"}
        none |= set() if {each.kind for each in plan.special} - running else {"begin_special"}
    if "terminate" in mine and case.correction and case.standing is life.State.CORRECTING and today <= case.correction.due_on:
        none.add("terminate")
    return none


def _arranged(case: Case, task: Task, actor: Actor) -> set[str]:
    """What the head of a body may do to its steps, whoever there has them."""
    if not actor.may("cases.arrange"):
        return set()
    mine = {"transfer"}
    may_prolong = task.step in {"prereview", "review"} and plan_of(case.snapshot_id).extension_days
    if may_prolong and not Prolongation.objects.filter(case=case).exists():
        mine.add("prolong")
    return mine


def _beside(case: Case, task: Task | None, actor: Actor, today: date) -> set[str]:
    """What is done to a case by who does not have it: taken back, urged, answered, settled, decided on the spot."""
    had = [each for each in case.tasks.all() if each.organisation == actor.organisation]
    mine: set[str] = set()
    if had and Undertaking.objects.filter(case=case, settled_at=None).exists():
        mine.add("settle_undertaking")
    if actor.may("cases.supervise") or (had and actor.may("cases.receive") and task and task not in had):
        mine.add("urge")
    if task and _may_take_back(case, task, actor):
        mine.add("take_back")
    if task and _on_the_spot(case, task, actor, today):
        mine.add("decide_at_window")
    if actor.may("cases.review") and (open_ones := _waiting(case)):
        if task and task.organisation == actor.organisation:
            mine.add("withdraw_consultation")
        if any(_is_asked(row, actor) for row in open_ones):
            mine.add("answer_consultation")
    return mine


def _may_take_back(case: Case, task: Task, actor: Actor) -> bool:
    """Whether the actor passed the case on and the next took nothing yet."""
    done = sorted((each for each in case.tasks.all() if each.done_at), key=lambda each: (each.done_at, each.pk))
    if not done or task.taken_by or done[-1].outcome not in MAY_COME_BACK:
        return False
    return done[-1].organisation == actor.organisation and actor.is_or_stands_in_for(done[-1].done_by)


def _on_the_spot(case: Case, task: Task, actor: Actor, today: date) -> bool:
    """Whether an 即办件 that the actor accepted today may still be decided at the window."""
    begun = task.step != "prereview" or bool(task.taken_by)
    is_mine = actor.may("cases.accept") and case.accepted_by == actor.id and case.accepted_on == today
    return case.handling == "instant" and is_mine and not begun


def _waiting(case: Case) -> list[Consultation]:
    """The opinions and signatures that are awaited; a signature that was refused still stands in the way."""
    rows = Consultation.objects.filter(case=case, withdrawn_at=None)
    return [row for row in rows if row.answered_at is None or (row.kind == "cosign" and not row.agrees)]


def _is_asked(row: Consultation, actor: Actor) -> bool:
    mine = row.answered_at is None and row.organisation == actor.organisation
    return mine and (not row.person or actor.is_or_stands_in_for(row.person))
