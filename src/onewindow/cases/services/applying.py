"""The applicant's side: submit a form, answer a correction notice, withdraw, rate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from onewindow import rows
from onewindow.accounts.selectors import enterprises_of
from onewindow.cases import notices
from onewindow.cases.assessment import claim_of, read_facts, stored_facts
from onewindow.cases.attachments import held_by, materials_of
from onewindow.cases.checking import AT_COUNTER, check_form, merged, refusal_of, unsound
from onewindow.cases.claims import Claim
from onewindow.cases.contacts import cleaned_phone
from onewindow.cases.holders import Holder
from onewindow.cases.life import LEVELS, State
from onewindow.cases.models import Attachment, Case, ClockInterval, Correction, Draft, Rating, Task
from onewindow.cases.offered import offered
from onewindow.cases.plan import Plan
from onewindow.cases.procedure import Accept
from onewindow.cases.services.door import Answer, door
from onewindow.cases.services.locks import answering, locked_case, locked_draft, require_no_open_case
from onewindow.cases.services.moves import end_stops, move, owe, sealed_facts, tell
from onewindow.cases.services.opening import require_open
from onewindow.cases.services.reckoning import due_columns, reckon
from onewindow.cases.snapshots import plan_of, publish
from onewindow.papers import services as papers
from onewindow.papers.numbering import next_number
from onewindow.trail import services as trail
from onewindow.words.actor import Actor
from onewindow.words.refused import Problem, Refused
from onewindow.worktime.calendar import ONE_DAY, Calendar
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
    case, paper = submitted(locked_draft(draft, by=by), by=by, at=at)
    return Answer(case.number, case.state, f"已提交，办件编号{case.number}", paper)


def submitted(kept: Draft, *, by: Actor, at: datetime) -> tuple[Case, str]:
    """A locked form as a case, with the number of its receipt. Raises Refused as ``submit`` does."""
    form = offered(kept.procedure, day_of(at))
    require_open(form, by=by, at=at, channel=kept.channel, window=kept.window)
    digest = publish(form, at=at)
    plan = plan_of(digest)
    held = {material for (material,) in materials_of(kept.key).rows_once()}
    at_counter = kept.channel in AT_COUNTER
    agencies = [] if at_counter else enterprises_of(by, day_of(at))  # who stands at the counter shows his papers
    checked = check_form(kept, form, plan, held, agencies, day_of(at))
    if at_counter:  # the window tells the applicant once what is lacking
        checked = replace(checked, problems=tuple(each for each in checked.problems if each.code != "material_missing"))
    if checked.problems or checked.holder is None or checked.claim is None or checked.facts is None:
        raise refusal_of(checked.problems)
    calendar = current_calendar()
    papers.foresee("receipt", plan.step(Accept).organisation, at=at)
    case = _opened(kept, plan, checked.holder, checked.claim, checked.facts, digest, calendar=calendar, by=by, at=at)
    if held:
        rows.alter(Attachment, {"draft": kept.pk, "replaced_at": None}, case=case.pk)
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
    return case, paper.number


@door
def correct(*, number: str, facts: Mapping[str, Any], by: Actor, at: datetime, key: str | None = None) -> Answer:
    """补正: the facts and materials that the notice named, and no others; what changed is kept beside what was there.

    Files are handed in before with ``attach(number=…)``. The clock of the window runs again from today. Raises Refused for
    anything that was not asked, anything asked that was not answered, and every problem of the new facts.
    """
    case = locked_case(number, "correct", by=by, permission=answering(by), at=at)
    correction = Correction.objects.get(case=case, answered_at=None)
    plan = plan_of(case.snapshot_id)
    given = {**correction.raw, **facts}
    pending = held_by(case, pending=True)
    _require_answers(correction, given, pending)
    after = stored_facts(plan, read_facts(plan, {**case.facts, **given}, day_of(case.submitted_at)))
    changes = [
        {"fact": name, "before": case.facts.get(name), "after": after[name]} for name in plan.ask if case.facts.get(name) != after[name]
    ]
    case.facts = after
    claim = claim_of(case, plan)
    period = plan.period_of(claim.facts)
    if (period, claim.matter) != (case.period, case.matter):
        require_no_open_case(plan, claim)
    found = unsound(plan, claim, pending | held_by(case))
    if plan.item:  # what nobody asked for cannot be supplied now; what of it is lacking the office tells
        found = [each for each in found if each.code != "material_missing"]
    if problems := merged(found):
        raise refusal_of(problems)
    _take_over(case, pending, at=at)
    Correction.objects.filter(pk=correction.pk).update(raw=given, answered_at=at, changes=changes)
    task = Task.objects.get(case=case, done_at=None)
    columns: dict[str, Any] = {"facts": after, "period": period, "matter": claim.matter}
    to = _resumed(case, correction, task, columns, at=at)
    due = reckon(case, plan, task, current_calendar())
    changed = [change["fact"] for change in changes]
    body = {"changed": changed, "facts": sealed_facts(case), "materials": sorted(pending), "due": due}
    move(case, to, kind="corrected", by=by, at=at, body=body, **columns)
    return Answer(case.number, case.state, "补正已提交")


@door
def withdraw(*, number: str, reason: str = "", by: Actor, at: datetime, key: str | None = None) -> Answer:
    """撤回: the applicant takes the application back, at any time before the decision. His words are in no event."""
    case = locked_case(number, "withdraw", by=by, permission=answering(by), at=at)
    Task.objects.filter(case=case, done_at=None).update(done_at=at, outcome="withdrawn")
    end_stops(case, at)
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
    rows.add(Rating(case=case, level=level, comment=comment.strip(), at=at))
    if case.standing is State.CLOSED:
        tell(case, "rated", by=by, at=at, from_=case.state, to=case.state)
    else:
        move(case, State.CLOSED, kind="rated", by=by, at=at, ended_at=at)
    return Answer(case.number, case.state, f"感谢您的评价：{LEVELS[level]}")


def _opened(
    draft: Draft,
    plan: Plan,
    holder: Holder,
    claim: Claim,
    facts: dict[str, Any],
    digest: str,
    *,
    calendar: Calendar,
    by: Actor,
    at: datetime,
) -> Case:
    """The row of the new case under its number."""
    case = Case(
        number=next_number("case", at=at, pattern=NUMBERS),
        procedure=plan.key,
        snapshot_id=digest,
        state=State.SUBMITTED.value,
        applicant="" if draft.channel in AT_COUNTER and not draft.pickup else draft.owner,
        organisation=plan.decide.organisation,
        handling=plan.handling,
        period=plan.period_of(claim.facts),
        matter=claim.matter,
        facts=facts,
        submitted_at=at,
        received_on=day_of(at),
        **holder.columns,
        **_taken_over(draft),
    )
    for name, value in due_columns(case, plan, calendar).items():
        setattr(case, name, value)
    trail.foresee(case.subject, further=1)  # its receipt
    rows.insert(case)
    rows.alter(Draft, {"id": draft.pk}, case_number=case.number)
    return case


def _taken_over(draft: Draft) -> dict[str, str]:
    """What a case has from its form as it was: how it came in, and whom to call."""
    same = {name: getattr(draft, name) for name in ("channel", "window", "ticket", "bundle", "guided_by")}
    persons = {name: (getattr(draft, name) or "").strip() for name in ("agent_name", "agent_id", "contact_name")}
    return {**same, **persons, "contact_phone": cleaned_phone(draft.contact_phone)}


def _resumed(case: Case, correction: Correction, task: Task, columns: dict[str, Any], *, at: datetime) -> State:
    """Where a corrected case goes on, its clock running again: at the window from today, at the body from tomorrow."""
    today = day_of(at)
    stopped = ClockInterval.objects.filter(case=case, start_paper=correction.paper, ends_on=None)
    if correction.stage == "review":
        stopped.update(ends_on=today + ONE_DAY)
        return State.REVIEWING if task.step == "review" and task.taken_by else State.ACCEPTED
    stopped.update(ends_on=today)
    case.received_on = columns["received_on"] = today
    return State.SUBMITTED


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
