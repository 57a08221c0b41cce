"""What must be settled before a decision: special procedures, opinions that were asked, materials that were to be brought later."""

from __future__ import annotations

from datetime import date, datetime

from onewindow import rows, statements
from onewindow.cases.conventions import CONSULTING, COSIGNING, DEFERRED
from onewindow.cases.law import SPECIAL_LAW
from onewindow.cases.life import SPECIAL_PROCEDURES
from onewindow.cases.models import Case, Consultation, SpecialProcedure, Undertaking
from onewindow.cases.offices import office_name
from onewindow.cases.snapshots import plan_of
from onewindow.words.days import said
from onewindow.words.refused import Problem, Refused
from onewindow.worktime.clock import day_of


def require_settled(case: Case, *, approve: bool | None, at: datetime) -> None:
    """Raises Refused (409) with everything that a decision must wait for; what only stands against an approval lets a denial pass."""
    today, denies = day_of(at), approve is False
    problems = _opinions(case, today, denies)
    if plan_of(case.snapshot_id).item:
        problems += _specials(case) + _deferrals(case, today, denies)
    if problems:
        raise Refused.of(problems, status=409)


def foresee(number: str) -> None:
    """Have everything asked that ``require_settled`` looks at, with the lock of the case."""
    statements.foresee(_asked_opinions(number).question, _open_specials(number).question, _deferred(number).question)


def _asked_opinions(number: str) -> rows.Some:
    columns = ("kind", "organisation", "due_on", "agrees", "answered_at")
    return rows.Some(Consultation, columns, case__number=number, withdrawn_at=None)


def _open_specials(number: str) -> rows.Some:
    return rows.Some(SpecialProcedure, ("kind",), case__number=number, ended_at=None)


def _deferred(number: str) -> rows.Some:
    return rows.Some(Undertaking, ("due_on", "settled_at", "kept"), case__number=number, kind="deferred")


def _opinions(case: Case, today: date, denies: bool) -> list[Problem]:
    problems = []
    for kind, organisation, due_on, agrees, answered_at in _asked_opinions(case.number).rows_once():
        if kind == "consult" and answered_at is None and today <= due_on:
            message = f"征求{office_name(organisation)}的意见尚未答复"
            problems.append(Problem(message, "not_answered", "number", CONSULTING.id, f"等待答复至{said(due_on)}，或者撤回征求意见"))
        elif kind == "cosign" and answered_at is None:
            problems.append(Problem("加签尚未签署", "not_cosigned", "number", COSIGNING.id, "等待加签人签署，或者撤回加签"))
        elif kind == "cosign" and not agrees and not denies:
            problems.append(Problem("加签人不同意，不得予以核准", "cosigner_disagrees", "approve", COSIGNING.id, "不予核准，或者重新加签"))
    return problems


def _specials(case: Case) -> list[Problem]:
    open_ones = _open_specials(case.number).rows_once()
    return [
        Problem(f"{SPECIAL_PROCEDURES[kind]}尚未结束", "special_open", "number", SPECIAL_LAW.id, "先记录特别程序的结果")
        for (kind,) in open_ones
    ]


def _deferrals(case: Case, today: date, denies: bool) -> list[Problem]:
    problems = []
    for due_on, settled_at, kept in _deferred(case.number).rows_once():
        if kept or (denies and (settled_at or today > due_on)):
            continue
        right = "容缺的材料没有补齐的，只能不予核准" if settled_at else f"{said(due_on)}前补齐并核验后再决定"
        problems.append(Problem("容缺的材料尚未补齐，不能作出决定", "still_missing", "number", DEFERRED.id, right))
    return problems
