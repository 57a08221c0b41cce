"""受理审查: every material of the item beside its files, marked one by one; then accepted, decided on the spot, or told once what lacks."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from onewindow.accounts.access import actor_on, permission
from onewindow.cases import selectors, services
from onewindow.cases.plan import Plan
from onewindow.cases.services import Answer
from onewindow.desk.checklist import DEFERRED, PROMISED, asked_for, keeps_out, marks_in, rows_of
from onewindow.web import refusals
from onewindow.web.case_page import case_parts
from onewindow.web.facts_form import form_fields, titles_of, typed_in
from onewindow.web.posted import intent_of, key_of, typed_on
from onewindow.words.refused import Refused
from onewindow.worktime import clock


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
    marks = marks_in(request.POST, _plan(request, number).materials)
    deferred, promised = marks.under(DEFERRED), marks.under(PROMISED)
    return services.accept(number=number, checks=marks.checks, deferred=deferred, promised=promised, **_door(request))


def _decide(request: HttpRequest, number: str) -> Answer:
    materials = _plan(request, number).materials
    marks = marks_in(request.POST, materials)
    if marks.under(DEFERRED):
        raise Refused.of(keeps_out(materials, marks, on_the_spot=True))
    said: dict[str, Any] = {name: request.POST.get(name, "").strip() for name in ("reason", "document_number")}
    approve = request.POST.get("approve", "yes") != "no"
    return services.decide_at_window(
        number=number, checks=marks.checks, promised=marks.under(PROMISED), **said, approve=approve, **_door(request)
    )


def _notify(request: HttpRequest, number: str) -> Answer:
    """Everything that is marked as missing or not in order, in one notice."""
    materials = _plan(request, number).materials
    return services.ask_correction(number=number, items=asked_for(materials, marks_in(request.POST, materials)), **_door(request))


def _correct(request: HttpRequest, number: str) -> Answer:
    asked = _plan(request, number).asked
    return services.correct_at_window(number=number, facts=typed_in(asked, request.POST), **_door(request))


_ACTS = {"accept": _accept, "decide": _decide, "notify": _notify, "correct": _correct}


def _door(request: HttpRequest) -> dict[str, Any]:
    return {"by": actor_on(request), "at": clock.now(), "key": key_of(request)}


def _plan(request: HttpRequest, number: str) -> Plan:
    return selectors.case_of(number, actor_on(request), clock.today()).plan


def _context(request: HttpRequest, number: str, refused: Refused | None = None) -> dict[str, Any]:
    view = selectors.case_of(number, actor_on(request), clock.today())
    typed, asked, materials = typed_on(request), view.plan.asked, view.plan.materials
    refusal = refusals.explain(refused, titles_of(asked)) if refused else None
    correcting = typed.get("intent") == "correct"
    stated = {line.name: line.value for line in view.facts}
    return {
        **case_parts(view),
        **({"refusal": refusal} if refusal else {}),
        "rows": rows_of(materials, {slot.key: slot.files for slot in view.materials}, marks_in(typed, materials), refusal),
        "fields": form_fields(asked, {**stated, **(typed_in(asked, typed) if correcting else {})}, refusal),
        "correcting": correcting,
        "typed": {name: typed.get(name, "") for name in ("reason", "document_number", "approve")},
    }
