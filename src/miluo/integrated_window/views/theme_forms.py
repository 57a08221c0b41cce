"""一件事, filled in: one form for all items, each material once, then one case for each item and how they stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from onewindow.accounts.access import actor_on, permission
from onewindow.cases import services as cases
from onewindow.cases.selectors.bundles import BundleView, bundle_of
from onewindow.rules.fact import Fact
from onewindow.web import refusals
from onewindow.web.applicant_fields import WHO, who_fields
from onewindow.web.facts_form import form_fields, titles_of, typed_in
from onewindow.web.posted import file_of, intent_of, key_of, typed_on
from onewindow.words.refused import Problem, Refused
from onewindow.worktime import clock

PERSONS = ("person_name", "person_id", "agent_name", "agent_id")


@permission("cases.apply")
def facts(request: HttpRequest, number: str) -> HttpResponse:
    """The one form. Whatever is posted is saved first and judged when the next step is asked for."""
    actor, today = actor_on(request), clock.today()
    bundle = bundle_of(number, actor, today)
    if bundle.cases:
        return redirect("portal:thing", number=number)
    if request.method != "POST":
        wrong = _of_the_form(bundle) if "check" in request.GET else []
        return render(request, "integrated_window/theme_form.html", _form(request, bundle, Refused.of(wrong) if wrong else None))
    posted = request.POST
    cases.save_bundle(
        bundle=number,
        facts=typed_in(_asked(bundle), posted),
        uscc=posted.get("uscc"),
        persons={name: posted[name] for name in PERSONS if name in posted},
        contact_name=posted.get("contact_name"),
        contact_phone=posted.get("contact_phone"),
        by=actor,
        at=clock.now(),
    )
    if intent_of(request) == "autosave":
        return HttpResponse(status=204)
    bundle = bundle_of(number, actor, today)
    if intent_of(request) == "save":
        messages.success(request, "已保存，可以随时回来接着填")
        return redirect("integrated_window_public:form", number=number)
    if wrong := _of_the_form(bundle):
        refused = Refused.of(wrong)
        return refusals.page(request, "integrated_window/theme_form.html", _form(request, bundle, refused), refused)
    return redirect("integrated_window_public:materials", number=number)


@permission("cases.apply")
def materials(request: HttpRequest, number: str) -> HttpResponse:
    """Each material once for all items that ask it; then everything is submitted, or nothing."""
    actor, at = actor_on(request), clock.now()
    bundle = bundle_of(number, actor, clock.today())
    if bundle.cases:
        return redirect("portal:thing", number=number)
    if request.method != "POST":
        return render(request, "integrated_window/theme_materials.html", _materials(bundle))
    key = key_of(request)
    try:
        if intent_of(request) == "submit":
            answer = cases.submit_bundle(bundle=number, by=actor, at=at, key=key)
            messages.success(request, answer.message)
            return redirect("portal:thing", number=number)
        if intent_of(request) == "remove":
            cases.detach_from_bundle(bundle=number, attachment=request.POST.get("attachment", ""), by=actor, at=at, key=key)
        else:
            name, content = file_of(request)
            material = request.POST.get("material", "")
            cases.attach_to_bundle(bundle=number, material=material, name=name, content=content, by=actor, at=at, key=key)
    except Refused as refused:
        context = _materials(bundle)
        context["refusal"] = replace(refusals.explain(refused), lines=_to_mend(bundle, refused.problems))
        return refusals.page(request, "integrated_window/theme_materials.html", context, refused)
    return redirect("integrated_window_public:materials", number=number)


def _asked(bundle: BundleView) -> list[Fact]:
    """The questions of all items, each once."""
    found: dict[str, Fact] = {}
    for procedure in bundle.procedures:
        for fact in procedure.asked:
            found.setdefault(fact.name, fact)
    return list(found.values())


def _of_the_form(bundle: BundleView) -> list[Problem]:
    """Of all that is wrong, what is mended on the page of the facts."""
    here = {*WHO, *(fact.name for fact in _asked(bundle))}
    return [problem for problem in bundle.problems if (problem.field or "").split("[")[0] in here]


def _form(request: HttpRequest, bundle: BundleView, refused: Refused | None) -> dict[str, object]:
    asked = _asked(bundle)
    refusal = refusals.explain(refused, {**WHO, **titles_of(asked)}) if refused else None
    posted = typed_on(request)
    typed: dict[str, Any] = {**{field.name: field.typed for field in bundle.fields}, **typed_in(asked, posted)}
    narrowest = min(bundle.drafts, key=lambda draft: len(draft.procedure.applicants))
    return {
        "bundle": bundle,
        "who": who_fields(narrowest, posted, refusal),
        "fields": form_fields(asked, typed, refusal, on=clock.today()),
        "refusal": refusal,
    }


def _materials(bundle: BundleView) -> dict[str, Any]:
    asking = {
        slot.key: "、".join(draft.procedure.title for draft in bundle.drafts if any(each.key == slot.key for each in draft.materials))
        for slot in bundle.materials
    }
    return {"bundle": bundle, "asking": asking, "problems": _to_mend(bundle, bundle.problems)}


def _to_mend(bundle: BundleView, problems: Iterable[Problem]) -> tuple[refusals.Line, ...]:
    """What must be put right before submitting, each once, a link to where it is done."""
    known = {draft.procedure.key for draft in bundle.drafts}
    plain: dict[tuple[str, str | None], Problem] = {}
    for problem in problems:
        item, _, field = (problem.field or "").partition(".")
        told = replace(problem, field=field) if item in known else problem
        plain.setdefault((told.message, told.field), told)
    form = f"{reverse('integrated_window_public:form', args=[bundle.number])}?check=1"
    pages = {problem.field or "": form for problem in _of_the_form(bundle)}
    return refusals.lines_of(plain.values(), {**WHO, **titles_of(_asked(bundle))}, pages)
