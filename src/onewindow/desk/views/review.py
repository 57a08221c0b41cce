"""审核: the rule book's lines against the evidence; a fact is put right on evidence, then what results is decided."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from onewindow.accounts.access import actor_on, permission
from onewindow.cases import selectors
from onewindow.cases.services import deciding, drafts, reviewing
from onewindow.desk.evidence import checks_of
from onewindow.law.registry import regulation
from onewindow.law.reliance import doubts
from onewindow.web import refusals
from onewindow.web.awards import reasoned
from onewindow.web.case_page import case_parts
from onewindow.web.facts_form import form_fields, titles_of, typed_in
from onewindow.web.posted import act_of, file_of, key_of, typed_on
from onewindow.words.refused import Refused
from onewindow.worktime import clock


@permission("cases.review")
def review(request: HttpRequest, number: str) -> HttpResponse:
    """Each award with its figures, its clause and the files that prove it; below, the decision."""
    return render(request, "desk/review.html", _context(request, number))


@permission("cases.review")
@require_POST
def evidence(request: HttpRequest, number: str) -> HttpResponse:
    """A file that the approver found, as evidence for a correction."""
    try:
        name, content = file_of(request)
        answer = drafts.attach(
            material=request.POST.get("material", ""),
            name=name,
            content=content,
            number=number,
            by=actor_on(request),
            at=clock.now(),
            key=key_of(request),
        )
    except Refused as refused:
        return refusals.page(request, "desk/review.html", _context(request, number), refused)
    messages.success(request, answer.message)
    return redirect("desk:review", number=number)


@permission("cases.review")
@require_POST
def fact(request: HttpRequest, number: str) -> HttpResponse:
    """更正事实: the fact, its right value, why, and the file that shows it."""
    view = selectors.case_of(number, actor_on(request), clock.today())
    name = request.POST.get("fact", "")
    asked = [each for each in view.plan.asked if each.name == name]
    value = typed_in(asked, request.POST).get(name)
    try:
        answer = reviewing.correct_fact(
            number=number,
            fact=name,
            value=value,
            reason=request.POST.get("reason", ""),
            attachment=request.POST.get("attachment", ""),
            by=actor_on(request),
            at=clock.now(),
            key=key_of(request),
        )
    except Refused as refused:
        return refusals.page(request, "desk/review.html", _context(request, number, refused), refused)
    messages.success(request, answer.message)
    return redirect("desk:review", number=number)


@permission("cases.decide")
@require_POST
def decide(request: HttpRequest, number: str) -> HttpResponse:
    """决定: what is payable, award by award, or a reason why not."""
    view = selectors.case_of(number, actor_on(request), clock.today())
    keys = [line.key for line in view.awards]
    refused_awards = {key: request.POST.get(f"reason-{key}", "") for key in keys if request.POST.get(f"verdict-{key}") == "refuse"}
    amounts = {key: request.POST.get(f"amount-{key}", "") for key in keys if key not in refused_awards and f"amount-{key}" in request.POST}
    reasons = {key: why for key in keys if key not in refused_awards and (why := request.POST.get(f"reason-{key}", ""))}
    try:
        answer = deciding.decide(
            number=number,
            amounts=amounts,
            refused=refused_awards,
            reasons=reasons,
            approve={"yes": True, "no": False}.get(request.POST.get("approve", "")),
            reason=request.POST.get("reason", ""),
            by=actor_on(request),
            at=clock.now(),
            key=key_of(request),
        )
    except Refused as refused:
        return refusals.page(request, "desk/review.html", _context(request, number, refused), refused)
    messages.success(request, f"{answer.message}。文书：{answer.paper}")
    return redirect("desk:case", number=number)


def _context(request: HttpRequest, number: str, refused: Refused | None = None) -> dict[str, Any]:
    view = selectors.case_of(number, actor_on(request), clock.today())
    posted = typed_on(request)
    asked = view.plan.asked
    refusal = refusals.explain(refused, titles_of(asked)) if refused else None
    stated = {line.name: line.value for line in view.facts}
    typed = {**stated, **typed_in(asked, posted)} if posted.get("fact") else stated
    told = {"refusal": refusal} if refusal else {}
    return {
        **case_parts(view),
        **told,
        "doubts": doubts(regulation(view.plan.regulation), clock.today()) if view.plan.regulation else [],
        "conditions": reasoned(view.evaluation, (), view.plan.review.results) if not view.awards_money else [],
        "typed_approve": posted.get("approve", ""),
        "checks": checks_of(view, posted, refusal),
        "fields": form_fields(asked, typed, refusal),
        "files": [(slot.title, file) for slot in view.materials for file in slot.files if not file.replaced and not file.pending],
        "chosen_fact": posted.get("fact", ""),
        "chosen_file": posted.get("attachment", ""),
        "typed_reason": posted.get("reason", ""),
        "act": act_of(request),
    }
