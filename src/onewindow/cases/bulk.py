"""Long work on many cases: moved to another version or back, and recounted after a notice of holidays. Each case in its own transaction."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse

from onewindow.cases.models import CalendarNotice, Case, DueChange, VersionMove
from onewindow.cases.movable import MOST
from onewindow.cases.services.holidays import PERMISSION as CALENDAR
from onewindow.cases.services.holidays import affected, recount
from onewindow.cases.services.versions import PERMISSION, move_to_version, undo_version
from onewindow.cases.versions import target_of
from onewindow.runs.kinds import Kind, Outcome, Work, declare
from onewindow.runs.models import Run
from onewindow.runs.services import start
from onewindow.words.actor import Actor
from onewindow.words.canonical import canonical, sm3
from onewindow.words.refused import Refused
from onewindow.worktime.clock import day_of

MOVE, UNDO, RECOUNT = "cases.move_versions", "cases.undo_versions", "cases.recount"
_APART = re.compile(r"[\s,，;；、]+")


def register() -> None:
    """Say to the worker what there is."""
    declare(Kind(MOVE, "批量改用新版本", PERMISSION, move_all, shared=True))
    declare(Kind(UNDO, "撤销批量改用", PERMISSION, undo_all, shared=True))
    declare(Kind(RECOUNT, "放假通知重算期限", CALENDAR, recount_all, shared=True))


def numbers_in(text: str) -> list[str]:
    """Case numbers pasted in any way, each once, in their order. Raises Refused for none, too many, or unknown ones."""
    numbers = list(dict.fromkeys(each for each in _APART.split(text) if each))
    if not numbers:
        raise Refused("没有选择办件", code="no_cases", field="numbers", expected="勾选办件，或者粘贴办件编号")
    if len(numbers) > MOST:
        raise Refused(f"一次选择了{len(numbers)}件", code="too_many", field="numbers", expected=f"不超过{MOST}件")
    known = set(Case.objects.filter(number__in=numbers).values_list("number", flat=True))
    if unknown := [each for each in numbers if each not in known]:
        shown = "、".join(unknown[:10])
        raise Refused(f"没有这些办件：{shown}", code="unknown_case", field="numbers", expected="核对办件编号", status=404)
    return numbers


def begin_move(*, key: str, target: int, numbers: Iterable[str], reason: str, press: str = "", by: Actor, at: datetime) -> Run:
    """Put the move of these cases into the queue. Raises Refused without a reason, or for a version that does not hold today."""
    version = target_of(key, target, day_of(at))
    if not reason.strip():
        raise Refused("没有写明改用的理由", code="no_reason", field="reason", expected="为什么在办的办件要改用新版本")
    chosen = list(numbers)
    params = {"item": key, "target": target, "reason": reason.strip(), "cases": chosen}
    title = f"{version.title}：{len(chosen)}件改用第{target}版"[:120]
    return start(kind=MOVE, key=sm3(canonical(params).encode()), title=title, params=params, press=press, by=by, at=at)


def begin_undo(*, batch: int, reason: str, press: str = "", by: Actor, at: datetime) -> Run:
    """Put the undoing of a batch into the queue. Raises Refused without a reason."""
    if not reason.strip():
        raise Refused("没有写明撤销的理由", code="no_reason", field="reason", expected="为什么撤销这一批")
    params = {"batch": batch, "reason": reason.strip()}
    return start(kind=UNDO, key=str(batch), title=f"撤销第{batch}批改用", params=params, press=press, by=by, at=at)


def move_all(work: Work) -> Outcome:
    """Each case through its door; what was moved before a kill is answered as it was."""
    numbers, refused = work.params["cases"], []
    for done, number in enumerate(numbers):
        work.progress(done, len(numbers), stage="逐件改用")
        try:
            move_to_version(
                number=number,
                target=work.params["target"],
                reason=work.params["reason"],
                batch=work.number,
                by=work.by,
                at=work.at,
                key=work.key(number),
            )
        except Refused as problem:
            refused.append((number, problem.first.message))
    work.progress(len(numbers), len(numbers))
    moves = VersionMove.objects.filter(batch=work.number)
    asked = moves.exclude(changes=[]).count()
    said = f"已改用{moves.count() - asked}件，请申请人答复{asked}件，未改用{len(refused)}件"
    return Outcome(said, url=reverse("desk:version_batch", args=[work.number]), link="查看逐件结果", items=tuple(refused))


def undo_all(work: Work) -> Outcome:
    """Each case of a batch back to its old version, as long as nothing else was done to it."""
    batch, refused = work.params["batch"], []
    numbers = list(VersionMove.objects.filter(batch=batch).order_by("id").values_list("case__number", flat=True))
    for done, number in enumerate(numbers):
        work.progress(done, len(numbers), stage="逐件撤销")
        try:
            undo_version(number=number, batch=batch, reason=work.params["reason"], by=work.by, at=work.at, key=work.key(number))
        except Refused as problem:
            refused.append((number, problem.first.message))
    work.progress(len(numbers), len(numbers))
    said = f"已撤销{len(numbers) - len(refused)}件，未撤销{len(refused)}件"
    return Outcome(said, url=reverse("desk:version_batch", args=[batch]), link="查看逐件结果", items=tuple(refused))


def recount_all(work: Work) -> Outcome:
    """Every open clock that a notice moves, both days kept; one that was counted before a kill is not counted again."""
    notice = CalendarNotice.objects.get(pk=work.params["notice"])
    found = affected(notice)
    for done, task in enumerate(found):
        work.progress(done, len(found), stage="逐件重算")
        recount(notice=notice, task=task, by=work.by, at=work.at)
    work.progress(len(found), len(found))
    changes = list(DueChange.objects.filter(notice=notice))
    moved = sum(each.moved for each in changes)
    said = f"{moved}个期限的届满日期改变，{len(changes) - moved}个由暂定转为确定"
    return Outcome(said, url=reverse("desk:calendar_notice", args=[notice.pk]), link="查看逐件结果")
