"""Answer a correction notice: just what it names may be changed, and what was typed is kept until it is sent."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from onewindow.accounts.access import actor_on, permission
from onewindow.cases import selectors
from onewindow.cases.selectors import CaseView
from onewindow.cases.services import applying, drafts
from onewindow.rules.fact import Fact
from onewindow.web import refusals
from onewindow.web.facts_form import form_fields, titles_of, typed_in
from onewindow.web.posted import file_of, intent_of, key_of, typed_on
from onewindow.words.refused import Refused
from onewindow.worktime import clock


@permission("cases.apply")
def correct(request: HttpRequest, number: str) -> HttpResponse:
    """The fields and materials that were named, with the reason beside each."""
    actor = actor_on(request)
    view = selectors.case_of(number, actor, clock.today())
    if "correct" not in view.acts or view.correction is None:
        raise Refused(f"办件{number}现为“{view.row.state_title}”，没有需要补正的内容", code="wrong_state", field="number", status=409)
    if request.method != "POST":
        return render(request, "portal/correct.html", _context(request, view, None))
    try:
        if intent_of(request) == "upload":
            _upload(request, number)
            return redirect("portal:correct", number=number)
        typed = typed_in(_asked(view), request.POST)
        if typed:
            drafts.save_correction(number=number, facts=typed, by=actor, at=clock.now())
        answer = applying.correct(number=number, facts={}, by=actor, at=clock.now(), key=key_of(request))
    except Refused as refused:
        view = selectors.case_of(number, actor, clock.today())
        refusal = refusals.explain(refused, titles_of(_asked(view)))
        return refusals.page(request, "portal/correct.html", _context(request, view, refusal), refused)
    messages.success(request, answer.message)
    return redirect("portal:my_case", number=number)


def _upload(request: HttpRequest, number: str) -> None:
    name, content = file_of(request)
    drafts.attach(
        material=request.POST.get("material", ""),
        name=name,
        content=content,
        number=number,
        by=actor_on(request),
        at=clock.now(),
        key=key_of(request),
    )


def _asked(view: CaseView) -> list[Fact]:
    wanted = {line.name for line in view.facts if line.correctable}
    return [fact for fact in view.plan.asked if fact.name in wanted]


def _context(request: HttpRequest, view: CaseView, refusal: refusals.Refusal | None) -> dict[str, Any]:
    assert view.correction is not None
    items = {item["key"]: item for item in view.correction.items}
    typed = {line.name: view.correction.raw.get(line.name, line.value) for line in view.facts}
    typed |= typed_in(_asked(view), typed_on(request))
    fields = form_fields(_asked(view), typed, refusal)
    return {
        "case": view,
        "fields": [(items[field.name], field) for field in fields],
        "materials": [(items[slot.key], slot) for slot in view.materials if slot.correctable],
        "refusal": refusal,
    }
