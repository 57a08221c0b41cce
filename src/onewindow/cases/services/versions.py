"""改用新版本: a running case moved to another version of its item, the applicant asked where it costs him something, and the way back."""

from __future__ import annotations

from datetime import date, datetime

from onewindow import rows
from onewindow.cases.conventions import VERSION_UNDO
from onewindow.cases.from_items import procedure_of
from onewindow.cases.models import Case, Task, VersionMove
from onewindow.cases.services.door import Answer, door
from onewindow.cases.services.locks import answering, locked_case
from onewindow.cases.services.moves import tell
from onewindow.cases.services.reckoning import reckon
from onewindow.cases.snapshots import plan_of, publish
from onewindow.cases.versions import Preview, moved_facts, open_question, plan_for, preview, stage_of, target_of
from onewindow.items.effects import Effect
from onewindow.items.models import ItemVersion
from onewindow.trail.selectors import events_of
from onewindow.words.actor import Actor
from onewindow.words.refused import Refused
from onewindow.worktime.calendars import current_calendar
from onewindow.worktime.clock import day_of

PERMISSION = "items.publish"


@door
def move_to_version(
    *, number: str, target: int, reason: str, batch: int | None = None, by: Actor, at: datetime, key: str | None = None
) -> Answer:
    """改用新版本: what asks nothing of the applicant is moved now, what does waits for his consent, what may not be is refused.

    ``target`` is the number of the item's version in force, ``batch`` the run that moves many. The clock runs on from where it began with
    the new limits (conv-c-31). Raises Refused without a reason, and (409) with every reason why the case stays on its version.
    """
    case = locked_case(number, "move_to_version", by=by, permission=PERMISSION, at=at)
    said = _reason(reason, "改用")
    found = target_of(case.procedure, target, day_of(at))
    if (asked := open_question(case)) and asked.new_version == target:
        raise Refused(f"办件{number}正在等待申请人答复", code="asked_before", field="number", expected="等待答复，或者撤回征求", status=409)
    shown = preview(case, found, current_calendar(), at=at)
    if shown.effect is Effect.NEVER:
        raise Refused("；".join(shown.problems), code="not_movable", field="number", expected="按原版本办到底", status=409)
    VersionMove.objects.filter(case=case, state="asked").update(state="lapsed")
    digest = publish(procedure_of(found), by=by, at=at)
    move = VersionMove(case=case, old_id=case.snapshot_id, new_id=digest, old_version=shown.version, new_version=target, batch=batch)
    move.stage, move.reason, move.by, move.at = shown.stage.value, said, by.id, at
    move.facts, move.handling, move.due_before, move.due_after = case.facts, case.handling, case.due_on, shown.due_after
    if shown.effect is Effect.CONSENT:
        return _ask(case, move, shown, by=by, at=at)
    return _moved(case, move, found, by=by, at=at, consented=False)


@door
def answer_version(*, number: str, agrees: bool, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """同意 or 不同意: the applicant, or the window where he stands, answers; with his consent the case is moved at once.

    Raises Refused (409) where nothing is asked, where the case has come further since (then it stays), or the version holds no longer.
    """
    case = locked_case(number, "answer_version", by=by, permission=answering(by), at=at)
    move = open_question(case)
    if move is None:
        raise Refused("没有等待您答复的版本变更", code="nothing_asked", field="number", expected="按原版本继续办理", status=409)
    move.answered_by, move.answered_at = by.id, at
    if not agrees:
        move.state = "declined"
        move.save()
        tell(case, "version_declined", by=by, at=at, from_=case.state, to=case.state, body=_body(move))
        return Answer(number, case.state, f"已记录：不同意改用，按第{move.old_version}版继续办理")
    found = target_of(case.procedure, move.new_version, day_of(at))
    shown = preview(case, found, current_calendar(), at=at)
    if shown.effect is Effect.NEVER:
        raise Refused("；".join(shown.problems), code="not_movable", field="number", expected="按原版本办到底", status=409)
    move.facts, move.handling, move.due_before = case.facts, case.handling, case.due_on
    return _moved(case, move, found, by=by, at=at, consented=True)


@door
def undo_version(*, number: str, reason: str, batch: int | None = None, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """撤销: the case is on its old version again, facts and days to the letter; of one that waits for consent the question is taken back.

    With ``batch`` only what that run moved. Raises Refused (409) once anything else was done to the case (conv-c-30), or where nothing
    was moved.
    """
    case = locked_case(number, "undo_version", by=by, permission=PERMISSION, at=at)
    said = _reason(reason, "撤销")
    move = VersionMove.objects.filter(case=case).exclude(state__in=["declined", "lapsed"]).order_by("-id").first()
    if move is None or move.state == "undone" or batch not in (None, move.batch):
        raise Refused(f"办件{number}没有可以撤销的版本变更", code="nothing_to_undo", field="number", status=409)
    before, move.state, move.undone_by, move.undone_at = move.state, "undone", by.id, at
    if before == "asked":
        move.save()
        tell(case, "version_question_withdrawn", by=by, at=at, from_=case.state, to=case.state, reason=said, body=_body(move))
        return Answer(number, case.state, "已撤回征求，按原版本办理")
    acts = [event.kind for event in events_of(case.subject) if event.kind != "case.due_recounted"]  # a notice of holidays is no act
    if acts[-1] != "case.version_moved":
        expected = "按新版本继续办理"
        raise Refused(
            "改用新版本以后已经办理了其他操作，不能撤销",
            code="acted_since",
            field="number",
            clause=VERSION_UNDO.id,
            expected=expected,
            status=409,
        )
    move.save()
    due = _put(case, move.old_id, move.facts, move.handling)
    tell(case, "version_undone", by=by, at=at, from_=case.state, to=case.state, reason=said, body={**_body(move), "due": due})
    return Answer(number, case.state, f"已恢复按第{move.old_version}版办理")


def _ask(case: Case, move: VersionMove, shown: Preview, *, by: Actor, at: datetime) -> Answer:
    move.state = "asked"
    move.changes = [
        {"title": each.change.title, "before": each.change.before, "after": each.change.after, "because": each.effects.because}
        for each in shown.asked
    ]
    move.save(force_insert=True)
    tell(case, "version_asked", by=by, at=at, from_=case.state, to=case.state, reason=move.reason, body=_body(move))
    return Answer(case.number, case.state, "已请申请人答复是否同意，答复以前按原版本办理")


def _moved(case: Case, move: VersionMove, found: ItemVersion, *, by: Actor, at: datetime, consented: bool) -> Answer:
    new = plan_for(found, at)
    facts = moved_facts(case, new)
    handling = new.handling if stage_of(case.state, case.accepted_on).value == "submitted" else case.handling
    due = _put(case, move.new_id, facts, handling)
    move.state, move.moved_at, move.due_after = "moved", at, due
    move.save()
    body = {**_body(move), "due": due, "consented": consented}
    tell(case, "version_moved", by=by, at=at, from_=case.state, to=case.state, reason=move.reason, body=body)
    return Answer(case.number, case.state, f"已改为按第{move.new_version}版办理")


def _put(case: Case, digest: str, facts: dict[str, object], handling: str) -> date | None:
    """Bind a locked case to a snapshot; what its clocks derive from it is written anew; the day of the whole case."""
    rows.alter(Case, {"id": case.pk}, snapshot=digest, facts=facts, handling=handling)
    case.snapshot_id, case.facts, case.handling = digest, facts, handling
    task = rows.one(Task, case=case.pk, done_at=None)
    if task is not None:
        reckon(case, plan_of(digest), task, current_calendar())
    return case.due_on


def _body(move: VersionMove) -> dict[str, object]:
    return {
        "old": move.old_id,
        "new": move.new_id,
        "old_version": move.old_version,
        "new_version": move.new_version,
        "batch": move.batch,
    }


def _reason(reason: str, what: str) -> str:
    if not reason.strip():
        raise Refused(f"没有写明{what}的理由", code="no_reason", field="reason", expected="为什么这样办理")
    return reason.strip()
