"""一次性补正告知 at each stage, and 当场更正: everything at once; what comes later and need not have is kept as a violation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from onewindow.cases import notices
from onewindow.cases.assessment import claim_of, read_facts, stored_facts
from onewindow.cases.attachments import held_by
from onewindow.cases.checking import merged, refusal_of, unsound
from onewindow.cases.conventions import ACCEPTANCE_LAW
from onewindow.cases.faults import Fault, faults_of
from onewindow.cases.law import source_of
from onewindow.cases.life import State
from onewindow.cases.models import Case, ClockInterval, Correction, Task, Undertaking
from onewindow.cases.plan import Plan
from onewindow.cases.procedure import Accept
from onewindow.cases.services import checks, violations
from onewindow.cases.services.answering_in_time import require_time
from onewindow.cases.services.door import Answer, Noted, door
from onewindow.cases.services.locks import locked_case, open_step, open_task, require_no_open_case, require_other_than_acceptor, too_late
from onewindow.cases.services.moves import move, sealed_facts
from onewindow.cases.services.reckoning import reckon
from onewindow.cases.snapshots import plan_of
from onewindow.papers import services as papers
from onewindow.papers.models import Paper
from onewindow.words.actor import Actor
from onewindow.words.days import said
from onewindow.words.refused import Refused
from onewindow.words.sources import Source
from onewindow.worktime.calendar import ONE_DAY
from onewindow.worktime.calendars import current_calendar
from onewindow.worktime.clock import day_of
from onewindow.worktime.counting import Due, add

STOPPED_FOR = "申请人补正材料"
Items = Sequence[Mapping[str, str]]


@door
def ask_correction(*, number: str, items: Items, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """一次性补正告知: everything that must be corrected, at once and only once (行政许可法第三十二条).

    Each item is ``{"kind": "fact" | "material", "key", "reason"}``, and may name ``source`` (a clause or convention id) and
    ``expected``. The clock of the window stands still until the applicant has corrected. Raises Refused for a second request,
    an item that the form does not have, one without a reason, or when the window's limit is over. Of an item of the catalogue a
    second request is made all the same; what it asks for the first time was not told at once, and that is kept.
    """
    case = locked_case(number, "ask_correction", by=by, permission="cases.accept", at=at)
    task = open_step(case, "accept", by=by)
    require_time(case, task, "补正告知", at=at)
    plan = plan_of(case.snapshot_id)
    earlier = list(Correction.objects.filter(case=case, stage="accept").order_by("id"))
    if earlier and not plan.item:
        raise Refused(
            "补正只能一次性告知，本办件已经告知过",
            code="asked_before",
            field="items",
            clause=ACCEPTANCE_LAW.id,
            expected="材料已齐的予以受理；仍不符合的作出不予受理决定",
            status=409,
        )
    asked = _asked(case, plan, items, by=by, at=at)
    _keep_what_was_not_told(case, earlier, asked, task, "one_notice", by=by, at=at)
    if plan.item:
        checks.keep(case, checks.found_for_notice(plan, [each.item for each in asked], held_by(case)), by=by, at=at)
    paper, reply = _told(case, plan, asked, task, "accept", plan.step(Accept).sources, by=by, at=at)
    _stop(case, "accept", ACCEPTANCE_LAW, paper, at=at)
    return _correcting(case, plan, asked, task, paper, reply, by=by, at=at)


@door
def ask_correction_in_review(*, number: str, items: Items, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """审核环节补正告知: the body tells at once everything that it needs; the review stands still from the next day until it is supplied.

    Items as in ``ask_correction``; one may say ``"fault": "completeness"``: the window should have seen it, which is kept as a violation
    of the window, as is every material that is not there at all. Raises Refused as that door does; a material that the version does not
    ask for is refused, and that it was demanded is kept.
    """
    case = locked_case(number, "ask_correction_in_review", by=by, permission="cases.review", at=at)
    task = open_task(case, by=by)
    plan = plan_of(case.snapshot_id)
    if task.step not in {"prereview", "review"}:
        raise too_late(case, "补正告知", by=by)
    if not plan.item:
        raise Refused("本事项在审核环节不作补正告知", code="no_correction", field="items", expected="退回窗口，由窗口处理", status=409)
    require_other_than_acceptor(case, by=by)
    earlier = list(Correction.objects.filter(case=case, stage="review").order_by("id"))
    asked = _asked(case, plan, items, by=by, at=at)
    _keep_what_was_not_told(case, earlier, asked, task, "review_notice", by=by, at=at)
    _keep_what_the_window_missed(case, earlier, asked, by=by, at=at)
    source = source_of("review_notice")
    checks.keep(case, checks.found_for_notice(plan, [each.item for each in asked], held_by(case)), stage="review", by=by, at=at)
    paper, reply = _told(case, plan, asked, task, "review", (ACCEPTANCE_LAW, source), by=by, at=at)
    for step in dict.fromkeys(("review", task.step)):
        _stop(case, step, source, paper, at=at)
    return _correcting(case, plan, asked, task, paper, reply, by=by, at=at)


@door
def correct_at_window(*, number: str, facts: Mapping[str, Any], by: Actor, at: datetime, key: str | None = None) -> Answer:
    """当场更正: what the applicant puts right while he stands there; no notice is made, and the check keeps what was before.

    Raises Refused for a fact that the form does not ask, one that cannot be read, and where nothing changes.
    """
    case = locked_case(number, "correct_at_window", by=by, permission="cases.accept", at=at)
    open_step(case, "accept", by=by)
    plan = plan_of(case.snapshot_id)
    if unknown := [name for name in facts if name not in plan.ask]:
        raise Refused(f"申请表没有“{unknown[0]}”这一项", code="unknown_fact", field=unknown[0], expected="、".join(plan.ask))
    before = case.facts
    after = stored_facts(plan, read_facts(plan, {**before, **facts}, day_of(case.submitted_at)))
    changed = [name for name in plan.ask if before.get(name) != after[name]]
    if not changed:
        raise Refused("填写的内容没有变化", code="no_change", field="facts", expected="与原来不同的值")
    case.facts = after
    claim = claim_of(case, plan)
    period = plan.period_of(claim.facts)
    if (period, claim.matter) != (case.period, case.matter):
        require_no_open_case(plan, claim)
    if problems := merged(each for each in unsound(plan, claim, held_by(case)) if each.code != "material_missing"):
        raise refusal_of(problems)
    lines = [{"fact": name, "outcome": "corrected", "before": before.get(name), "after": after[name]} for name in changed]
    checks.keep(case, lines, by=by, at=at)
    columns: dict[str, Any] = {"facts": after, "period": period, "matter": claim.matter}
    body = {"changed": changed, "facts": sealed_facts(case), "source": source_of("corrected_now").id}
    move(case, case.standing, kind="corrected_at_window", by=by, at=at, body=body, **columns)
    return Answer(case.number, case.state, f"已当场更正{'、'.join(f'“{plan.ask[name]}”' for name in changed)}")


def _asked(case: Case, plan: Plan, items: Items, *, by: Actor, at: datetime) -> list[Fault]:
    """What is asked for. Raises Refused with every problem; that a material outside the version was demanded is kept (变相增加材料)."""
    extra = [
        item.get("key", "") for item in items if item.get("kind") == "material" and plan.item and not _is_of(plan, item.get("key", ""))
    ]
    if not extra:
        return faults_of(plan, items)
    names = "、".join(name[:60] for name in extra)
    refusal = Refused(
        f"办事指南没有“{names}”这项材料，不得额外增加申请材料",
        code="extra_material",
        field="items",
        clause=source_of("no_extra").id,
        expected="、".join(each.title for each in plan.materials) or "本事项不要求材料",
    )

    def note() -> None:
        who = {"organisation": by.organisation or "", "person": by.id, "window": case.window if by.may("cases.accept") else ""}
        violations.log(case, "extra_material", names, demand="no_extra", **who, by=by, at=at)

    raise Noted(refusal, note)


def _is_of(plan: Plan, key: str) -> bool:
    return any(each.key == key for each in plan.materials)


def _keep_what_was_not_told(
    case: Case, earlier: Sequence[Correction], asked: Sequence[Fault], task: Task, demand: str, *, by: Actor, at: datetime
) -> None:
    """What a later notice asks for the first time was so at the first one: only that could be changed which it named."""
    named = {(item["kind"], item["key"]) for notice in earlier for item in notice.items}
    late = [each.item["title"] for each in asked if (each.item["kind"], each.item["key"]) not in named]
    if earlier and late:
        who = {"organisation": task.organisation, "person": earlier[0].asked_by, "window": case.window if task.step == "accept" else ""}
        violations.log(case, "not_told_at_once", "、".join(late), demand=demand, **who, by=by, at=at)


def _keep_what_the_window_missed(case: Case, earlier: Sequence[Correction], asked: Sequence[Fault], *, by: Actor, at: datetime) -> None:
    """A fault of completeness that the body finds was there when the window accepted, unless the applicant was let to bring it later."""
    let = {key for (materials,) in Undertaking.objects.filter(case=case).values_list("materials") for key in materials}
    named = {item["key"] for notice in earlier for item in notice.items}
    held = held_by(case)
    missed = [
        each.item["title"] for each in asked if each.item["key"] not in let | named and (each.of_completeness or _is_absent(each, held))
    ]
    if not missed:
        return
    accepting = Task.objects.filter(case=case, step="accept").values_list("organisation", flat=True)[0]
    who = {"organisation": accepting, "person": case.accepted_by, "window": case.window}
    violations.log(case, "incomplete_intake", "、".join(missed), demand="whole_intake", **who, by=by, at=at)


def _is_absent(each: Fault, held: set[str]) -> bool:
    return each.item["kind"] == "material" and each.item["key"] not in held


def _told(
    case: Case, plan: Plan, asked: Sequence[Fault], task: Task, stage: str, sources: tuple[str | Source, ...], *, by: Actor, at: datetime
) -> tuple[Paper, Due]:
    """The notice and its row, and until when the applicant has time."""
    found = [each.item for each in asked]
    reply = add(day_of(at), plan.step(Accept).correct_within, current_calendar())
    content = notices.correction(case, plan, found, reply, sources)
    paper = papers.issue(kind="correction", case=case.number, content=content, organisation=task.organisation, by=by, at=at)
    row = Correction(case=case, stage=stage, items=found, asked_by=by.id, asked_at=at, due_on=reply.due, paper=paper.number)
    row.save(force_insert=True)
    return paper, reply


def _stop(case: Case, step: str, source: Source, paper: Paper, *, at: datetime) -> None:
    """The clock of the window stands still from today, since it begins anew; that of a review from tomorrow (conv-c-20)."""
    starts_on = day_of(at) if step == "accept" else day_of(at) + ONE_DAY
    stop = ClockInterval(case=case, step=step, reason=STOPPED_FOR, source=source.id, starts_on=starts_on, start_paper=paper.number)
    stop.save(force_insert=True)


def _correcting(case: Case, plan: Plan, asked: Sequence[Fault], task: Task, paper: Paper, reply: Due, *, by: Actor, at: datetime) -> Answer:
    """The case waits for the applicant; the step stays with who told him. What was late already stays late: a stop cures no delay."""
    Task.objects.filter(pk=task.pk).update(taken_by=task.taken_by or by.id, taken_at=task.taken_at or at)
    reckon(case, plan, task, current_calendar())
    told = [{"kind": each.item["kind"], "key": each.item["key"], "clause": each.item["clause"]} for each in asked]
    body = {"items": told, "paper": paper.number, "reply_by": reply.due}
    move(case, State.CORRECTING, kind="correction_asked", by=by, at=at, body=body)
    return Answer(case.number, case.state, f"已告知补正，申请人应在{said(reply.due)}前补正", paper.number)
