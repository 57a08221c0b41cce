"""受理审查: every material of the item beside its files, marked one by one; then accepted, decided on the spot, or told once what lacks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from onewindow.accounts.access import actor_on, permission
from onewindow.cases import selectors, services
from onewindow.cases.life import CHECKS
from onewindow.cases.procedure import Material
from onewindow.cases.selectors import CaseView, FileLine
from onewindow.cases.services import Answer
from onewindow.web import refusals
from onewindow.web.case_page import case_parts
from onewindow.web.facts_form import form_fields, titles_of, typed_in
from onewindow.web.posted import intent_of, key_of, typed_on
from onewindow.web.refusals import Line
from onewindow.words.refused import Refused
from onewindow.worktime import clock

DEFER, PROMISE = "deferred", "promised"  # instead of an outcome, where the version lets it be


@dataclass(frozen=True, slots=True)
class Row:
    """A material to be looked at: its files, what may be marked, and what is marked."""

    material: Material
    files: tuple[FileLine, ...]
    choices: tuple[tuple[str, str], ...]
    chosen: str
    note: str
    wrong: tuple[Line, ...]


@permission("cases.accept")
def check(request: HttpRequest, number: str) -> HttpResponse:
    """The checklist, and its posting: ``accept``, ``decide`` (即办件), ``notify`` (补正告知 of what lacks) or ``correct`` (当场更正)."""
    if request.method != "POST":
        return render(request, "desk/check.html", _context(request, number))
    try:
        answer = _ACTS.get(intent_of(request), _accept)(request, number)
    except Refused as refused:
        context = _context(request, number, refused)
        return render(request, "desk/check.html", context, status=refused.status)
    messages.success(request, f"{answer.message}。文书：{answer.paper}" if answer.paper else answer.message)
    back = "desk:check" if intent_of(request) == "correct" else "desk:case"
    return redirect(back, number=number)


def _accept(request: HttpRequest, number: str) -> Answer:
    return services.accept(number=number, **_marks(request, number), **_door(request))


def _decide(request: HttpRequest, number: str) -> Answer:
    marks = _marks(request, number)
    if marks.pop(DEFER):
        raise Refused("容缺的材料补齐以前不能当场办结", code="still_missing", field="checks", expected="受理后由审批单位办理")
    said: dict[str, Any] = {name: request.POST.get(name, "").strip() for name in ("reason", "document_number")}
    approve = request.POST.get("approve", "yes") != "no"
    return services.decide_at_window(number=number, **marks, **said, approve=approve, **_door(request))


def _notify(request: HttpRequest, number: str) -> Answer:
    """Everything that is marked as missing or not in order, in one notice."""
    plan = selectors.case_of(number, actor_on(request), clock.today()).plan
    items = [
        {
            "kind": "material",
            "key": each.key,
            "reason": request.POST.get(f"note-{each.key}", "").strip() or f"{CHECKS[outcome]}{each.title}",
        }
        for each in plan.materials
        if (outcome := request.POST.get(f"mark-{each.key}", "")) in {"missing", "nonconforming"}
    ]
    return services.ask_correction(number=number, items=items, **_door(request))


def _correct(request: HttpRequest, number: str) -> Answer:
    asked = selectors.case_of(number, actor_on(request), clock.today()).plan.asked
    return services.correct_at_window(number=number, facts=typed_in(asked, request.POST), **_door(request))


_ACTS = {"accept": _accept, "decide": _decide, "notify": _notify, "correct": _correct}


def _door(request: HttpRequest) -> dict[str, Any]:
    return {"by": actor_on(request), "at": clock.now(), "key": key_of(request)}


def _marks(request: HttpRequest, number: str) -> dict[str, Any]:
    """The check as it was marked, as ``accept`` takes it."""
    plan = selectors.case_of(number, actor_on(request), clock.today()).plan
    marked = {each.key: request.POST.get(f"mark-{each.key}", "") for each in plan.materials}
    checks = [
        {"material": key, "outcome": mark, "note": request.POST.get(f"note-{key}", "")[:500]}
        for key, mark in marked.items()
        if mark and mark not in {DEFER, PROMISE}
    ]
    return {"checks": checks, **{kind: [key for key, mark in marked.items() if mark == kind] for kind in (DEFER, PROMISE)}}


def _context(request: HttpRequest, number: str, refused: Refused | None = None) -> dict[str, Any]:
    view = selectors.case_of(number, actor_on(request), clock.today())
    typed, asked = typed_on(request), view.plan.asked
    refusal = refusals.explain(refused, titles_of(asked)) if refused else None
    correcting = typed.get("intent") == "correct"
    stated = {line.name: line.value for line in view.facts}
    return {
        **case_parts(view),
        **({"refusal": refusal} if refusal else {}),
        "rows": [_row(view, each, typed, refusal) for each in view.plan.materials],
        "fields": form_fields(asked, {**stated, **(typed_in(asked, typed) if correcting else {})}, refusal),
        "correcting": correcting,
        "typed": {name: typed.get(name, "") for name in ("reason", "document_number", "approve")},
    }


def _row(view: CaseView, each: Material, typed: Any, refusal: refusals.Refusal | None) -> Row:
    files = next(slot.files for slot in view.materials if slot.key == each.key)
    here = tuple(file for file in files if not file.replaced)
    choices = [("ok", "齐全合规"), ("missing", "缺少"), ("nonconforming", "不符合要求"), ("corrected", "当场更正")]
    choices += [("spared", f"免于提交（{each.certificate}）")] if each.certificate else []
    choices += [(DEFER, "容缺受理")] if each.deferrable else []
    choices += [(PROMISE, "告知承诺")] if each.promisable else []
    chosen = typed.get(f"mark-{each.key}", "" if here or each.required else "missing")
    return Row(
        each, here, tuple(choices), chosen, typed.get(f"note-{each.key}", ""), tuple(refusal.of(f"checks.{each.key}")) if refusal else ()
    )
