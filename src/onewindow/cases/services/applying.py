"""The applicant's side: submit a form, answer a correction notice, withdraw, rate."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from onewindow.accounts.selectors import enterprises_of
from onewindow.cases import notices, rows
from onewindow.cases.assessment import claim_of, read_facts, stored_facts
from onewindow.cases.attachments import held_by
from onewindow.cases.checking import check_form, merged, refusal_of, unsound
from onewindow.cases.claims import Claim
from onewindow.cases.clocks import clock_of
from onewindow.cases.contacts import cleaned_phone
from onewindow.cases.life import LEVELS, State
from onewindow.cases.models import Attachment, Case, ClockInterval, Correction, Draft, Rating, Task
from onewindow.cases.procedure import Accept, Procedure, procedure
from onewindow.cases.services.door import Answer, door
from onewindow.cases.services.locks import locked_case, locked_draft, require, require_no_open_case
from onewindow.cases.services.moves import move, owe, sealed_facts, tell
from onewindow.cases.snapshots import plan_of, publish
from onewindow.law.reliance import require_reliable
from onewindow.law.validity import require_in_force
from onewindow.papers import services as papers
from onewindow.papers.numbering import next_number
from onewindow.words.actor import Actor
from onewindow.words.refused import Problem, Refused
from onewindow.worktime.calendars import current_calendar
from onewindow.worktime.clock import day_of
from onewindow.worktime.counting import add

NUMBERS = "{year}-{serial:06d}"


@door
def submit(*, draft: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """提交: the form becomes a case with a number, and its receipt is made at once.

    Raises Refused with every problem of the form, its materials and the claim together; with the clause under a document
    that has ended; and (409) for a second submission of the same form or of the same claim, naming the first.
    """
    require(by, "cases.apply")
    kept = locked_draft(draft, by=by)
    form = procedure(kept.procedure)
    require_in_force(form.regulation, day_of(at))
    require_reliable(form.regulation, day_of(at))
    digest = publish(form, at=at)
    plan = plan_of(digest)
    held = {material for (material,) in rows.some(Attachment, ("material",), draft=kept.pk, replaced_at=None)}
    checked = check_form(kept, form, plan, held, enterprises_of(by, day_of(at)), day_of(at))
    if checked.problems or checked.claim is None or checked.facts is None:
        raise refusal_of(checked.problems)
    case = _opened(kept, form, checked.claim, checked.facts, digest, by=by, at=at)
    calendar = current_calendar()
    task = owe(case, plan, "accept", at=at, starts_on=case.received_on, calendar=calendar)
    titles = [material.title for material in plan.materials if material.key in held]
    content = notices.receipt(case, plan, titles, add(case.received_on, plan.step(Accept).within, calendar))
    paper = papers.issue(kind="receipt", case=case.number, content=content, organisation=task.organisation, by=by, at=at)
    body = {
        "paper": paper.number,
        "procedure": form.key,
        "snapshot": digest,
        "facts": sealed_facts(case),
        "draft": kept.key,
        "due": task.due_on,
    }
    tell(case, "submitted", by=by, at=at, from_="draft", to=case.state, body=body)
    return Answer(case.number, case.state, f"已提交，办件编号{case.number}", paper.number)


@door
def correct(*, number: str, facts: Mapping[str, Any], by: Actor, at: datetime, key: str | None = None) -> Answer:
    """补正: the facts and materials that the notice named, and no others; what changed is kept beside what was there.

    Files are handed in before with ``attach(number=…)``. The clock of the window runs again from today. Raises Refused for
    anything that was not asked, anything asked that was not answered, and every problem of the new facts.
    """
    case = locked_case(number, "correct", by=by, permission="cases.apply", at=at)
    correction = Correction.objects.get(case=case)
    plan = plan_of(case.snapshot_id)
    form = procedure(case.procedure)
    given = {**correction.raw, **facts}
    pending = held_by(case, pending=True)
    _require_answers(correction, given, pending)
    after = stored_facts(form, read_facts(form, {**case.facts, **given}, day_of(case.submitted_at)))
    changes = [
        {"fact": name, "before": case.facts.get(name), "after": after[name]} for name in plan.ask if case.facts.get(name) != after[name]
    ]
    case.facts = after
    claim = claim_of(case, plan)
    if (claim.facts[form.period], claim.matter) != (case.period, case.matter):
        require_no_open_case(form, claim)
    if problems := merged(unsound(plan, claim, pending | held_by(case))):
        raise refusal_of(problems)
    today = day_of(at)
    _take_over(case, pending, at=at)
    Correction.objects.filter(pk=correction.pk).update(raw=given, answered_at=at, changes=changes)
    ClockInterval.objects.filter(case=case, step="accept", ends_on=None).update(ends_on=today)
    task = Task.objects.get(case=case, done_at=None)
    due = clock_of(task, plan, ClockInterval.objects.filter(case=case)).due(current_calendar())
    Task.objects.filter(pk=task.pk).update(due_on=due.due if due else None)
    changed = [change["fact"] for change in changes]
    body = {"changed": changed, "facts": sealed_facts(case), "materials": sorted(pending), "due": due.due if due else None}
    columns = {"facts": after, "period": claim.facts[form.period], "matter": claim.matter, "received_on": today}
    move(case, State.SUBMITTED, kind="corrected", by=by, at=at, body=body, **columns)
    return Answer(case.number, case.state, "补正已提交")


@door
def withdraw(*, number: str, reason: str = "", by: Actor, at: datetime, key: str | None = None) -> Answer:
    """撤回: the applicant takes the application back, at any time before the decision. His words are in no event."""
    case = locked_case(number, "withdraw", by=by, permission="cases.apply", at=at)
    Task.objects.filter(case=case, done_at=None).update(done_at=at, outcome="withdrawn")
    ClockInterval.objects.filter(case=case, ends_on=None).update(ends_on=day_of(at))
    move(case, State.WITHDRAWN, kind="withdrawn", by=by, at=at, ended_at=at, withdrawn_because=reason.strip())
    return Answer(case.number, case.state, "已撤回申请")


@door
def rate(*, number: str, level: int, comment: str = "", by: Actor, at: datetime, key: str | None = None) -> Answer:
    """评价: one of five levels (5 非常满意 … 1 非常不满意), once; the case is then closed. It is secret: no event says it."""
    case = locked_case(number, "rate", by=by, permission="cases.read_own", at=at)
    if level not in LEVELS:
        raise Refused(
            "评价应为1至5级", code="unknown_level", field="level", expected="、".join(f"{n}（{title}）" for n, title in LEVELS.items())
        )
    if case.standing is State.CLOSED and rows.one(Rating, case=case.pk):  # an issued case is closed by its rating
        raise Refused("每个办件只能评价一次", code="rated_before", field="number", status=409)
    rows.insert(Rating(case=case, level=level, comment=comment.strip(), at=at))
    if case.standing is State.CLOSED:
        tell(case, "rated", by=by, at=at, from_=case.state, to=case.state)
    else:
        move(case, State.CLOSED, kind="rated", by=by, at=at, ended_at=at)
    return Answer(case.number, case.state, f"感谢您的评价：{LEVELS[level]}")


def _opened(draft: Draft, form: Procedure, claim: Claim, facts: dict[str, Any], digest: str, *, by: Actor, at: datetime) -> Case:
    """The row of the new case under its number, with the files of the form."""
    case = Case(
        number=next_number("case", at=at, pattern=NUMBERS),
        procedure=form.key,
        snapshot_id=digest,
        state=State.SUBMITTED.value,
        applicant=by.id,
        uscc=claim.uscc,
        enterprise_name=claim.enterprise_name,
        period=claim.facts[form.period],
        matter=claim.matter,
        facts=facts,
        contact_name=(draft.contact_name or "").strip(),
        contact_phone=cleaned_phone(draft.contact_phone),
        submitted_at=at,
        received_on=day_of(at),
    )
    rows.insert(case)
    rows.change(Attachment, {"draft": draft.pk, "replaced_at": None}, case=case.pk)
    rows.change(Draft, {"id": draft.pk}, case_number=case.number)
    return case


def _require_answers(correction: Correction, given: Mapping[str, Any], pending: set[str]) -> None:
    asked = {item["key"]: item for item in correction.items if item["kind"] == "fact"}
    problems = [
        Problem("补正告知没有要求修改这一项", "not_asked", name, None, "、".join(item["title"] for item in asked.values()))
        for name in given
        if name not in asked
    ]
    for item in correction.items:
        answered = item["key"] in (given if item["kind"] == "fact" else pending)
        if not answered:
            problems.append(
                Problem(
                    f"“{item['title']}”还没有补正：{item['reason']}", "not_answered", item["key"], item["clause"], item["expected"] or None
                )
            )
    if problems:
        raise Refused.of(problems)


def _take_over(case: Case, pending: set[str], *, at: datetime) -> None:
    """The new files take the place of the old ones of the same material."""
    if pending:
        rows = Attachment.objects.filter(case=case, material__in=pending, replaced_at=None)
        rows.filter(pending=False).update(replaced_at=at)
        rows.filter(pending=True).update(pending=False)
